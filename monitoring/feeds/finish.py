"""Raw entries of any reader made into the entries that are stored: cleaned, dated, identified.

One place for every rule about an entry, so that it comes out the same whichever reader found it.
Pure.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from monitoring.canonical import canonical
from monitoring.clean import clean, plain
from monitoring.dates import clamp, read_date
from monitoring.feeds.media import medium
from monitoring.feeds.raw import RawEntry
from monitoring.feeds.sites import host_of
from monitoring.feeds.values import FeedEntry
from monitoring.furniture import without_furniture

TITLE, LINK, AUTHOR, DATE, SECTION, LANGUAGE = 500, 2048, 200, 120, 120, 20
SUMMARY, CONTENT, SOURCE = 5_000, 200_000, 200

_INLINE = re.compile(
    r"</?(?:b|i|u|em|strong|span|br|a|p|sup|sub|font|small)\b[^>]{0,300}>", re.IGNORECASE
)
_NOT_IN_LINK = re.compile(
    '[\x00-\x20\x7f-\x9f<>"\\\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff'
    "\ud800-\udfff]"
)
_PICTURE = re.compile(r"<img\b[^<>]{0,1000}?\bsrc\s*=\s*[\"']?([^\s\"'<>]{1,2048})", re.IGNORECASE)
_WITH_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}\s*\((?P<name>[^()]{1,200})\)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}", re.IGNORECASE)


@dataclass(frozen=True)
class Setting:
    """Where a feed stands: its address, the zone of dates without one, and now."""

    url: str
    zone: ZoneInfo
    at: datetime
    language: str = ""
    video: bool = False


class Finished(NamedTuple):
    """Entries as they are stored, newest kept; `cut` counts those beyond the limit."""

    entries: tuple[FeedEntry, ...]
    cut: int


def finished(raws: Sequence[RawEntry], limit: int, setting: Setting) -> Finished:
    """Return at most `limit` entries, each identity once.

    Of more the newest are kept; without dates the first count as the newest.
    """
    kept = _newest(raws, setting.zone, limit)
    entries = _unique([_entry(raw, setting) for raw in kept])
    return Finished(entries, len(raws) - len(kept))


def feed_title(text: str) -> str:
    """Return the title of a feed as one clean line."""
    return clean(_words(text), TITLE)


def _newest(raws: Sequence[RawEntry], zone: ZoneInfo, limit: int) -> Sequence[RawEntry]:
    if len(raws) <= limit:
        return raws
    dated = [(read_date(raw.date or raw.changed, zone), raw) for raw in raws]
    dated.sort(key=lambda pair: pair[0].timestamp() if pair[0] else 0.0, reverse=True)
    return [raw for _, raw in dated[:limit]]


def _entry(raw: RawEntry, setting: Setting) -> FeedEntry:
    link, title = article_link(raw.link, raw.base, setting.url), _title(raw)
    written = clean(raw.date, DATE)
    published, published_from = clamp(read_date(written, setting.zone), setting.at)
    identity = raw.guid or canonical(link) or f"{title} {written}"
    summary = _plain(raw.summary, SUMMARY)
    section = clean(html.unescape(raw.section), SECTION)
    found = medium(link, section, video=setting.video)
    return FeedEntry(
        guid_hash=identity_hash(identity),
        link=link,
        title=title,
        summary=summary,
        content=_plain(raw.content, CONTENT),
        author=_author(raw.author),
        published=published,
        published_text=written,
        published_from=published_from,
        section=section,
        image=_image(raw, link or setting.url),
        language=language(raw.language or setting.language),
        source_name=clean(html.unescape(raw.source_name), SOURCE),
        source_url=article_link(raw.source_url, "", setting.url),
        page_kind=found.kind,
        page_note=found.note,
    )


def article_link(written: str, base: str, url: str) -> str:
    """Return the absolute address if it can be one of a web page, else ""."""
    written = written.strip()
    if not written.startswith(("http://", "https://")):
        try:
            written = urljoin(urljoin(url, base), written) if written else ""
        except ValueError:
            return ""
    good = written.startswith(("http://", "https://")) and len(written) <= LINK
    if not good or _NOT_IN_LINK.search(written):
        return ""
    return written if host_of(written) else ""


def identity_hash(identity: str) -> str:
    """Return the sha256 (hex) of what an entry is known by within its feed."""
    return sha256(identity.encode("utf-8", "replace")).hexdigest()


def language(written: str) -> str:
    """Return a language tag (RFC 5646) in lower case with hyphens, or ""."""
    tag = written.strip()[: LANGUAGE + 1].replace("_", "-").lower()
    return tag if len(tag) <= LANGUAGE and _LANGUAGE.fullmatch(tag) else ""


def _plain(markup: str, limit: int) -> str:
    return without_furniture(plain(markup, limit)) if markup else ""


def _title(raw: RawEntry) -> str:
    """Return the title without the outlet that aggregators put behind it, if it is the source."""
    title, source = _words(raw.title), html.unescape(raw.source_name).strip()
    if source and len(title) > len(source):
        for mark in (" - ", " – ", " | "):
            title = title.removesuffix(f"{mark}{source}")
    return clean(title, TITLE)


def _words(title: str) -> str:
    """Return a title with inline markup gone; other angle brackets are words and stay."""
    title = title[: TITLE * 20]
    if "<" in title:
        title = _INLINE.sub("", title)
    return (html.unescape(title) if "&" in title else title).strip()


def _author(written: str) -> str:
    """Return a name: RSS writes "address (name)", and the address is nobody's business here."""
    author = clean(html.unescape(written[: AUTHOR * 5]), AUTHOR * 2)
    found = _WITH_EMAIL.fullmatch(author)
    return (found["name"].strip() if found else author)[:AUTHOR]


def _image(raw: RawEntry, base: str) -> str:
    """Return the https address of the entry's picture, else of the first in its text, or ""."""
    written = raw.image
    if not written:
        found = _PICTURE.search(raw.content or raw.summary)
        written = html.unescape(found[1]) if found else ""
    address = article_link(written, raw.base, base)
    return address if address.startswith("https://") else ""


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
    return replace(one, guid_hash=identity_hash(canonical(one.link)))
