"""Doors for Celery: each calls one pipeline function."""

from celery import shared_task
from django.utils import timezone

from monitoring import pipeline


@shared_task(name="monitoring.collect_feeds")
def collect_feeds() -> None:
    """Fetch the feeds that are due."""
    pipeline.collect_feeds()


@shared_task(name="monitoring.collect_pages")
def collect_pages() -> None:
    """Fetch and extract the pages that are due."""
    pipeline.collect_pages()


@shared_task(name="monitoring.forget_old_fetches")
def forget_old_fetches() -> None:
    """Delete the history of fetches that nobody looks at any more."""
    pipeline.forget_old_fetches(timezone.now())
