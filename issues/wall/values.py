"""What the wall shows, as values. A count that is not known is None, never zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias
from zoneinfo import ZoneInfo

from issues.chronology import Event
from issues.daily import Chart
from issues.models import Tone
from monitoring.sources.hearing import Hearing

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
    silent_words: tuple[str, ...]
    hearing: Hearing


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
class Reports:
    """Field reports that were not found untrue; `open` are those nobody has confirmed yet."""

    confirmed: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """Return all of them."""
        return self.confirmed + self.open


@dataclass(frozen=True)
class IssueCard:
    """One issue: how bad, how much, who does what by when.

    `placements`, `growth` and `tones` are of the last 24 hours; `week` is placements per local
    day, today last, None for days before we watched. `reports` are counted for the issue that is
    shown large.
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
    reports: Reports = Reports()


@dataclass(frozen=True)
class Issues:
    """The issue to act on, the next ones, and how many more are watched."""

    main: IssueCard | None
    others: tuple[IssueCard, ...]
    more: int


@dataclass(frozen=True)
class Task:
    """One open response: by when, what, who (empty: nobody yet), and whether a leader asked.

    `issue` is its title where responses of several issues stand together.
    """

    due_at: datetime
    title: str
    who: str
    disposition: bool = False
    issue: str = ""


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
    """A regency or city today: heard, quiet, blind (Hearing) or unknown; reports stand apart."""

    name: str
    state: str
    blind: bool
    loud: bool
    placements: Figure
    reports: Reports = Reports()
    watched: bool = True


@dataclass(frozen=True)
class Regions:
    """Every regency and city, those no feed watches; placements that name none, or several."""

    cells: tuple[RegionCell, ...]
    provincial: int
    nowhere: int
    shared: int
    unwatched: tuple[str, ...]


@dataclass(frozen=True)
class Hour:
    """One hour of today, and how much the same hour brought yesterday (None: not known)."""

    hour: int
    tones: Tones
    total: int
    before: int | None


@dataclass(frozen=True)
class Newest:
    """One of the newest items, from an outlet or from the field.

    A report carries a `label` with what is known of its truth; `open`: nobody confirmed it yet.
    """

    at: datetime
    outlet: str
    title: str
    label: str = ""
    open: bool = False


@dataclass(frozen=True)
class Frame:
    """What stands around every picture: its moment (to the minute) in the home province's zone.

    A picture for a `guest` holds nothing that is not for visitors.
    """

    at: datetime
    day: date
    title: str
    zone: str
    zone_label: str
    stripe: tuple[str, ...]
    sample: bool
    sources: Sources
    guest: bool


@dataclass(frozen=True)
class Wall(Frame):
    """The whole board at one moment."""

    summary: Summary
    leaders: tuple[Leader, ...]
    issues: Issues
    tasks: Tasks
    regions: Regions
    reports: Reports
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


@dataclass(frozen=True)
class Place:
    """A regency or city and the placements of an issue about it."""

    name: str
    count: int


@dataclass(frozen=True)
class Meeting(Frame):
    """One issue for the whole screen; None where the one asked for does not exist.

    `order` is its place among the ranked issues (from zero; None: nowhere) and how many there
    are, `before` and `after` the keys of its neighbours there. Times of `points` run forwards.
    """

    order: tuple[int | None, int]
    before: int | None
    after: int | None
    issue: IssueCard | None = None
    points: tuple[Event, ...] = ()
    chart: Chart | None = None
    places: tuple[Place, ...] = ()
    headlines: tuple[Newest, ...] = ()
    reports: tuple[Newest, ...] = ()
    tasks: Tasks = Tasks(0, ())

    @property
    def number(self) -> int:
        """Return the place of the issue as people count; zero where it has none."""
        return 0 if self.order[0] is None else self.order[0] + 1
