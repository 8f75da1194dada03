"""The judge: feedparser, and the only importer of it.

It reads what libxml2 refuses (unescaped signs, truncated ends, tags that do not match) and decides
in doubt. Text is cleaned and bounded first; feedparser then only sees UTF-8 inside a BytesIO,
because given text or bytes it may open the file or address they name. Its default-happy
dictionaries go no further than this module.
"""

import io
import logging
from typing import Any

import feedparser

from monitoring.feeds.feedtext import entries_alone, feed_text
from monitoring.feeds.raw import RawEntry, RawFeed
from monitoring.feeds.values import NotAFeed

log = logging.getLogger(__name__)

# What feedparser 6.0.14 raises for broken markup instead of setting `bozo`, as found by fuzzing.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_HTML = frozenset({"", "text/html", "html", "application/xhtml+xml"})


def judged(text: str, limit: int) -> RawFeed | NotAFeed:
    """Read an RSS or Atom document of any shape; never raises on content.

    Of a giant feed at most about 4 x `limit` entries are read. A truncated or badly escaped feed
    gives what can be read of it.
    """
    prepared = feed_text(text, limit)
    if isinstance(prepared, NotAFeed):
        return prepared
    found = _parsed(prepared.text)
    about = found.feed
    return RawFeed(
        kind="atom" if found.version.startswith("atom") else "rss" if found.version else "",
        title=_text(about, "title"),
        entries=tuple(_entry(raw) for raw in found.entries),
        language=_text(about, "language"),
        generator=_text(about, "generator"),
        links=tuple((_text(link, "rel"), _text(link, "href")) for link in about.get("links") or ()),
        ttl=_text(about, "ttl"),
        period=_text(about, "sy_updateperiod"),
        frequency=_text(about, "sy_updatefrequency"),
        dropped=prepared.dropped,
    )


def _parsed(text: str) -> feedparser.FeedParserDict:
    try:
        return _feedparser(text)
    except _FAULTS as fault:
        log.warning("feedparser berhenti (%s); entri dibaca satu per satu", type(fault).__name__)
        return _entry_by_entry(text)


def _entry_by_entry(text: str) -> feedparser.FeedParserDict:
    """Read each entry as a feed of its own, so that a broken one costs only itself."""
    found = feedparser.FeedParserDict(feed=feedparser.FeedParserDict(), entries=[], version="")
    for alone in entries_alone(text):
        try:
            one = _feedparser(alone)
        except _FAULTS:
            continue
        found["entries"] += one.entries
        found["version"] = one.version or found.version
    return found


def _feedparser(text: str) -> feedparser.FeedParserDict:
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _text(values: feedparser.FeedParserDict, key: str) -> str:
    # feedparser's own `get` answers some keys with the value of another.
    return str(dict.get(values, key) or "").strip()


def _entry(raw: feedparser.FeedParserDict) -> RawEntry:
    source = dict.get(raw, "source") or {}
    return RawEntry(
        guid=_text(raw, "id"),
        link=_link(raw),
        title=_text(raw, "title"),
        summary=_text(raw, "summary"),
        content=_content(raw),
        author=_author(raw),
        date=next(filter(None, (_text(raw, key) for key in _DATES)), ""),
        section=_section(raw),
        image=_image(raw),
        language=_text(raw, "language"),
        source_name=str(source.get("title") or "") or _text(raw, "news_source"),
        source_url=str(source.get("href") or source.get("link") or ""),
    )


_DATES = ("published", "updated", "created")


def _link(raw: feedparser.FeedParserDict) -> str:
    """Return the first page for people, as the fast reader does; feedparser takes the last."""
    if original := _text(raw, "feedburner_origlink"):
        return original
    for link in dict.get(raw, "links") or ():
        for_people = _text(link, "rel") == "alternate" and _text(link, "type") in _HTML
        if for_people and (address := _text(link, "href")):
            return address
    # The identity in the link's place, if it is an address.
    identity = _text(raw, "link")
    return identity if identity.startswith(("http://", "https://")) else ""


def _author(raw: feedparser.FeedParserDict) -> str:
    first: dict[str, Any] = next(iter(dict.get(raw, "authors") or ()), {})
    return str(first.get("name") or first.get("email") or "") or _text(raw, "author")


def _section(raw: feedparser.FeedParserDict) -> str:
    terms = (str(tag.get("term") or "").strip() for tag in (dict.get(raw, "tags") or ())[:3])
    return next(filter(None, terms), "")


def _image(raw: feedparser.FeedParserDict) -> str:
    for one in (*(raw.get("media_thumbnail") or ()), *_pictures(raw)):
        if address := str(one.get("url") or one.get("href") or ""):
            return address
    return _text(raw, "news_image")


def _pictures(raw: feedparser.FeedParserDict) -> list[dict[str, Any]]:
    found = [*(raw.get("media_content") or ()), *(raw.get("enclosures") or ())]
    return [
        one
        for one in found
        if str(one.get("type") or "").startswith("image/") or one.get("medium") == "image"
    ]


def _content(raw: feedparser.FeedParserDict) -> str:
    parts = (str(part.get("value") or "") for part in raw.get("content") or ())
    return max(parts, key=len, default="")
