"""Stage 3: items with a settled text are read; each becomes coverage, a batch in one transaction.

Any number of readers work side by side: what a text says depends on nothing else. One at a time
places what it read into stories and writes it (an advisory lock that ends with its connection),
because the story of an item depends on the items placed just before it. A text that breaks the
reader waits and is tried again, after TRIES it ends in quarantine where people see it; it never
holds up the others.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from issues.models import Coverage
from issues.pipeline.boundary import TRIES, UNREAD, Unread, put_off, set_aside, within_bounds
from issues.pipeline.names import Names
from issues.pipeline.storing import Understood, store
from issues.pipeline.story_finder import StoryFinder
from issues.pipeline.understanding import ALONG, Analyst
from issues.pipeline.weighing import weigh
from monitoring.claims import LeaseLost, alone, begin_all, release_all, untouched_go_back
from monitoring.locks import Lock
from monitoring.models import Item
from monitoring.nudge import nudge

log = logging.getLogger(__name__)

# Read and written together: enough that queries cost little, few enough to be repeated singly.
BATCH = 60
# The part of a lease for which a batch that was read waits while others write; theirs takes about
# a second. The rest of the lease is for writing it, or it is given back for others to read.
PATIENCE = 1 / 6
ENDED = "pembaca berhenti tanpa pesan"
T = TypeVar("T")


def read_items(limit: int = BATCH) -> int:
    """Read one batch of settled items; return for how many that came to an end."""
    items = Item.objects.for_reading().claim(limit, settings.LEASE, ALONG)
    if len(items) >= limit:
        # There may be more: another worker can read while this one does.
        nudge("read")
    items.sort(key=lambda item: (item.attempts, item.listed_at, item.pk))
    with untouched_go_back(items) as begun:
        reader = _Reader.open(items)
        for some in _together(items) if reader else []:
            begun |= {item.pk for item in some}
            reader.take(some)
    if reader:
        weigh(reader.touched, timezone.now())
        log.info("dibaca: %d berita, %d isu tersentuh", reader.ended, len(reader.touched))
    return reader.ended if reader else 0


def _together(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield items that are read and written together; one that was tried before comes alone.

    Whoever kills its reader costs those beside it one attempt, and nobody from then on.
    """
    # Told apart before anything is tried, because every try counts.
    fresh = [item for item in items if item.attempts == 0]
    tried = [item for item in items if item.attempts]
    if fresh:
        yield fresh
    yield from ([item] for item in tried)


class _Reader:
    """Reads items with what the pack and the issues say.

    `touched` are the issues their coverage is in, `ended` how many were not given back.
    """

    def __init__(self, analyst: Analyst) -> None:
        self.analyst = analyst
        self.touched: set[int] = set()
        self.ended = 0

    @classmethod
    def open(cls, items: list[Item]) -> "_Reader | None":
        """Prepare for these items; None when there are none or no pack is loaded."""
        analyst = Analyst.load() if items else None
        return cls(analyst) if analyst else None

    def take(self, items: list[Item]) -> None:
        """Read items, then, alone, place them into stories and write what they mean."""
        ready = self._understand(items)
        self.ended += len(items)
        if not ready:
            return
        with alone(Lock.READER, settings.LEASE * PATIENCE) as mine:
            if mine:
                stored = _Writer(ready).write()
                self.touched |= {coverage.issue_id for coverage in stored if coverage.issue_id}
            else:
                self.ended -= len(ready)
                _give_back(ready)

    def _understand(self, items: list[Item]) -> list[Understood]:
        """Return what items mean; those that break their reader are put off."""
        ready = []
        for item in begin_all(items):
            if item.attempts > TRIES:
                _unless_lost(item, set_aside, ENDED)
            elif isinstance(read := within_bounds(partial(self.analyst.understand, item)), Unread):
                _unless_lost(item, put_off, read)
            else:
                ready.append(read)
        return ready


def _give_back(ready: list[Understood]) -> None:
    """Let others read these, as if they had not been tried: nothing is wrong with them."""
    waited = settings.LEASE * PATIENCE
    log.warning("%d berita dikembalikan: pembaca lain menulis lebih dari %s", len(ready), waited)
    with transaction.atomic():
        release_all([one.item for one in ready], attempts=F("attempts") - 1)


class _Writer:
    """Writes what items mean; only one works at a time."""

    def __init__(self, ready: list[Understood]) -> None:
        self.ready, self.names = ready, Names()
        self.stories = self._remembered()

    def write(self) -> list[Coverage]:
        """Write all at once; where that fails, one by one."""
        return self._store(self.ready)

    def _remembered(self) -> StoryFinder:
        """Return the stories around the items as the database has them now."""
        return StoryFinder.around([one.item for one in self.ready])

    def _store(self, ready: list[Understood]) -> list[Coverage]:
        stored = within_bounds(partial(self._write, ready))
        if not isinstance(stored, Unread):
            return stored
        # Stories that were begun in the failed transaction do not exist.
        self.stories = self._remembered()
        if len(ready) == 1:
            _unless_lost(ready[0].item, put_off, stored)
            return []
        return [coverage for one in ready for coverage in self._store([one])]

    def _write(self, ready: list[Understood]) -> list[Coverage]:
        at = timezone.now()
        with transaction.atomic():
            # First, because it locks the items: people who decide lock them before coverage.
            done = {"stage": Item.Stage.DONE, "due_at": None, "attempts": 0}
            mine = {item.pk for item in release_all([one.item for one in ready], **done)}
            if lost := [one.item.pk for one in ready if one.item.pk not in mine]:
                log.warning("berita %s: sewa habis sebelum selesai dibaca, hasil dibuang", lost)
            kept = [one for one in ready if one.item.pk in mine]
            noted = [one.item.pk for one in kept if one.item.stage_note.startswith(UNREAD)]
            Item.objects.filter(pk__in=noted).update(stage_note="")
            return store(kept, self.stories, self.names, at) if kept else []


def _unless_lost(item: Item, act: Callable[[Item, T], None], words: T) -> None:
    """Give an item back with these words, unless somebody else holds it by now."""
    try:
        act(item, words)
    except LeaseLost:
        log.warning("berita %s: sewa habis sebelum selesai dibaca, hasil dibuang", item.pk)
