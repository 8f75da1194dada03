"""Bytes become text, and the text says what kind of document it is: the first look at a body.

The body is believed, not its headers: feeds come as text/html, and challenge pages as
application/xml. Pure.
"""

import re
import zlib
from dataclasses import dataclass
from html.entities import html5
from typing import Literal

from monitoring.clean import decoded, plain
from monitoring.feeds.values import NotAFeed

LARGEST = 15_000_000
# A gzip body beyond this ratio is a bomb; below RATIO_FROM bytes it harms nobody (the same bounds
# as the door's, which unpacks what the header names; `.xml.gz` is packed without saying so).
RATIO, RATIO_FROM = 200, 1_000_000
# The prolog of a document; what defines or betrays it stands here.
HEAD = 20_000

Form = Literal["xml", "sitemap", "json", "html", "lines"]

_GZIP = b"\x1f\x8b"
_CDATA = "<![CDATA["
_LOOSE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-f]{1,6};)([a-z][a-z0-9]{1,30};)?", re.IGNORECASE)
# UTF-16 without a byte order mark, told by its first sign (XML 1.0 appendix F.1).
_WIDE = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_SUBSET = re.compile(r"<!DOCTYPE[^>\[]{0,2000}\[|<!ENTITY", re.IGNORECASE)
_ROOT = re.compile(
    r"<(?:[\w.-]{1,40}:)?(?P<name>rss|feed|rdf|channel|urlset|sitemapindex|html|head|body)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,200})<", re.IGNORECASE)
_ADDRESSES = re.compile(r"https?://\S+(?:\s+https?://\S+)*\s*")
# Words of pages that stand in front of a site: checks for robots, then doors for members.
_CHALLENGE = re.compile(
    r"just a moment|checking your browser|attention required|cf-chl|captcha|are you (?:a )?human"
    r"|verify you are|access denied|bot detection|security check|enable javascript and cookies",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"<input[^<>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    """The text of a body and its form."""

    text: str
    form: Form


def opened(body: bytes, charset: str | None) -> Document | NotAFeed:
    """Return the body as text of a known form, or why it can be no feed.

    Refused are bodies beyond LARGEST or RATIO, documents that define entities of their own (the
    seed of every expansion attack; no feed needs them), and what is neither XML, JSON nor HTML.
    """
    if body.startswith(_GZIP):
        body = _unpacked(body)
    if len(body) > LARGEST:
        return NotAFeed("too_large", "Umpan terlalu besar; tidak dibaca.")
    if wide := _WIDE.get(body[:2]):
        body = body.decode(wide, "replace").encode("utf-8", "replace")
    text = decoded(body, charset).lstrip("\ufeff\x00 \t\r\n\v\f")
    if not text:
        return NotAFeed("empty", "Situs menjawab tanpa isi; akan dicoba lagi.")
    if _SUBSET.search(text, 0, HEAD):
        return NotAFeed("not_a_feed", "Umpan memuat definisi DTD sendiri; demi keamanan ditolak.")
    if form := _form(text):
        return Document(text, form)
    return no_feed()


def no_feed() -> NotAFeed:
    """Say that the answer is none of the forms we read."""
    return NotAFeed(
        "not_a_feed",
        "Jawaban situs bukan umpan RSS, Atom, JSON, atau peta situs; periksa alamat.",
    )


def web_page(text: str) -> NotAFeed:
    """Say what kind of web page came in place of a feed, and what that may mean."""
    found = _TITLE.search(text, 0, HEAD)
    title = plain(found[1], 60) if found else ""
    shown = f" berjudul “{title}”" if title else ""
    if _CHALLENGE.search(text, 0, HEAD):
        why = "situs memeriksa pengunjung dan menghalangi pengambilan kita; hubungi pengelolanya"
    elif _LOGIN.search(text, 0, HEAD):
        why = "situs meminta masuk dengan kata sandi; umpannya tidak terbuka untuk umum"
    else:
        why = "alamatnya mungkin berganti atau pengambilan kita dihalangi; periksa di peramban"
    return NotAFeed("not_a_feed", f"Situs mengirim halaman web{shown}, bukan umpan: {why}.")


def escaped(text: str) -> str:
    """Return a document whose loose "&" are escaped, the commonest fault of hand-made feeds.

    Names of HTML that XML does not know become their characters; CDATA is left as it is.
    """
    first, *others = text.split(_CDATA)
    parts = [_LOOSE.sub(_reference, first)]
    for other in others:
        data, end, rest = other.partition("]]>")
        parts += [_CDATA, data, end, _LOOSE.sub(_reference, rest)]
    return "".join(parts)


def _reference(found: re.Match[str]) -> str:
    name = found[1]
    if name in {"amp;", "lt;", "gt;", "quot;", "apos;"}:
        return found.group()
    return html5.get(name or "", "&amp;" + (name or ""))


def _form(text: str) -> Form | None:
    if text[0] in "{[":
        return "json"
    if text[0] != "<":
        # The last line of the head may be cut off in the middle of "https://".
        head = text if len(text) <= HEAD else text[:HEAD].rpartition("\n")[0]
        return "lines" if _ADDRESSES.fullmatch(head) else _xml_form(text)
    return "html" if text[:14].lower() == "<!doctype html" else _xml_form(text)


def _xml_form(text: str) -> Form | None:
    root = _ROOT.search(text, 0, HEAD)
    name = root["name"].lower() if root else ""
    if name in {"html", "head", "body"}:
        return "html"
    if name in {"urlset", "sitemapindex"}:
        return "sitemap"
    return "xml" if name else None


def _unpacked(body: bytes) -> bytes:
    """Return what a gzip body holds, one byte beyond the bound if there is more.

    A truncated or damaged end costs only itself.
    """
    most = min(LARGEST, max(RATIO_FROM, RATIO * len(body)))
    inflate = zlib.decompressobj(31)
    try:
        unpacked = inflate.decompress(body, most + 1)
    except zlib.error:
        return b""
    return unpacked if len(unpacked) <= most else bytes(LARGEST + 1)
