"""One turn of every stage in the order of the flow, without Celery."""

from datetime import datetime

from issues.pipeline import read_items, weigh_issues
from monitoring.pipeline import collect_feeds, collect_pages, forget_old_fetches


def run_turn(at: datetime) -> None:
    """Collect, read and weigh what is due, one batch each."""
    collect_feeds()
    collect_feeds(suspects=True)
    renew_subscriptions()
    collect_pages()
    read_items()
    weigh_issues(at)
    forget_old_fetches(at)
