"""/metrics in the text format of Prometheus, asked of the database at every scrape.

Nothing is counted per request and nothing is kept between scrapes, so that every web process
gives the same answer. Who may read it carries METRICS_TOKEN as a bearer token: behind a proxy all
clients have one address, so addresses open nothing (CVE-2023-27591 of Miniflux).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from commandcenter.backlog import read_backlog
from monitoring.models import Feed, Fetch, Item

PREFIX = "commandcenter_"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
HOUR = timedelta(hours=1)

# Feed by feed, because the history of attempts is indexed that way.
_FETCHES = """
SELECT attempt.outcome, count(*), sum(attempt.new), sum(attempt.cut), sum(attempt.skipped),
       count(*) FILTER (WHERE attempt.gap)
FROM monitoring_feed feed
CROSS JOIN LATERAL (
    SELECT * FROM monitoring_fetch WHERE feed_id = feed.id AND ended_at > %s
) attempt
GROUP BY attempt.outcome
"""
_ITEMS = """
SELECT count(DISTINCT item.id)
FROM monitoring_feed feed
CROSS JOIN LATERAL (
    SELECT item_id FROM monitoring_entry WHERE feed_id = feed.id AND seen_at > %(since)s
) entry
JOIN monitoring_item item ON item.id = entry.item_id AND item.seen_at > %(since)s
"""


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer a scrape that carries the token; without the setting there is no such page."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "").encode()
    if not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Database(timezone.now()))
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE)


class Database:
    """A collector of prometheus_client: what the database knows at one moment."""

    def __init__(self, at: datetime) -> None:
        """Take the moment the figures speak of."""
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield all figures; prometheus_client calls this once per scrape."""
        feeds = Feed.objects.order_by().values_list("health").annotate(n=Count("pk"))
        found = dict.fromkeys(Feed.Health.values, 0) | dict(feeds)
        yield _by("feeds", "Feeds by health.", "health", found.items())
        yield from self._last_hour()
        yield from self._waiting()
        newest = Fetch.objects.newest_good_at()
        age = (self.at - newest).total_seconds() if newest else float("nan")
        yield _one("newest_good_fetch_age_seconds", "Age of the newest good answer.", age)
        aside = Item.objects.put_aside().count()
        yield _one("quarantined_items", "Items set aside after failing attempts.", aside)
        yield _one("database_bytes", "Size of the database.", _database_bytes())

    def _last_hour(self) -> Iterator[GaugeMetricFamily]:
        """Yield what the attempts of the last hour brought, and the bounds they met."""
        with connection.cursor() as cursor:
            cursor.execute(_FETCHES, [self.at - HOUR])
            rows = cursor.fetchall()
            cursor.execute(_ITEMS, {"since": self.at - HOUR})
            (items,) = cursor.fetchone()
        outcomes = dict.fromkeys(Fetch.Outcome.values, 0) | {row[0]: row[1] for row in rows}
        yield _by("fetches_last_hour", "Attempts at feeds.", "outcome", outcomes.items())
        sums = [sum(row[place] for row in rows) for place in range(2, 6)]
        yield _one("entries_last_hour", "Entries new to their feed.", sums[0])
        yield _one("items_last_hour", "Items first seen in a feed.", items)
        yield _one("entries_cut_last_hour", "Entries beyond FEED_ENTRIES_MAX.", sums[1])
        yield _one("entries_skipped_last_hour", "Entries turned away.", sums[2])
        yield _one("gaps_last_hour", "Attempts after which something may be missing.", sums[3])

    def _waiting(self) -> Iterator[GaugeMetricFamily]:
        rows = list(read_backlog(self.at))
        due = [(row.stage, row.due) for row in rows]
        ages = [(row.stage, row.age.total_seconds()) for row in rows]
        expired = [(row.stage, row.expired) for row in rows]
        yield _by("due", "Rows whose turn has come.", "stage", due)
        yield _by("oldest_due_age_seconds", "How long the oldest of them waits.", "stage", ages)
        yield _by("expired_leases", "Leases that ran out unfinished.", "stage", expired)


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(PREFIX + name, words, value=value)


def _by(name: str, words: str, label: str, values: Any) -> GaugeMetricFamily:
    """Return one figure for each value of a label."""
    family = GaugeMetricFamily(PREFIX + name, words, labels=[label])
    for key, value in values:
        family.add_metric([key], value)
    return family


def _database_bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
