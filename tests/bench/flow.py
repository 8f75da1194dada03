"""From the fetch that found an article to the wall that shows it, on articles that come out live.

The sample newsroom publishes on after it was opened. To have several articles within a minute or
two, it is told that it was opened some minutes ago; what it then publishes is new to everybody.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from commandcenter.newsroom import addresses, articles
from commandcenter.newsroom.outlets import BY_KEY
from commandcenter.newsroom.schedule import Placement, plan
from monitoring.canonical import url_hash
from tests.bench.stack import ROOT, Stack, plain

NEWSROOM = ROOT / "commandcenter/packs/contoh/newsroom"
# The zone of the sample province: its addresses hold local dates.
ZONE = ZoneInfo("Asia/Makassar")
WANTED = 3
# From a stack that is ready until the first article: it must have caught up by then.
LEAD = timedelta(seconds=12)
LOOK_EVERY = 0.2
PATIENCE = timedelta(seconds=30)
LONGEST = timedelta(seconds=110)

STEPS = """
SELECT attempt.started_at, words.extracted_at, coverage.read_at
FROM monitoring_item item
JOIN monitoring_entry entry ON entry.item_id = item.id
JOIN monitoring_fetch attempt
    ON attempt.feed_id = entry.feed_id AND attempt.ended_at = entry.seen_at
JOIN monitoring_itemtext words ON words.item_id = item.id
JOIN issues_coverage coverage ON coverage.item_id = item.id
WHERE item.url_hash = %s ORDER BY attempt.started_at LIMIT 1
"""
POLL_NOW = """
UPDATE monitoring_feed SET due_at = now()
WHERE outlet_id = (SELECT id FROM monitoring_outlet WHERE key = %s)
"""


@dataclass(frozen=True)
class Passage:
    """One article on its way: seconds after the start of the fetch that found it."""

    title: str
    text: float
    read: float
    wall: float


def reopen(stack: Stack, at: datetime) -> None:
    """Let the newsroom (not running now) have opened so that articles come out from `at` on."""
    kept = stack.data_dir / "newsroom-opened-at"
    opened = datetime.fromisoformat(kept.read_text())
    soon = busiest([one.published_at for one in live(stack, opened)], WANTED)
    kept.write_text((at - (soon - opened)).isoformat())


def busiest(times: Sequence[datetime], count: int) -> datetime:
    """Return where the shortest span begins that holds `count` of the times (sorted)."""
    starts = range(len(times) - count + 1)
    return times[min(starts, key=lambda start: times[start + count - 1] - times[start])]


def live(stack: Stack, opened: datetime) -> list[Placement]:
    """Return what comes out live about the leadership, in the order of time."""
    bases = {
        key: f"http://{addresses.host(outlet)}:{stack.newsroom_port}"
        for key, outlet in BY_KEY.items()
    }
    placements = plan(articles.load(NEWSROOM), opened, ZONE, bases).placements
    return [one for one in placements if one.article.live is not None and _names_leader(one)]


def passages(stack: Stack) -> tuple[list[Passage], list[str]]:
    """Watch the wall until enough new articles came by; return them, and titles that never did."""
    opened = datetime.fromisoformat((stack.data_dir / "newsroom-opened-at").read_text())
    coming = [one for one in live(stack, opened) if one.published_at > datetime.now(UTC)]
    watch = Watch(coming, lambda one: stack.ask(POLL_NOW, one.outlet.key))
    deadline = datetime.now(UTC) + LONGEST
    while (at := datetime.now(UTC)) < deadline and not watch.over(at):
        watch.poll_what_is_out(at)
        words = plain(stack.wall()[2])
        watch.look(words, datetime.now(UTC))
        time.sleep(LOOK_EVERY)
    return [_passage(stack, one, at) for one, at in watch.seen.items()], watch.missed


class Watch:
    """Which articles are out, which were seen on the wall, and when."""

    def __init__(self, coming: Sequence[Placement], poll: Callable[[Placement], object]) -> None:
        self.coming = list(coming)
        self.out: list[Placement] = []
        self.seen: dict[Placement, datetime] = {}
        self._poll = poll

    @property
    def missed(self) -> list[str]:
        """Return the titles that are out and were not seen."""
        return [one.title for one in self.out if one not in self.seen]

    def poll_what_is_out(self, at: datetime) -> None:
        """Ask for the feeds of each article once, as soon as it is out."""
        while self.coming and self.coming[0].published_at <= at:
            self._poll(self.coming[0])
            self.out.append(self.coming.pop(0))

    def look(self, words: str, at: datetime) -> None:
        """Remember which articles the wall shows now for the first time."""
        for one in self.out:
            if one not in self.seen and f"{one.outlet.name} {one.title}" in words:
                self.seen[one] = at

    def over(self, at: datetime) -> bool:
        """Say whether enough was seen and nothing that is out can still be expected."""
        waiting = [one for one in self.out if one not in self.seen]
        still = [one for one in waiting if at < one.published_at + PATIENCE]
        return not still and (len(self.seen) >= WANTED or not self.coming)


def _passage(stack: Stack, one: Placement, seen: datetime) -> Passage:
    started, text, read = stack.ask(STEPS, url_hash(one.url))[0]
    steps = [(moment - started).total_seconds() for moment in (text, read, seen)]
    return Passage(one.title, *steps)


def _names_leader(one: Placement) -> bool:
    """Say whether somebody of the province is named: offices without a region are the home's."""
    return any("@" not in office for office in one.article.expect.officials)
