"""One turn of every stage in the order of the flow, without Celery."""

from datetime import datetime, timedelta

from issues.learning.apart import is_asked, is_overdue, learn_apart
from issues.pipeline import forget_unrelated, read_items, suggest, watch_live_items, weigh_issues
from monitoring.models.words import sort_in_words
from monitoring.pipeline import (
    collect_feeds,
    collect_pages,
    collect_revisits,
    forget_history,
    judge_sources,
    learn_habits,
    notice_corrections,
    renew_subscriptions,
)

# A turn ends after TURN_AT_MOST (commandcenter/standby.py), and the other stages come first.
LEARN_AT_MOST = timedelta(seconds=80)
# What is forgotten can wait for the full hour; looking for it reads more than a whole turn does.
TIDY_MINUTES = 2


def run_turn(at: datetime) -> None:
    """Collect, read and weigh what is due, one batch each."""
    collect_feeds()
    collect_feeds(suspects=True)
    renew_subscriptions()
    collect_pages()
    read_items()
    weigh_issues(at)
    suggest(at)
    watch_live_items(at)
    collect_revisits()
    notice_corrections(at)
    learn_habits(at)
    judge_sources(at)
    sort_in_words()
    if at.minute < TIDY_MINUTES:
        forget_history(at)
        forget_unrelated(at)
    if is_asked() or is_overdue(at):
        learn_apart(LEARN_AT_MOST)
