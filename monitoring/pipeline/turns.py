"""The end of a feed's turn: entries, the attempt and the next turn, in one transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monitoring import schedule
from monitoring.feeds.values import FeedEntry
from monitoring.models import Feed, Fetch, Subscription
from monitoring.pipeline.found import TRIES, ArchivePage, Found, Turn, is_full
from monitoring.pipeline.storing import Stored, store_entries
from monitoring.pipeline.websub import is_active, offer
from monitoring.sources.habit import Habit
from monitoring.sources.search_feeds import INTERVAL as SEARCH_INTERVAL

log = logging.getLogger(__name__)

NOTE_MOST = 300
# A feed that shows one or two articles changes completely with every article.
GAP_LEAST = 3
# Good turns in a row that name the same new address before it is believed.
MOVED_TURNS = 3
MOVED = "Dialihkan tetap ke {}."
# What a hub reported while the feed was being read is asked for after this long.
AFTER_PUSH = timedelta(seconds=30)


@dataclass(frozen=True)
class Ended:
    """What was written of a turn."""

    turn: Turn
    outcome: str
    stored: Stored
    note: str
    due_at: datetime
    interval: schedule.Interval
    page_stored: Stored | None = None

    @property
    def new(self) -> int:
        """Return how many entries were new, in the feed and in its archive."""
        return self.stored.new + (self.page_stored.new if self.page_stored else 0)


def end_turn(turn: Turn, zone: ZoneInfo) -> Ended:
    """Write everything a turn leads to. Raises LeaseLost, and then nothing is written."""
    feed, found, at = turn.feed, turn.found, timezone.now()
    with transaction.atomic():
        stored = store_entries(feed, found.entries, at)
        gap = _is_gap(feed, found.entries, stored, at)
        reached, page_stored = _store_page(turn, at)
        outcome = _outcome(found, stored)
        interval = _interval(feed, found, at, zone)
        note = " ".join(filter(None, [_moved_words(found), found.note, _gap_words(gap, turn)]))
        values = _next_turn(turn, outcome, interval, at) | _facts(turn, outcome, stored, note, at)
        values |= _catching_up(turn, gap, reached, at)
        feed.release(**values)
        _note_fetch(turn, found, stored, note, at, gap=gap)
        _after_push(turn)
        offer(feed, found, at)
    log.info(
        "umpan %s: %s, %d entri, %d baru %s",
        *(feed.key, outcome, len(found.entries), stored.new, note),
    )
    return Ended(turn, outcome, stored, note, values["due_at"], interval, page_stored)


# -- The feed's next turn -----------------------------------------------------------------------


def _interval(feed: Feed, found: Found, at: datetime, zone: ZoneInfo) -> schedule.Interval:
    """Return how often the feed is asked from now on (rules: monitoring/schedule.py)."""
    read = found.read
    terms = schedule.Terms(
        usual=_usual(feed),
        shows=len(read.entries) if read and read.entries else schedule.SHOWS_USUALLY,
        ttl=read.ttl if read else _wish_noted(feed),
        max_age=found.max_age,
        pushed=is_active(feed, at),
        bound=settings.FEED_INTERVAL if settings.DEMO else None,
        least=SEARCH_INTERVAL if feed.kind == Feed.Kind.SEARCH else None,
    )
    return schedule.interval_for(Habit.from_json(feed.habit), terms, at, zone)


def _usual(feed: Feed) -> timedelta:
    """Return how often a feed is asked whose habit nobody knows."""
    return SEARCH_INTERVAL if feed.kind == Feed.Kind.SEARCH else settings.FEED_INTERVAL


def _wish_noted(feed: Feed) -> timedelta | None:
    """Return the wish a feed uttered when its body, unchanged since, was read."""
    return feed.interval if feed.interval_reason == schedule.BY_TTL else None


def _next_turn(
    turn: Turn, outcome: str, interval: schedule.Interval, at: datetime
) -> dict[str, Any]:
    """Return when the feed is asked next, how often, and its failure count."""
    feed, found = turn.feed, turn.found
    if outcome in Fetch.GOOD:
        due = schedule.next_due(feed.due_at or at, interval.value, at, feed.key)
        return {
            "due_at": due,
            "failures": 0,
            "interval": interval.value,
            "interval_reason": interval.reason[:200],
        }
    wait = schedule.after_failure(
        outcome,
        feed.failures,
        found.retry_after,
        interval=_usual(feed),
        at=at,
        key=feed.key,
    )
    return {"due_at": wait.due_at, "failures": wait.failures}


def _facts(turn: Turn, outcome: str, stored: Stored, note: str, at: datetime) -> dict[str, Any]:
    """Return what the attempt says about the feed: outcome, validators, where it moved."""
    feed, found = turn.feed, turn.found
    good = outcome in Fetch.GOOD
    values: dict[str, Any] = {
        "attempts": 0,
        "fetched_at": at,
        "outcome": outcome,
        "note_now": note[:NOTE_MOST],
    }
    if good:
        values |= {
            "good_at": at,
            "etag": found.etag,
            "last_modified": found.last_modified,
            "body_hash": found.body_hash,
        }
        values |= _moved(feed, found)
    if good and is_full(feed, turn.started):
        values["full_at"] = at
    if stored.new:
        values["new_at"] = at
    if good != (feed.outcome in Fetch.GOOD) or not feed.outcome_since:
        values["outcome_since"] = at
    return values


def _moved(feed: Feed, found: Found) -> dict[str, Any]:
    """Return a change of the address the site names; believed after MOVED_TURNS good turns."""
    if found.moved_to == feed.moved_to:
        return {}
    if not found.moved_to:
        return {"moved_to": ""}
    earlier = feed.fetches.good().filter(page=0).values_list("note", flat=True)
    same = [note.startswith(_moved_words(found)) for note in earlier[: MOVED_TURNS - 1]]
    return {"moved_to": found.moved_to} if len(same) == MOVED_TURNS - 1 and all(same) else {}


def _moved_words(found: Found) -> str:
    return MOVED.format(found.moved_to)[:NOTE_MOST] if found.moved_to else ""


# -- Gaps, and the archive that fills them ------------------------------------------------------


def _is_gap(feed: Feed, entries: tuple[FeedEntry, ...], stored: Stored, at: datetime) -> bool:
    """Say whether everything shown is new although the feed had shown other entries before."""
    shown = len({entry.guid_hash for entry in entries})
    if shown < GAP_LEAST or not stored.new or stored.new + stored.skipped < shown:
        return False
    return feed.entries.filter(seen_at__lt=at).exists()


def _gap_words(gap: bool, turn: Turn) -> str:
    if not gap:
        return ""
    if not settings.CATCH_UP_PAGES_MAX or not (turn.found.read and turn.found.read.next_page):
        return "Semua entri baru: mungkin ada yang terlewat, dan umpan ini tidak punya arsip."
    return "Semua entri baru: arsipnya dibaca mundur sampai bertemu yang sudah dikenal."


def _store_page(turn: Turn, at: datetime) -> tuple[bool, Stored | None]:
    """Store a page of the archive with an attempt of its own; return whether it was the last."""
    page = turn.page
    if page is None:
        # An index has no archive. Any other page was not reached this time, and is asked again.
        return bool(turn.feed.page and turn.found.read and turn.found.read.follow), None
    found = page.found
    oldest = [entry.guid_hash for entry in found.entries[-1:]]
    known = turn.feed.entries.filter(guid_hash__in=oldest).exists()
    stored = store_entries(turn.feed, found.entries, at)
    last, words = _last_page(turn.feed, page, known)
    _note_fetch(turn, found, stored, f"{found.note} {words}".strip(), at, page=page.number)
    return last, stored


def _last_page(feed: Feed, page: ArchivePage, known: bool) -> tuple[bool, str]:
    """Say whether catching up ends with this page, and why."""
    if page.ends:
        return True, f"Arsip berakhir sebelum halaman {page.number}."
    if not page.found.read and _failed_before(feed, page.number):
        return True, f"Halaman arsip {page.number} gagal {TRIES} kali; sisanya dilewati."
    if page.found.read and not page.found.entries:
        return True, f"Halaman arsip {page.number} kosong."
    if known:
        return True, f"Halaman arsip {page.number} bertemu berita yang sudah dikenal."
    if page.found.read and page.number > settings.CATCH_UP_PAGES_MAX:
        return (
            True,
            f"Batas {settings.CATCH_UP_PAGES_MAX} halaman arsip tercapai; sisanya dilewati.",
        )
    return False, f"Halaman arsip {page.number}."


def _failed_before(feed: Feed, number: int) -> bool:
    """Say whether the last tries at the archive, all but this one, failed at this very page."""
    tries = feed.fetches.exclude(page=0).values_list("page", "outcome")[: TRIES - 1]
    failed = [page == number and outcome not in Fetch.GOOD for page, outcome in tries]
    return len(failed) == TRIES - 1 and all(failed)


def _catching_up(turn: Turn, gap: bool, reached: bool, at: datetime) -> dict[str, Any]:
    """Return the page of the archive to read next; a page that was read makes the next one due."""
    feed, read = turn.feed, turn.found.read
    if gap and not feed.page and read and read.next_page and settings.CATCH_UP_PAGES_MAX:
        return {"page": 2, "due_at": at}
    if reached:
        return {"page": 0}
    if turn.page and turn.page.found.read:
        return {"page": feed.page + 1, "due_at": at}
    return {}


# -- What else is written -----------------------------------------------------------------------


def _note_fetch(
    turn: Turn, found: Found, stored: Stored, note: str, at: datetime, **values: Any
) -> None:
    """Write an attempt into the feed's history: at the feed itself, or at a page of its archive."""
    Fetch.objects.create(
        feed=turn.feed,
        started_at=turn.started,
        ended_at=at,
        outcome=_outcome(found, stored),
        note=note[:NOTE_MOST],
        status=found.status,
        seen=len(found.entries),
        new=stored.new,
        cut=found.read.cut if found.read else 0,
        skipped=stored.skipped,
        size=found.size,
        **values,
    )


def _outcome(found: Found, stored: Stored) -> str:
    return str(Fetch.Outcome.NEW if stored.new else found.outcome)


def _after_push(turn: Turn) -> None:
    """Ask once more when a hub reported something while the feed was being read."""
    if not getattr(turn.feed, "subscription", None):
        return
    pushed = Subscription.objects.filter(feed=turn.feed, pushed_at__gte=turn.started)
    if pushed.exists():
        soon = timezone.now() + AFTER_PUSH
        Feed.objects.filter(pk=turn.feed.pk, due_at__gt=soon).update(due_at=soon)
