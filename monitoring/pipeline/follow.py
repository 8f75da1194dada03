"""The second walk of a turn: what a feed points to and what its turn is not complete without.

The sitemaps of an index, and while catching up one page of the archive. All of it is handed to the
feed's one transaction; nothing is written here.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from monitoring.archive import page_address
from monitoring.door.http import Answer, Failure, Request
from monitoring.feeds.values import FeedEntry, NotAFeed
from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline.found import ArchivePage, Found, Turn, examine, read_answer
from monitoring.pipeline.politeness import clock_of, prolong
from monitoring.pipeline.visits import visit

# An index of indexes of sitemaps (sitemaps.org allows no deeper one; some sites do it anyway).
DEPTH = 3
# Seconds after which no further level is begun, so that a turn stays inside its lease.
LEVELS_DEADLINE = 40.0


@dataclass
class Index:
    """The sitemaps of one index: what was read of them, and what was left out or failed."""

    feed: Feed
    found: Found
    waiting: list[str]
    entries: list[FeedEntry] = field(default_factory=list)
    read: int = 0
    cut: int = 0
    left: int = 0
    failures: list[Failure | NotAFeed] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


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
        turn.feed.pk: Index(turn.feed, turn.found, list(turn.found.read.follow))
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
    """Take what is asked for now; what goes beyond SITEMAPS_MAX is counted."""
    fresh = [url for url in dict.fromkeys(index.waiting) if url not in index.asked]
    room = max(0, settings.SITEMAPS_MAX - len(index.asked))
    index.asked |= set(fresh[:room])
    index.left += len(fresh[room:])
    index.waiting = []
    return [Part(index.feed, url) for url in fresh[:room]]


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
    note = f"Indeks peta situs: {index.read} dibaca."
    note += f" {index.left} lebih lama tidak dibaca (SITEMAPS_MAX)." if index.left else ""
    note += f" {len(failed)} gagal: {failed[0].note}" if failed else ""
    read = found.read and replace(
        found.read, entries=tuple(index.entries), cut=found.read.cut + index.cut
    )
    return replace(found, read=read, note=note)


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
