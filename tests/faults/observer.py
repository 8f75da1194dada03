"""Looks at the rows from outside, with a connection of its own for every question."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
from psycopg2.errors import DeadlockDetected

from tests.faults.invariants import FeedSeen, Look, Seen
from tests.faults.press import Press

# As few as still hold every kind of trouble: two feeds of one outlet, tracked and relative links,
# the whole text in the feed, Atom, and a feed that shows its ten newest only.
OUTLETS = ("suara-seroja", "kabar-kelana", "antar-pulau", "arunika-pos", "seroja-niaga")

TRIES = 20
RESET = """
TRUNCATE monitoring_item, monitoring_fetch, issues_story CASCADE;
UPDATE monitoring_outlet SET next_request_at = NULL, robots = '', robots_at = now();
UPDATE monitoring_feed SET due_at = now(), lease_until = NULL, lease_token = lease_token + 1,
    attempts = 0, failures = 0, etag = '', last_modified = '', body_hash = '', full_at = NULL,
    fetched_at = NULL, good_at = NULL, outcome = '', outcome_since = NULL,
    enabled = outlet_id IN (SELECT id FROM monitoring_outlet WHERE key = ANY(%s));
"""
PROGRESS = """
SELECT (SELECT count(*) FROM monitoring_feed WHERE enabled AND good_at IS NULL),
       (SELECT count(*) FROM monitoring_item),
       (SELECT count(*) FROM monitoring_item WHERE stage IN ('page', 'read'))
"""
FEEDS = """
SELECT feed.key, feed.url, outlet.home, extract(epoch FROM feed.due_at - now()),
       (SELECT max(started_at) FROM monitoring_fetch attempt
        WHERE attempt.feed_id = feed.id AND outcome IN ('new', 'nothing_new', 'unchanged')),
       ARRAY(SELECT item.url_hash FROM monitoring_entry entry
             JOIN monitoring_item item ON item.id = entry.item_id WHERE entry.feed_id = feed.id)
FROM monitoring_feed feed JOIN monitoring_outlet outlet ON outlet.id = feed.outlet_id
WHERE feed.enabled ORDER BY feed.key
"""
OLDEST_LEASE = """
SELECT coalesce(max(extract(epoch FROM now() - lease_until)), -1e9) FROM (
    SELECT lease_until FROM monitoring_feed UNION ALL SELECT lease_until FROM monitoring_item
) held
"""
# A fetch is written down when its answer is already here; the feed was asked this long before it.
ASKED_BEFORE = timedelta(seconds=5)
IDLE = """
SELECT coalesce(max(extract(epoch FROM now() - state_change)), 0) FROM pg_stat_activity
WHERE state LIKE 'idle in transaction%'
"""
NEWEST_GOOD = """
SELECT max(extract(epoch FROM ended_at)) FROM monitoring_fetch
WHERE outcome IN ('new', 'nothing_new', 'unchanged')
"""
ABOUT_US = """
SELECT count(*) FROM issues_coverage
WHERE NOT report AND tone <> 'na' AND at >= %s AND at < %s
"""


class Observer:
    """Questions to the database of a plant, which may move to another port when it starts anew."""

    def __init__(self, database_url: Callable[[], str]) -> None:
        self._url = database_url

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question. Raises psycopg2.OperationalError."""
        connection = psycopg2.connect(self._url(), connect_timeout=3)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(question, values or None)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def reset(self, outlets: Iterable[str] = OUTLETS) -> None:
        """Forget all coverage; the feeds of these outlets are due now, all others are off."""
        for _ in range(TRIES):
            # Emptying takes every lock at once, and workers hold some in another order.
            with suppress(DeadlockDetected):
                self.ask(RESET, list(outlets))
                return
        raise DeadlockDetected("the rows could not be emptied beside the workers")

    def settled(self) -> bool:
        """Say whether every feed was fetched and every item is through; False without an answer."""
        try:
            [(never, items, waiting)] = self.ask(PROGRESS)
        except psycopg2.OperationalError:
            return False
        return never == 0 and items > 0 and waiting == 0

    def held(self) -> frozenset[tuple[int, int]]:
        """Return the feeds under a lease, each with its token: another holder has another one."""
        rows = self.ask(
            "SELECT id, lease_token FROM monitoring_feed WHERE lease_until > '-infinity'"
        )
        return frozenset((int(pk), int(token)) for pk, token in rows)

    def answers(self) -> bool:
        """Say whether the database answers."""
        try:
            return self.ask("SELECT 1") == [(1,)]
        except psycopg2.OperationalError:
            return False

    def count(self, table: str) -> int:
        """Count the rows of a table, or those of it that meet a condition; 0 without an answer."""
        try:
            return int(self.ask(f"SELECT count(*) FROM {table}")[0][0])
        except psycopg2.OperationalError:
            return 0

    def poorer(self) -> list[str]:
        """Say in words what got through, but poorer than it should: a fault is no excuse."""
        aside = self.count("monitoring_item WHERE stage = 'quarantine'")
        short = self.count("monitoring_itemtext WHERE rung = 'summary'")
        words = {"set aside": aside, "with their feed's summary only": short}
        return [f"{number} items {word}" for word, number in words.items() if number]

    def newest_good(self) -> float | None:
        """Return when a feed last answered well, in Unix time."""
        newest = self.ask(NEWEST_GOOD)[0][0]
        return None if newest is None else float(newest)

    def about_us(self, start: datetime, end: datetime) -> int:
        """Count the placements about the leadership from `start` to before `end`."""
        return int(self.ask(ABOUT_US, start, end)[0][0])

    def feeds(self, press: Press) -> tuple[FeedSeen, ...]:
        """Return every feed that is switched on beside what its outlet published."""
        at = datetime.now(UTC)
        return tuple(
            FeedSeen(
                key=key,
                due_in=None if due_in is None else float(due_in),
                shown=press.shown(url, fetched - ASKED_BEFORE) if fetched else frozenset(),
                out=press.out(home, at),
                brought=tuple(brought),
            )
            for key, url, home, due_in, fetched, brought in self.ask(FEEDS)
        )

    def seen(self, press: Press, lease: float, looks: tuple[Look, ...], **others: Any) -> Seen:
        """Read everything the invariants are judged by; `others` comes from elsewhere."""
        stages = self.ask("SELECT stage, count(*) FROM monitoring_item GROUP BY 1 ORDER BY 1")
        return Seen(
            feeds=self.feeds(press),
            items=tuple(row[0] for row in self.ask("SELECT url_hash FROM monitoring_item")),
            aliases=frozenset(r[0] for r in self.ask("SELECT url_hash FROM monitoring_address")),
            stages=tuple((stage, int(n)) for stage, n in stages),
            covered=self.count("issues_coverage"),
            # `lease_until` lies one lease after the claim.
            oldest_lease=float(self.ask(OLDEST_LEASE)[0][0]) + lease,
            lease=lease,
            looks=looks,
            idle=float(self.ask(IDLE)[0][0]),
            **others,
        )
