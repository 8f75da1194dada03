"""Turn a laid-out article into hashed features for the learned models, with their places.

A feature is a word, a pair of neighbouring words, or a named number that the rules found. Words
of the headline count once as such and once with all others. Hashing (crc32, fixed by RFC 1952)
needs no dictionary, so a model made elsewhere or later fits; FEATURES changes whenever the same
article would give other features.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from issues.reading.phrases import lower
from issues.reading.text import BODY, LEAD, TITLE, Text
from issues.reading.values import Span
from issues.reading.words import WORD

FEATURES = "ciri-1"
BUCKETS = 1 << 18
# Words read of one article; what stands further down adds time and no meaning.
MOST_WORDS = 1200

# Share of a word by the best place it stands in: measured, docs/reading.md 7.
_WEIGHT = {TITLE: 1.0, LEAD: 1.0, BODY: 0.5}
# Words within this distance of the target also count by the side they stand on.
_NEAR = 4
_TARGET = "\x02"
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_NONE: Mapping[str, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """The features of one article.

    `buckets` is sorted without repeats, `values` stands beside it (words have length 1 together).
    `found` lists every place of every feature as rows (bucket, start, end) in `raw`, the text
    the places refer to; features of `extra` have no place.
    """

    buckets: NDArray[np.int64]
    values: NDArray[np.float32]
    found: tuple[tuple[int, int, int], ...]
    raw: str

    def places_of(self, bucket: int) -> list[Span]:
        """Return where a feature stands, in the order of the text."""
        return [(start, end) for found, start, end in self.found if found == bucket]


class _Token(NamedTuple):
    """A word as features see it; the target's words are one token."""

    word: str
    start: int
    end: int
    zone: str


def features_of(
    text: Text, target: Sequence[Span] = (), extra: Mapping[str, float] = _NONE
) -> Features:
    """Return the features of an article.

    `target` are the spans of the government or of an official, whose names become one token;
    `extra` are numbers found by rules, under their names. At most MOST_WORDS words are read.
    """
    tokens = _tokens(text, sorted(target))
    weights: dict[int, float] = {}
    found: list[tuple[int, int, int]] = []
    for bucket, weight, start, end in _all(tokens):
        found.append((bucket, start, end))
        if weight > weights.get(bucket, 0.0):
            weights[bucket] = weight
    length = sum(weight * weight for weight in weights.values()) ** 0.5 or 1.0
    values = {bucket: weight / length for bucket, weight in weights.items()}
    values.update((bucket_of("x", name), number) for name, number in extra.items())
    order = sorted(values)
    return Features(
        np.array(order, dtype=np.int64),
        np.array([values[bucket] for bucket in order], dtype=np.float32),
        tuple(found),
        text.raw,
    )


@lru_cache(maxsize=1 << 17)
def bucket_of(kind: str, words: str) -> int:
    """Return the bucket of a feature: kind "w" any word, "t" headline, "x" a named number."""
    return crc32(f"{kind}:{words}".encode("utf-8", "replace")) % BUCKETS


def _all(tokens: list[_Token]) -> Iterator[tuple[int, float, int, int]]:
    """Yield every feature with its weight and place."""
    for word, start, end, zone in tokens:
        weight = _WEIGHT[zone]
        for bucket in _buckets(word, zone == TITLE):
            yield bucket, weight, start, end
    for left, right in pairwise(tokens):
        if left[3] == right[3]:
            pair = f"w:{left[0]} {right[0]}".encode("utf-8", "replace")
            yield crc32(pair) % BUCKETS, _WEIGHT[left[3]], left[1], right[2]
    for place, token in enumerate(tokens):
        if token[0] == _TARGET:
            yield from _around(tokens, place)


def _around(tokens: list[_Token], place: int) -> Iterator[tuple[int, float, int, int]]:
    """Yield the words beside the target by their side: who does and to whom it is done."""
    first = max(0, place - _NEAR)
    for side, near in (("<", tokens[first:place]), (">", tokens[place + 1 : place + 1 + _NEAR])):
        for token in near:
            if token.zone == tokens[place].zone:
                bucket = bucket_of(side, token.word)
                yield bucket, _WEIGHT[token.zone], token.start, token.end


def _tokens(text: Text, target: Sequence[Span]) -> list[_Token]:
    """Return the words with their zones; runs of words inside one target span are one token."""
    ends = [end for _, end in target]
    title_end, lead_end = text.title_end, text.lead_end
    tokens: list[_Token] = []
    inside = -1
    for hit in WORD.finditer(text.plain):
        start, end = hit.span()
        zone = TITLE if start < title_end else LEAD if start < lead_end else BODY
        span = bisect_left(ends, end)
        if span >= len(ends) or target[span][0] > start:
            tokens.append(_Token(fold(hit[0]), start, end, zone))
        elif span != inside:
            inside = span
            tokens.append(_Token(_TARGET, *target[span], zone))
        if len(tokens) >= MOST_WORDS:
            break
    return tokens


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word in small letters, its figures as "0"."""
    return _FIGURES.sub("0", lower(word))


@lru_cache(maxsize=1 << 16)
def _buckets(word: str, headline: bool) -> tuple[int, ...]:
    """Return the buckets of a word alone."""
    return tuple(bucket_of(kind, word) for kind in ("wt" if headline else "w"))
