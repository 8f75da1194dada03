"""One day of all sources: what broke, what recovered, what is silent, which bounds were reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q, QuerySet, Sum

from monitoring.home import day_bounds
from monitoring.models import Feed, Fetch, HealthChange, Outlet
from monitoring.sources.listed import TROUBLE, WORST_FIRST

UNKNOWN_SHOWN = 20
BROKE, RECOVERED = (False, True), (True, False)


@dataclass(frozen=True)
class Standing:
    """How a feed stood at the end of the day, why, and since when."""

    feed: Feed
    health: Feed.Health
    reason: str
    since: datetime


@dataclass(frozen=True)
class Bound:
    """What a feed showed beyond our bounds in one day: each is counted, none is silent."""

    feed: Feed
    cut: int
    skipped: int
    gaps: int
    archive: int


@dataclass(frozen=True)
class Totals:
    """The day in numbers. `good` of `fetches` attempts were answered by a feed."""

    fetches: int = 0
    good: int = 0
    new: int = 0


@dataclass(frozen=True)
class Digest:
    """One day of all sources.

    `broke` and `recovered` compare its end with its beginning; `unsteady` was fine at both and in
    trouble between; `troubled` are all in trouble at its end.
    """

    day: date
    totals: Totals
    broke: tuple[Standing, ...]
    recovered: tuple[Standing, ...]
    unsteady: tuple[Standing, ...]
    troubled: tuple[Standing, ...]
    bounds: tuple[Bound, ...]
    unknown: tuple[Outlet, ...]
    unknown_total: int

    @property
    def silent(self) -> tuple[Standing, ...]:
        """Return the feeds that were silent already when the day began, and still are."""
        return tuple(row for row in self._lasting if row.health == Feed.Health.SILENT)

    @property
    def failing(self) -> tuple[Standing, ...]:
        """Return the feeds that were in any other trouble when the day began, and still are."""
        return tuple(row for row in self._lasting if row.health != Feed.Health.SILENT)

    @property
    def _lasting(self) -> list[Standing]:
        new = {row.feed.pk for row in self.broke}
        return [row for row in self.troubled if row.feed.pk not in new]

    @property
    def calm(self) -> bool:
        """Say whether nothing happened that anybody need look at."""
        return not (self.broke or self.recovered or self.unsteady or self.troubled or self.bounds)


def compose_digest(day: date, zone: ZoneInfo) -> Digest:
    """Return the digest of one local day, in six queries."""
    start, end = day_bounds(day, zone)
    changes = list(_of_feeds(HealthChange.objects.filter(at__gte=start, at__lt=end).order_by("at")))
    by_feed: dict[int, list[HealthChange]] = {}
    for change in changes:
        by_feed.setdefault(change.feed_id, []).append(change)
    fetches = Fetch.objects.filter(ended_at__gte=start, ended_at__lt=end).order_by()
    unknown = _unknown(start, end)
    return Digest(
        day=day,
        totals=_totals(fetches),
        broke=_standings(rows[-1] for rows in by_feed.values() if _turned(rows) == BROKE),
        recovered=_standings(rows[-1] for rows in by_feed.values() if _turned(rows) == RECOVERED),
        unsteady=_standings(
            rows[-1]
            for rows in by_feed.values()
            if _turned(rows) == (False, False) and any(row.after in TROUBLE for row in rows)
        ),
        troubled=_standings(row for row in _last_before(end) if row.after in TROUBLE),
        bounds=tuple(_bounds(fetches)),
        unknown=tuple(unknown[:UNKNOWN_SHOWN]),
        unknown_total=len(unknown),
    )


def count_today(day: date, zone: ZoneInfo) -> dict[str, int]:
    """Count the feeds that its digest names as broken and as recovered, in one query."""
    start, end = day_bounds(day, zone)
    by_feed: dict[int, list[HealthChange]] = {}
    changes = HealthChange.objects.filter(at__gte=start, at__lt=end).order_by("at")
    for change in changes.only("feed_id", "before", "after"):
        by_feed.setdefault(change.feed_id, []).append(change)
    turned = [_turned(rows) for rows in by_feed.values()]
    return {"broke": turned.count(BROKE), "recovered": turned.count(RECOVERED)}


def _turned(rows: Sequence[HealthChange]) -> tuple[bool, bool] | None:
    """Say whether a feed was in trouble before its first change of the day and after its last.

    None for one in trouble that was switched off: that is no recovery.
    """
    before, after = rows[0].before in TROUBLE, rows[-1].after
    if before and after == Feed.Health.OFF:
        return None
    return before, after in TROUBLE


def _of_feeds(changes: QuerySet[HealthChange]) -> QuerySet[HealthChange]:
    return changes.select_related("feed__outlet").defer("feed__outlet__robots")


def _last_before(end: datetime) -> QuerySet[HealthChange]:
    """Ask for the newest change of every feed before an instant: how it stood then."""
    newest = HealthChange.objects.filter(at__lt=end).order_by("feed_id", "-at").distinct("feed_id")
    return _of_feeds(newest)


def _standings(changes: Iterable[HealthChange]) -> tuple[Standing, ...]:
    """Return how feeds stand after these changes, worst first."""
    rows = [
        Standing(change.feed, Feed.Health(change.after), change.reason, change.at)
        for change in changes
    ]
    rows.sort(key=lambda row: (WORST_FIRST.index(row.health), row.feed.outlet.name, row.feed.key))
    return tuple(rows)


def _totals(fetches: QuerySet[Fetch]) -> Totals:
    good = Count("pk", filter=Q(outcome__in=Fetch.GOOD))
    row: dict[str, Any] = fetches.aggregate(fetches=Count("pk"), good=good, new=Sum("new"))
    return Totals(row["fetches"], row["good"], row["new"] or 0)


def _bounds(fetches: QuerySet[Fetch]) -> list[Bound]:
    """Return the feeds that showed more than we took, those with the most first."""
    counted = fetches.values("feed").annotate(
        cut_sum=Sum("cut"),
        skipped_sum=Sum("skipped"),
        gaps=Count("pk", filter=Q(gap=True)),
        archive=Count("pk", filter=Q(page__gt=0)),
    )
    met = Q(cut_sum__gt=0) | Q(skipped_sum__gt=0) | Q(gaps__gt=0) | Q(archive__gt=0)
    rows = {row["feed"]: row for row in counted.filter(met)}
    feeds = Feed.objects.select_related("outlet").defer("outlet__robots").filter(pk__in=rows)
    bounds = [
        Bound(
            feed,
            rows[feed.pk]["cut_sum"],
            rows[feed.pk]["skipped_sum"],
            rows[feed.pk]["gaps"],
            rows[feed.pk]["archive"],
        )
        for feed in feeds
    ]
    return sorted(bounds, key=lambda bound: -(bound.cut + bound.skipped))


def _unknown(start: datetime, end: datetime) -> list[Outlet]:
    """Return outlets nobody described whose first item came in these hours."""
    strange = Outlet.objects.filter(known=False, blocked=False).defer("robots")
    first = strange.annotate(first_at=Min("items__seen_at"))
    return list(first.filter(first_at__gte=start, first_at__lt=end).order_by("name"))
