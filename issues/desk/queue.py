"""What waits at the desk: coverage about us that nobody has settled, and field reports.

The order is the risk first, then what the machine doubts, then what has waited longest. One row
is one text: copies wait with their original.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from issues.models import Coverage, Tone
from issues.selection import Selection
from monitoring.models import FieldReport, Item

# How far back the queue looks, in days; what is older is found in the list of coverage.
DESK_DAYS = 14
ROWS_SHOWN = 30
# The three queues: everything, where the machine is not sure, what I hold.
ALL, UNSURE, MINE = "", "ditinjau", "saya"
TABS = (ALL, UNSURE, MINE)
ORDER = ("-urgency", "-doubtful", "at", "pk")


@dataclass(frozen=True)
class Counts:
    """How many texts wait, how many of them in doubt, how many I hold; `before` mine in line.

    `before` is None when no text is open or the open one does not wait.
    """

    waiting: int
    unsure: int
    held: int
    before: int | None = None


@dataclass(frozen=True)
class Queue:
    """The queue of one address, as one person sees it at one moment."""

    selection: Selection
    tab: str
    me: AbstractBaseUser
    zone: ZoneInfo
    at: datetime

    @classmethod
    def from_address(
        cls, words: dict[str, str], me: AbstractBaseUser, zone: ZoneInfo, at: datetime
    ) -> Self:
        """Read a queue from the parameters of an address; raises BadSelection."""
        tab = words.get("lihat", "")
        selection = Selection.from_address(words)
        return cls(selection, tab if tab in TABS else ALL, me, zone, at)

    def address(self, **changes: Any) -> str:
        """Return the parameters of the address that shows this queue, with changes."""
        tab = changes.pop("lihat", self.tab)
        words = [self.selection.address(**changes), urlencode({"lihat": tab}) if tab else ""]
        return "&".join(filter(None, words))

    def waiting(self) -> QuerySet[Coverage]:
        """Return what waits in this selection, whichever the tab, in the order of the desk."""
        since = self.at - timedelta(days=DESK_DAYS)
        wrong = FieldReport.objects.filter(
            item=OuterRef("pk"), verification=FieldReport.Verification.FALSE
        )
        # A field report is for a person to judge, whomever it is about.
        chosen = _with_reports(self.selection).coverage(self.zone)
        ours = ~Q(tone=Tone.UNRELATED) | Q(report=True)
        open_ones = chosen.filter(ours, handled_at=None, copy=False)
        recent = open_ones.filter(~Exists(wrong), at__gte=since)
        return recent.order_by(*ORDER)

    def rows(self) -> QuerySet[Coverage]:
        """Return what waits under the chosen tab."""
        return self.waiting().filter(self._of(self.tab))

    def free(self) -> QuerySet[Coverage]:
        """Return rows that no colleague holds."""
        ours = Q(item__hold=None) | Q(item__hold__until__lte=self.at) | Q(item__hold__by=self.me)
        return self.rows().filter(ours)

    def first(self) -> int | None:
        """Return the text to begin with; None when nothing is free."""
        return self.free().values_list("pk", flat=True).first()

    def after(self, here: Coverage) -> int | None:
        """Return the next free text; None at the end."""
        later = self.free().filter(_after(here), urgency__lte=here.urgency)
        return later.values_list("pk", flat=True).first()

    def before(self, here: Coverage) -> int | None:
        """Return the free text before this one; None at the beginning."""
        earlier = self.free().filter(_before(here), urgency__gte=here.urgency).reverse()
        return earlier.values_list("pk", flat=True).first()

    def counts(self, here: Coverage | None) -> Counts:
        """Count every tab, and what stands before `here` in the chosen one."""
        wanted = {"waiting": Count("pk"), "unsure": Count("pk", filter=self._of(UNSURE))}
        if here is not None:
            chosen = self._of(self.tab)
            wanted["before"] = Count("pk", filter=chosen & _before(here))
            wanted["here"] = Count("pk", filter=chosen & Q(pk=here.pk))
        found = self.waiting().order_by().aggregate(**wanted)
        # Few are held: from the holds it is a short way to them.
        found["held"] = self.waiting().filter(self._of(MINE)).order_by().count()
        if not found.pop("here", 0):
            found["before"] = None
        return Counts(**found)

    def block(self, before: int | None) -> list[Coverage]:
        """Return the rows that stand around the open one, with all that a row shows.

        The first and last may belong to the neighbouring blocks: `block_bounds` tells.
        """
        start, end = block_bounds(before)
        shown = self.rows().select_related("item__outlet", "item__hold__by", "item__report")
        copies = Item.objects.filter(copy_of=OuterRef("pk")).order_by().values("copy_of")
        counted = shown.annotate(copies=Subquery(copies.annotate(n=Count("pk")).values("n")))
        # What is long and not shown stays in the database.
        lean = counted.defer("reasons", "item__summary", "item__outlet__robots")
        return list(lean[max(start - 1, 0) : end + 1])

    def _of(self, tab: str) -> Q:
        """Return the condition of a tab."""
        if tab == UNSURE:
            return Q(tone=Tone.UNSURE)
        if tab == MINE:
            return Q(item__hold__by=self.me, item__hold__until__gt=self.at)
        return Q()


def block_bounds(before: int | None) -> tuple[int, int]:
    """Return from where to where the rows of the block reach that holds this position."""
    start = (before or 0) // ROWS_SHOWN * ROWS_SHOWN
    return start, start + ROWS_SHOWN


def _with_reports(selection: Selection) -> Selection:
    """Return the selection with field reports, unless it names a kind itself."""
    return selection if selection.jenis else replace(selection, jenis="semua")


def _after(here: Coverage) -> Q:
    same = Q(urgency=here.urgency, doubtful=here.doubtful)
    late = Q(at__gt=here.at) | Q(at=here.at, pk__gt=here.pk)
    surer = Q(urgency=here.urgency, doubtful__lt=here.doubtful)
    return Q(urgency__lt=here.urgency) | surer | (same & late)


def _before(here: Coverage) -> Q:
    same = Q(urgency=here.urgency, doubtful=here.doubtful)
    early = Q(at__lt=here.at) | Q(at=here.at, pk__lt=here.pk)
    doubted = Q(urgency=here.urgency, doubtful__gt=here.doubtful)
    return Q(urgency__gt=here.urgency) | doubted | (same & early)
