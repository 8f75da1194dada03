"""What waits for work, stage by stage: how many rows are due, and for how long the oldest.

Asked of the database, not of Celery: rows that are due and that nobody takes are the only sign
that cannot lie.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from monitoring.models import Feed, Item, Revisit, Subscription


@dataclass(frozen=True)
class Backlog:
    """One stage: rows whose turn has come, how long the oldest waits, and leases that ran out."""

    stage: str
    words: Any
    due: int
    age: timedelta
    expired: int


def read_backlog(at: datetime) -> Iterator[Backlog]:
    """Yield the stages in the order of the flow, one query for each."""
    stages: tuple[tuple[str, Any, QuerySet[Any]], ...] = (
        ("feeds", _("umpan"), Feed.objects.watched()),
        ("pages", _("halaman"), Item.objects.for_pages()),
        ("reading", _("pembacaan"), Item.objects.for_reading()),
        ("revisits", _("kunjungan ulang"), Revisit.objects.all()),
        ("subscriptions", _("langganan hub"), Subscription.objects.all()),
    )
    for stage, words, rows in stages:
        yield _read(stage, words, rows, at)


def _read(stage: str, words: Any, rows: QuerySet[Any], at: datetime) -> Backlog:
    # Only rows that wait: the partial index on due_at serves both counts.
    waiting = rows.filter(due_at__isnull=False).order_by()
    free = Q(due_at__lte=at) & (Q(lease_until=None) | Q(lease_until__lt=at))
    row = waiting.aggregate(
        due=Count("pk", filter=free),
        oldest=Min(F("due_at"), filter=free),
        expired=Count("pk", filter=Q(lease_until__lt=at)),
    )
    age = at - row["oldest"] if row["oldest"] else timedelta()
    return Backlog(stage, words, row["due"], age, row["expired"])
