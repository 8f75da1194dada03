"""The second walk of a turn: what a feed points to and what its turn is not complete without.

The sitemaps of an index, and while catching up one page of the archive. All of it is handed to the
feed's one transaction; nothing is written here.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from monitoring.archive import page_address
from monitoring.door.http import Answer, Failure, Request
from monitoring.feeds.sitemap import worth_asking
from monitoring.feeds.values import FeedEntry, NotAFeed, Sitemap
from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline.found import ArchivePage, Found, Turn, examine, is_full, read_answer
from monitoring.pipeline.politeness import clock_of, prolong
from monitoring.pipeline.visits import visit

# An index of indexes of sitemaps (sitemaps.org allows no deeper one; some sites do it anyway).
DEPTH = 3
# Seconds after which no further level is begun, so that a turn stays inside its lease.
LEVELS_DEADLINE = 40.0
# `lastmod` may be a day without a time (W3C Datetime), in any zone, and come from a cache.
LASTMOD_MARGIN = timedelta(hours=36)


@dataclass
class Index:
    """The sitemaps of one index: what was read of them, and what was left out or failed.

    `since`: those that changed before are not asked for; None asks for all.
    """

    feed: Feed
    found: Found
    waiting: list[Sitemap]
    since: datetime | None = None
    entries: list[FeedEntry] = field(default_factory=list)
    read: int = 0
    cut: int = 0
    left: int = 0
    unchanged: int = 0
    failures: list[Failure | NotAFeed] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @property
    def unreached(self) -> int:
        """Return how many were not asked for although they should, since the host needed peace."""
        return len(self.asked) - self.read - len(self.failures)


@dataclass
class Part:
    """One address to be fetched for a feed, on the clock of the feed's host."""

    feed: Feed
    url: str

    @property
    def outlet(self) -> Outlet:
        """Return whose gap is kept."""
        return clock_of(self.feed)


def wants_more(turn: Turn) -> bool:
    """Say whether the turn needs a second walk."""
    read = turn.found.read
    return bool(read and (read.follow or turn.feed.page))


def complete(turns: Sequence[Turn], zone: ZoneInfo) -> Iterator[Turn]:
    """Fetch what the turns still want; yield each with its complete find."""
    indexes = {
        turn.feed.pk: Index(turn.feed, turn.found, list(turn.found.read.follow), _since(turn))
        for turn in turns
        if turn.found.read and turn.found.read.follow
    }
    _read_sitemaps(indexes, zone)
    pages = _read_pages([turn for turn in turns if turn.feed.pk not in indexes], zone)
    for turn in turns:
        index = indexes.get(turn.feed.pk)
        found = _joined(index) if index else turn.found
        yield replace(turn, found=found, page=pages.get(turn.feed.pk))


# -- Sitemaps of an index -----------------------------------------------------------------------


def _since(turn: Turn) -> datetime | None:
    """Return when a sitemap must have changed to be asked for; None in a full turn."""
    good_at = turn.feed.good_at
    return None if is_full(turn.feed, turn.started) or not good_at else good_at - LASTMOD_MARGIN


def _read_sitemaps(indexes: Mapping[int, Index], zone: ZoneInfo) -> None:
    """Read the sitemaps level by level, newest first, SITEMAPS_MAX in all for each index."""
    began = time.monotonic()
    for _ in range(DEPTH):
        if time.monotonic() - began > LEVELS_DEADLINE:
            break
        parts = [part for index in indexes.values() for part in _next_level(index)]
        for part, answer in visit(_by_clock(parts), again=True):
            _add(indexes[part.feed.pk], answer(), zone)
    for index in indexes.values():
        index.left += len(index.waiting)


def _next_level(index: Index) -> list[Part]:
    """Take what is asked for now; what did not change or goes beyond SITEMAPS_MAX is counted."""
    found = {one.url: one for one in index.waiting if one.url not in index.asked}
    likely = [one.url for one in worth_asking(list(found.values()), index.since)]
    room = max(0, settings.SITEMAPS_MAX - len(index.asked))
    index.asked |= set(likely[:room])
    index.left += len(likely[room:])
    index.unchanged += len(found) - len(likely)
    index.waiting = []
    return [Part(index.feed, url) for url in likely[:room]]


def _add(index: Index, answer: Answer | Failure, zone: ZoneInfo) -> None:
    """Add one sitemap to what the index holds."""
    if isinstance(answer, Failure):
        index.failures.append(answer)
        return
    parsed = read_answer(index.feed, answer, zone, timezone.now())
    if isinstance(parsed, NotAFeed):
        index.failures.append(parsed)
        return
    index.read += 1
    index.entries += parsed.entries
    index.cut += parsed.cut
    index.waiting += parsed.follow


def _joined(index: Index) -> Found:
    """Return the find of the index with the entries of all its sitemaps."""
    found, failed = index.found, index.failures
    if not index.read and failed:
        status = getattr(failed[0], "status", None)
        return Found(failed[0].outcome, f"Peta situs dalam indeks: {failed[0].note}", status)
    if not index.read and index.unreached:
        return Found(Fetch.Outcome.TIMEOUT, "Peta situs dalam indeks belum sempat ditarik.")
    note = " ".join(words for count, words in _counts(index) if count)
    read = found.read and replace(
        found.read, entries=tuple(index.entries), cut=found.read.cut + index.cut
    )
    return replace(found, read=read, note=note)


def _counts(index: Index) -> Iterator[tuple[int, str]]:
    """Yield how many sitemaps shared a fate, with the words for it."""
    yield 1, f"Indeks peta situs: {index.read} dibaca."
    yield index.unchanged, f"{index.unchanged} tidak berubah, tidak ditanya."
    yield index.left, f"{index.left} lebih lama tidak dibaca (SITEMAPS_MAX)."
    yield index.unreached, f"{index.unreached} belum sempat ditarik."
    for first in index.failures[:1]:
        yield len(index.failures), f"{len(index.failures)} gagal: {first.note}"


# -- One page of the archive --------------------------------------------------------------------


def _read_pages(turns: Sequence[Turn], zone: ZoneInfo) -> dict[int, ArchivePage]:
    """Read the page of the archive each feed has come to, told from its `next_page`."""
    pages: dict[int, ArchivePage] = {}
    parts = []
    for turn in turns:
        feed, second = turn.feed, turn.found.read.next_page if turn.found.read else ""
        if address := page_address(second, feed.page) if second else "":
            parts.append(Part(feed, address))
        else:
            note = f"Halaman arsip {feed.page} tidak diketahui alamatnya."
            pages[feed.pk] = ArchivePage(feed.page, Found(Fetch.Outcome.EMPTY, note), ends=True)
    for part, answer in visit(_by_clock(parts), again=True):
        found = examine(part.feed, answer(), zone, timezone.now())
        pages[part.feed.pk] = ArchivePage(part.feed.page, found, ends=_ends(found))
    return pages


def _ends(found: Found) -> bool:
    """Say whether nothing is to be expected behind a page that could not be read."""
    temporary = {"timeout", "unreachable", "server_error", "blocked"}
    return found.read is None and found.outcome not in temporary


def _by_clock(parts: Sequence[Part]) -> list[list[tuple[Part, Request]]]:
    """Put the parts of feeds on one host into one lane."""
    walk: dict[int, list[tuple[Part, Request]]] = defaultdict(list)
    for part in parts:
        walk[part.outlet.pk].append((part, Request(part.url, "feed")))
    for lane in walk.values():
        prolong(lane[0][0].outlet, len(lane), timezone.now())
    return list(walk.values())
