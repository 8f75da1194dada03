"""Stage 3: items with a settled text are read; each becomes coverage, some in one transaction.

One reader works at a time (an advisory lock that ends with its connection), because the story of
an item depends on the items read just before it. A text that breaks the reader waits and is tried
again, after TRIES it ends in quarantine where people see it; it never holds up the others.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import transaction
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

log = logging.getLogger(__name__)

BATCH = 60
# Written in one transaction: enough that queries cost little, few enough to be repeated singly.
TOGETHER = 20
ENDED = "pembaca berhenti tanpa pesan"
T = TypeVar("T")


def read_items(limit: int = BATCH) -> int:
    """Read one batch of settled items; return how many were tried (0 while another reads)."""
    with alone(Lock.READER) as mine:
        if not mine:
            return 0
        items = Item.objects.for_reading().claim(limit, settings.LEASE, ALONG)
        items.sort(key=lambda item: (item.attempts, item.listed_at, item.pk))
        touched: set[int] = set()
        with untouched_go_back(items) as begun:
            reader = _Reader.open(items)
            for some in _together(items) if reader else []:
                begun |= {item.pk for item in some}
                touched |= reader.take(some)
    weigh(touched, timezone.now())
    if begun:
        log.info("dibaca: %d berita, %d isu tersentuh", len(begun), len(touched))
    return len(begun)


def _together(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield items that are read and written together; one that was tried before comes alone.

    Whoever kills its reader costs those beside it one attempt, and nobody from then on.
    """
    fresh = [item for item in items if item.attempts == 0]
    tried = [item for item in items if item.attempts]
    for start in range(0, len(fresh), TOGETHER):
        yield fresh[start : start + TOGETHER]
    yield from ([item] for item in tried)


class _Reader:
    """Reads items with what the pack, the issues and the last days say."""

    def __init__(self, items: list[Item], analyst: Analyst) -> None:
        self.items, self.analyst = items, analyst
        self.stories = StoryFinder.around(items)
        self.names = Names()

    @classmethod
    def open(cls, items: list[Item]) -> "_Reader | None":
        """Prepare for these items; None when there are none or no pack is loaded."""
        analyst = Analyst.load() if items else None
        return cls(items, analyst) if analyst else None

    def take(self, items: list[Item]) -> set[int]:
        """Read items and store what they mean; return the issues they touched."""
        ready = []
        for item in begin_all(items):
            if item.attempts > TRIES:
                _unless_lost(item, set_aside, ENDED)
            elif isinstance(read := within_bounds(partial(self.analyst.understand, item)), Unread):
                _unless_lost(item, put_off, read)
            else:
                ready.append(read)
        return {coverage.issue_id for coverage in self._store(ready) if coverage.issue_id}

    def _store(self, ready: list[Understood]) -> list[Coverage]:
        """Write what was understood at once; where that fails, one by one."""
        stored = within_bounds(partial(self._write, ready)) if ready else []
        if not isinstance(stored, Unread):
            return stored
        # Stories that were begun in the failed transaction do not exist.
        self.stories = StoryFinder.around(self.items)
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
