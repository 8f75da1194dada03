"""How every feed is doing, judged once a minute; only changes are written, each with its reason."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Max

from monitoring.home import home_zone
from monitoring.models import CalendarDay, Feed, Fetch, HealthChange
from monitoring.silence import silent_after
from monitoring.sources.habit import Habit
from monitoring.sources.health import WEEK, Facts, Verdict, judge

log = logging.getLogger(__name__)

# Longer pauses of our own make every count of articles too small.
OWN_PAUSE = timedelta(hours=6)
# Days on which newsrooms rest; silence is measured over a month at most.
DAYS_OF_REST = [CalendarDay.Kind.QUIET, CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.LEAVE]
MEMORY = timedelta(days=31)
# In these nothing could be read.
UNREAD = [
    Feed.Health.NEVER,
    Feed.Health.LATE,
    Feed.Health.BLOCKED,
    Feed.Health.NOT_A_FEED,
    Feed.Health.GONE,
    Feed.Health.ERROR,
    Feed.Health.OFF,
]

# The newest article by its own time, and by when we saw it once the feed was known: a feed whose
# dates are all wrong still publishes. 50 of the newest entries hold the newest article.
_VOLUMES = """
SELECT feed.id,
       CASE WHEN newest.seen > oldest.seen + interval '1 hour'
            THEN greatest(newest.published, newest.seen) ELSE newest.published END,
       recent.of_day, recent.of_week
FROM monitoring_feed feed
CROSS JOIN LATERAL (
    SELECT max(least(coalesce(item.published_at, entry.seen_at), entry.seen_at)) AS published,
           max(entry.seen_at) AS seen
    FROM (SELECT item_id, seen_at FROM monitoring_entry WHERE feed_id = feed.id
          ORDER BY seen_at DESC, id LIMIT 50) entry
    LEFT JOIN monitoring_item item ON item.id = entry.item_id
) newest
CROSS JOIN LATERAL (
    SELECT min(seen_at) AS seen FROM monitoring_entry WHERE feed_id = feed.id
) oldest
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE seen_at > feed.good_at - interval '1 day') AS of_day,
           count(*) AS of_week
    FROM monitoring_entry WHERE feed_id = feed.id AND seen_at > feed.good_at - interval '7 days'
) recent
WHERE feed.enabled AND (%(only)s IS NULL OR feed.id = %(only)s)
"""
# The end of our own newest pause of the week, hour by hour.
_PAUSE = """
SELECT max(hour + %(pause)s) FROM generate_series(%(start)s, %(end)s, interval '1 hour') hour
WHERE NOT EXISTS (
    SELECT FROM monitoring_fetch
    WHERE outcome IN ({}) AND ended_at >= hour AND ended_at < hour + %(pause)s
)
""".format(", ".join(f"'{outcome.value}'" for outcome in Fetch.GOOD))


@dataclass(frozen=True)
class Volume:
    """When the newest article of a feed appeared, and how many came lately."""

    newest_at: datetime | None = None
    of_day: int = 0
    of_week: int = 0


@dataclass(frozen=True)
class Background:
    """What all feeds share in one judgement."""

    at: datetime
    zone: ZoneInfo
    volumes: dict[int, Volume]
    recovered: dict[int, datetime]
    pause_end: datetime | None
    quiet_days: frozenset[date]


def look_at(feed: Feed, at: datetime) -> Verdict:
    """Judge one feed as it stands now and write nothing: a page need not wait for the minute."""
    return judge(facts_of(feed, _background(at, feed.pk)))


def judge_sources(at: datetime, only: int | None = None) -> Counter[str]:
    """Judge all feeds (or one) in five queries and write what changed; count the new healths."""
    background = _background(at, only)
    feeds = Feed.objects.select_related("outlet").defer("outlet__robots", "rules").order_by("pk")
    changed = Counter()
    for feed in feeds if only is None else feeds.filter(pk=only):
        verdict = judge(facts_of(feed, background))
        if (verdict.health, verdict.reason) != (feed.health, feed.health_reason):
            changed[verdict.health.value] += _write(feed, verdict, at)
    return +changed


def facts_of(feed: Feed, background: Background) -> Facts:
    """Return what is known of one feed."""
    volume = background.volumes.get(feed.pk, Volume())
    read_since = [background.pause_end, background.recovered.get(feed.pk)]
    return Facts(
        at=background.at,
        zone=background.zone,
        enabled=feed.enabled and feed.outlet.enabled and not feed.outlet.blocked,
        off_because=_off_because(feed),
        outcome=feed.outcome,
        note=feed.note_now,
        failures=feed.failures,
        due_at=feed.due_at,
        held_until=feed.outlet.next_request_at,
        outcome_since=feed.outcome_since,
        good_at=feed.good_at,
        silent_after=silent_after(feed.interval),
        moved_to=feed.moved_to,
        newest_at=volume.newest_at,
        of_day=volume.of_day,
        of_week=volume.of_week,
        watched_since=max(filter(None, read_since), default=None),
        habit=Habit.from_json(feed.habit),
        quiet_days=background.quiet_days,
        searches=feed.kind == Feed.Kind.SEARCH,
    )


def _off_because(feed: Feed) -> str:
    """Return why a feed is not watched (FeedQuerySet.watched), if it is not."""
    if feed.outlet.blocked:
        return "medianya ditolak"
    return "dimatikan" if feed.outlet.enabled else "medianya dimatikan"


def _background(at: datetime, only: int | None = None) -> Background:
    """Ask for what a judgement needs, of all feeds or of one."""
    zone = home_zone()
    first = (at - MEMORY).astimezone(zone).date()
    days = CalendarDay.objects.filter(kind__in=DAYS_OF_REST, date__gte=first)
    changes = HealthChange.objects.filter(at__gte=at - WEEK, before__in=UNREAD)
    with connection.cursor() as cursor:
        cursor.execute(_VOLUMES, {"only": only})
        volumes = {pk: Volume(*values) for pk, *values in cursor.fetchall()}
        span = {"pause": OWN_PAUSE, "start": at - WEEK, "end": at - OWN_PAUSE}
        cursor.execute(_PAUSE, span)
        (pause_end,) = cursor.fetchone()
    recovered = changes.order_by().values_list("feed").annotate(newest=Max("at"))
    return Background(
        at=at,
        zone=zone,
        volumes=volumes,
        recovered=dict(recovered),
        pause_end=pause_end,
        quiet_days=frozenset(days.values_list("date", flat=True)),
    )


def _write(feed: Feed, verdict: Verdict, at: datetime) -> int:
    """Write one verdict, and a line of history when the health changed; return 1 for such a line.

    Feeds are written one by one, so that no feed waits for another one's collector, and only
    where nobody else wrote meanwhile.
    """
    changed = verdict.health != feed.health
    kept = at if changed else feed.health_since
    values = {"health_reason": verdict.reason, "health_since": verdict.since or kept or at}
    with transaction.atomic():
        mine = Feed.objects.filter(pk=feed.pk, health=feed.health)
        if not mine.update(health=verdict.health.value, **values) or not changed:
            return 0
        HealthChange.objects.create(
            feed=feed, at=at, before=feed.health, after=verdict.health, reason=verdict.reason
        )
    log.info("umpan %s: %s → %s (%s)", feed.key, feed.health, verdict.health, verdict.reason)
    return 1
