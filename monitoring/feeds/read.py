"""Bytes of any kind of feed, read into one kind of value: the first thing to look at here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from monitoring.feeds import wishes
from monitoring.feeds.document import Document, no_feed, opened, web_page
from monitoring.feeds.finish import Setting, feed_title, finished, language
from monitoring.feeds.jsonfeed import read_json
from monitoring.feeds.listing import read_listing
from monitoring.feeds.parse import judged
from monitoring.feeds.raw import RawFeed
from monitoring.feeds.search import attributed, is_search, is_unresolved
from monitoring.feeds.sitemap import read_lines, read_sitemap
from monitoring.feeds.sites import host_of
from monitoring.feeds.tree import read_tree
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
    zone are read in `zone`, future ones cut to `at`. A feed without entries is a failure, never
    an empty success.
    """
    document = opened(body, charset)
    if isinstance(document, NotAFeed):
        return document
    raw = _listed(document, url, kind, rules) or _raw(document, url, limit)
    if isinstance(raw, NotAFeed):
        return raw
    raw = replace(raw, kind=_kind(raw, url, kind))
    return _read(raw, Setting(url, zone, at), limit)


def _listed(
    document: Document, url: str, kind: str, rules: Mapping[str, Any] | None
) -> RawFeed | NotAFeed | None:
    if kind != "listing" or not rules or document.form not in {"html", "json"}:
        return None
    return read_listing(document.text, url, rules)


def _raw(document: Document, url: str, limit: int) -> RawFeed | NotAFeed:
    match document.form:
        case "html":
            return web_page(document.text)
        case "json":
            return read_json(document.text) or no_feed()
        case "lines":
            return read_lines(document.text, url) or no_feed()
        case "sitemap":
            return read_sitemap(document.text, url) or no_feed()
        case "xml":
            return read_tree(document.text) or judged(document.text, limit)


def _kind(raw: RawFeed, url: str, kind: str) -> str:
    """Return what the body is, unless its address makes it a search or a video channel."""
    if kind == "search" or is_search(url):
        return "search"
    host = host_of(url).removeprefix("www.")
    return "video" if kind == "video" or host == "youtube.com" else raw.kind


def _read(raw: RawFeed, setting: Setting, limit: int) -> ReadFeed | NotAFeed:
    if not raw.entries and not raw.follow:
        return _nothing(raw)
    search = raw.kind == "search"
    setting = replace(setting, language=language(raw.language), video=raw.kind == "video")
    raws = tuple(map(attributed, raw.entries)) if search else raw.entries
    entries, cut = finished(raws, limit, setting)
    if search:
        entries = tuple(replace(one, unresolved=is_unresolved(one.link)) for one in entries)
    return ReadFeed(
        kind=raw.kind,
        title=feed_title(raw.title),
        entries=entries,
        cut=raw.dropped + cut + max(0, len(raw.follow) - limit),
        follow=raw.follow[:limit],
        next_page=wishes.next_page(raw, setting.url),
        hub=wishes.hub(raw, setting.url),
        topic=wishes.topic(raw, setting.url),
        ttl=wishes.ttl(raw),
    )


def _nothing(raw: RawFeed) -> NotAFeed:
    if raw.kind == "sitemap":
        return NotAFeed(
            "empty",
            "Peta situs terbaca tetapi kosong; wajar bila media ini tidak memuat berita dua hari"
            " terakhir.",
            quiet=raw.quiet,
        )
    if raw.kind:
        return NotAFeed("empty", "Umpan terbaca tetapi tidak memuat satu pun berita.")
    return no_feed()
