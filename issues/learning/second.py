"""How far two readers agree who labelled the same texts without seeing each other's answers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreed:
    """`share` of equal answers, Cohen's kappa (1960), mean F1 over the first reader's classes."""

    n: int
    share: float
    kappa: float
    macro_f1: float


def compare(first: Sequence[str], second: Sequence[str]) -> Agreed:
    """Compare two readers; both have the same length, at least 1."""
    n = len(first)
    both = Counter(a for a, b in zip(first, second, strict=True) if a == b)
    one, two = Counter(first), Counter(second)
    share = both.total() / n
    chance = sum(one[name] * two[name] for name in one) / n**2
    f1 = [2 * both[name] / (one[name] + two[name]) for name in one]
    kappa = (share - chance) / (1 - chance) if chance < 1 else 1.0
    return Agreed(n, share, kappa, sum(f1) / len(f1))
