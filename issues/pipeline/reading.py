"""Stage 3: items with a settled text are read; each becomes coverage in one transaction.

One reader works at a time (an advisory lock that ends with its connection), because the story of
an item depends on the items read just before it. A text that breaks the reader is tried last,
and after TRIES ends in quarantine where people see it; it never holds up the others.
"""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from issues.knowledge import load_issues, load_knowledge
from issues.models import Coverage
from issues.pipeline.names import Names
from issues.pipeline.storing import store
from issues.pipeline.story_finder import StoryFinder
from issues.pipeline.weighing import weigh
from issues.reading.article import Article, read
from issues.reading.matching import match_issues
from monitoring.claims import LeaseLost, alone, untouched_go_back
from monitoring.home import home_zone
from monitoring.locks import Lock
from monitoring.models import Item

log = logging.getLogger(__name__)

BATCH = 60
TRIES = 5


def read_items(limit: int = BATCH) -> int:
    """Read one batch of settled items; return how many were read (0 while another reads)."""
    with alone(Lock.READER) as mine:
        if not mine:
            return 0
        items = Item.objects.for_reading().claim(
            limit, settings.LEASE, ["outlet", "text", "copy_of__outlet", "report"]
        )
        items.sort(key=lambda item: (item.attempts, item.listed_at, item.pk))
        touched: set[int] = set()
        with untouched_go_back(items) as begun:
            reader = _Reader.open(items)
            for item in items if reader else []:
                begun.add(item.pk)
                touched |= reader.take(item)
    weigh(touched, timezone.now())
    if begun:
        log.info("dibaca: %d berita, %d isu tersentuh", len(begun), len(touched))
    return len(begun)


def _official(item: Item | None) -> bool:
    """Say whether an item is an official channel's or a release; its copies are releases too."""
    released = item is not None and item.medium == Item.Medium.RELEASE
    return released or bool(item and item.outlet and item.outlet.official)


class _Reader:
    """Reads items one after the other with what the pack, the issues and the last days say."""

    def __init__(self, items: list[Item], zone: ZoneInfo) -> None:
        self.zone = zone
        self.knowledge = load_knowledge()
        self.issues = load_issues()
        self.stories = StoryFinder.around(items)
        self.names = Names()

    @classmethod
    def open(cls, items: list[Item]) -> "_Reader | None":
        """Prepare for these items; None when there are none or no pack is loaded."""
        reader = cls(items, home_zone()) if items else None
        return reader if reader and reader.knowledge else None

    def take(self, item: Item) -> set[int]:
        """Read one item and store what it means; return the issues it touched."""
        at = timezone.now()
        try:
            item.begin()
            if item.attempts > TRIES:
                return self._quarantine(item)
            with transaction.atomic():
                # First, because it locks the item: people who decide lock it before its coverage.
                item.release(stage=Item.Stage.DONE, due_at=None, attempts=0)
                coverage = self._read(item, at)
        except LeaseLost:
            log.warning("berita %s: sewa habis sebelum selesai dibaca, hasil dibuang", item.pk)
            return set()
        return {coverage.issue_id} if coverage.issue_id else set()

    def _read(self, item: Item, at: datetime) -> Coverage:
        """Decide what the item means and write it."""
        article = self._article(item)
        reading = read(article, self.knowledge)
        matches = match_issues(article, reading, self.issues)
        found = self.stories.find(item, article)
        coverage = store(item, reading, matches, found, self.names, at)
        self.stories.add(item, coverage.story_id)
        return coverage

    def _article(self, item: Item) -> Article:
        """Return the item as reading sees it; its day is the local day it was published."""
        return Article(
            title=item.title,
            body=item.text.body,
            published=item.listed_at.astimezone(self.zone).date(),
            official_channel=_official(item) or _official(item.copy_of),
        )

    def _quarantine(self, item: Item) -> set[int]:
        """Set aside an item that ended every try without a word."""
        note = f"pembacaan gagal {TRIES} kali; perlu diperiksa administrator"
        item.release(stage=Item.Stage.QUARANTINE, due_at=None, stage_note=note)
        log.error("berita %s masuk karantina: %s", item.pk, note)
        return set()
