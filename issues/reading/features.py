"""Turn a laid-out article into hashed features for the learned models, with their places.

A feature is a word, a pair of neighbouring words, or a named number that the rules found. Words
of the headline count once as such and once with all others. Hashing (crc32, fixed by RFC 1952)
needs no dictionary, so a model made elsewhere or later fits; FEATURES changes whenever the same
article would give other features.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from types import MappingProxyType
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from issues.reading.phrases import lower
from issues.reading.text import Text
from issues.reading.values import Span
from issues.reading.words import WORD

FEATURES = "ciri-1"
BUCKETS = 1 << 18
# Words read of one article, the name of the target as one; what stands further down adds time and
# no meaning.
MOST_WORDS = 1200

# Share of a word by the best place it stands in, headline, lead or body: measured,
# docs/reading.md 7.
_WEIGHTS = np.array([1.0, 1.0, 0.5])
_HEADLINE = 0
# Words within this distance of the target also count by the side they stand on.
_NEAR = 4
_TARGET = "\x02"
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_NONE: Mapping[str, float] = MappingProxyType({})

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The features of one article.

    `buckets` is sorted without repeats, `values` stands beside it (words have length 1 together).
    `found` has a row (bucket, start, end) for every place of every feature in `raw`, the text the
    places refer to; features of `extra` have no place.
    """

    buckets: Numbers
    values: NDArray[np.float32]
    found: Numbers
    raw: str

    def places_of(self, bucket: int) -> list[Span]:
        """Return where a feature stands, in the order of the text."""
        rows = self.found[self.found[:, 0] == bucket]
        return sorted((start, end) for _bucket, start, end in rows.tolist())


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """Words as features see them, in the order of the text; the target's words are one.

    The arrays stand beside `words`: places, zones (rows of _WEIGHTS), the bucket of each word, and
    that of each with its successor.
    """

    words: Sequence[str]
    starts: Numbers
    ends: Numbers
    zones: Numbers
    alone: Numbers
    pairs: Numbers


def features_of(
    text: Text, target: Sequence[Span] = (), extra: Mapping[str, float] = _NONE
) -> Features:
    """Return the features of an article.

    `target` are the spans of the government or of an official, whose names become one token;
    `extra` are numbers found by rules, under their names. At most MOST_WORDS words are read.
    """
    every = _words(text.plain, text.title_end, text.lead_end)
    words = _masked(every, np.array(sorted(target), dtype=np.int64).reshape(-1, 2))
    weights, found = _placed(words)
    buckets, values = _scaled(found[:, 0], weights)
    named = [bucket_of("x", name) for name in extra]
    # What rules found stands first, the last of one name before the others: the first counts.
    both = np.concatenate([np.array(named[::-1], dtype=np.int64), buckets])
    numbers = np.concatenate([np.array(list(extra.values())[::-1]), values])
    order, first = np.unique(both, return_index=True)
    return Features(order, numbers[first].astype(np.float32), found, text.raw)


@lru_cache(maxsize=1 << 17)
def bucket_of(kind: str, words: str) -> int:
    """Return the bucket of a feature: kind "w" any word, "t" headline, "x" a named number."""
    return crc32(f"{kind}:{words}".encode("utf-8", "replace")) % BUCKETS


@lru_cache(maxsize=2)
def _words(plain: str, title_end: int, lead_end: int) -> _Words:
    """Return the words of a text, no target masked yet; one text is asked for several targets."""
    hits = list(islice(WORD.finditer(plain), 2 * MOST_WORDS))
    words = [fold(hit[0]) for hit in hits]
    starts = np.array([hit.start() for hit in hits], dtype=np.int64)
    return _Words(
        words,
        starts,
        np.array([hit.end() for hit in hits], dtype=np.int64),
        np.searchsorted([title_end, lead_end], starts, side="right"),
        np.array([bucket_of("w", word) for word in words], dtype=np.int64),
        np.array([_pair(*both) for both in pairwise(words)], dtype=np.int64),
    )


def _pair(left: str, right: str) -> int:
    return crc32(f"w:{left} {right}".encode("utf-8", "replace")) % BUCKETS


def _masked(words: _Words, target: Numbers) -> _Words:
    """Return at most MOST_WORDS words, those inside one span of the target as one."""
    if not len(target):
        return _chosen(words, np.arange(min(len(words.words), MOST_WORDS)))
    span = np.minimum(np.searchsorted(target[:, 1], words.ends), len(target) - 1)
    inside = (target[span, 0] <= words.starts) & (words.ends <= target[span, 1])
    within = np.flatnonzero(inside)
    again = within[1:][np.diff(span[within]) == 0]
    order = np.setdiff1d(np.arange(len(inside)), again)[:MOST_WORDS]
    kept, named = _chosen(words, order), np.flatnonzero(inside[order])
    said = list(kept.words)
    for place in named:
        said[place] = _TARGET
    kept.starts[named], kept.ends[named] = target[span[order[named]]].T
    kept.alone[named] = bucket_of("w", _TARGET)
    for place in {*(named - 1).tolist(), *named.tolist()}:
        if 0 <= place < len(kept.pairs):
            kept.pairs[place] = _pair(said[place], said[place + 1])
    return replace(kept, words=said)


def _chosen(words: _Words, order: Numbers) -> _Words:
    """Return these words alone, in arrays of their own."""
    said = [words.words[place] for place in order]
    columns = (words.starts, words.ends, words.zones, words.alone)
    return _Words(said, *(column[order] for column in columns), words.pairs[order[:-1]])


def _placed(words: _Words) -> tuple[NDArray[np.float64], Numbers]:
    """Return the weight of every feature of the words, and its row of bucket, start and end."""
    zones, starts, ends = words.zones, words.starts, words.ends
    title = np.flatnonzero(zones == _HEADLINE)
    heads = [bucket_of("t", words.words[place]) for place in title]
    joined = np.flatnonzero(zones[:-1] == zones[1:])
    sides = list(_around(words))
    near = np.array([place for _bucket, place in sides], dtype=np.int64)
    first = np.concatenate([np.arange(len(zones)), title, joined, near])
    last = np.concatenate([np.arange(len(zones)), title, joined + 1, near])
    beside = [bucket for bucket, _place in sides]
    buckets = np.concatenate(
        [words.alone, np.array(heads, dtype=np.int64), words.pairs[joined],
         np.array(beside, dtype=np.int64)]
    )  # fmt: skip
    return _WEIGHTS[zones[first]], np.stack([buckets, starts[first], ends[last]], axis=1)


def _around(words: _Words) -> Iterator[tuple[int, int]]:
    """Yield bucket and place of words beside the target: who does and to whom it is done."""
    said, zones = words.words, words.zones
    for place in (n for n, word in enumerate(said) if word == _TARGET):
        left = range(max(0, place - _NEAR), place)
        right = range(place + 1, min(len(said), place + 1 + _NEAR))
        for side, near in (("<", left), (">", right)):
            yield from ((bucket_of(side, said[n]), n) for n in near if zones[n] == zones[place])


def _scaled(buckets: Numbers, weights: NDArray[np.float64]) -> tuple[Numbers, NDArray[np.float64]]:
    """Return every bucket once, ascending, with its best weight; all have length 1 together."""
    if not len(buckets):
        return buckets, weights
    order = np.argsort(buckets, kind="stable")
    ascending = buckets[order]
    first = np.flatnonzero(np.diff(ascending, prepend=-1))
    best = np.maximum.reduceat(weights[order], first)
    return ascending[first], best / float(best @ best) ** 0.5


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word in small letters, its figures as "0"."""
    return _FIGURES.sub("0", lower(word))
