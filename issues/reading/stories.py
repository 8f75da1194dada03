"""Put an item into the story of the same event, by the words of its title and opening.

Words and pairs of words, weighted by how rare they are among the candidates and by their place,
compared by cosine. A story is as close as the middle between its closest item and all its items,
so that a chain of half-similar texts does not grow.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from issues.reading.lists import word_list
from issues.reading.values import quote

WINDOW = timedelta(days=3, hours=12)
# Cosine from which an item joins: long texts share less of their words than headlines do, so the
# threshold falls from .25 (headline only) towards .10 (tuned on both).
_JOIN_LONG, _JOIN_PER_WORD = 0.085, 1.8
# Below JOIN but above this share of it, a person is asked.
SUGGEST = 0.72

# Unseen texts that share no rare word: keeps rarity sensible while candidates are few.
_BACKGROUND = 100.0
_OPENING_WORDS = 120
_TITLE_WEIGHT = 2.0
_FIGURE_WEIGHT = 1.5
_BUCKETS = 1 << 17
_CACHE = 16_384

_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*")
_COMMON = word_list("common")


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


@dataclass(frozen=True)
class _Print:
    """A text as numbers: buckets of its words and how much each counts."""

    buckets: NDArray[np.int32]
    counts: NDArray[np.float32]
    length: int


def assign(new: StoryText, candidates: Sequence[StoryText]) -> StoryMatch | None:
    """Return the best story for `new`, None for a new story.

    Candidates outside three days, or without a story, are ignored. Candidates of the last days
    should be handed over completely: how rare a word is, is counted among them.
    """
    near = [c for c in candidates if c.story is not None and _in_window(new, c)]
    if not near:
        return None
    closeness = _closeness(new, near)
    story, ratio = _best_story(near, closeness)
    if story is None or ratio < SUGGEST:
        return None
    closest = max((c for c in zip(closeness, near, strict=True) if c[1].story == story), key=_first)
    return _match(new, closest[1], ratio)


def _in_window(new: StoryText, candidate: StoryText) -> bool:
    return abs(new.published - candidate.published) <= WINDOW


def _closeness(new: StoryText, near: Sequence[StoryText]) -> list[float]:
    """Return for each candidate its cosine as a ratio of the threshold: 1.0 joins."""
    prints = [_print(c.title, c.body) for c in near]
    mine = _print(new.title, new.body)
    buckets = np.concatenate([p.buckets for p in prints])
    counts = np.concatenate([p.counts for p in prints])
    starts = np.cumsum([0, *(len(p.buckets) for p in prints[:-1])])
    seen = np.bincount(np.concatenate([buckets, mine.buckets]), minlength=_BUCKETS)
    total = len(prints) + _BACKGROUND
    rarity = np.log(total / (seen + 0.5)).astype(np.float32)
    my_weights = mine.counts * rarity[mine.buckets]
    dense = np.zeros(_BUCKETS, dtype=np.float32)
    dense[mine.buckets] = my_weights / (np.linalg.norm(my_weights) or 1.0)
    weights = counts * rarity[buckets]
    lengths = np.sqrt(np.add.reduceat(weights * weights, starts))
    cosines = np.add.reduceat(weights * dense[buckets], starts) / np.maximum(lengths, 1e-9)
    shorter = np.minimum([p.length for p in prints], mine.length)
    ratios: list[float] = (
        cosines / (_JOIN_LONG + _JOIN_PER_WORD / np.maximum(shorter, 8))
    ).tolist()
    return ratios


def _best_story(
    near: Sequence[StoryText], closeness: list[float]
) -> tuple[int | str | None, float]:
    """Return the closest story: the middle between its closest item and the mean of its items."""
    of_story: dict[int | str, list[float]] = {}
    for candidate, ratio in zip(near, closeness, strict=True):
        if candidate.story is not None:
            of_story.setdefault(candidate.story, []).append(ratio)
    ranked = {
        story: 0.5 * max(ratios) + 0.5 * sum(ratios) / len(ratios)
        for story, ratios in of_story.items()
    }
    best = max(ranked, key=lambda story: ranked[story], default=None)
    return best, ranked[best] if best is not None else 0.0


def _match(new: StoryText, closest: StoryText, ratio: float) -> StoryMatch:
    shared = _shared_words(new, closest)
    confidence = round(min(0.97, 0.5 + 0.35 * math.tanh(ratio - 0.6)), 2)
    reason = f"sama dengan {quote([closest.title[:60]])}: kata {quote(shared)}"
    story = closest.story if closest.story is not None else ""
    return StoryMatch(story, confidence, reason, suggested=ratio < 1.0)


def _shared_words(one: StoryText, other: StoryText) -> list[str]:
    """Return words both share, those of the headlines first, longer ones before shorter."""
    titles = set(_words(one.title)) & set(_words(other.title))
    openings = set(_words(_opening(one.body))) & set(_words(_opening(other.body)))
    return sorted(titles, key=len, reverse=True) + sorted(openings - titles, key=len, reverse=True)


@lru_cache(maxsize=_CACHE)
def _print(title: str, body: str) -> _Print:
    counted: defaultdict[str, float] = defaultdict(float)
    titled, opened = _words(title), _words(_opening(body))
    for tokens, weight in ((titled, _TITLE_WEIGHT), (opened, 1.0)):
        for token in tokens:
            counted[token] += weight * (_FIGURE_WEIGHT if token[0].isdigit() else 1.0)
        for left, right in pairwise(tokens):
            counted[f"{left} {right}"] += weight
    folded: dict[int, float] = {}
    for token, count in counted.items():
        bucket = crc32(token.encode()) % _BUCKETS
        folded[bucket] = folded.get(bucket, 0.0) + 1.0 + math.log(count)
    buckets = np.fromiter(folded.keys(), dtype=np.int32, count=len(folded))
    counts = np.fromiter(folded.values(), dtype=np.float32, count=len(folded))
    return _Print(buckets, counts, len(titled) + len(opened))


def _opening(body: str) -> str:
    return " ".join(body.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS])


def _words(text: str) -> list[str]:
    return [token for token in _WORD.findall(text.lower()) if token not in _COMMON]


def _first(pair: tuple[float, StoryText]) -> float:
    return pair[0]
