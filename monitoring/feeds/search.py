"""Search feeds: other outlets' articles, seen through Google News or Bing. Pure.

An entry belongs to the outlet it names, its title loses that name, and its link is the article's
where the engine's own link shows it. Links of the newer, opaque form stay as they are and count as
unresolved until their page is fetched.
"""

import base64
import binascii
import re
from typing import Literal
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from monitoring.feeds.raw import RawEntry
from monitoring.feeds.sites import host_of

Engine = Literal["google", "bing"]

WORDS_MAX = 500
_HOSTS: dict[str, Engine] = {
    "news.google.com": "google",
    "google.com": "google",
    "bing.com": "bing",
}
# Parameters in which engines write where a link leads.
_TARGETS = ("url", "u", "q")
_ARTICLE = re.compile(r"/(?:rss/|__i/rss/rd/)?(?:articles|read)/(?P<token>[\w-]{8,2000})")
# A protocol buffer: field 1 = 19, then field 4, whose length and bytes follow.
_HEAD = b"\x08\x13\x22"
_ADDRESS = re.compile(rb"https?://[\x21-\x7e]{4,2000}")
_NEW_FORM = b"AU_yq"


def search_address(engine: Engine, words: str) -> str:
    """Return the address of the engine's feed for the words, in Indonesian, newest first.

    Raises ValueError for words that are empty or longer than WORDS_MAX.
    """
    words = " ".join(words.split())
    if not 0 < len(words) <= WORDS_MAX:
        raise ValueError(f"Kata pencarian harus 1 sampai {WORDS_MAX} huruf.")
    if engine == "google":
        query = {"q": words, "hl": "id", "gl": "ID", "ceid": "ID:id"}
        return f"https://news.google.com/rss/search?{urlencode(query, quote_via=quote)}"
    query = {"q": words, "format": "rss", "setlang": "id", "qft": 'sortbydate="1"'}
    return f"https://www.bing.com/news/search?{urlencode(query, quote_via=quote)}"


def engine_of(url: str) -> Engine | None:
    """Return the engine an address belongs to."""
    return _HOSTS.get(host_of(url).removeprefix("www."))


def is_search(url: str) -> bool:
    """Say whether an address is a search feed of an engine we know."""
    path = urlsplit(url).path if engine_of(url) else ""
    return path.startswith(("/rss", "/news/search"))


def attributed(raw: RawEntry) -> RawEntry:
    """Return the entry with the article's own link where that can be read, and no borrowed text.

    The summary of Google News is the title once more, as a link with the outlet's name.
    """
    link = resolved(raw.link)
    summary = "" if engine_of(raw.link) == "google" else raw.summary
    content = "" if engine_of(raw.link) == "google" else raw.content
    return raw._replace(link=link, summary=summary, content=content)


def is_unresolved(link: str) -> bool:
    """Say whether a link still leads to the engine instead of an article."""
    return engine_of(link) is not None


def resolved(link: str) -> str:
    """Return where an engine's link leads if it says so itself, else the link."""
    engine = engine_of(link)
    if engine is None or len(link) > 4_000:
        return link
    try:
        parts = urlsplit(link)
        query = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return link
    for key in _TARGETS:
        for target in query.get(key, ()):
            if _is_article(target):
                return target
    found = _ARTICLE.match(parts.path)
    return (_decoded(found["token"]) if found and engine == "google" else "") or link


def _is_article(target: str) -> bool:
    return target.startswith(("http://", "https://")) and engine_of(target) is None


def _decoded(token: str) -> str:
    """Return the address inside a link of the old form, "" for the new one."""
    try:
        body = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (ValueError, binascii.Error):
        return ""
    if not body.startswith(_HEAD) or _NEW_FORM in body[:12]:
        return ""
    length, start = _varint(body, len(_HEAD))
    found = _ADDRESS.fullmatch(body[start : start + length])
    target = found.group().decode("ascii") if found else ""
    return target if _is_article(target) else ""


def _varint(body: bytes, at: int) -> tuple[int, int]:
    """Return a length of up to two bytes (base 128, protocol buffers) and where it ends."""
    first, second = (body[at : at + 2] + b"\x00\x00")[:2]
    return (first & 0x7F | second << 7, at + 2) if first & 0x80 else (first, at + 1)
