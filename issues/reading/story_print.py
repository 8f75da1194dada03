"""What is compared of a text when stories are told apart: its stems and pairs of stems, as numbers.

A print is a few hundred bytes, so that all the items of two weeks fit in memory.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from issues.reading.stems import stems

# Words are folded into this many buckets; of a million different ones 13 share one at most times.
BUCKETS = 1 << 20
OPENING_WORDS = 120
# Letters within which these words are looked for, so that nobody loads whole bodies.
OPENING_LENGTH = 1500
TITLE_WEIGHT = 2.0
FIGURE_WEIGHT = 1.5
PAIR_WEIGHT = 0.5
_CACHE = 512


@dataclass(frozen=True, slots=True)
class StoryPrint:
    """A text as numbers: buckets of its stems, in order, and how much each counts.

    `titled` are the buckets of the headline; `length` is the number of stems.
    """

    buckets: NDArray[np.int32]
    counts: NDArray[np.float16]
    titled: NDArray[np.int32]
    length: int


@lru_cache(maxsize=_CACHE)
def print_of(title: str, body: str) -> StoryPrint:
    """Return the print of a text: its headline and the first OPENING_WORDS words of its body."""
    titled, opened = stems(title), stems(opening(body))
    counted: defaultdict[int, float] = defaultdict(float)
    for tokens, weight in ((titled, TITLE_WEIGHT), (opened, 1.0)):
        for token, count in _weighed(tokens):
            counted[bucket_of(token)] += weight * count
    buckets = np.fromiter(sorted(counted), dtype=np.int32, count=len(counted))
    counts = [1.0 + math.log(max(counted[bucket], 0.37)) for bucket in buckets.tolist()]
    heads = np.unique([bucket_of(token) for token, _ in _weighed(titled)]).astype(np.int32)
    return StoryPrint(buckets, np.array(counts, dtype=np.float16), heads, len(titled) + len(opened))


def opening(body: str) -> str:
    """Return the first words of a body."""
    words = body[:OPENING_LENGTH].split(maxsplit=OPENING_WORDS)
    return " ".join(words[:OPENING_WORDS])


def _weighed(tokens: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield stems and pairs of neighbours with their weights; figures tell events apart."""
    listed = list(tokens)
    for token in listed:
        yield token, FIGURE_WEIGHT if token[0].isdigit() else 1.0
    for left, right in pairwise(listed):
        yield f"{left} {right}", PAIR_WEIGHT


def bucket_of(token: str) -> int:
    """Return the number a stem or a pair of stems is folded into."""
    return crc32(token.encode()) % BUCKETS
