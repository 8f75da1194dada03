"""What a page states about itself: title, author, picture, language, and when it was published.

Pure; runs in the extraction child, before the extraction takes the tree apart. Everything is
returned as text of bounded length and is read and cleaned by the parent.
"""

import re
from datetime import UTC, timedelta
from itertools import islice
from typing import TypedDict

from lxml import html

from monitoring.dates import read_date

_LONGEST = 2_000
_LOWER = "translate({}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_URL_DATE = re.compile(r"/(20\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/-]|\d{4,}/)")
_DATELINE = re.compile(
    r"(?:\d{1,2}\s+[a-z]{3,10}\.?\s+\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}|\d{4}-\d{2}-\d{2})"
    r"[\s,|/–—-]{0,5}(?:pukul |jam |- )?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*wi(?:b|ta|t)\b",
    re.IGNORECASE,
)
# How many pieces of text behind a headline may hold that line, and how long it may be.
_NEAR, _LONGEST_LINE = 40, 200
# Share of words a heading and the title have in common, the site's name and section apart.
_ALIKE = 0.5
_MOST_HEADINGS = 300


class Facts(TypedDict):
    """Statements of a page, "" where it makes none."""

    title: str
    site: str
    author: str
    image: str
    language: str
    date: str


def facts(tree: html.HtmlElement, url: str, expected: str, *, need_date: bool) -> Facts:
    """Return what the page at `url` states; `expected` is the title its feed gave, or "".

    The date is looked for on request only.
    """
    title = _meta(tree, "og:title") or _first(tree, "//title//text()")
    headline = _headline(tree, title, expected)
    return {
        "title": title if headline is None else _text(headline),
        "site": _meta(tree, "og:site_name"),
        "author": _meta(tree, "author") or _meta(tree, "article:author"),
        "image": _meta(tree, "og:image"),
        "language": _first(tree, "/html/@lang") or _meta(tree, "og:locale"),
        "date": _date(tree, headline) or _date_in(url) if need_date else "",
    }


def _headline(tree: html.HtmlElement, title: str, expected: str) -> html.HtmlElement | None:
    """Return the heading that says what the page's or the feed's title says.

    Titles carry the site's name and are rewritten for search engines; many sites give `h1` to
    their own name and the headline an `h2`.
    """

    def likeness(heading: html.HtmlElement) -> float:
        text = _text(heading)
        return max(_likeness(text, title), _likeness(text, expected))

    headings = list(islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS))
    best = max(headings, key=likeness, default=None)
    return best if best is not None and likeness(best) >= _ALIKE else None


def _likeness(headline: str, title: str) -> float:
    """Return the shared words as a part of all words of both."""
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (headline, title))
    return len(first & second) / max(1, len(first | second))


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())[:_LONGEST]


def _date(tree: html.HtmlElement, headline: html.HtmlElement | None) -> str:
    """Return the text that names the publication time.

    The line under the headline with WIB, WITA or WIT is what people read and newsrooms get right;
    the machine-readable time is often the same clock with a false "Z". It is kept where it says
    the same to the minute, and where the two are days apart: then the line is another article's.
    """
    line, stated = _dateline(headline), _stated_date(tree) or _time_behind(headline)
    if not line or not stated:
        return line or stated
    first, second = read_date(line, UTC), read_date(stated, UTC)
    if not first or not second:
        return line if first else stated
    apart = abs(second - first)
    return line if timedelta(minutes=1) <= apart < timedelta(hours=30) else stated


def _stated_date(tree: html.HtmlElement) -> str:
    for name in ("article:published_time", "datepublished", "publishdate", "pubdate"):
        if text := _meta(tree, name):
            return text
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        if found := _JSON_DATE.search(script.text or ""):
            return found[1]
    return _first(
        tree, "//time[@itemprop='datePublished' or contains(@class, 'published')]/@datetime"
    )


def _time_behind(headline: html.HtmlElement | None) -> str:
    return "" if headline is None else _first(headline, "following::time/@datetime")


def _date_in(url: str) -> str:
    found = _URL_DATE.search(url)
    return "-".join(found.groups()) if found else ""


def _dateline(headline: html.HtmlElement | None) -> str:
    """Return the first line with a date, a clock and a zone of Indonesia behind the headline."""
    if headline is None:
        return ""
    for text in headline.xpath(f"following::text()[normalize-space()][position()<={_NEAR}]"):
        if len(text) < _LONGEST_LINE and (found := _DATELINE.search(text)):
            return found[0]
    return ""


def _meta(tree: html.HtmlElement, name: str) -> str:
    return _first(
        tree,
        *(
            f"//meta[{_LOWER.format(key)}='{name}']/@content"
            for key in ("@property", "@name", "@itemprop")
        ),
    )


def _first(tree: html.HtmlElement, *paths: str) -> str:
    for path in paths:
        for found in tree.xpath(path):
            if text := " ".join(str(found).split()):
                return text[:_LONGEST]
    return ""
