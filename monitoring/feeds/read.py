"""Bytes of any kind of feed, read into one kind of value: the first thing to look at here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitoring.feeds.parse import parse_feed
from monitoring.feeds.values import NotAFeed, ReadFeed


def read_feed(
    body: bytes,
    url: str,
    charset: str | None,
    *,
    zone: ZoneInfo,
    at: datetime,
    limit: int,
    kind: str = "",
    rules: Mapping[str, Any] | None = None,
) -> ReadFeed | NotAFeed:
    """Read a body that came from `url`; never raises on content.

    What the body is decides how it is read. Only two kinds are believed before it is looked at:
    "listing", whose `rules` say where a page lists its articles, and "search", whose entries
    belong to other outlets. Of more than `limit` entries the newest are kept; dates without a
    zone are read in `zone`, future ones cut to `at`.
    """
    found = parse_feed(body, url, charset, zone, at, limit)
    if isinstance(found, NotAFeed):
        return found
    return ReadFeed(kind or "rss", found.title, found.entries, found.cut)
