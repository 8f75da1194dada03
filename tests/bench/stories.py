"""How fast an item finds its story among the items of two weeks, and what remembering them takes.

No database: the index as a reading process holds it, filled with made-up texts whose words are as
unevenly common as those of a language. Placing in PostgreSQL is part of `read.items_per_s`.
"""

import random
import time
from bisect import bisect
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from statistics import quantiles

from issues.reading.stories import LIVE, nearest
from issues.reading.story_index import StoryIndex
from issues.reading.story_print import print_of
from tests.bench.figures import Figure

ITEMS, JOINED, SEED = 100_000, 1_000, 4003
TITLE, OPENING = 10, 130
_NOW = datetime(2026, 11, 21, tzinfo=UTC)
_FIRST = [f"{a}{b}" for a, b in product("bdgjklmnprst", ("a", "i", "u", "e", "ang", "er", "am"))]
_LAST = ("kan", "rung", "tik", "lu", "das", "mi", "pora", "ben", "sat", "tung", "gi", "lam", "war")
_WORDS = [f"{a}{b}{c}" for a, b, c in product(_FIRST, _LAST, ("", "os", "ur", "ek", "ob", "iy"))]
# The n-th word is about 1/n as common as the first (Zipf).
_SUMS = list(accumulate(1 / (rank + 3) for rank in range(len(_WORDS))))


def story_figures(_data_dir: Path) -> list[Figure]:
    """Fill an index with ITEMS items, then place JOINED more, each remembered after it."""
    words = _writer(random.Random(SEED))
    index, begun = StoryIndex(), time.process_time()
    for number in range(ITEMS):
        published = _NOW - LIVE * ((ITEMS - number) / ITEMS)
        index.add(number, number // 2, print_of(words(TITLE), words(OPENING)), published)
    filled = time.process_time() - begun
    took = [_join(index, number, words(TITLE), words(OPENING)) for number in range(JOINED)]
    what = f"CPU of one core, 95 of 100 of {JOINED} among {ITEMS:,}"
    return [
        Figure("story.join_ms", quantiles(took, n=20)[-1], "ms", what),
        Figure("story.fill_s", filled, "s", f"CPU, {ITEMS:,} texts made and remembered"),
    ]


def _join(index: StoryIndex, number: int, title: str, body: str) -> float:
    """Place one item and return what that took, in milliseconds."""
    at, begun = _NOW + timedelta(seconds=number), time.process_time()
    text = print_of(title, body)
    found = nearest(index, text, at)
    item = ITEMS + number
    index.add(item, found[0].story if found and found[0].joins else item, text, at)
    return (time.process_time() - begun) * 1000


def _writer(chance: random.Random) -> Callable[[int], str]:
    def words(count: int) -> str:
        drawn = (bisect(_SUMS, chance.random() * _SUMS[-1]) for _ in range(count))
        return " ".join(_WORDS[place] for place in drawn)

    return words
