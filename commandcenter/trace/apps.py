"""Django application of the trace."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class TraceConfig(AppConfig):
    """The table of changes, the triggers that fill it, and the page that shows it."""

    name = "commandcenter.trace"
    label = "trace"

    def ready(self) -> None:
        """Keep the triggers in step with the tables."""
        # Models can be named only once every application is loaded.
        from commandcenter.trace import installing  # noqa: PLC0415

        pre_migrate.connect(installing.step_aside, sender=self)
        post_migrate.connect(installing.install, sender=self)
