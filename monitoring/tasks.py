"""Doors for Celery: each calls one pipeline function."""

from celery import shared_task
from django.utils import timezone

from monitoring import pipeline
from monitoring.models import words


@shared_task(name="monitoring.collect_feeds")
def collect_feeds() -> None:
    """Fetch the feeds that are due."""
    pipeline.collect_feeds()


@shared_task(name="monitoring.collect_suspects")
def collect_suspects() -> None:
    """Fetch the feeds that are due and did not answer last time."""
    pipeline.collect_feeds(suspects=True)


@shared_task(name="monitoring.renew_subscriptions")
def renew_subscriptions() -> None:
    """Ask hubs for the subscriptions that are due."""
    pipeline.renew_subscriptions()


@shared_task(name="monitoring.collect_pages")
def collect_pages() -> None:
    """Fetch and extract the pages that are due."""
    pipeline.collect_pages()


@shared_task(name="monitoring.collect_revisits")
def collect_revisits() -> None:
    """Look again at the pages that are watched."""
    pipeline.collect_revisits()


@shared_task(name="monitoring.notice_corrections")
def notice_corrections() -> None:
    """Mark articles whose newsroom went back on them."""
    pipeline.notice_corrections(timezone.now())


@shared_task(name="monitoring.judge_sources")
def judge_sources() -> None:
    """Say how every feed is doing."""
    pipeline.judge_sources(timezone.now())


@shared_task(name="monitoring.learn_habits")
def learn_habits() -> None:
    """Learn what feeds usually publish."""
    pipeline.learn_habits(timezone.now())


@shared_task(name="monitoring.forget_history")
def forget_history() -> None:
    """Delete the history that nobody looks at any more."""
    pipeline.forget_history(timezone.now())


@shared_task(name="monitoring.sort_in_words")
def sort_in_words() -> None:
    """Keep the list short that every search reads through."""
    words.sort_in_words()
