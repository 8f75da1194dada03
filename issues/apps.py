"""Django application of `issues`."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """What the coverage means and what people do about it."""

    name = "issues"
