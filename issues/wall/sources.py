"""How fresh the data are, which feeds are silent, and of which regions we would hear."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from issues.wall.values import Sources
from monitoring.models import Feed, Fetch
from monitoring.sources.hearing import is_silent, read_hearing

# With few feeds some time between two answers is normal; with many this is the least we expect.
EXPECTED_AT_LEAST = timedelta(seconds=45)
STOPPED_AT_LEAST = timedelta(minutes=5)


# An index look-up per day. The outcomes stand in the text, not in parameters, because the partial
# index fetch_newest_good serves only a condition that the planner can see.
_GOOD = "outcome IN ({})".format(", ".join(f"'{outcome.value}'" for outcome in Fetch.GOOD))
_WATCH = f"""
SELECT (SELECT ended_at FROM monitoring_fetch WHERE {_GOOD} ORDER BY ended_at DESC LIMIT 1),
       ARRAY(
           SELECT place FROM unnest(%s::timestamptz[], %s::timestamptz[])
           WITH ORDINALITY AS days (first, after, place)
           WHERE EXISTS (
               SELECT FROM monitoring_fetch
               WHERE {_GOOD} AND ended_at >= days.first AND ended_at < days.after
           )
       )
"""


def read_watch(
    days: Sequence[tuple[date, datetime, datetime]],
) -> tuple[datetime | None, frozenset[date]]:
    """Return when the newest fetch ended well, and on which of these days any fetch did.

    Each day comes with its first instant and that of the next day.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WATCH, [[day[1] for day in days], [day[2] for day in days]])
        newest, places = cursor.fetchone()
    return newest, frozenset(days[place - 1][0] for place in places)


def read_sources(newest: datetime | None) -> Sources:
    """Judge every watched feed against the newest good answer of all."""
    rows = list(_feeds())
    silent = [row for row in rows if is_silent(row, newest)]
    late = late_after([row["interval"] for row in rows])
    return Sources(
        newest=newest,
        late_after=round(late.total_seconds()),
        stopped_after=round(max(STOPPED_AT_LEAST, 2 * late).total_seconds()),
        watched=len(rows),
        silent=len(silent),
        silent_names=tuple(dict.fromkeys(row["outlet__name"] for row in silent)),
        silent_words=tuple(_reasons(silent)),
        hearing=read_hearing(rows, newest),
    )


def late_after(intervals: Sequence[timedelta | None]) -> timedelta:
    """Return twice the time in which some feed should have answered.

    Every feed answers once in its interval (None: the setting), so answers come at the sum of
    their rates.
    """
    usual = settings.FEED_INTERVAL
    rate = sum(usual / (interval or usual) for interval in intervals)
    return 2 * max(EXPECTED_AT_LEAST, usual / rate if rate else usual)


def _feeds() -> Iterable[dict[str, Any]]:
    """Ask for the watched feeds with the regions of their outlets."""
    region_codes = ArrayAgg("outlet__regions__code", filter=~Q(outlet__regions=None), default=[])
    feeds = Feed.objects.watched().order_by("outlet__name", "key")
    columns = ("outlet__name", "outcome", "good_at", "interval", "health")
    return feeds.values(*columns).annotate(region_codes=region_codes)


def _reasons(silent: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield each silent outlet once, with why: Warta Pinisi (tidak menjawab)."""
    outcomes, named = dict(Fetch.Outcome.choices), set()
    for row in silent:
        if row["outlet__name"] not in named:
            named.add(row["outlet__name"])
            quiet = row["outcome"] in Fetch.GOOD
            why = _("tanpa berita baru") if quiet else outcomes.get(row["outcome"], row["outcome"])
            yield f"{row['outlet__name']} ({why})"
