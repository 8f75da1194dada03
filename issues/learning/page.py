"""The page of agreement: machine and people by target, month and outlet, and what was mistaken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.core.paginator import Page, Paginator

from issues import listing
from issues.learning import agreement
from issues.learning.agreement import Agreement, Cell, Confusion, Counts, Kind
from issues.learning.decided import WINDOW, decided_labels
from issues.learning.labels import Label
from issues.learning.standing import Models, read_models
from issues.learning.suggested import Answered, answered
from issues.learning.wording import TARGETS, names_of
from issues.models import Coverage, Office
from monitoring.clean import clean

MONTHS, OUTLETS_SHOWN, MISTAKES_SHOWN, PER_PAGE = 12, 20, 20, 30
# Classes a square table still shows on a phone; above it only the mistakes are listed.
SQUARE = 7
SECONDS_REMEMBERED = 300
LONGEST = 120


@dataclass(frozen=True)
class Choice:
    """What the address chooses; field names are its words. Empty: everything."""

    sasaran: str = "tone"
    bulan: str = ""
    media: str = ""
    mesin: str | None = None
    petugas: str | None = None

    @classmethod
    def from_address(cls, words: dict[str, str]) -> Self:
        """Read a choice; what does not exist is the first target, or an empty list."""
        given = {name: clean(words.get(name, ""), LONGEST) for name in ("bulan", "media")}
        target = words.get("sasaran", "")
        pair = {n: clean(words[n], LONGEST) if n in words else None for n in ("mesin", "petugas")}
        return cls(target if target in list(TARGETS) else "tone", **given, **pair)

    @property
    def asks_for_list(self) -> bool:
        """Say whether one cell of the table was opened."""
        return self.mesin is not None and self.petugas is not None

    def address(self, **changes: str | None) -> str:
        """Return the parameters of the address with changes; the list is closed unless named."""
        kept = {"sasaran": self.sasaran, "bulan": self.bulan, "media": self.media}
        opened = {name: changes.pop(name) for name in ("mesin", "petugas") if name in changes}
        given = {name: value for name, value in (kept | changes).items() if value}
        return urlencode(given | opened)


@dataclass(frozen=True)
class Line:
    """One line of figures: a target, month or outlet, its agreement, and where it leads."""

    name: str
    agreement: Agreement
    address: str
    open: bool = False
    key: str = ""


@dataclass(frozen=True)
class Square:
    """One filled cell of the table; `share` is of its row, 0 to 4 for the shade."""

    cell: Cell
    machine: str
    person: str
    address: str
    shade: int = 0


@dataclass(frozen=True)
class Row:
    """One row of the table: what the machine read, and what people left, class by class."""

    name: str
    squares: list[Square | None]


@dataclass(frozen=True)
class Mistaken:
    """Machine against person for the chosen target; `table` is empty where classes are many."""

    heads: list[str]
    table: list[Row]
    mistakes: list[Square]
    others: int


@dataclass(frozen=True)
class Opened:
    """What is behind one cell: texts, each with the office that was judged or an empty word."""

    machine: str
    person: str
    page: Page
    address: str


@dataclass(frozen=True)
class AgreementPage:
    """Everything the page shows; figures were counted at `counted_at`."""

    choice: Choice
    counted_at: datetime
    targets: list[Line]
    chosen: Agreement
    months: list[Line]
    outlets: list[Line]
    outlets_beyond: int
    mistaken: Mistaken
    opened: Opened | None
    suggestions: list[Answered]
    models: Models

    @property
    def without_month(self) -> str:
        """Return the address of the same choice in all months."""
        return self.choice.address(bulan="")

    @property
    def without_outlet(self) -> str:
        """Return the address of the same choice for all outlets."""
        return self.choice.address(media="")


def build(choice: Choice, zone: ZoneInfo, at: datetime, number: str | None) -> AgreementPage:
    """Count what people decided within WINDOW, and say how the models stand."""
    counted_at, counts, found = _counted(zone, at, afresh=choice.asks_for_list)
    of_target = agreement.only(counts, target=choice.sasaran)
    chosen = agreement.only(of_target, month=choice.bulan, outlet=choice.media)
    outlets = _outlets(agreement.only(of_target, month=choice.bulan), choice)
    return AgreementPage(
        choice=choice,
        counted_at=counted_at,
        targets=_targets(counts, choice),
        chosen=agreement.agreement(chosen),
        months=_months(agreement.only(of_target, outlet=choice.media), choice, at.astimezone(zone)),
        outlets=outlets[:OUTLETS_SHOWN],
        outlets_beyond=max(0, len(outlets) - OUTLETS_SHOWN),
        mistaken=_mistaken(chosen, choice),
        opened=_opened(choice, zone, found, number) if choice.asks_for_list else None,
        suggestions=answered(at - WINDOW),
        models=read_models(counts, at),
    )


def _counted(
    zone: ZoneInfo, at: datetime, *, afresh: bool
) -> tuple[datetime, Counts, Sequence[Label]]:
    """Return when and what was counted, and the labels themselves if it is `afresh`.

    Beside a list, so that a number is that of its list; else at most SECONDS_REMEMBERED ago.
    """
    kept: tuple[datetime, Counts] | None = None if afresh else cache.get("agreement")
    if kept is not None:
        return *kept, ()
    found = decided_labels(at - WINDOW)
    counts = dict(agreement.count(found, zone))
    cache.set("agreement", (at, counts), SECONDS_REMEMBERED)
    return at, counts, found


def _targets(counts: Counts, choice: Choice) -> list[Line]:
    found = agreement.by(counts, lambda kind: kind.target)
    nothing = Agreement(0, 0, 0)
    return [
        Line(
            str(name),
            found.get(target, nothing),
            Choice(target).address(),
            target == choice.sasaran,
            target,
        )
        for target, name in TARGETS.items()
    ]


def _months(counts: Counts, choice: Choice, here: datetime) -> list[Line]:
    """Return the last MONTHS months, oldest first, also those without a decision."""
    found = agreement.by(counts, lambda kind: kind.month)
    nothing = Agreement(0, 0, 0)
    return [
        Line(
            f"{first:%Y-%m}",
            found.get(f"{first:%Y-%m}", nothing),
            choice.address(bulan=f"{first:%Y-%m}"),
            f"{first:%Y-%m}" == choice.bulan,
            f"{first:%Y-%m-%d}",
        )
        for first in _last_months(here.date())
    ]


def _last_months(day: date) -> list[date]:
    months = [day.year * 12 + day.month - 1 - back for back in reversed(range(MONTHS))]
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def _outlets(counts: Counts, choice: Choice) -> list[Line]:
    """Return outlets, those people judged most first."""
    found = agreement.by(counts, lambda kind: kind.outlet)
    order = sorted(found, key=lambda name: (-found[name].judged, name))
    return [
        Line(name, found[name], choice.address(media=name), name == choice.media)
        for name in order
        if name
    ]


def _mistaken(counts: dict[Kind, int], choice: Choice) -> Mistaken:
    told = agreement.confusion(counts)
    words = names_of(choice.sasaran, told.classes)
    rows = {name: sum(c.count for c in told.cells if c.machine == name) for name in told.classes}
    squares = {
        (cell.machine, cell.person): Square(
            cell,
            words[cell.machine],
            words[cell.person],
            choice.address(mesin=cell.machine, petugas=cell.person),
            1 + int(3.99 * cell.count / rows[cell.machine]),
        )
        for cell in told.cells
    }
    square = 0 < len(told.classes) <= SQUARE
    return Mistaken(
        heads=[words[name] for name in told.left] if square else [],
        table=_table(told, words, squares) if square else [],
        mistakes=[squares[c.machine, c.person] for c in told.wrong[:MISTAKES_SHOWN]],
        others=max(0, len(told.wrong) - MISTAKES_SHOWN),
    )


def _table(
    told: Confusion, words: dict[str, str], squares: dict[tuple[str, str], Square]
) -> list[Row]:
    return [
        Row(words[machine], [squares.get((machine, person)) for person in told.left])
        for machine in told.classes
        if any((machine, person) in squares for person in told.left)
    ]


def _opened(choice: Choice, zone: ZoneInfo, found: Sequence[Label], number: str | None) -> Opened:
    """Return what is behind a cell, what was decided last first: a row for every value counted."""
    asked = (choice.sasaran, choice.mesin, choice.petugas)
    labels = [
        label
        for label in found
        if (label.target, label.machine, label.person) == asked
        and choice.bulan in ("", agreement.month_of(label, zone))
        and choice.media in ("", label.outlet)
    ]
    labels.sort(key=lambda label: (label.at, label.text, label.office), reverse=True)
    page = Paginator(labels, PER_PAGE).get_page(number)
    page.object_list = _judged(list(page.object_list))
    words = names_of(choice.sasaran, [choice.mesin or "", choice.petugas or ""])
    address = choice.address(mesin=choice.mesin, petugas=choice.petugas)
    return Opened(words[choice.mesin or ""], words[choice.petugas or ""], page, address)


def _judged(labels: Sequence[Label]) -> list[tuple[Coverage, str]]:
    """Return the text of every label, and the office it is about if it is about one."""
    rows = listing.rows(Coverage.objects.all()).in_bulk([label.text for label in labels])
    offices = {office.identity: str(office) for office in Office.objects.filter(
        key__in={label.office.split("@")[0] for label in labels if label.office}
    )}  # fmt: skip
    return [
        (rows[label.text], offices.get(label.office, label.office))
        for label in labels
        if label.text in rows
    ]
