"""The queue is a table: rows that are due are claimed in batches under a lease with a token.

A worker takes a batch with `claim`, and each row in its turn with `begin`, which counts the
attempt and commits it before any work starts: a row that kills its worker every time runs out of
attempts by itself, and the rows behind it do not pay for it. The finishing transaction calls
`release`, which checks the token: a worker that woke up after its lease ended finds another
token and writes nothing. All clocks are the database's.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Self

from django.db import connection, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Least, Now

from monitoring.locks import Lock

# Enough to see that something is wrong; more would only overflow the column.
ATTEMPTS_COUNTED = 1000
# Seconds between two questions for a lock: a fraction of what anybody does inside.
_ASKED_EVERY = 0.02


class LeaseLost(Exception):
    """Somebody else holds the row now; nothing of this attempt may be written."""


class ClaimQuerySet(models.QuerySet[Any]):
    """Rows that wait for work."""

    def due(self) -> Self:
        """Keep rows whose time has come and that nobody holds."""
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        return self.filter(free, due_at__lte=Now())

    def claim(self, limit: int, lease: timedelta, related: Sequence[str] = ()) -> list[Any]:
        """Take up to `limit` due rows, oldest first, for the length of the lease.

        `related` names relations to load along with the rows.
        """
        with transaction.atomic():
            rows = self.due().order_by("due_at").select_for_update(skip_locked=True, of=("self",))
            taken = list(rows.values_list("pk", flat=True)[:limit])
            mine = self.model._default_manager.filter(pk__in=taken)
            mine.update(lease_until=Now() + lease, lease_token=F("lease_token") + 1)
            return list(mine.select_related(*related).order_by("due_at"))


class Claimable(models.Model):
    """A row that is also a queue entry; `due_at` empty means there is nothing to do."""

    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.BigIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def begin(self) -> None:
        """Count this attempt. Raises LeaseLost when somebody else holds the row by now."""
        counted = Least(F("attempts") + 1, ATTEMPTS_COUNTED)
        if not self._mine().update(attempts=counted):
            raise LeaseLost(f"{self._meta.label} {self.pk}")
        self.attempts += 1

    def release(self, **values: Any) -> None:
        """Write `values` and give the row back, inside the caller's transaction.

        Raises LeaseLost when the token is no longer ours: the caller's transaction must end.
        """
        if not self._mine().update(lease_until=None, **values):
            raise LeaseLost(f"{self._meta.label} {self.pk}")

    def _mine(self) -> models.QuerySet[Any]:
        return type(self)._default_manager.filter(pk=self.pk, lease_token=self.lease_token)


def begin_all(rows: Sequence[Any]) -> list[Any]:
    """Count an attempt of rows that are worked on together; return those that are still ours."""
    with transaction.atomic():
        mine = _still_ours(rows)
        if mine:
            _all(mine).update(attempts=Least(F("attempts") + 1, ATTEMPTS_COUNTED))
    for row in mine:
        row.attempts += 1
    return mine


def release_all(rows: Sequence[Any], **values: Any) -> list[Any]:
    """Write `values` to rows and give them back, inside the caller's transaction.

    Returns those that are still ours; of the others nothing of this attempt may be written.
    """
    mine = _still_ours(rows)
    if mine:
        _all(mine).update(lease_until=None, **values)
    return mine


def _still_ours(rows: Sequence[Any]) -> list[Any]:
    """Lock the rows in the order of their keys; return those whose token is still the one held."""
    if not rows:
        return []
    locked = _all(rows).select_for_update(of=("self",), no_key=True).order_by("pk")
    tokens = dict(locked.values_list("pk", "lease_token"))
    return [row for row in rows if tokens.get(row.pk) == row.lease_token]


def _all(rows: Sequence[Any]) -> models.QuerySet[Any]:
    return type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])


@contextmanager
def untouched_go_back(rows: Sequence[Any]) -> Iterator[set[int]]:
    """Give back what a batch did not get to when an error ends it.

    Yields the keys of rows whose turn has come; the caller adds to it. Rows that were never
    touched are free again at once, the one in hand keeps its lease and its counted attempt.
    """
    begun: set[int] = set()
    try:
        yield begun
    finally:
        for row in rows:
            if row.pk not in begun:
                row._mine().update(lease_until=None)


@contextmanager
def alone(lock: Lock, patience: timedelta = timedelta(0)) -> Iterator[bool]:
    """Say whether this worker is the only one inside; the others get False and should leave.

    With `patience` it waits so long for its turn. PostgreSQL lets go of the lock when the worker
    dies.
    """
    with connection.cursor() as cursor:
        mine = _won(cursor, lock, patience.total_seconds())
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [lock.value])


def _won(cursor: Any, lock: Lock, seconds: float) -> bool:
    """Ask for the lock until it is ours or the time is over."""
    until = time.monotonic() + seconds
    while True:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [lock.value])
        if cursor.fetchone()[0]:
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_ASKED_EVERY)
