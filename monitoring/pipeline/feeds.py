"""Stage 1: due feeds are claimed, fetched together, and stored one transaction per feed.

Entries are stored before anything else is tried with them: whatever fails later, nothing that a
feed showed is lost. Feeds that did not answer last time are asked apart from the others, by one
worker at a time, so that nobody waits behind a host that hangs.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from monitoring.claims import LeaseLost, alone, untouched_go_back
from monitoring.door.http import Answer, Failure
from monitoring.home import home_zone
from monitoring.locks import Lock
from monitoring.models import Feed, Fetch
from monitoring.models.feeds import FeedQuerySet
from monitoring.nudge import nudge
from monitoring.pipeline.follow import complete, wants_more
from monitoring.pipeline.found import BROKEN, TRIES, Turn, examine, request_for
from monitoring.pipeline.politeness import lanes
from monitoring.pipeline.turns import Ended, end_turn
from monitoring.pipeline.visits import visit

log = logging.getLogger(__name__)

# Small enough that all workers of a machine end together when everything is due at once.
BATCH = 25
# Pages are looked for while a batch is still running, but not for every single feed.
NUDGE_EVERY = 10
RELATED = ["outlet", "subscription"]
SUSPECTS = [Fetch.Outcome.TIMEOUT, Fetch.Outcome.UNREACHABLE]
LEASE_LOST = "lease_lost"


def collect_feeds(limit: int = BATCH, suspects: bool = False) -> Counter[str]:
    """Fetch every due feed of one batch; return how many attempts ended in which outcome.

    With `suspects` those that did not answer last time, otherwise all others.
    """
    if not suspects:
        feeds = _claim(Feed.objects.watched().exclude(outcome__in=SUSPECTS), limit)
        if len(feeds) >= limit:
            # There may be more: the other workers need not wait for the tick.
            nudge("feed")
        return _collect(feeds)
    with alone(Lock.SUSPECTS) as mine:
        feeds = _claim(Feed.objects.watched().filter(outcome__in=SUSPECTS), limit) if mine else []
        outcomes = _collect(feeds)
    if len(feeds) >= limit:
        # After an outage of the office line all feeds come back this way.
        nudge("suspect")
    return outcomes


def collect_one(pk: int) -> Iterator[Ended]:
    """Fetch one feed now, due or not; yield its turn. Nothing when it or its host is taken."""
    Feed.objects.filter(pk=pk).update(due_at=timezone.now())
    feeds = _claim(Feed.objects.filter(pk=pk), 1)
    yield from (ended for _outcome, ended in take_turns(feeds) if ended)


def _claim(due: FeedQuerySet, limit: int) -> list[Feed]:
    return due.claim(limit, settings.LEASE, related=RELATED)


def _collect(feeds: Sequence[Feed]) -> Counter[str]:
    """Take claimed feeds through their turns, and wake who reads their pages."""
    outcomes: Counter[str] = Counter()
    fresh = 0
    for outcome, ended in take_turns(feeds):
        outcomes[outcome] += 1
        fresh += bool(ended and ended.new)
        if ended and ended.new and fresh % NUDGE_EVERY == 1:
            nudge("page")
    if fresh > 1:
        nudge("page")
    if any(feed.health == Feed.Health.NEVER for feed in feeds):
        # Whoever added a source looks at it now, and not in a minute.
        nudge("judge")
    return outcomes


def take_turns(feeds: Sequence[Feed]) -> Iterator[tuple[str, Ended | None]]:
    """Take every claimed feed through its turn; yield its outcome and what was written."""
    zone, started = home_zone(), timezone.now()
    unfinished: list[Turn] = []
    with untouched_go_back(feeds) as begun:
        asked = {feed.pk: request_for(feed, started) for feed in feeds}
        walk = [[(feed, asked[feed.pk]) for feed in lane] for lane in lanes(feeds, started)]
        for feed, answer in visit(walk):
            begun.add(feed.pk)
            turn = _begin(Turn(feed, asked[feed.pk], started), answer, zone)
            if turn is None:
                yield LEASE_LOST, None
            elif wants_more(turn):
                unfinished.append(turn)
                # Until its second walk begins it goes back with the others if an error ends this.
                begun.discard(feed.pk)
            else:
                yield _end(turn, zone)
        begun |= {turn.feed.pk for turn in unfinished}
        for turn in complete(unfinished, zone):
            yield _end(turn, zone)


def _begin(turn: Turn, answer: Callable[[], Answer | Failure], zone: ZoneInfo) -> Turn | None:
    """Count the attempt and look at its answer; None when somebody else has the feed by now."""
    feed = turn.feed
    try:
        feed.begin()
    except LeaseLost:
        _log_lost(feed)
        return None
    broken = feed.attempts > TRIES
    found = BROKEN if broken else examine(feed, answer(), zone, timezone.now())
    return replace(turn, found=found)


def _end(turn: Turn, zone: ZoneInfo) -> tuple[str, Ended | None]:
    """Write the turn; return its outcome."""
    try:
        ended = end_turn(turn, zone)
    except LeaseLost:
        _log_lost(turn.feed)
        return LEASE_LOST, None
    return ended.outcome, ended


def _log_lost(feed: Feed) -> None:
    log.warning("umpan %s: sewa habis sebelum selesai, hasil dibuang", feed.key)
