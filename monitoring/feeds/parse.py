"""Feeds read into values: the only importer of feedparser.

Bytes are decoded, cleaned and bounded here first; feedparser then only sees UTF-8 inside a
BytesIO, because given text or bytes it may open the file or address they name. Its default-happy
dictionaries go no further than this module.
"""

import html
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser

from monitoring.canonical import canonical
from monitoring.clean import clean, plain
from monitoring.dates import clamp, read_date
from monitoring.feeds.feedtext import entries_alone, feed_text
from monitoring.feeds.values import FeedEntry, NotAFeed
from monitoring.furniture import without_furniture

log = logging.getLogger(__name__)

TITLE, LINK, AUTHOR, DATE, SECTION = 500, 2048, 200, 120, 120
SUMMARY, CONTENT = 5_000, 200_000

# What feedparser 6.0.14 raises for broken markup instead of setting `bozo`, as found by fuzzing.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|br|a|p|sup|sub|font|small)\b[^>]{0,300}>", re.IGNORECASE
)
_NOT_IN_LINK = re.compile(r"[\x00-\x20\x7f<>\"\\]")


@dataclass(frozen=True)
class Feed:
    """A feed that was read; `cut` counts the entries beyond the limit."""

    title: str
    entries: tuple[FeedEntry, ...]
    cut: int


def parse_feed(
    body: bytes, url: str, charset: str | None, zone: ZoneInfo, at: datetime, limit: int
) -> Feed | NotAFeed:
    """Read an RSS or Atom body that came from `url`; never raises on content.

    Of more than `limit` entries the newest are kept. Dates without a zone are read in `zone`,
    future ones are cut to `at`. A truncated or badly escaped feed gives what can be read of it; a
    web page, a sitemap and a feed without entries are failures, never an empty success.
    """
    prepared = feed_text(body, charset, limit)
    if isinstance(prepared, NotAFeed):
        return prepared
    found = _parsed(prepared.text, url)
    if not found.entries:
        return _nothing(found)
    entries = _unique([_entry(raw, url, zone, at) for raw in _newest(found.entries, zone, limit)])
    cut = prepared.dropped + max(0, len(found.entries) - limit)
    return Feed(clean(_title(found.feed), TITLE), entries, cut)


def _parsed(text: str, url: str) -> feedparser.FeedParserDict:
    try:
        return _feedparser(text, url)
    except _FAULTS as fault:
        log.warning(
            "feedparser stopped (%s), reading entry by entry: %r", type(fault).__name__, url
        )
        return _entry_by_entry(text, url)


def _entry_by_entry(text: str, url: str) -> feedparser.FeedParserDict:
    """Read each entry as a feed of its own, so that a broken one costs only itself."""
    found = feedparser.FeedParserDict(feed=feedparser.FeedParserDict(), entries=[], version="")
    for alone in entries_alone(text):
        try:
            one = _feedparser(alone, url)
        except _FAULTS:
            continue
        found["entries"] += one.entries
        found["version"] = one.version or found.version
    return found


def _feedparser(text: str, url: str) -> feedparser.FeedParserDict:
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )


def _nothing(found: feedparser.FeedParserDict) -> NotAFeed:
    if found.version:
        return NotAFeed("empty", "Umpan terbaca tetapi tidak memuat satu pun berita.")
    return NotAFeed("not_a_feed", "Jawaban situs bukan umpan RSS atau Atom; periksa alamatnya.")


def _newest(
    raws: Sequence[feedparser.FeedParserDict], zone: ZoneInfo, limit: int
) -> Sequence[feedparser.FeedParserDict]:
    if len(raws) <= limit:
        return raws
    dated = [(read_date(_date_text(raw), zone), raw) for raw in raws]
    dated.sort(key=lambda pair: pair[0].timestamp() if pair[0] else 0.0, reverse=True)
    return [raw for _, raw in dated[:limit]]


def _entry(raw: feedparser.FeedParserDict, url: str, zone: ZoneInfo, at: datetime) -> FeedEntry:
    link, title = _link(raw, url), clean(_title(raw), TITLE)
    written = clean(_date_text(raw), DATE)
    published, published_from = clamp(read_date(written, zone), at)
    identity = str(raw.get("id") or "").strip() or canonical(link) or f"{title} {written}"
    return FeedEntry(
        guid_hash=_hash(identity),
        link=link,
        title=title,
        summary=_plain(str(raw.get("summary") or ""), SUMMARY),
        content=_plain(_content(raw), CONTENT),
        author=clean(str(raw.get("author") or ""), AUTHOR),
        published=published,
        published_text=written,
        published_from=published_from,
        section=_section(raw),
    )


def _plain(markup: str, limit: int) -> str:
    return without_furniture(plain(markup, limit))


def _hash(identity: str) -> str:
    return sha256(identity.encode("utf-8", "replace")).hexdigest()


def _link(raw: feedparser.FeedParserDict, url: str) -> str:
    """Return the article's address if it can be one, else ""."""
    written = str(raw.get("link") or "").strip()
    try:
        link = urljoin(url, written) if written else ""
    except ValueError:
        return ""
    good = link.startswith(("http://", "https://")) and len(link) <= LINK
    return link if good and not _NOT_IN_LINK.search(link) else ""


def _title(raw: feedparser.FeedParserDict) -> str:
    """Return the title with inline markup gone; other angle brackets are words and stay.

    Aggregators put the outlet behind the title; it goes where the entry names it as its source.
    """
    title = html.unescape(_INLINE.sub("", str(raw.get("title") or ""))).strip()
    source = str((raw.get("source") or {}).get("title") or "")
    return title.removesuffix(f" - {source}") if source else title


def _section(raw: feedparser.FeedParserDict) -> str:
    names = (clean(str(tag.get("term") or ""), SECTION) for tag in (raw.get("tags") or ())[:3])
    return next(filter(None, names), "")


def _date_text(raw: feedparser.FeedParserDict) -> str:
    # feedparser's own `get` answers some keys with the value of another.
    texts = (dict.get(raw, key) for key in ("published", "updated", "created"))
    return next((str(text) for text in texts if text), "")


def _content(raw: feedparser.FeedParserDict) -> str:
    parts = (str(part.get("value") or "") for part in raw.get("content") or ())
    return max(parts, key=len, default="")


def _unique(entries: Sequence[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Keep one entry per identity; where a guid stands on several links, the link is identity.

    Some sites give all their items one guid (RSS 2.0 asks for unique ones); without this rule
    such a feed would have a single item for ever.
    """
    links: dict[str, set[str]] = {}
    for one in entries:
        links.setdefault(one.guid_hash, set()).add(one.link)
    if len(links) == len(entries):
        return tuple(entries)
    told = [_by_link(one) if len(links[one.guid_hash]) > 1 else one for one in entries]
    return tuple({one.guid_hash: one for one in reversed(told)}.values())[::-1]


def _by_link(one: FeedEntry) -> FeedEntry:
    return replace(one, guid_hash=_hash(canonical(one.link)))
