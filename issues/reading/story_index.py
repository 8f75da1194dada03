"""The items of the last days in memory, found by the rare words they share.

An inverted index from words to items: a new item meets only items with which it shares rare words,
not all of them. Rarity is counted over everything in the index. Nothing here decides.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from issues.reading.story_print import BUCKETS, StoryPrint, bucket_of

Floats = NDArray[np.float32]
# The items in which a word stands, by slot, and its weight in the text asked for.
Posted = tuple[NDArray[np.uint32], float]

# Unseen texts that share no rare word: keeps rarity sensible while the index is small.
BACKGROUND = 100.0
# Words of a text by which it is found, beside those of its headline.
FOUND_BY = 24
# Words that stand in more items than this bring no candidates: what shares only them is no kin.
MOST_SHARED = 1500
# Places looked up for one text, those of its rarest words first.
MOST_PLACES = 6000
# Candidates compared in full, those with the rarest common words first.
COMPARED = 80
# Words are posted in this many lists; a list shared by several words brings a few strangers.
_LISTS = 1 << 17
# What the cosine weighs against the share of the shorter text's words that both have.
COSINE = 0.85
# Slots of items that were forgotten before the index is laid out anew.
_WASTE = 0.3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item near to the one asked for: cosine, share of the shorter print, days between."""

    item: int
    story: int
    alike: float
    days: float
    shorter: int


