"""What a recap says, as values. A count that is not known is None, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from issues.recaps.periods import Period
from issues.wall.values import Change, Figure, RegionCell, Summary, Tones


@dataclass(frozen=True)
class Compared:
    """A figure beside that of the same hours a day earlier (`before` is None: not known)."""

    figure: Figure
    before: int | None

    @property
    def growth(self) -> int | None:
        """Return how much more it is; None where either number is not known."""
        if self.figure.count is None or self.before is None:
            return None
        return self.figure.count - self.before


@dataclass(frozen=True)
class Original:
    """A placement that can be opened at its outlet; `url` is empty for paper and broadcast."""

    outlet: str
    url: str


@dataclass(frozen=True)
class Volume:
    """How much, in what tone, compared with what, and how much of it is our own voice.

    `summary.change` compares stories, `change` placements. `own` names releases and paid
    articles, each with its figure; they are part of the placements.
    """

    summary: Summary
    change: Change
    own: tuple[tuple[str, Figure], ...]

    @property
    def independent(self) -> int | None:
        """Return the placements that are neither release nor paid."""
        total = self.summary.placements.count
        return None if total is None else total - sum(fig.count or 0 for _words, fig in self.own)


@dataclass(frozen=True)
class IssueLine:
    """One issue in the period: how bad, how much, who holds it, what is under way, by when.

    `late` says that the deadline had passed when the period ended.
    """

    pk: int
    title: str
    statement: str
    level: str
    level_words: str
    easing: bool
    risk: int
    agency: str
    holder: str
    next_step: str
    deadline: datetime | None
    late: bool
    placements: Compared
    negative: int
    originals: tuple[Original, ...]


@dataclass(frozen=True)
class StoryLine:
    """One story in the period. `independent` outlets printed more than our own release."""

    pk: int
    title: str
    placements: Figure
    outlets: int
    independent: int
    positive: int
    negative: int
    leading: bool
    original: Original | None


@dataclass(frozen=True)
class Statement:
    """What a leader is quoted as saying, and in how many of the story's placements it stands."""

    quote: str
    speaker: str
    placements: int
    story: Figure | None


@dataclass(frozen=True)
class LeaderLine:
    """An office of the leadership, who holds it, and the tone towards it."""

    title: str
    name: str
    placements: Compared
    tones: Tones


@dataclass(frozen=True)
class SubjectLine:
    """A topic with the agency that answers for it, or a programme, and its volume."""

    name: str
    agency: str
    placements: Compared
    negative: int


@dataclass(frozen=True)
class RegionLine:
    """A regency or city and its volume."""

    cell: RegionCell
    placements: Compared


@dataclass(frozen=True)
class Places:
    """Every regency and city, and the placements the list leaves over, by reason."""

    rows: tuple[RegionLine, ...]
    provincial: int
    nowhere: int
    shared: int

    @property
    def heard(self) -> tuple[RegionLine, ...]:
        """Return the places somebody wrote about, the loudest first."""
        rows = [row for row in self.rows if row.placements.figure.count]
        return tuple(sorted(rows, key=lambda row: -(row.placements.figure.count or 0)))

    def named(self, state: str) -> tuple[str, ...]:
        """Return the names of the watched places in one state: quiet, blind or unknown."""
        cells = (row.cell for row in self.rows)
        return tuple(cell.name for cell in cells if cell.state == state and cell.watched)

    @property
    def unwatched(self) -> tuple[str, ...]:
        """Return the names of the places that no feed watched and nobody wrote about."""
        cells = (row.cell for row in self.rows)
        return tuple(cell.name for cell in cells if cell.state == "blind" and not cell.watched)


@dataclass(frozen=True)
class ReportLine:
    """A field report with its verdict; who sent it is not here, so it cannot slip out."""

    pk: int
    number: str
    title: str
    place: str
    at: datetime
    urgency: str
    urgency_words: str
    confirmed: bool
    verdict: str
    hoax: bool


@dataclass(frozen=True)
class ResponseLine:
    """Something being done or done: what, who, by when, how it ended.

    `late` says that it was still open after its time when the period ended.
    """

    title: str
    kind: str
    kind_words: str
    who: str
    due_at: datetime
    late: bool
    done_at: datetime | None
    outcome: str
    issue: str


@dataclass(frozen=True)
class Unreadable:
    """An outlet that gave no good answer; `since` is its last one (None: never)."""

    name: str
    since: datetime | None


@dataclass(frozen=True)
class DayTones:
    """Placements of one local day by tone; None for a day on which nobody watched."""

    day: date
    tones: Tones | None
    address: str


@dataclass(frozen=True)
class Span:
    """A piece of a sentence; `strong` is what it is about."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Recap:
    """The whole recap of one period, in the zone of the home province.

    `known` is False where nobody watched and nothing came; `corrected` is the share of tones
    that people changed this month in per cent, None while they decided too few.
    """

    period: Period
    title: str
    zone: str
    zone_label: str
    sample: bool
    known: bool
    volume: Volume
    issues: tuple[IssueLine, ...]
    more_issues: int
    stories: tuple[StoryLine, ...]
    statements: tuple[Statement, ...]
    leaders: tuple[LeaderLine, ...]
    topics: tuple[SubjectLine, ...]
    programmes: tuple[SubjectLine, ...]
    places: Places
    reports: tuple[ReportLine, ...]
    done: tuple[ResponseLine, ...]
    open: tuple[ResponseLine, ...]
    unreadable: tuple[Unreadable, ...]
    watched: int
    corrected: int | None
    week: tuple[DayTones, ...]
    report: Mapping[str, Any]
    sentences: tuple[tuple[Span, ...], ...] = ()

    @property
    def address(self) -> str:
        """Return the parameters that select everything this recap counts."""
        return self.volume.summary.placements.address

    @property
    def good(self) -> tuple[StoryLine, ...]:
        """Return the stories printed mostly in a positive tone, largest first."""
        rows = (row for row in self.stories if 2 * row.positive > (row.placements.count or 0))
        return tuple(rows)[:GOOD]

    @property
    def led(self) -> tuple[StoryLine, ...]:
        """Return the largest stories that name the leadership."""
        return tuple(row for row in self.stories if row.leading)[:LED]


# How many of each a recap names; what is left over is in the list behind the figure.
GOOD, LED = 3, 6
