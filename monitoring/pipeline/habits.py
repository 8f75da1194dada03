"""What feeds usually publish, learnt anew once a day from four weeks of their articles."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import OuterRef, Q, Subquery

from monitoring.home import home_zone
from monitoring.models import Entry, Feed
from monitoring.sources import habit
from monitoring.sources.volumes import appeared

log = logging.getLogger(__name__)

# Feeds whose articles are asked for at once.
BATCH = 200
RELEARN_AFTER = timedelta(hours=24)
# A feed that has fallen silent keeps its old habit, or its silence would become the habit. One
# that stays below it so long, and still publishes, has a new habit.
NEW_HABIT_AFTER = habit.WINDOW
STILL_PUBLISHES = timedelta(days=7)


def learn_habits(at: datetime) -> int:
    """Learn the habits of feeds that are due for it; return how many."""
    feeds, zone = _due(at), home_zone()
    for start in range(0, len(feeds), BATCH):
        batch = feeds[start : start + BATCH]
        times = _times([feed.pk for feed in batch], at)
        for feed in batch:
            learnt = habit.learn(times[feed.pk], feed.first_seen, at, zone)
            kept = learnt.to_json() | {"at": at.isoformat()}
            # One by one: rows held together would wait for the collectors of each other.
            Feed.objects.filter(pk=feed.pk).update(habit=kept)
    if feeds:
        log.info("kebiasaan terbit dipelajari: %d umpan", len(feeds))
    return len(feeds)


def _due(at: datetime) -> list[Feed]:
    """Return watched feeds that have shown something, were not learnt today, and may be."""
    kept = Q(health=Feed.Health.SILENT) & (
        Q(health_since__gt=at - NEW_HABIT_AFTER)
        | Q(new_at=None)
        | Q(new_at__lt=at - STILL_PUBLISHES)
    )
    oldest = Entry.objects.filter(feed=OuterRef("pk")).order_by("seen_at").values("seen_at")
    feeds = Feed.objects.watched().exclude(kept & ~Q(habit={}))
    known = feeds.annotate(first_seen=Subquery(oldest[:1])).exclude(first_seen=None)
    return [feed for feed in known if not _is_fresh(feed.habit, at)]


def _is_fresh(kept: dict[str, Any], at: datetime) -> bool:
    """Say whether a habit was learnt by these rules less than a day ago."""
    learnt = datetime.fromisoformat(kept["at"]) if "at" in kept else None
    return (
        kept.get("version") == habit.VERSION and learnt is not None and at - learnt < RELEARN_AFTER
    )


def _times(feeds: list[int], at: datetime) -> dict[int, list[datetime]]:
    """Return when the articles of each feed were published, or first seen; in one query."""
    rows = Entry.objects.filter(feed__in=feeds, seen_at__gte=at - habit.WINDOW).values("feed")
    found = rows.annotate(t=ArrayAgg(appeared())).values_list("feed", "t")
    return defaultdict(list, found)
