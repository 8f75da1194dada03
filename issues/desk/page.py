"""The page of the desk: the queue, the open text with its form, and what can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues import item_page, listing
from issues.deciding import last_undoable
from issues.desk import holds, sheet
from issues.desk.answers import Answers
from issues.desk.doubts import words_of
from issues.desk.queue import ALL, DESK_DAYS, MINE, ROWS_SHOWN, UNSURE, Counts, Queue, block_bounds
from issues.desk.sheet import Sheet
from issues.item_page import ItemPage
from issues.models import Act, Coverage, Hold, Issue
from issues.opening import short_title
from issues.selection import Selection
from monitoring.home import day_bounds
from monitoring.models import Attachment, FieldReport, Item

LEVELS = list(Issue.Level)
NAMES = {
    ALL: gettext_lazy("Antrean"),
    UNSURE: gettext_lazy("Perlu ditinjau"),
    MINE: gettext_lazy("Saya pegang"),
}


@dataclass(frozen=True)
class Row:
    """One text of the queue; `held_by` is a colleague's short name, or empty."""

    coverage: Coverage
    level: str
    level_words: str
    printings: int
    held_by: str
    open: bool


@dataclass(frozen=True)
class Tab:
    """One queue: its name, how many wait, its address, and whether it is the open one."""

    name: str
    count: int
    address: str
    open: bool


@dataclass(frozen=True)
class Steps:
    """The way through the queue: position, and the texts around the open one."""

    position: int | None
    total: int
    before: int | None
    after: int | None
    earlier: int | None
    later: int | None


@dataclass(frozen=True)
class Open:
    """The text on the desk. `hold` is whoever holds it now; `mine` says that it is me.

    `doubts` says why the machine is not sure of it, nothing where it is.
    """

    item: Item
    page: ItemPage
    sheet: Sheet
    hold: Hold | None
    mine: bool
    report: FieldReport | None
    attachments: list[Attachment]
    new_issue: str
    holds_for: str
    doubts: list[str]


@dataclass(frozen=True)
class Done:
    """How many texts were settled today, for the moment the queue is empty."""

    everybody: int
    mine: int
    emptiness: listing.Emptiness


@dataclass(frozen=True)
class Desk:
    """Everything the desk shows. `open` is None when nothing waits; then `done` says why."""

    queue: Queue
    tabs: list[Tab]
    rows: list[Row]
    steps: Steps
    open: Open | None
    done: Done | None


@dataclass(frozen=True)
class Toast:
    """What I did last and can take back; `key` makes pressing undo twice one undo."""

    act: Act
    key: UUID


def build(queue: Queue, item: Item | None, answers: Answers | None = None) -> Desk:
    """Read everything the desk shows with this text open, in a fixed number of queries."""
    coverage = item.coverage if item else None
    counts = queue.counts(coverage)
    rows, earlier, later = _block(queue, counts.before)
    return Desk(
        queue=queue,
        tabs=_tabs(queue, counts),
        rows=[_row(one, queue, item) for one in rows],
        steps=_steps(queue, coverage, counts, (earlier, later)),
        open=_open(item, queue, answers) if item else None,
        done=None if rows else _done(queue),
    )


def toast(by: AbstractBaseUser, at: datetime) -> Toast | None:
    """Return what this person can undo, also after a reload."""
    act = last_undoable(by, at)
    return Toast(act, uuid4()) if act else None


def _block(queue: Queue, before: int | None) -> tuple[list[Coverage], int | None, int | None]:
    """Return the rows to show, the text before them and the one after them."""
    rows, first = queue.block(before), 1 if block_bounds(before)[0] else 0
    shown, beyond = rows[first : first + ROWS_SHOWN], rows[first + ROWS_SHOWN :]
    return shown, rows[0].pk if first else None, beyond[0].pk if beyond else None


def _tabs(queue: Queue, counts: Counts) -> list[Tab]:
    numbers = {ALL: counts.waiting, UNSURE: counts.unsure, MINE: counts.held}
    return [
        Tab(str(name), numbers[tab], queue.address(lihat=tab), tab == queue.tab)
        for tab, name in NAMES.items()
    ]


def _row(coverage: Coverage, queue: Queue, item: Item | None) -> Row:
    hold: Hold | None = getattr(coverage.item, "hold", None)
    colleague = hold is not None and hold.until > queue.at and hold.by_id != queue.me.pk
    return Row(
        coverage=coverage,
        level=LEVELS[coverage.urgency],
        level_words=str(LEVELS[coverage.urgency].label),
        printings=1 + (coverage.copies or 0),
        held_by=hold.by.get_short_name() if hold and colleague else "",
        open=item is not None and item.pk == coverage.pk,
    )


def _steps(
    queue: Queue, here: Coverage | None, counts: Counts, around: tuple[int | None, int | None]
) -> Steps:
    totals = {ALL: counts.waiting, UNSURE: counts.unsure, MINE: counts.held}
    inside = here is not None and counts.before is not None
    return Steps(
        position=counts.before + 1 if counts.before is not None else None,
        total=totals[queue.tab],
        before=queue.before(here) if inside else None,
        after=queue.after(here) if inside else queue.first(),
        earlier=around[0],
        later=around[1],
    )


def _open(item: Item, queue: Queue, answers: Answers | None) -> Open:
    page = item_page.read(item)
    hold = holds.holder(item, queue.at)
    return Open(
        item=item,
        page=page,
        sheet=sheet.build(page, answers),
        hold=hold,
        mine=hold is not None and hold.by_id == queue.me.pk,
        report=getattr(item, "report", None),
        attachments=list(item.attachments.all()),
        new_issue=short_title(item.title),
        holds_for=_holds_for(page.printings),
        doubts=words_of(item.coverage),
    )


def _done(queue: Queue) -> Done:
    """Count today's work, and say whether an empty queue means that we looked."""
    day = queue.at.astimezone(queue.zone).date()
    standing = Act.objects.filter(looked=True, undoes=None, undone_by=None)
    today = standing.filter(at__gte=day_bounds(day, queue.zone)[0])
    since = day.fromordinal(day.toordinal() - DESK_DAYS)
    counted = today.order_by().aggregate(
        everybody=Count("item", distinct=True),
        mine=Count("item", distinct=True, filter=Q(by=queue.me)),
    )
    return Done(
        **counted,
        emptiness=listing.emptiness(Selection(hari=since, sampai=day), queue.zone),
    )


def _holds_for(printings: Sequence[Item]) -> str:
    """Say that a correction holds for every print: "Koreksi berlaku untuk ketujuhnya."."""
    everyone = _EVERYONE.get(len(printings), _("semuanya"))
    return _("Koreksi berlaku untuk %(everyone)s.") % {"everyone": everyone}


_EVERYONE = {
    2: gettext_lazy("keduanya"),
    3: gettext_lazy("ketiganya"),
    4: gettext_lazy("keempatnya"),
    5: gettext_lazy("kelimanya"),
    6: gettext_lazy("keenamnya"),
    7: gettext_lazy("ketujuhnya"),
    8: gettext_lazy("kedelapannya"),
    9: gettext_lazy("kesembilannya"),
    10: gettext_lazy("kesepuluhnya"),
}
