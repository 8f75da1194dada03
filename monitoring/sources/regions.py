"""For each regency whether we would hear of it: aktif, sunyi, or buta."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models import Feed, Region

# Articles of this long ago still make a regency active: nights and Sundays lie inside.
RECENT = timedelta(hours=24)
# Feeds that are read as usual; one that moved is still read at its new address.
READ = (Feed.Health.HEALTHY, Feed.Health.MOVED)


class State(TextChoices):
    """Whether a regency is heard of, worst first."""

    BLIND = "buta", gettext_lazy("Buta")
    QUIET = "sunyi", gettext_lazy("Sunyi")
    ACTIVE = "aktif", gettext_lazy("Aktif")


@dataclass(frozen=True)
class Watched:
    """One regency: its state with the reason, and what its own outlets delivered lately."""

    region: Region
    state: State
    reason: str
    feeds: int
    healthy: int
    articles: int
    troubled: tuple[str, ...]


# One row for every feed that watches a regency. What a new feed shows of last week is not news.
_FEEDS = """
SELECT watch.region_id, outlet.name, feed.health,
       (SELECT count(*) FROM monitoring_entry entry
        LEFT JOIN monitoring_item item ON item.id = entry.item_id
        WHERE entry.feed_id = feed.id AND entry.seen_at > %(since)s
              AND coalesce(item.published_at, entry.seen_at) > %(since)s)
FROM monitoring_outlet_regions watch
JOIN monitoring_outlet outlet ON outlet.id = watch.outlet_id AND outlet.enabled
JOIN monitoring_feed feed ON feed.outlet_id = outlet.id AND feed.enabled
ORDER BY outlet.name, feed.key
"""


def read_regions(at: datetime) -> list[Watched]:
    """Judge every regency by the feeds of outlets that list it, worst first, in two queries.

    Outlets of the whole province watch every regency a little and none of them for certain: they
    do not count here.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FEEDS, {"since": at - RECENT})
        rows = cursor.fetchall()
    regencies = Region.objects.regencies().defer("shape")
    found = [
        _judge(region, [row[1:] for row in rows if row[0] == region.pk]) for region in regencies
    ]
    return sorted(found, key=lambda one: State.values.index(one.state))


def _judge(region: Region, feeds: Sequence[tuple[str, str, int]]) -> Watched:
    """Judge one regency by (outlet, health, recent articles) of its feeds."""
    healthy = [feed for feed in feeds if feed[1] in READ]
    articles = sum(count for _name, _health, count in feeds)
    troubled = tuple(dict.fromkeys(name for name, health, _count in feeds if health not in READ))
    if not feeds:
        state, reason = State.BLIND, _("belum ada media yang khusus memantaunya")
    elif not healthy:
        state, reason = State.BLIND, _("tidak satu pun umpannya terbaca sebagaimana biasa")
    elif not articles:
        state, reason = State.QUIET, _("umpannya terbaca, 24 jam terakhir tidak ada berita")
    else:
        state, reason = State.ACTIVE, ""
    return Watched(region, state, reason, len(feeds), len(healthy), articles, troubled)
