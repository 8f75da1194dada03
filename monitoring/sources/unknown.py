"""Act: outlets that nobody described yet: what they brought, and what people decide about them.

Nothing is deleted: an outlet that turns out to be another one hands everything over to it, and what
a blocked one had brought waits aside until somebody takes the block back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import Feed, Item, Missed, Outlet
from monitoring.nudge import nudge
from monitoring.sources.attribution import hosts_of
from monitoring.sources.search_feeds import PREFIX
from monitoring.sources.suspicion import Facts, signs

TITLES_LOOKED_AT = 50
WAITING = (Item.Stage.PAGE, Item.Stage.READ)
# Begins the note of every item that waits aside because its outlet is blocked; undoing finds it.
ASIDE = "media ditolak"


class Reason(models.TextChoices):
    """Why an outlet is blocked."""

    CLONE = "klon", gettext_lazy("Tiruan media lain")
    SPAM = "spam", gettext_lazy("Spam")
    GAMBLING = "judi", gettext_lazy("Promosi judi")
    NO_OUTLET = "bukan-media", gettext_lazy("Bukan media")


@dataclass(frozen=True)
class Unknown:
    """An outlet nobody described: who brought it, and what speaks against it."""

    outlet: Outlet
    brought_by: tuple[str, ...]
    signs: tuple[str, ...]


def waiting() -> QuerySet[Outlet]:
    """Return outlets that wait to be described, those with the most items first.

    Each carries `items_count`, `newest_title`, `newest_at` and `since`.
    """
    return _with_items(Outlet.objects.filter(known=False, blocked=False)).order_by(
        "-items_count", "name"
    )


def counted() -> QuerySet[Outlet]:
    """Return every outlet with the counts of `waiting`."""
    return _with_items(Outlet.objects.all())


def blocked() -> QuerySet[Outlet]:
    """Return blocked outlets by name; each carries `aside_count` and `asked_count` too."""
    aside = Item.objects.filter(stage=Item.Stage.QUARANTINE, stage_note__startswith=ASIDE)
    asked = Missed.objects.filter(reason=Missed.Reason.BLOCKED_OUTLET)
    return _with_items(Outlet.objects.filter(blocked=True)).annotate(
        aside_count=_counted(aside), asked_count=_counted(asked)
    )


def explained(outlets: Sequence[Outlet]) -> list[Unknown]:
    """Return outlets with who brought them and what speaks against them, in a few queries."""
    people, engines = _people(outlets), _engines(outlets)
    titles, copies, sources = _titles(outlets), _copies(outlets), _copied_from(outlets)
    known = [host for one in _described() for host in hosts_of(one)]
    found = []
    for outlet in outlets:
        hosts = hosts_of(outlet)
        facts = Facts(
            host=hosts[0] if hosts else "",
            titles=titles[outlet.pk],
            items=outlet.items_count,
            copies=copies[outlet.pk],
            copied_from=sources[outlet.pk],
        )
        brought = (*people[outlet.pk], *engines[outlet.pk])
        found.append(Unknown(outlet, brought, signs(facts, known)))
    return found


@transaction.atomic
def merge(outlet: Outlet, into: Outlet) -> int:
    """Hand everything of an outlet over to another, under whose hosts it is found from now on.

    Returns how many items moved. Raises ValueError when both are one.
    """
    pair = Outlet.objects.select_for_update().filter(pk__in=[outlet.pk, into.pk]).order_by("pk")
    both = {one.pk: one for one in pair}
    if len(both) != 2:
        raise ValueError("an outlet cannot be merged with itself, or is gone")
    outlet, into = both[outlet.pk], both[into.pk]
    moved = Item.objects.filter(outlet=outlet).update(outlet=into)
    outlet.feeds.update(outlet=into)
    Missed.objects.filter(outlet=outlet).update(outlet=into)
    into.hosts = list(dict.fromkeys([*into.hosts, *hosts_of(outlet)]))
    into.save(update_fields=["hosts"])
    outlet.delete()
    return moved


@transaction.atomic
def block(outlet: Outlet, reason: str, note: str) -> int:
    """Turn an outlet away from now on; items of it that nobody read yet are put aside.

    Returns how many. What was read already stays, with its readings.
    """
    words = ": ".join(filter(None, [str(Reason(reason).label), note]))[:200]
    Outlet.objects.filter(pk=outlet.pk).update(blocked=True, block_note=words)
    queued = Item.objects.filter(outlet=outlet, stage__in=WAITING)
    # A worker that holds one of these finds another token and writes nothing.
    return queued.update(
        stage=Item.Stage.QUARANTINE,
        stage_note=f"{ASIDE}: {words}"[:300],
        due_at=None,
        lease_until=None,
        lease_token=models.F("lease_token") + 1,
    )


@transaction.atomic
def unblock(outlet: Outlet, at: datetime) -> int:
    """Take an outlet in again; what was put aside goes back to where it waited.

    Returns how many items that are.
    """
    Outlet.objects.filter(pk=outlet.pk).update(blocked=False, block_note="")
    aside = Item.objects.filter(outlet=outlet, stage=Item.Stage.QUARANTINE)
    aside = aside.filter(stage_note__startswith=ASIDE)
    back = {"due_at": at, "stage_note": "", "attempts": 0}
    # What has a text waited for its reader: a page must not take the place of what a person typed.
    pages = aside.filter(text=None).exclude(url="")
    count = pages.update(stage=Item.Stage.PAGE, **back)
    count += aside.update(stage=Item.Stage.READ, **back)
    for stage in ("page", "read"):
        transaction.on_commit(lambda stage=stage: nudge(stage))
    return count


def _with_items(outlets: QuerySet[Outlet]) -> QuerySet[Outlet]:
    mine = Item.objects.filter(outlet=OuterRef("pk"))
    newest = mine.order_by("-seen_at", "-pk")
    return outlets.defer("robots").annotate(
        items_count=_counted(Item.objects.all()),
        newest_title=Subquery(newest.values("title")[:1]),
        newest_at=Subquery(newest.values("seen_at")[:1]),
        since=Subquery(mine.order_by("seen_at").values("seen_at")[:1]),
        has_feed=Exists(Feed.objects.filter(outlet=OuterRef("pk"))),
    )


def _counted(rows: QuerySet) -> Coalesce:
    """Return how many of these rows belong to the outlet of the outer query."""
    mine = rows.filter(outlet=OuterRef("pk")).order_by().values("outlet")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)


def _described() -> QuerySet[Outlet]:
    return Outlet.objects.filter(known=True, blocked=False).defer("robots")


def _people(outlets: Sequence[Outlet]) -> dict[int, list[str]]:
    """Return the names of those who brought items or asked about them, by outlet."""
    brought = Item.objects.filter(outlet__in=outlets, entered_by__isnull=False)
    asked = Missed.objects.filter(outlet__in=outlets, asked_by__isnull=False)
    pairs = [
        *brought.order_by().values_list("outlet", "entered_by__name").distinct(),
        *asked.order_by().values_list("outlet", "asked_by__name").distinct(),
    ]
    return _grouped(pairs)


def _engines(outlets: Sequence[Outlet]) -> dict[int, list[str]]:
    """Return the search engines and outlets whose feeds showed items of each outlet."""
    shown = Item.objects.filter(outlet__in=outlets, entries__isnull=False).order_by()
    of_engine = Q(entries__feed__outlet__key__startswith=PREFIX)
    names = shown.filter(of_engine).values_list("outlet", "entries__feed__outlet__name").distinct()
    return _grouped([(pk, _("lewat %(name)s") % {"name": name}) for pk, name in names])


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, name in dict.fromkeys(pairs):
        found[pk].append(name)
    return found


def _titles(outlets: Sequence[Outlet]) -> dict[int, list[str]]:
    """Return the newest titles of each outlet."""
    place = Window(RowNumber(), partition_by="outlet", order_by="-seen_at")
    numbered = Item.objects.filter(outlet__in=outlets).order_by().annotate(place=place)
    return _grouped(numbered.filter(place__lte=TITLES_LOOKED_AT).values_list("outlet", "title"))


def _copies(outlets: Sequence[Outlet]) -> Counter[int]:
    copies = Item.objects.filter(outlet__in=outlets, copy_of__isnull=False).order_by()
    return Counter(dict(copies.values("outlet").annotate(n=Count("pk")).values_list("outlet", "n")))


def _copied_from(outlets: Sequence[Outlet]) -> dict[int, str]:
    """Return the outlet that each outlet copied most."""
    copies = Item.objects.filter(outlet__in=outlets, copy_of__outlet__isnull=False).order_by()
    rows = copies.values("outlet", "copy_of__outlet__name").annotate(n=Count("pk"))
    found: dict[int, str] = defaultdict(str)
    for row in rows.order_by("n"):
        found[row["outlet"]] = row["copy_of__outlet__name"]
    return found
