"""Reads again what was read before, after reading itself or the pack became better.

Which items are left stands in their rows (version, time of reading), so a run that was killed
goes on where it stopped. Stories, issues and what people decided stay as they are; whoever
decides meanwhile comes first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from issues.models import Coverage
from issues.pipeline.boundary import Unread, within_bounds
from issues.pipeline.names import Names
from issues.pipeline.storing import Understood, restore
from issues.pipeline.understanding import ALONG, Analyst
from issues.reading.article import VERSION
from monitoring.claims import alone
from monitoring.home import day_bounds, home_zone
from monitoring.locks import Lock
from monitoring.models import Item

BATCH = 100


class CannotReread(Exception):
    """Nothing can be read again now; the sentence says why."""


@dataclass(frozen=True)
class Choice:
    """What is read again: everything read before `before`, published on `since` or later.

    With `version` only what that version read; without, whatever the present one did not read,
    or with `everything` that too.
    """

    before: datetime
    since: date | None = None
    version: str = ""
    everything: bool = False

    def rows(self) -> QuerySet[Coverage]:
        """Return what is left to read again."""
        rows = Coverage.objects.filter(read_at__lt=self.before, item__stage=Item.Stage.DONE)
        if self.since:
            rows = rows.filter(at__gte=day_bounds(self.since, home_zone())[0])
        if self.version:
            return rows.filter(version=self.version)
        return rows if self.everything else rows.exclude(version=VERSION)


@dataclass(frozen=True)
class Progress:
    """How far a run is: items done of `total`, how many of them broke their reader."""

    total: int
    done: int
    broken: int
    begun: datetime
    at: datetime

    @property
    def rate(self) -> float:
        """Return items per second."""
        return self.done / max((self.at - self.begun).total_seconds(), 0.001)

    @property
    def left(self) -> int:
        """Return how many items are left; what disappeared meanwhile is not."""
        return max(self.total - self.done, 0)

    @property
    def end(self) -> datetime | None:
        """Return when it should end at this rate; None before anything is known."""
        return self.at + timedelta(seconds=self.left / self.rate) if self.done else None


def reread(choice: Choice, tell: Callable[[Progress], None]) -> Progress:
    """Read everything chosen again, batch by batch, telling how far it is after each.

    What breaks its reader keeps its earlier reading. Raises CannotReread while another runs, or
    without a pack.
    """
    with alone(Lock.REREADING) as mine:
        if not mine:
            raise CannotReread("Pembacaan ulang lain sedang berjalan; tunggu sampai selesai.")
        begun, total = timezone.now(), choice.rows().count()
        progress = Progress(total, 0, 0, begun, begun)
        for keys in _batches(choice):
            broken = _reread(keys)
            done = progress.done + len(keys)
            progress = Progress(total, done, progress.broken + broken, begun, timezone.now())
            tell(progress)
        return progress


def _batches(choice: Choice) -> Iterator[list[int]]:
    """Yield keys of what is left, in the order of keys, each once."""
    last = 0
    while keys := list(
        choice.rows().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


def _reread(keys: Sequence[int]) -> int:
    """Read these items again; return how many broke their reader."""
    analyst = Analyst.load()
    if analyst is None:
        raise CannotReread("Belum ada paket daerah; jalankan manage.py loadpack lebih dulu.")
    items = Item.objects.select_related(*ALONG, "coverage").filter(pk__in=keys, text__isnull=False)
    read = [within_bounds(partial(analyst.understand, item)) for item in items]
    understood = [one for one in read if not isinstance(one, Unread)]
    if not isinstance(within_bounds(partial(_write, understood)), Unread):
        return len(read) - len(understood)
    alone_ones = [within_bounds(partial(_write, [one])) for one in understood]
    failed = sum(isinstance(one, Unread) for one in alone_ones)
    return len(read) - len(understood) + failed


def _write(understood: Sequence[Understood]) -> None:
    """Write the readings of items that nobody read or changed since they were loaded."""
    keys = [one.item.pk for one in understood]
    with transaction.atomic():
        # As people who decide do: items first, then their coverage.
        done = Item.objects.filter(pk__in=keys, stage=Item.Stage.DONE)
        held = done.select_for_update(of=("self",), no_key=True).order_by("pk")
        locked = set(held.values_list("pk", flat=True))
        read_at = dict(Coverage.objects.filter(pk__in=locked).values_list("pk", "read_at"))
        same = [u for u in understood if read_at.get(u.item.pk) == u.item.coverage.read_at]
        if same:
            restore(same, Names(), timezone.now())
