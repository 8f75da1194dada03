"""Stage 1: due feeds are claimed, fetched together, and stored one transaction per feed.

Entries are stored before anything else is tried with them: whatever fails later, nothing that a
feed showed is lost.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monitoring import schedule
from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.door.http import Answer, Failure, Request
from monitoring.feeds.read import read_feed
from monitoring.feeds.values import FeedEntry, NotAFeed
from monitoring.home import home_zone
from monitoring.models import Feed, Fetch
from monitoring.nudge import nudge
from monitoring.pipeline.politeness import lanes
from monitoring.pipeline.storing import store_entries
from monitoring.pipeline.visits import visit

log = logging.getLogger(__name__)

BATCH = 50
TRIES = 5
Outcome = Fetch.Outcome


@dataclass(frozen=True)
class Found:
    """What one attempt at a feed found, before it is stored."""

    outcome: str
    note: str = ""
    status: int | None = None
    entries: tuple[FeedEntry, ...] = ()
    cut: int = 0
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    retry_after: timedelta | None = None


# What is written about a feed whose every answer ended the worker or its reader.
BROKEN = Found(
    Outcome.BROKEN, f"Pembaca umpan gagal {TRIES} kali pada isi umpan ini; perlu diperiksa."
)


def collect_feeds(limit: int = BATCH) -> Counter[str]:
    """Fetch every due feed of one batch; return how many attempts ended in which outcome."""
    feeds = Feed.objects.watched().claim(limit, settings.LEASE, related=["outlet"])
    zone, outcomes = home_zone(), Counter()
    with untouched_go_back(feeds) as begun:
        walk = lanes(feeds, timezone.now())
        asked = [[(feed, _request(feed)) for feed in lane] for lane in walk]
        for feed, answer in visit(asked):
            begun.add(feed.pk)
            outcomes[_take(feed, answer, zone)] += 1
            if outcomes[Outcome.NEW]:
                nudge("page")
    return outcomes


def _take(feed: Feed, answer: Callable[[], Answer | Failure], zone: ZoneInfo) -> str:
    """Work on one feed in its turn; return the outcome."""
    started = timezone.now()
    try:
        feed.begin()
        broken = feed.attempts > TRIES
        found = BROKEN if broken else examine(feed, answer(), zone, timezone.now())
        return _store(feed, found, started)
    except LeaseLost:
        log.warning("umpan %s: sewa habis sebelum selesai, hasil dibuang", feed.key)
        return "lease_lost"


def _request(feed: Feed) -> Request:
    """Ask for changes only, with the validators of the last good answer."""
    return Request(feed.url, "feed", etag=feed.etag, last_modified=feed.last_modified)


def examine(feed: Feed, answer: Answer | Failure, zone: ZoneInfo, at: datetime) -> Found:
    """Decide what an answer means for the feed. Writes nothing."""
    if isinstance(answer, Failure):
        return Found(answer.outcome, answer.note, answer.status, retry_after=answer.retry_after)
    if answer.status == 304:
        return Found(
            Outcome.UNCHANGED,
            status=304,
            etag=feed.etag,
            last_modified=feed.last_modified,
            body_hash=feed.body_hash,
        )
    body_hash = hashlib.sha256(answer.body).hexdigest()
    seen = {"etag": answer.etag, "last_modified": answer.last_modified, "body_hash": body_hash}
    if body_hash == feed.body_hash:
        return Found(Outcome.UNCHANGED, status=answer.status, **seen)
    parsed = read_feed(
        answer.body,
        answer.url,
        answer.charset,
        zone=zone,
        at=at,
        limit=settings.FEED_ENTRIES_MAX,
        kind=feed.kind,
        rules=feed.rules,
    )
    if isinstance(parsed, NotAFeed):
        return Found(parsed.outcome, parsed.note, answer.status)
    return Found(
        Outcome.NOTHING_NEW, status=answer.status, entries=parsed.entries, cut=parsed.cut, **seen
    )


def _store(feed: Feed, found: Found, started: datetime) -> str:
    """Write entries, items, the attempt and the next turn of one feed; return the outcome."""
    at = timezone.now()
    with transaction.atomic():
        stored = store_entries(feed, found.entries, at)
        new = stored.new
        outcome = str(Outcome.NEW if new else found.outcome)
        _finish(feed, found, outcome, at)
        Fetch.objects.create(
            feed=feed,
            started_at=started,
            ended_at=at,
            outcome=outcome,
            note=found.note[:300],
            status=found.status,
            seen=len(found.entries),
            new=new,
            cut=found.cut,
            skipped=stored.skipped,
        )
    counts = f"{len(found.entries)} entri, {new} baru"
    log.info("umpan %s: %s, %s %s", feed.key, outcome, counts, found.note)
    return outcome


def _finish(feed: Feed, found: Found, outcome: str, at: datetime) -> None:
    """Give the feed back with its next turn, its validators, and the newest outcome."""
    good = outcome in Fetch.GOOD
    values = _next_turn(feed, found, outcome, at) | {
        "attempts": 0,
        "fetched_at": at,
        "outcome": outcome,
        "note_now": found.note[:300],
    }
    if good:
        values |= {
            "good_at": at,
            "etag": found.etag,
            "last_modified": found.last_modified,
            "body_hash": found.body_hash,
        }
    if good != (feed.outcome in Fetch.GOOD) or not feed.outcome_since:
        values["outcome_since"] = at
    feed.release(**values)


def _next_turn(feed: Feed, found: Found, outcome: str, at: datetime) -> dict[str, object]:
    """Return when the feed is asked next, and its failure count (rules: monitoring/schedule.py)."""
    interval = settings.FEED_INTERVAL
    if outcome in Fetch.GOOD:
        scheduled = feed.due_at or at
        return {"due_at": schedule.next_due(scheduled, interval, at, feed.key), "failures": 0}
    wait = schedule.after_failure(
        outcome, feed.failures, found.retry_after, interval=interval, at=at, key=feed.key
    )
    return {"due_at": wait.due_at, "failures": wait.failures}
