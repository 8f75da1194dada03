"""Put an item into the story of the same event, by the words of its title and opening.

Stems and pairs of stems, weighted by how rare they are over the last days and by their place. The
more time lies between two texts the more alike they must be, since what is alike is mostly told
again within a day and a similar event comes the next. A story is as close as the middle between
its closest item and its newest items, so that a chain of half-similar texts does not grow.

Constants were chosen among several hundred settings with the development sets in view (139 events
of one press office with 308 headlines, the sample week, real headlines with summaries), so what is
measured on these sets are development figures: they say nothing about unseen events.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from issues.reading.stems import stem, stems
from issues.reading.story_index import Neighbour, StoryIndex
from issues.reading.story_print import StoryPrint, opening, print_of
from issues.reading.values import quote

WINDOW = timedelta(days=3, hours=12)
# The same headline is printed again this much later; only what is nearly the same joins.
LIVE = timedelta(days=14)
NEARLY_SAME = 0.93
_FEWEST_STEMS = 5
# From where an item joins at once: long texts share less of their words than headlines do. Each
# day between two texts asks for a share of that more.
_JOIN_LONG, _JOIN_SHORT, _SHORT, _PER_DAY = 0.12, 0.10, 8, 0.6
# What the closest item weighs against the other items of a story.
_CLOSEST = 0.5
# Below 1.0 of that but above this share, a person is asked, if so many words stand in both
# headlines that are rare: in at most this share of the items, or in so few. Over the sample week,
# 308 headlines of one press office and 71 real ones that asks 3 questions, each about one event;
# likeness alone (from .72) asked 22, and was right in 7.
SUGGEST = 0.6
_GROUND, _RARE_SHARE, _RARE_FEW, _RARE_LENGTH = 3, 0.01, 3, 3
# Stories whose other items are looked at, and how many of these.
_STORIES, _MEMBERS = 3, 12
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StoryText:
    """One item as stories see it; `story` is the story it is in, None for a new one."""

    story: int | str | None
    title: str
    body: str
    published: datetime


@dataclass(frozen=True, slots=True)
class StoryMatch:
    """The story a new item belongs to; with `suggested` a person should confirm it."""

    story: int | str
    confidence: float
    reason: str
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Nearest:
    """A story near to an item: `ratio` 1.0 joins, from SUGGEST a person is asked."""

    story: int
    item: int
    ratio: float

    @property
    def joins(self) -> bool:
        """Say whether the item belongs there without a person."""
        return self.ratio >= 1.0


def nearest(
    index: StoryIndex, text: StoryPrint, published: datetime, without: Collection[int] = ()
) -> tuple[Nearest, ...]:
    """Return the stories near to a text, closest first; never those of `without`.

    The first one, where it joins, is the story of the text; the others that join tell of one
    event in two stories.
    """
    found = index.near(text, published, LIVE / _DAY)
    best: dict[int, tuple[float, Neighbour]] = {}
    for one in found:
        ratio = _ratio(one)
        if one.story not in without and ratio > best.get(one.story, (0.0, one))[0]:
            best[one.story] = (ratio, one)
    closest = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].story))[:_STORIES]
    ranked = (
        Nearest(one.story, one.item, _together(ratio, _of_members(index, one, text, published)))
        for ratio, one in closest
    )
    return tuple(sorted((n for n in ranked if n.ratio >= SUGGEST), key=lambda n: -n.ratio))


def assign(new: StoryText, candidates: Sequence[StoryText]) -> StoryMatch | None:
    """Return the best story for `new`, None for a new story.

    Candidates without a story are ignored. Candidates of the last days should be handed over
    completely: how rare a word is, is counted among them.
    """
    told = [one for one in candidates if one.story is not None]
    names = list(dict.fromkeys(one.story for one in told))
    number, index = {name: place for place, name in enumerate(names)}, StoryIndex()
    for place, one in enumerate(told):
        index.add(place, number[one.story], print_of(one.title, one.body), one.published)
    found = nearest(index, print_of(new.title, new.body), new.published)
    if not found:
        return None
    closest, story = told[found[0].item], names[found[0].story]
    if not found[0].joins and not worth_asking(index, new.title, closest.title):
        return None
    reason = tell(index, (new.title, new.body), (closest.title, closest.body))
    return StoryMatch(story or "", confidence(found[0]), reason, not found[0].joins)


def confidence(found: Nearest) -> float:
    """Return how sure a match is, .5 to .97."""
    return round(min(0.97, 0.5 + 0.35 * math.tanh(found.ratio - 0.6)), 2)


def worth_asking(
    index: StoryIndex, title: str, closest: str, officials: Iterable[str] = ()
) -> bool:
    """Say whether two headlines share enough rare words to ask a person about them.

    What stands in many items is no ground, however alike two texts are by it, nor is a word of
    `officials` (in small letters): their names and titles say who, not what.
    """
    most = max(_RARE_FEW, _RARE_SHARE * len(index))
    shared = set(stems(title)) & set(stems(closest)) - {stem(word) for word in officials}
    rare = [w for w in shared if len(w) >= _RARE_LENGTH and index.seen(w) <= most]
    return len(rare) >= _GROUND


def tell(index: StoryIndex, new: tuple[str, str], closest: tuple[str, str]) -> str:
    """Return the reason: the closest headline, and words both (title, body) share."""
    shared = shared_words(index, new, closest)
    return f"sama dengan {quote([closest[0][:60]])}: kata {quote(shared)}"


def shared_words(index: StoryIndex, one: tuple[str, str], other: tuple[str, str]) -> list[str]:
    """Return stems both share, those of the headlines first, rarer ones before others."""
    titles = set(stems(one[0])) & set(stems(other[0]))
    openings = set(stems(opening(one[1]))) & set(stems(opening(other[1])))

    def rarest(word: str) -> tuple[int, int, str]:
        return index.seen(word), -len(word), word

    return sorted(titles, key=rarest) + sorted(openings - titles, key=rarest)


def _ratio(one: Neighbour) -> float:
    """Return how near an item is as a ratio of what joins."""
    if one.days <= WINDOW / _DAY:
        scant = (_SHORT / max(one.shorter, _SHORT)) ** 2
        return one.alike / ((_JOIN_LONG + _JOIN_SHORT * scant) * (1.0 + _PER_DAY * one.days))
    return float(one.alike >= NEARLY_SAME and one.shorter >= _FEWEST_STEMS)


def _together(closest: float, others: float) -> float:
    return _CLOSEST * closest + (1 - _CLOSEST) * others


def _of_members(index: StoryIndex, one: Neighbour, text: StoryPrint, published: datetime) -> float:
    """Return the mean nearness of the newest items of a story."""
    ratios = [_ratio(other) for other in index.members(one.story, text, published, _MEMBERS)]
    return sum(ratios) / len(ratios) if ratios else 0.0
