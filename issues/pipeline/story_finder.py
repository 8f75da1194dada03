"""Finds the story an item belongs to, among the items of the days around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Self

from django.db.models import Q

from issues.models import Coverage
from issues.reading.article import Article
from issues.reading.stories import WINDOW, StoryMatch, StoryText, assign
from monitoring.models import Item


@dataclass(frozen=True)
class FoundStory:
    """The story an item joins, with confidence and reason; a new one when `story` is None."""

    story: int | None
    confidence: float
    reason: str


class StoryFinder:
    """The texts of the days around a batch, growing as the batch is read."""

    def __init__(self) -> None:
        self.texts: list[StoryText] = []
        self.placed: dict[int, int] = {}
        # One text, one story: whichever of its prints was read first decides for all.
        self.by_text: dict[int, int] = {}

    @classmethod
    def around(cls, items: Sequence[Item]) -> Self:
        """Load what was read within the window around these items."""
        finder = cls()
        rows = Coverage.objects.filter(_windows(items), story__isnull=False)
        for coverage in rows.select_related("item__text").order_by("at"):
            finder.add(coverage.item, coverage.story_id)
        return finder

    def find(self, item: Item, article: Article) -> FoundStory:
        """Decide the story of an item: the one it is in, its copies', the nearest, or new."""
        if item.pk in self.placed:
            return FoundStory(self.placed[item.pk], 1.0, "sudah di cerita ini")
        if _text_of(item) in self.by_text:
            return FoundStory(self.by_text[_text_of(item)], 1.0, "naskah yang sama")
        match = assign(StoryText(None, article.title, article.body, item.listed_at), self.texts)
        if match is None or match.suggested:
            return FoundStory(None, 1.0, _alone(match))
        return FoundStory(int(match.story), match.confidence, match.reason)

    def add(self, item: Item, story: int) -> None:
        """Let later items find this one; one print of a text is enough to compare with."""
        if _text_of(item) not in self.by_text:
            self.texts.append(StoryText(story, item.title, item.text.body, item.listed_at))
        self.placed[item.pk] = story
        self.by_text.setdefault(_text_of(item), story)


def _windows(items: Sequence[Item]) -> Q:
    """Return the time around the items: one old item must not bring all history since along."""
    spans: list[tuple[datetime, datetime]] = []
    for at in sorted(item.listed_at for item in items):
        if spans and at - WINDOW <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + WINDOW)
        else:
            spans.append((at - WINDOW, at + WINDOW))
    return reduce(or_, (Q(at__gte=first, at__lte=last) for first, last in spans))


def _text_of(item: Item) -> int:
    """Return what all prints of one text have in common: the first of them."""
    return item.copy_of_id or item.pk


def _alone(match: StoryMatch | None) -> str:
    """Return why a new story begins."""
    return (
        "tidak ada berita serupa" if match is None else f"mirip, tetapi belum cukup: {match.reason}"
    )
