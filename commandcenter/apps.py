"""Django application of the wiring; loading it gives every Django process the Celery app."""

from django.apps import AppConfig

from commandcenter.celery import app

__all__ = ["CommandCenterConfig", "app"]


class CommandCenterConfig(AppConfig):
    """Schedule, start-up and health."""

    name = "commandcenter"
