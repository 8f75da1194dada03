"""The wiring: settings, schedule, accounts, packs, bundled services and the one-command run."""

from commandcenter.celery import app as celery_app

__all__ = ["celery_app"]
