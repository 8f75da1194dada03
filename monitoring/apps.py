"""Django application of `monitoring`."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """What was published or reported."""

    name = "monitoring"
