"""What the wall shows, as values. A count that is not known is None, never zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from issues.models import Tone

# Placements by Tone; all five are always there, "na" (tidak terkait) is counted but never drawn.
Tones: TypeAlias = Mapping[str, int]
ALL = tuple(str(tone) for tone in Tone)
DRAWN = (Tone.POSITIVE, Tone.NEUTRAL, Tone.NEGATIVE, Tone.UNSURE)


def tones(counts: Iterable[tuple[str, int]]) -> Tones:
    """Add up pairs of tone and count."""
    sums = dict.fromkeys(ALL, 0)
    for tone, count in counts:
        sums[tone] += count
    return MappingProxyType(sums)


def about_us(counted: Tones) -> int:
    """Return the placements the four drawn tones add up to."""
    return sum(counted[tone] for tone in DRAWN)


@dataclass(frozen=True)
class Figure:
    """A number and the address of the list behind it; `count` is None where it is not known."""

    count: int | None
    address: str


@dataclass(frozen=True)
class Sources:
    """How fresh everything is, and which feeds have fallen silent.

    `newest` is when any outlet last answered well. After `late_after` seconds without an answer
    something is odd, after `stopped_after` collecting has stopped.
    """

    newest: datetime | None
    late_after: int
    stopped_after: int
    watched: int
    silent: int
    silent_names: tuple[str, ...]
    blind_regions: frozenset[str]


@dataclass(frozen=True)
class Change:
    """A number beside the one it is compared with; `percent` is None when `before` is zero."""

    before: int | None
    percent: int | None
    day: date
    address: str

    @property
    def fall(self) -> int:
        """Return by how many per cent the number went down."""
        return -(self.percent or 0)


@dataclass(frozen=True)
class Summary:
    """Today about the leadership: both volumes, the comparison, the tones that add up.

    `unrelated` and `unread` (items that still wait for a reader) stand apart from the placements.
    """

    stories: Figure
    placements: Figure
    tones: Tones
    by_tone: Mapping[str, Figure]
    change: Change
    unrelated: Figure
    unread: int


@dataclass(frozen=True)
class Leader:
    """An office of the leadership, who holds it today (empty: nobody), and the tone towards it."""

    title: str
    name: str
    placements: Figure
    tones: Tones


@dataclass(frozen=True)
class IssueCard:
    """One issue: how bad, how much, who does what by when.

    `placements`, `growth` and `tones` are of the last 24 hours; `week` is placements per local
    day, today last, None for days before we watched.
    """

    pk: int
    title: str
    statement: str
    level: str
    level_words: str
    state: str
    day_number: int
    agency: str
    holder: str
    next_step: str
    deadline: datetime | None
    risk: int
    placements: Figure
    growth: int | None
    tones: Tones
    week: tuple[int | None, ...]


@dataclass(frozen=True)
class Issues:
    """The issue to act on, the next ones, and how many more are watched."""

    main: IssueCard | None
    others: tuple[IssueCard, ...]
    more: int


@dataclass(frozen=True)
class Task:
    """One open response: by when, what, who (empty: nobody yet)."""

    due_at: datetime
    title: str
    who: str


@dataclass(frozen=True)
class Tasks:
    """The open responses that are due first, and how many more there are."""

    total: int
    rows: tuple[Task, ...]

    @property
    def more(self) -> int:
        """Return how many open responses are not listed."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class RegionCell:
    """A regency or city today. `state`: heard, quiet (sunyi), blind (buta) or unknown."""

    name: str
    state: str
    blind: bool
    loud: bool
    placements: Figure


@dataclass(frozen=True)
class Regions:
    """Every regency and city; the placements that name none; those that name several."""

    cells: tuple[RegionCell, ...]
    provincial: int
    nowhere: int
    shared: int


@dataclass(frozen=True)
class Hour:
    """One hour of today, and how much the same hour brought yesterday (None: not known)."""

    hour: int
    tones: Tones
    total: int
    before: int | None


@dataclass(frozen=True)
class Newest:
    """One of the newest items about the leadership."""

    at: datetime
    outlet: str
    title: str


@dataclass(frozen=True)
class Wall:
    """The whole board at one moment (to the minute), in the zone of the home province."""

    at: datetime
    day: date
    title: str
    zone: str
    zone_label: str
    stripe: tuple[str, ...]
    sample: bool
    sources: Sources
    summary: Summary
    leaders: tuple[Leader, ...]
    issues: Issues
    tasks: Tasks
    regions: Regions
    hours: tuple[Hour, ...]
    newest: tuple[Newest, ...]

    @property
    def peak(self) -> Hour | None:
        """Return the hour that brought most so far; None when nothing came."""
        most = max(self.hours, key=lambda hour: hour.total)
        return most if most.total else None

    @property
    def now_hour(self) -> int:
        """Return the local hour it is."""
        return self.at.astimezone(ZoneInfo(self.zone)).hour
