"""For each regency whether we would hear of it: aktif, sunyi, or buta."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import Fetch, Region
from monitoring.sources.hearing import Hearing, is_heard, read_hearing
from monitoring.sources.listed import TROUBLE

# Articles of this long ago still make a regency active: nights and Sundays lie inside.
RECENT = timedelta(hours=24)


class State(TextChoices):
    """Whether a regency is heard of, worst first."""

    BLIND = "buta", gettext_lazy("Buta")
    QUIET = "sunyi", gettext_lazy("Sunyi")
    ACTIVE = "aktif", gettext_lazy("Aktif")
    UNKNOWN = "belum", gettext_lazy("Belum ada data")


REASONS = {
    State.BLIND: gettext_lazy("tidak satu pun umpannya memberi kabar"),
    State.QUIET: gettext_lazy("umpannya menjawab, 24 jam terakhir tidak ada berita"),
    State.UNKNOWN: gettext_lazy("umpannya belum pernah menjawab"),
}


@dataclass(frozen=True)
class Watched:
    """One regency: its state with the reason, and what its own outlets delivered lately.

    `heard` of its `feeds` answer; `troubled` names the outlets somebody is to look at.
    """

    region: Region
    state: State
    reason: str
    feeds: int
    heard: int
    articles: int
    troubled: tuple[str, ...]


# One row for every feed that watches a regency. What a new feed shows of last week is not news.
_FEEDS = """
SELECT watch.region_id AS region, outlet.name, feed.health, feed.outcome, feed.good_at,
       feed.interval,
       (SELECT count(*) FROM monitoring_entry entry
        LEFT JOIN monitoring_item item ON item.id = entry.item_id
        WHERE entry.feed_id = feed.id AND entry.seen_at > %(since)s
              AND coalesce(item.published_at, entry.seen_at) > %(since)s) AS articles
FROM monitoring_outlet_regions watch
JOIN monitoring_outlet outlet
     ON outlet.id = watch.outlet_id AND outlet.enabled AND NOT outlet.blocked
JOIN monitoring_feed feed ON feed.outlet_id = outlet.id AND feed.enabled
ORDER BY outlet.name, feed.key
"""


def read_regions(at: datetime) -> list[Watched]:
    """Judge every regency by the feeds of outlets that list it, worst first, in three queries.

    Outlets of the whole province watch every regency a little and none of them for certain: they
    do not count here.
    """
    newest = Fetch.objects.newest_good_at()
    rows = [row | {"region_codes": (row["region"],)} for row in _feeds(at - RECENT)]
    hearing = read_hearing(rows, newest)
    found = [
        _judge(region, [row for row in rows if row["region"] == region.pk], hearing, newest)
        for region in Region.objects.regencies().defer("shape")
    ]
    return sorted(found, key=lambda one: State.values.index(one.state))


def _feeds(since: datetime) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_FEEDS, {"since": since})
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _state(code: str, articles: int, hearing: Hearing) -> State:
    if not hearing.known:
        return State.UNKNOWN
    if hearing.is_blind(code):
        return State.BLIND
    return State.ACTIVE if articles else State.QUIET


def _judge(
    region: Region, feeds: Sequence[dict[str, Any]], hearing: Hearing, newest: datetime | None
) -> Watched:
    """Judge one regency by its feeds."""
    articles = sum(feed["articles"] for feed in feeds)
    state = _state(region.pk, articles, hearing)
    return Watched(
        region=region,
        state=state,
        reason=str(REASONS.get(state, ""))
        if feeds
        else _("belum ada media yang khusus memantaunya"),
        feeds=len(feeds),
        heard=sum(is_heard(feed, newest) for feed in feeds),
        articles=articles,
        troubled=tuple(dict.fromkeys(feed["name"] for feed in feeds if feed["health"] in TROUBLE)),
    )
