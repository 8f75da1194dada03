"""Pure: how often people leave what the machine read, counted from labels.

Agreement is counted over the answers the machine gave; how often it gave none is told beside it.
Small numbers are shown with the interval of Wilson (1927) at 95 %, which is honest for few and
for shares near one, unlike the usual plus and minus.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from issues.learning.labels import Label
from issues.reading.values import UNSURE

# Two-sided 95 % of the normal distribution.
_Z = 1.959964
# Fewer answers than this are told as a count, not as a share.
ENOUGH = 20
K = TypeVar("K", bound=Hashable)


class Kind(NamedTuple):
    """Everything labels are counted apart by; `month` is the local one: "2026-11"."""

    target: str
    month: str
    outlet: str
    machine: str
    person: str


Counts = Mapping[Kind, int]


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

    @property
    def doubt(self) -> bool:
        """Say whether the machine gave no answer."""
        return self.machine == UNSURE


@dataclass(frozen=True, slots=True)
class Confusion:
    """Machine against person: every class in the order of its frequency, and the filled cells."""

    classes: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def wrong(self) -> tuple[Cell, ...]:
        """Return what was mistaken for what, most frequent first; a doubt is no mistake."""
        return tuple(cell for cell in self.cells if not (cell.right or cell.doubt))

    @property
    def left(self) -> tuple[str, ...]:
        """Return the classes people left, in the same order."""
        said = {cell.person for cell in self.cells}
        return tuple(name for name in self.classes if name in said)


def month_of(label: Label, zone: ZoneInfo) -> str:
    """Return the local month in which people decided: "2026-11"."""
    return f"{label.at.astimezone(zone):%Y-%m}"


def count(found: Iterable[Label], zone: ZoneInfo) -> Counter[Kind]:
    """Count labels by everything they are asked by later."""
    return Counter(
        Kind(one.target, month_of(one, zone), one.outlet, one.machine, one.person) for one in found
    )


def only(counts: Counts, **chosen: str) -> dict[Kind, int]:
    """Return the counts of one target, month or outlet; an empty choice leaves all."""
    wanted = [(name, value) for name, value in chosen.items() if value]
    return {
        kind: number
        for kind, number in counts.items()
        if all(getattr(kind, name) == value for name, value in wanted)
    }


def agreement(counts: Counts) -> Agreement:
    """Return how often machine and people agree in these counts."""
    same = answered = unsure = 0
    for kind, number in counts.items():
        if kind.machine == UNSURE:
            unsure += number
        else:
            answered += number
            same += number * (kind.machine == kind.person)
    return Agreement(same, answered, unsure)


def by(counts: Counts, key: Callable[[Kind], K]) -> dict[K, Agreement]:
    """Return the agreement apart by what `key` says of a kind."""
    groups: dict[K, dict[Kind, int]] = {}
    for kind, number in counts.items():
        groups.setdefault(key(kind), {})[kind] = number
    return {name: agreement(group) for name, group in groups.items()}


def confusion(counts: Counts) -> Confusion:
    """Return what was read as what; classes and cells by frequency, equal ones by name."""
    pairs: Counter[tuple[str, str]] = Counter()
    classes: Counter[str] = Counter()
    for kind, number in counts.items():
        pairs[kind.machine, kind.person] += number
        for name in (kind.machine, kind.person):
            classes[name] += number
    cells = [Cell(machine, person, number) for (machine, person), number in pairs.items()]
    cells.sort(key=lambda cell: (-cell.count, cell.machine, cell.person))
    order = sorted(classes, key=lambda name: (-classes[name], name))
    return Confusion(tuple(order), tuple(cells))
