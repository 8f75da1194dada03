"""Which texts are prints of the same text: releases and agency stories travel whole.

Candidates come from the database (`bands && bands` over a GIN index); `same_text` decides. A copy
is a fact about words; whether two texts tell of one event is decided in `issues`.
"""

import re
from hashlib import sha256
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

SHINGLE = 5
# Shorter texts are summaries and picture lines: formulas would make strangers look alike.
FEWEST_WORDS = 30
# Two rows per band: a third of an article is a candidate in 94 of 100 cases, half of it in 99; of
# 1,472 articles each meets one of ten others by chance or kinship.
BANDS, ROWS = 32, 2
# At least this share of the shorter text's word sequences stands in the longer one. Measured on
# 1,472 articles of one newsroom: a print with one word in twenty changed keeps .78 (of 300, .99
# pass), half a print keeps all; other reports of the same event, with paragraphs used again, and
# daily price lists reach .65. Such reports must stay apart: they are coverage of their own.
SAME = 0.65

_WORD = re.compile(r"\w+")
_POWERS = np.array([pow(0x100000001B3, k, 2**64) for k in range(SHINGLE)], dtype=np.uint64)


# The numbers below are stored in the database through `bands`: equal in every process, for ever.
def _constants(name: str, count: int) -> Hashes:
    digests = (sha256(f"{name} {number}".encode()).digest() for number in range(count))
    return np.array([int.from_bytes(digest[:8], "big") for digest in digests], dtype=np.uint64)


# Odd factors keep multiplication modulo 2^64 one-to-one.
_FACTORS = _constants("factor", BANDS * ROWS) | np.uint64(1)
_SHIFTS = _constants("shift", BANDS * ROWS)
_BAND_FACTORS = (_constants("band", BANDS * ROWS) | np.uint64(1)).reshape(BANDS, ROWS)


def bands(text: str, size: int = SHINGLE, fewest: int = FEWEST_WORDS) -> list[int]:
    """Return 32 signed 32-bit numbers; near-equal texts share at least one.

    Compared are sequences of `size` words. Empty for texts of fewer than `fewest` words: those
    are never candidates.
    """
    shingles = _shingles(text, size, fewest)
    if not shingles.size:
        return []
    rows = (np.outer(_FACTORS, shingles) + _SHIFTS[:, None]).min(axis=1).reshape(BANDS, ROWS)
    mixed = (rows * _BAND_FACTORS).sum(axis=1, dtype=np.uint64) >> np.uint64(32)
    return [int(number) for number in mixed.astype(np.uint32).view(np.int32)]


def same_text(a: str, b: str) -> float:
    """Return the share of the shorter text's 5-word sequences that stand in the longer one.

    A shortened print of a release is therefore a copy of it. 0.0 where either is too short.
    Compare with SAME.
    """
    first, second = _shingles(a), _shingles(b)
    smaller = min(first.size, second.size)
    if not smaller:
        return 0.0
    return float(np.intersect1d(first, second, assume_unique=True).size / smaller)


def _shingles(text: str, size: int = SHINGLE, fewest: int = FEWEST_WORDS) -> Hashes:
    words = _WORD.findall(text.casefold())
    if len(words) < max(fewest, size):
        return np.empty(0, dtype=np.uint64)
    numbers = np.array([crc32(word.encode()) for word in words], dtype=np.uint64)
    windows = np.lib.stride_tricks.sliding_window_view(numbers, size)
    return np.unique(_mixed((windows * _POWERS[:size]).sum(axis=1, dtype=np.uint64)))


def _mixed(values: Hashes) -> Hashes:
    """Spread the bits (the finalizer of splitmix64), since the sums of products are regular."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
