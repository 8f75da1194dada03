"""Pure: how often people leave what the machine read, counted from labels.

Agreement is counted over the answers the machine gave; how often it gave none is told beside it.
Small numbers are shown with the interval of Wilson (1927) at 95 %, which is honest for few and
for shares near one, unlike the usual plus and minus.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar
from zoneinfo import ZoneInfo

from issues.learning.labels import Label

# Two-sided 95 % of the normal distribution.
_Z = 1.959964
# Fewer answers than this are shown as a count, not as a share.
ENOUGH = 20
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often people left the machine's value: `same` of `answered`; `unsure` had no answer."""

    same: int
    answered: int
    unsure: int

    @property
    def judged(self) -> int:
        """Return how many values people looked at."""
        return self.answered + self.unsure

    @property
    def enough(self) -> bool:
        """Say whether the share is worth showing."""
        return self.answered >= ENOUGH

    @property
    def share(self) -> float | None:
        """Return the share of answers that people left as they were; None without answers."""
        return self.same / self.answered if self.answered else None

    @property
    def interval(self) -> tuple[float, float]:
        """Return the bounds within which the share lies in 95 of 100 cases; (0, 1) for none."""
        if not self.answered:
            return 0.0, 1.0
        n, p = self.answered, self.same / self.answered
        middle, width = p + _Z**2 / (2 * n), _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        whole = 1 + _Z**2 / n
        return max(0.0, (middle - width) / whole), min(1.0, (middle + width) / whole)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many values the machine read as one thing and people left as another."""

    machine: str
    person: str
    count: int

    @property
    def right(self) -> bool:
        """Say whether both said the same."""
        return self.machine == self.person


@dataclass(frozen=True, slots=True)
class Confusion:
    """Machine against person: every class in the order of its frequency, and the filled cells."""

    classes: tuple[str, ...]
    cells: tuple[Cell, ...]

    def count(self, machine: str, person: str) -> int:
        """Return how many were read as one and left as the other."""
        return next((c.count for c in self.cells if (c.machine, c.person) == (machine, person)), 0)

    @property
    def wrong(self) -> tuple[Cell, ...]:
        """Return what was mistaken for what, most frequent first."""
        return tuple(cell for cell in self.cells if not cell.right)


def agreement(found: Iterable[Label]) -> Agreement:
    """Count the labels together."""
    same = answered = unsure = 0
    for label in found:
        same += label.answered and label.agrees
        answered += label.answered
        unsure += not label.answered
    return Agreement(same, answered, unsure)


def by(found: Iterable[Label], key: Callable[[Label], K]) -> dict[K, Agreement]:
    """Count the labels apart by what `key` says of them."""
    groups: dict[K, list[Label]] = defaultdict(list)
    for label in found:
        groups[key(label)].append(label)
    return {name: agreement(group) for name, group in groups.items()}


def month(label: Label, zone: ZoneInfo) -> str:
    """Return the local month in which people decided: "2026-11"."""
    return f"{label.at.astimezone(zone):%Y-%m}"


def confusion(found: Iterable[Label]) -> Confusion:
    """Return what was read as what; classes and cells by frequency, equal ones by name."""
    pairs = Counter((label.machine, label.person) for label in found)
    classes: Counter[str] = Counter()
    for (machine, person), count in pairs.items():
        classes[machine] += count
        classes[person] += count
    cells = [Cell(machine, person, count) for (machine, person), count in pairs.items()]
    cells.sort(key=lambda cell: (-cell.count, cell.machine, cell.person))
    order = sorted(classes, key=lambda name: (-classes[name], name))
    return Confusion(tuple(order), tuple(cells))
