"""What a feed says of itself beside its entries: how often, by whom told, and where it goes on.

Pure. A feed may say anything, so every answer is bounded: addresses stay on the feed's own site,
pages end at PAGES_MAX, waits at LONGEST_WAIT.
"""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from monitoring.feeds.raw import RawFeed
from monitoring.feeds.sites import absolute, within_site

# Catching up beyond this many pages of an archive is a task for a person.
PAGES_MAX = 50
LONGEST_WAIT = timedelta(days=7)
# Blogger gives 25 entries unless it is asked for more (Blogger feed URIs, `max-results`).
_BLOGGER_PAGE, _BLOGGER_MOST = 25, 500
_BLOGGER = re.compile(r"/feeds/(?:\d+/)?posts/(?:default|summary)/?$")
_WORDPRESS = re.compile(r"/feed/?$")
_PAGED = frozenset({"rss", "atom", "json"})
_NUMBER = re.compile(r"\d{1,6}")
# RSS 1.0 syndication module: period, divided by how often within it.
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


def ttl(raw: RawFeed) -> timedelta | None:
    """Return how long the feed asks to be left alone: `ttl`, else the syndication module.

    None where it says nothing usable; never more than LONGEST_WAIT.
    """
    minutes = _number(raw.ttl)
    if minutes:
        return min(timedelta(minutes=minutes), LONGEST_WAIT)
    period = _PERIODS.get(raw.period.strip().lower())
    if period is None:
        return None
    return min(period / (_number(raw.frequency) or 1), LONGEST_WAIT)


def hub(raw: RawFeed, url: str) -> str:
    """Return the first WebSub hub the feed offers (W3C WebSub section 4), or ""."""
    return next(filter(None, (absolute(url, link) for link in _related(raw, "hub"))), "")


def topic(raw: RawFeed, url: str) -> str:
    """Return the address the hub knows the feed by: its `self` link, or ""."""
    return next(filter(None, (absolute(url, link) for link in _related(raw, "self"))), "")


def next_page(raw: RawFeed, url: str) -> str:
    """Return the address of the next older page of the archive, or "".

    Blogger and WordPress by their own parameters, since their `next` links name other hosts or are
    missing; else RFC 5005: `next` of a paged feed (section 3), `prev-archive` of an archived one
    (section 4).
    """
    if raw.kind not in _PAGED:
        return ""
    parts = urlsplit(url)
    if _BLOGGER.search(parts.path):
        return _blogger(url, len(raw.entries))
    for link in (*_related(raw, "next"), *_related(raw, "prev-archive")):
        address = absolute(url, link)
        if address and address != url and within_site(url, address):
            return address
    if _WORDPRESS.search(parts.path) or "wordpress.org" in raw.generator.lower():
        return _wordpress(url)
    return ""


def _related(raw: RawFeed, rel: str) -> list[str]:
    return [address for name, address in raw.links if name.lower() == rel]


def _blogger(url: str, seen: int) -> str:
    start, size = _parameter(url, "start-index") or 1, _parameter(url, "max-results")
    size = min(size or _BLOGGER_PAGE, _BLOGGER_MOST)
    # A page that is not full is the last.
    if seen < size or start + size > PAGES_MAX * size:
        return ""
    return _with(url, {"start-index": str(start + size), "max-results": str(size)})


def _wordpress(url: str) -> str:
    page = (_parameter(url, "paged") or 1) + 1
    return _with(url, {"paged": str(page)}) if page <= PAGES_MAX else ""


def _parameter(url: str, key: str) -> int:
    return _number(dict(parse_qsl(urlsplit(url).query)).get(key, ""))


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text.strip()) else 0


def _with(url: str, values: dict[str, str]) -> str:
    parts = urlsplit(url)
    kept = [
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in values
    ]
    query = urlencode([*kept, *values.items()])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
