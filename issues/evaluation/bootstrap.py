"""How far a figure may be off by the luck of which cases were labelled: the bootstrap.

The percentile interval of Efron and Tibshirani (1993), chapter 13: cases are drawn again with
replacement, and the middle 95 % of the figures that come of it are the interval.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
Interval = tuple[float, float]

RESAMPLES = 1_000
# Any number does; a fixed one gives the same interval for the same cases.
_SEED = 52
_PERCENTILES = (2.5, 97.5)


def intervals(
    cases: Sequence[T], score: Callable[[Sequence[T]], Mapping[str, float]]
) -> dict[str, Interval]:
    """Return the 95 % interval of every figure of `score`; empty without cases."""
    if not cases:
        return {}
    draws = np.random.default_rng(_SEED).integers(len(cases), size=(RESAMPLES, len(cases)))
    figures = [score([cases[number] for number in draw]) for draw in draws.tolist()]
    return {name: _middle([one[name] for one in figures]) for name in figures[0]}


def _middle(values: Sequence[float]) -> Interval:
    low, high = np.percentile(values, _PERCENTILES)
    return float(low), float(high)
