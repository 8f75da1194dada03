"""The text of a document made fit for a parser, or the reason why it is not read.

Works on text, not on a tree: what would cost a parser minutes is told apart before it parses.
Pure.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from monitoring.feeds.values import NotAFeed

# Measured with feedparser 6.0.14: 1.5 million markup characters take 3.5 s, 2,000 open elements
# .1 s (200,000 take 17 s), a start tag with 200 attributes nothing (100,000 take 3 minutes), and
# 3,000 categories in one entry .4 s (20,000 take 20 s).
_MOST_MARKUP, _DEEPEST, _MOST_ATTRIBUTES, _MOST_CATEGORIES = 1_500_000, 2_000, 200, 3_000

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]+)|([0-9]+));?", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,300}\?>")
_ROOT_TAG = re.compile(r"<(?:[\w.-]{1,40}:)?(?P<name>rss|feed|rdf)\b[^<>]{0,4000}>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:item|entry)[\s>]", re.IGNORECASE)
# feedparser opens an element for "<a " too, although no ">" follows.
_TAG = re.compile(r"<(?:/?[a-z][^<>]*)>?", re.IGNORECASE)
_LONG_TAG = re.compile(r"<[a-z][^<>]{4000,}", re.IGNORECASE)
_CATEGORY_NAME = r"<((?:[\w.-]{1,40}:)?(?:category|subject|keywords))\b"
_CATEGORY_START = re.compile(_CATEGORY_NAME, re.IGNORECASE)
_CATEGORY = re.compile(
    _CATEGORY_NAME + r"[^<>]{0,500}(?:/>|>(?:<!\[CDATA\[)?[^<>]{0,500}(?:\]\]>)?</\1>)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FeedText:
    """Text to parse; `dropped` counts the entries that were cut out of it."""

    text: str
    dropped: int


def feed_text(text: str, limit: int) -> FeedText | NotAFeed:
    """Return a document as clean text of at most about 4 x `limit` entries.

    Refused is what would take the parser longer than a few seconds.
    """
    # Behind a long comment, where `document.opened` no longer looks; feedparser would expand them.
    if "<!ENTITY" in text:
        return NotAFeed("not_a_feed", "Umpan memuat entitas sendiri; demi keamanan ditolak.")
    text, dropped = _thinned(cleaned(text), limit)
    if _is_costly(text):
        return NotAFeed("too_large", "Isi umpan tidak wajar rumitnya; demi keamanan tidak dibaca.")
    return FeedText(text, dropped)


def entries_alone(text: str) -> list[str]:
    """Return one document per entry, each with the root element of the feed around it."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    root = _ROOT_TAG.search(text)
    head = root.group() if root else "<rss>"
    frame = head if root and root["name"].lower() == "feed" else f"{head}<channel>"
    return [frame + text[start:end] for start, end in pairwise([*starts, len(text)])]


def cleaned(text: str) -> str:
    """Drop what no XML document may hold, and the declaration, whose charset is now a lie."""
    text = _REFERENCE.sub(_reference, _FORBIDDEN.sub("", text)).lstrip()
    return _DECLARATION.sub("", text, count=1).lstrip()


def _reference(found: re.Match[str]) -> str:
    """Keep a numeric reference to a character XML allows (XML 1.0 section 2.2), drop others.

    feedparser stops at a lone surrogate and at numbers beyond Unicode.
    """
    digits, base = (found[1], 16) if found[1] else (found[2], 10)
    number = int(digits, base) if len(digits) <= 8 else 0
    allowed = number in {9, 10, 13} or 32 <= number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return found.group() if allowed and not _FORBIDDEN.match(chr(number)) else ""


def _thinned(text: str, limit: int) -> tuple[str, int]:
    """Cut the middle out of a giant feed, so that reading it costs what `limit` entries cost.

    Twice the limit stays at either end, since some feeds begin with their oldest entry.
    """
    # Categories are compared each with each by the parser, and only the first is used.
    if len(_CATEGORY_START.findall(text)) > _MOST_CATEGORIES:
        text = _CATEGORY.sub("", text)
    starts = [found.start() for found in _ENTRY.finditer(text)]
    dropped = max(0, len(starts) - 4 * limit)
    if dropped:
        text = text[: starts[2 * limit]] + text[starts[2 * limit + dropped] :]
    return text, dropped


def _is_costly(text: str) -> bool:
    if text.count("<") + text.count("&") > _MOST_MARKUP:
        return True
    if len(_CATEGORY_START.findall(text)) > _MOST_CATEGORIES:
        return True
    if any(tag.group().count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        return True
    return _depth(text) > _DEEPEST


def _depth(text: str) -> int:
    """Return how deep the elements nest outside of CDATA, unclosed ones counted as open."""
    deepest = depth = 0
    first, *others = text.split("<![CDATA[")
    for piece in [first, *(other.partition("]]>")[2] for other in others)]:
        for found in _TAG.finditer(piece):
            tag = found.group()
            depth += -1 if tag[1] == "/" else not tag.endswith("/>")
            deepest = max(deepest, depth)
    return deepest
