"""Feeds read into values: the only importer of feedparser.

Bytes are decoded, cleaned and bounded here first; feedparser then only sees UTF-8 inside a
BytesIO, because given text or bytes it may open the file or address they name. Its default-happy
dictionaries go no further than this module.
"""

import html
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import feedparser

from monitoring.canonical import canonical
from monitoring.clean import clean, decoded, plain
from monitoring.dates import PublishedFrom, clamp, read_date
from monitoring.furniture import without_furniture

LARGEST = 15_000_000
TITLE, LINK, AUTHOR, DATE = 500, 2048, 200, 120
SUMMARY, CONTENT = 5_000, 200_000

# The prolog of a document; what defines or betrays it stands here.
_HEAD = 20_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[|<!ENTITY", re.IGNORECASE)
_BEFORE = r"(?:\s|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>)*"
_PAGE = re.compile(
    _BEFORE + r"<(?:html|head|body)\b|\s*<!DOCTYPE\s+html", re.IGNORECASE | re.DOTALL
)
_SITEMAP = re.compile(_BEFORE + r"<(?:urlset|sitemapindex)\b", re.IGNORECASE | re.DOTALL)
_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|br|a|p|sup|sub|font|small)\b[^>]{0,300}>", re.IGNORECASE
)
_NOT_IN_LINK = re.compile(r"[\x00-\x20\x7f<>\"\\]")


@dataclass(frozen=True)
class FeedEntry:
    """One item as the feed shows it, every string cleaned and bounded.

    `link` is absolute http(s) or "". `published` is unknown rather than guessed.
    """

    guid_hash: str
    link: str
    title: str
    summary: str
    content: str
    author: str
    published: datetime | None
    published_text: str
    published_from: PublishedFrom


@dataclass(frozen=True)
class Feed:
    """A feed that was read; `cut` counts the entries beyond the limit."""

    title: str
    entries: tuple[FeedEntry, ...]
    cut: int


@dataclass(frozen=True)
class NotAFeed:
    """Why nothing was read: `outcome` is a value of Fetch.Outcome, `note` a sentence for people."""

    outcome: str
    note: str


def parse_feed(
    body: bytes, url: str, content_type: str, zone: ZoneInfo, at: datetime, limit: int
) -> Feed | NotAFeed:
    """Read an RSS or Atom body that came from `url`; never raises on content.

    Of more than `limit` entries the newest are kept. Dates without a zone are read in `zone`,
    future ones are cut to `at`. A truncated or badly escaped feed gives what can be read of it; a
    web page, a sitemap and a feed without entries are failures, never an empty success.
    """
    if len(body) > LARGEST:
        return NotAFeed("too_large", "Umpan terlalu besar; tidak dibaca.")
    text = _prepared(decoded(body, _charset(content_type)))
    if refused := _refused(text):
        return refused
    text, dropped = _thinned(text, limit)
    found = _feedparser(text, url)
    if not found.entries:
        return _nothing(found)
    entries = _unique(_entry(raw, url, zone, at) for raw in _newest(found.entries, zone, limit))
    cut = dropped + max(0, len(found.entries) - limit)
    return Feed(clean(_title(found.feed), TITLE), entries, cut)


def _charset(content_type: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type[:300], re.IGNORECASE)
    return found[1] if found else None


def _prepared(text: str) -> str:
    """Drop what no XML document may hold, and the declaration, whose charset is now a lie."""
    text = _FORBIDDEN.sub("", text).lstrip()
    return _DECLARATION.sub("", text, count=1).lstrip()


def _refused(text: str) -> NotAFeed | None:
    # Entities defined by the document are the seed of every expansion attack; no feed needs them.
    if _SUBSET.search(text[:_HEAD]):
        return NotAFeed("not_a_feed", "Umpan memuat definisi DTD sendiri; demi keamanan ditolak.")
    if not text:
        return NotAFeed("empty", "Situs menjawab tanpa isi; akan dicoba lagi.")
    if _PAGE.match(text[:_HEAD]):
        return _web_page(text)
    if _SITEMAP.match(text[:_HEAD]):
        return NotAFeed("not_a_feed", "Alamat ini peta situs (sitemap), bukan umpan RSS atau Atom.")
    return None


def _web_page(text: str) -> NotAFeed:
    found = re.search(r"<title[^>]*>(.{0,200}?)</title", text[:_HEAD], re.IGNORECASE | re.DOTALL)
    title = plain(found[1], 60) if found else ""
    shown = f" berjudul “{title}”" if title else ""
    return NotAFeed(
        "not_a_feed",
        f"Situs mengirim halaman web{shown}, bukan umpan; mungkin pengambilan kita dihalangi.",
    )


def _thinned(text: str, limit: int) -> tuple[str, int]:
    """Cut the middle out of a giant feed, so that reading it costs what `limit` entries cost.

    Twice the limit stays at either end, since some feeds begin with their oldest entry.
    """
    starts = [found.start() for found in _ENTRY.finditer(text)]
    if len(starts) <= 4 * limit:
        return text, 0
    dropped = len(starts) - 4 * limit
    return text[: starts[2 * limit]] + text[starts[2 * limit + dropped] :], dropped


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
        summary=without_furniture(plain(str(raw.get("summary") or ""), SUMMARY)),
        content=without_furniture(plain(_content(raw), CONTENT)),
        author=clean(str(raw.get("author") or ""), AUTHOR),
        published=published,
        published_text=written,
        published_from=published_from,
    )


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
    """Return the title with inline markup gone; other angle brackets are words and stay."""
    return html.unescape(_INLINE.sub("", str(raw.get("title") or "")))


def _date_text(raw: feedparser.FeedParserDict) -> str:
    # Not `.get("updated")` first: feedparser answers that with `published` in some versions.
    return str(raw.get("published") or raw.get("updated") or raw.get("created") or "")


def _content(raw: feedparser.FeedParserDict) -> str:
    parts = (str(part.get("value") or "") for part in raw.get("content") or ())
    return max(parts, key=len, default="")


def _unique(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Keep one entry per identity; where a guid stands on several links, the link is identity.

    Some sites give all their items one guid (RSS 2.0 asks for unique ones); without this rule
    such a feed would have a single item for ever.
    """
    entries = list(dict.fromkeys(entries))
    links = Counter(guid for guid, _ in {(one.guid_hash, canonical(one.link)) for one in entries})
    told = (
        replace(one, guid_hash=_hash(canonical(one.link))) if links[one.guid_hash] > 1 else one
        for one in entries
    )
    return tuple({one.guid_hash: one for one in reversed(list(told))}.values())[::-1]
