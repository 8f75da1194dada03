"""Act: look at a site somebody wants to watch, and read what can be watched there.

Looking writes nothing. The fetches run while the person waits, so all of them together are bounded.
"""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings

from monitoring.clean import decoded
from monitoring.door.addresses import refusal
from monitoring.door.answers import Limits
from monitoring.door.http import Answer, Door, Failure, Request, Session
from monitoring.door.robots import allowed
from monitoring.feeds.discovery import Candidate, candidates
from monitoring.feeds.read import read_feed
from monitoring.feeds.values import NotAFeed, ReadFeed
from monitoring.home import home_zone
from monitoring.sources.preview import Found, Unusable, described, without_doubles

# People wait for all of this: one round for the page and its robots.txt, another where only plain
# http answers, and one for the candidates.
CANDIDATES_MAX = 8
PAGE_SECONDS, CANDIDATE_SECONDS = 5.0, 7.0
_UNHEARD = frozenset({"unreachable", "timeout"})
_TYPED_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# The door speaks to the collector, which does try again; a person who looks has to do so herself.
_AGAIN, _BY_HAND = "; akan dicoba lagi.", ". Mohon coba lagi sebentar."


@dataclass(frozen=True)
class Look:
    """What was found at an address; `note` says why nothing was, and `cut` what was not tried."""

    url: str
    found: tuple[Found, ...] = ()
    unusable: tuple[Unusable, ...] = ()
    cut: int = 0
    note: str = ""


@dataclass(frozen=True)
class _Site:
    """One look in progress: the open door, the site's robots.txt, and how dates are read."""

    session: Session
    robots: str | None
    zone: ZoneInfo
    at: datetime

    def read(self, answer: Answer, one: Candidate | None = None) -> ReadFeed | NotAFeed:
        """Read an answer the way the collector will."""
        return read_feed(
            answer.body,
            answer.url,
            answer.charset,
            zone=self.zone,
            at=self.at,
            limit=settings.FEED_ENTRIES_MAX,
            kind=one.kind if one and one.rules else "",
            rules=dict(one.rules) if one else None,
        )


def look_at(address: str, at: datetime) -> Look:
    """Fetch a site or page address and the candidates found there; never raises for a server."""
    url = with_scheme(address)
    if words := refusal(url, settings.FETCH_ALLOW_NETWORKS):
        return Look(url, note=words)
    return asyncio.run(_look(url, _without_tls(url, address), home_zone(), at))


def with_scheme(address: str) -> str:
    """Return a typed address with https:// where no scheme was typed."""
    address = address.strip()
    port = re.match(r"[^/:]+\.[^/:]+:\d", address)
    typed = _TYPED_SCHEME.match(address) and not port
    return address if typed or not address else f"https://{address}"


def _without_tls(url: str, typed: str) -> str:
    """Return the address to try where https fails and nobody typed it; "" for none."""
    return url.replace("https://", "http://", 1) if url != typed.strip() else ""


async def _look(url: str, other: str, zone: ZoneInfo, at: datetime) -> Look:
    limits = Limits(connect=3.0, first_byte=PAGE_SECONDS, total=PAGE_SECONDS)
    door = Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT, limits)
    async with door.open(CANDIDATES_MAX) as session:
        page, rules = await _fetch_page(session, url)
        if isinstance(page, Failure) and page.outcome in _UNHEARD and other:
            plain, rules = await _fetch_page(session, other)
            page, url = (plain, other) if isinstance(plain, Answer) else (page, url)
        if isinstance(page, Failure):
            return Look(url, note=_told(page.note))
        site = _Site(session, _text(rules), zone, at)
        return await _judge(site, url, page)


async def _fetch_page(session: Session, url: str) -> tuple[Answer | Failure, Answer | Failure]:
    """Fetch a page and its site's robots.txt side by side."""
    robots = Request(urljoin(url, "/robots.txt"), "robots")
    page, rules = await asyncio.gather(session.fetch(Request(url, "feed")), session.fetch(robots))
    return page, rules


async def _judge(site: _Site, url: str, page: Answer) -> Look:
    """Return the page itself where it is a feed, else what it leads to."""
    read = site.read(page)
    if isinstance(read, ReadFeed):
        itself = Candidate(page.url, read.kind, "Alamat itu sendiri.")
        return Look(url, (await _with_sitemap(site, read, itself),))
    text = decoded(page.body, page.charset)
    wanted = candidates(text, page.url, site.robots or "")
    tried = [_in_time(site, one, page) for one in wanted[:CANDIDATES_MAX]]
    results = await asyncio.gather(*tried)
    found = without_doubles(one for one in results if isinstance(one, Found))
    unusable = tuple(one for one in results if isinstance(one, Unusable))
    note = "" if found else _told(read.note)
    return Look(url, tuple(found), unusable, max(0, len(wanted) - CANDIDATES_MAX), note)


async def _in_time(site: _Site, one: Candidate, page: Answer) -> Found | Unusable:
    try:
        async with asyncio.timeout(CANDIDATE_SECONDS):
            return await _try(site, one, page)
    except TimeoutError:
        return Unusable(one.url, one.why, "Situs tidak menjawab pada waktunya.")


async def _try(site: _Site, one: Candidate, page: Answer) -> Found | Unusable:
    """Fetch and read one candidate; the page itself is at hand already."""
    if words := refusal(one.url, settings.FETCH_ALLOW_NETWORKS):
        return Unusable(one.url, one.why, words)
    if site.robots and not allowed(site.robots, one.url, settings.FETCH_USER_AGENT):
        return Unusable(one.url, one.why, "Situs melarang alamat ini bagi pengambil (robots.txt).")
    answer = page if one.url == page.url else await site.session.fetch(Request(one.url, "feed"))
    if isinstance(answer, Failure):
        return Unusable(one.url, one.why, _told(answer.note))
    read = site.read(answer, one)
    if isinstance(read, NotAFeed):
        return Unusable(one.url, one.why, _told(read.note))
    return await _with_sitemap(site, read, one)


async def _with_sitemap(site: _Site, read: ReadFeed, one: Candidate) -> Found:
    """Describe what was read; of an index of sitemaps, with what its newest one holds."""
    extra = len(read.follow)
    newest = read.follow[0].url if read.follow and not read.entries else ""
    if newest and not refusal(newest, settings.FETCH_ALLOW_NETWORKS):
        answer = await site.session.fetch(Request(newest, "feed"))
        inner = site.read(answer) if isinstance(answer, Answer) else None
        if isinstance(inner, ReadFeed):
            read = replace(read, entries=inner.entries, cut=inner.cut)
    return described(read, one.url, one.why, dict(one.rules), site.at, extra)


def _told(note: str) -> str:
    return note.replace(_AGAIN, _BY_HAND)


def _text(answer: Answer | Failure) -> str | None:
    return decoded(answer.body, answer.charset) if isinstance(answer, Answer) else None
