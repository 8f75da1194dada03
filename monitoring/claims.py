"""The queue is a table: rows that are due are claimed in batches under a lease with a token.

A claim counts the attempt before any work starts, so a row that kills its worker every time runs
out of attempts by itself. The finishing transaction must check the token: a worker that woke up
after its lease ended finds another token and writes nothing. All clocks are the database's.
"""

from datetime import timedelta
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now


class LeaseLost(Exception):
    """Somebody else holds the row now; nothing of this attempt may be written."""


class ClaimQuerySet(models.QuerySet[Any]):
    """Rows that wait for work."""

    def due(self) -> Self:
        """Keep rows whose time has come and that nobody holds."""
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        return self.filter(free, due_at__lte=Now())

    def claim(self, limit: int, lease: timedelta) -> list[Any]:
        """Take up to `limit` due rows, oldest first, for the length of the lease."""
        with transaction.atomic():
            rows = self.due().order_by("due_at").select_for_update(skip_locked=True, of=("self",))
            taken = list(rows.values_list("pk", flat=True)[:limit])
            mine = self.model._default_manager.filter(pk__in=taken)
            mine.update(
                lease_until=Now() + lease,
                lease_token=F("lease_token") + 1,
                attempts=F("attempts") + 1,
            )
            return list(mine.order_by("due_at"))


class Claimable(models.Model):
    """A row that is also a queue entry; `due_at` empty means there is nothing to do."""

    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    lease_token = models.BigIntegerField(default=0, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def release(self, **values: Any) -> None:
        """Write `values` and give the row back, inside the caller's transaction.

        Raises LeaseLost when the token is no longer ours: the caller's transaction must end.
        """
        mine = type(self)._default_manager.filter(pk=self.pk, lease_token=self.lease_token)
        if not mine.update(lease_until=None, **values):
            raise LeaseLost(f"{self._meta.label} {self.pk}")
