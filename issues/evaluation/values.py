"""What an evaluation of reading takes and returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from issues.evaluation.bootstrap import Interval
from issues.reading.knowledge import Knowledge


@dataclass(frozen=True)
class Ground:
    """What reading stands on: the pack, and the hosts of official channels in it."""

    knowledge: Knowledge
    official_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Labelled:
    """One labelled text; `labels` holds the fields of the row as they stand in the file."""

    id: str
    title: str
    body: str
    day: date
    outlet: str = ""
    labels: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """One text of an event that several outlets told."""

    id: str
    title: str
    body: str
    day: date
    event: str


@dataclass(frozen=True)
class Failure:
    """One thing read otherwise than people did, with what reading said for itself."""

    id: str
    expected: Any
    got: Any
    reason: str


@dataclass(frozen=True)
class Measured:
    """Shares between 0 and 1 by name with their 95 % intervals, over `n` cases.

    `skipped` counts rows of the file that could not be judged; `confusion` says what was taken
    for what, in the form that suits the kind.
    """

    metrics: Mapping[str, float]
    intervals: Mapping[str, Interval]
    n: int
    skipped: int = 0
    confusion: Mapping[str, Any] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