class StoryIndex:
    """Items with their stories, by number; grows item by item and forgets what is old."""

    def __init__(self) -> None:
        self._empty()

    def __len__(self) -> int:
        return len(self._slot)

    def __contains__(self, item: int) -> bool:
        return item in self._slot

    def add(self, item: int, story: int, text: StoryPrint, published: datetime) -> None:
        """Let later items find this one; what was said of the item before is replaced."""
        self.forget([item])
        slot = len(self._items)
        self._slot[item] = slot
        self._items.append(item)
        self._stories.append(story)
        self._times.append(published.timestamp())
        self._prints.append(text)
        self._members[story].append(slot)
        self._seen[text.buckets] += 1
        for number in np.unique(self._posted(text) % _LISTS).tolist():
            self._lists[number].append(slot)

    def forget(self, items: Iterable[int]) -> None:
        """Take items out; unknown ones are ignored."""
        for item in items:
            slot = self._slot.pop(item, None)
            if slot is not None:
                self._take_out(slot)
        if len(self._items) > 1000 and len(self._slot) < (1 - _WASTE) * len(self._items):
            self._lay_out_anew()

    def forget_before(self, at: datetime) -> None:
        """Take out what was published before then."""
        last = at.timestamp()
        self.forget([i for i, slot in self._slot.items() if self._times[slot] < last])

    def move(self, item: int, story: int) -> None:
        """Put an item that is there into another story."""
        slot = self._slot[item]
        self._members[self._stories[slot]].remove(slot)
        self._stories[slot] = story
        self._members[story].append(slot)

    def story_of(self, item: int) -> int | None:
        """Return the story of an item, None for one that is not there."""
        slot = self._slot.get(item)
        return None if slot is None else self._stories[slot]

    def placed(self) -> dict[int, int]:
        """Return the story of every item."""
        return {item: self._stories[slot] for item, slot in self._slot.items()}

    def seen(self, stem: str) -> int:
        """Return in how many items a stem stands."""
        return int(self._seen[bucket_of(stem)])

    def near(self, text: StoryPrint, published: datetime, days: float) -> list[Neighbour]:
        """Return the items within so many days that share the rarest words, in full comparison."""
        return self._compare(text, published, self._candidates(text, published, days))

    def members(
        self, story: int, text: StoryPrint, published: datetime, most: int
    ) -> list[Neighbour]:
        """Return the newest items of a story, compared with a text."""
        return self._compare(text, published, self._members[story][-most:])

    def _empty(self) -> None:
        self._slot: dict[int, int] = {}
        self._items, self._stories, self._times = array("q"), array("q"), array("d")
        self._prints: list[StoryPrint | None] = []
        self._members: defaultdict[int, list[int]] = defaultdict(list)
        self._seen = np.zeros(BUCKETS, dtype=np.int32)
        self._lists: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))

    def _take_out(self, slot: int) -> None:
        text, story = self._prints[slot], self._stories[slot]
        if text is not None:
            self._seen[text.buckets] -= 1
        self._prints[slot] = None
        self._members[story].remove(slot)
        if not self._members[story]:
            del self._members[story]

    def _lay_out_anew(self) -> None:
        kept = [
            (item, self._stories[slot], self._prints[slot], self._times[slot])
            for item, slot in self._slot.items()
        ]
        self._empty()
        for item, story, text, time in kept:
            if text is not None:
                self.add(item, story, text, datetime.fromtimestamp(time).astimezone())

    def _rarity(self, buckets: NDArray[np.int32]) -> Floats:
        total = len(self._slot) + BACKGROUND
        return np.log(np.maximum(total / (self._seen[buckets] + 0.5), 1.0)).astype(np.float32)

    def _posted(self, text: StoryPrint) -> NDArray[np.int32]:
        """Return the words by which a text is found: its headline's and the heaviest others."""
        weights = text.counts * self._rarity(text.buckets)
        heaviest = text.buckets[np.argsort(-weights, kind="stable")[:FOUND_BY]]
        return np.concatenate([text.titled, heaviest])

    def _candidates(self, text: StoryPrint, published: datetime, days: float) -> list[int]:
        """Return slots of items that share rare words, the nearest COMPARED of them."""
        if not text.buckets.size:
            return []
        rarity = self._rarity(text.buckets)
        lists = [self._lists.get(number) for number in (text.buckets % _LISTS).tolist()]
        found = [
            (np.frombuffer(slots, dtype=np.uint32), weight)
            for slots, weight in zip(lists, (rarity * text.counts).tolist(), strict=True)
            if slots and len(slots) <= MOST_SHARED
        ]
        found = _rarest(found)
        if not found:
            return []
        slots = np.concatenate([slots for slots, _ in found])
        weights = np.repeat([weight for _, weight in found], [len(slots) for slots, _ in found])
        distinct, place = np.unique(slots, return_inverse=True)
        shared = np.bincount(place, weights=weights)
        near = self._within(distinct, published, days)
        distinct, shared = distinct[near], shared[near]
        best = np.argsort(-shared, kind="stable")[:COMPARED]
        chosen: list[int] = distinct[best].tolist()
        return chosen

    def _within(
        self, slots: NDArray[np.uint32], published: datetime, days: float
    ) -> NDArray[np.bool_]:
        times = np.frombuffer(self._times, dtype=np.float64)[slots]
        return np.abs(times - published.timestamp()) <= days * 86_400

    def _compare(
        self, text: StoryPrint, published: datetime, slots: Sequence[int]
    ) -> list[Neighbour]:
        """Compare in full with what stands in these slots."""
        prints = {slot: self._prints[slot] for slot in slots}
        there = [(slot, found) for slot, found in prints.items() if found is not None]
        if not there:
            return []
        alike = self._alike(text, [found for _, found in there])
        now = published.timestamp()
        return [
            Neighbour(
                self._items[slot],
                self._stories[slot],
                value,
                abs(self._times[slot] - now) / 86_400,
                min(found.length, text.length),
            )
            for (slot, found), value in zip(there, alike, strict=True)
        ]

    def _alike(self, text: StoryPrint, others: Sequence[StoryPrint]) -> list[float]:
        buckets = np.concatenate([other.buckets for other in others])
        counts = np.concatenate([other.counts for other in others]).astype(np.float32)
        sizes = np.array([len(other.buckets) for other in others])
        owner = np.repeat(np.arange(len(others)), sizes)
        weights = counts * self._rarity(buckets)
        mine = text.counts.astype(np.float32) * self._rarity(text.buckets)
        place = np.minimum(np.searchsorted(text.buckets, buckets), len(text.buckets) - 1)
        met = text.buckets[place] == buckets
        own = np.where(met, mine[place], 0.0)
        count = len(others)
        norms = np.sqrt(np.bincount(owner, weights * weights, count)) * np.linalg.norm(mine)
        cosine = np.bincount(owner, weights * own, count) / np.maximum(norms, 1e-9)
        less = np.minimum(np.bincount(owner, weights, count), mine.sum())
        share = np.bincount(owner, np.minimum(weights, own), count) / np.maximum(less, 1e-9)
        alike: list[float] = (COSINE * cosine + (1 - COSINE) * share).tolist()
        return alike


def _rarest(found: list[Posted]) -> list[Posted]:
    """Return the shortest lists, as many as make MOST_PLACES places together."""
    found.sort(key=lambda pair: len(pair[0]))
    sums = np.cumsum([len(slots) for slots, _ in found])
    return found[: max(1, int(np.searchsorted(sums, MOST_PLACES, side="right")))]
