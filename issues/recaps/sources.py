"""Which outlets could not be read when a period ended, judged as the wall judges them now."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from issues.recaps.periods import Period
from issues.recaps.values import Unreadable
from issues.wall.sources import read_watch
from monitoring.home import day_bounds
from monitoring.models import Feed, Fetch
from monitoring.sources.hearing import Hearing, is_silent, read_hearing


def read_watching(
    period: Period, days: Sequence[date], zone: Any
) -> tuple[bool, bool, frozenset[date]]:
    """Say whether any outlet answered in the period and in the one before, and on which days."""
    before = period.before
    spans = [(period.start, period.start, period.cut), (before.start, before.start, before.cut)]
    _newest, seen = read_watch([*spans, *((day, *day_bounds(day, zone)) for day in days)])
    return period.start in seen, before.start in seen, seen


def read_unreadable(period: Period) -> tuple[tuple[Unreadable, ...], Hearing, int]:
    """Return outlets that were silent at the end, regions we would have heard of, feeds watched.

    A feed is judged by its last attempts before the end of the period.
    """
    feeds = _feeds(period.cut)
    newest = max((row["good_at"] for row in feeds if row["good_at"]), default=None)
    silent = [row for row in feeds if is_silent(row, newest)]
    return tuple(_outlets(silent)), read_hearing(feeds, newest), len(feeds)


def _feeds(cut: datetime) -> list[dict[str, Any]]:
    """Ask for the watched feeds as they stood at an instant, with the regions of their outlets."""
    tried = Fetch.objects.filter(feed=OuterRef("pk"), ended_at__lt=cut).order_by("-ended_at")
    region_codes = ArrayAgg("outlet__regions__code", filter=~Q(outlet__regions=None), default=[])
    rows = Feed.objects.watched().order_by("outlet__name", "key").values("outlet__name")
    found = rows.annotate(
        region_codes=region_codes,
        ended=_then("outcome", tried.values("outcome"), cut),
        good=_then("good_at", tried.good().values("ended_at"), cut),
    )
    return [row | {"outcome": row["ended"], "good_at": row["good"]} for row in found]


def _then(column: str, tried: QuerySet[Any], cut: datetime) -> Case:
    """Return a column of the feed where it has not been tried since, else from its history."""
    return Case(When(fetched_at__lt=cut, then=F(column)), default=Subquery(tried[:1]))


def _outlets(silent: Iterable[dict[str, Any]]) -> Iterator[Unreadable]:
    """Yield each outlet once, with the oldest last answer of its silent feeds."""
    by_name: dict[str, list[datetime | None]] = {}
    for row in silent:
        by_name.setdefault(row["outlet__name"], []).append(row["good_at"])
    for name, answers in by_name.items():
        yield Unreadable(name, None if None in answers else min(filter(None, answers)))
