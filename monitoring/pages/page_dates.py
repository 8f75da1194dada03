"""When a page says it was published: its metadata, the line under its headline, its address.

The clock of a theme's header and the dates of other articles on the page never win: only what
stands behind the headline or beside it counts, and nothing inside lists and menus. Pure; runs in
the extraction child.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Literal

from lxml import etree, html

from monitoring.dates import read_date

Origin = Literal["page", "url", "text", ""]

# The third shape is what WordPress writes when nobody chose one.
_DAY = (
    r"(?:\d{1,2}\s+[a-z]{3,10}\.?\s+\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|[a-z]{3,10}\s+\d{1,2},\s+\d{4}|\d{4}-\d{2}-\d{2})"
)
_CLOCK = r"[\s,|/–—•·@-]{0,5}(?:pukul:? |jam:? |pada |- )?\s?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_LINE = re.compile(rf"{_DAY}{_CLOCK}\s*wi(?:b|ta|t)\b", re.IGNORECASE)
_BARE_LINE = re.compile(rf"{_DAY}(?:{_CLOCK})?", re.IGNORECASE)
_CHANGED = re.compile(r"updat|perbarui|diubah|modif", re.IGNORECASE)
_URL_DATE = re.compile(r"/(20\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/-]|\d{4,}/)")
_META = (
    "article:published_time",
    "datepublished",
    "publishdate",
    "pubdate",
    "parsely-pub-date",
    "dc.date.issued",
    "content_publisheddate",
)
_TIMES = (
    "//time[@itemprop='datePublished' or contains(@class, 'publish') or @pubdate]"
    "|//abbr[contains(@class, 'published')]|//*[@itemprop='datePublished']"
)
# How many pieces of text behind a headline may hold its line, and how long that may be.
_NEAR, _NEAR_BARE, _LONGEST_LINE = 40, 12, 200
# Characters around the date of a line without a zone: "Suara Seroja - Sabtu, ".
_LABEL = 40
# Blocks of a page that name other articles or today.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|terkait|terkini|terbaru|terpopuler|popul[ae]r|latest|recent|trending"
    r"|rekomendasi|recommend\w*|lainnya|sidebar|widget|ticker|topbar|top-bar|today|hari-ini|clock)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
# The words of a link to another article; those of a section or an author are fewer.
_HEADLINE_LENGTH, _MOST_LINKS = 25, 20
# A day in brackets, as in "Serunai, Sabtu (30/8/2025)", and how far into a text it counts.
_IN_TEXT = re.compile(
    r"\(\s*(\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}|\d{1,2} [A-Za-z]+ \d{4})\s*\)"
)
_OPENING = 1_500
_SAME_CLOCK = timedelta(hours=1)


def page_date(
    tree: html.HtmlElement,
    headline: html.HtmlElement | None,
    metas: Mapping[str, str],
    linked: str,
    url: str,
) -> tuple[str, Origin]:
    """Return the text that names the publication time, and where it was found; "" for neither.

    `metas` are the page's meta elements by lower-case name, `linked` the time of its JSON-LD.
    """
    machine = next((metas[name] for name in _META if _names_a_day(metas.get(name, ""))), "")
    machine = machine or (linked if _names_a_day(linked) else "") or _time(tree, headline)
    if found := _agreed(_dateline(headline), _line_above(headline), machine):
        return found, "page"
    if bare := _bare_line(headline):
        return bare, "page"
    day = day_in(url)
    return (day, "url") if day else ("", "")


def day_in(url: str) -> str:
    """Return the day an address names (`/2026/11/21/`), as 2026-11-21; "" where it names none."""
    found = _URL_DATE.search(url)
    return "-".join(found.groups()) if found else ""


def _names_a_day(text: str) -> bool:
    return read_date(text, UTC) is not None


def _agreed(line: str, above: str, machine: str) -> str:
    """Return which of the visible and the machine-readable time holds.

    The line with WIB, WITA or WIT is what people read and newsrooms get right; the machine's time
    is often the same clock with a false "Z". It is kept where it says the same to the minute, and
    where the two are days apart: then the line is another article's. A line above the headline
    may be the clock of the page, so it may only put a zone right.
    """
    if not machine:
        return line
    stated = read_date(machine, UTC)
    shown = read_date(line or above, UTC)
    if stated is None or shown is None:
        return machine
    local = stated.replace(tzinfo=shown.tzinfo)
    if stated.utcoffset() != shown.utcoffset() and abs(local - shown) < _SAME_CLOCK:
        return line if _same_minute(local, shown) and line else local.isoformat()
    apart = abs(shown - stated)
    return line if line and timedelta(minutes=1) <= apart < timedelta(hours=30) else machine


def _same_minute(one: datetime, other: datetime) -> bool:
    return abs(one - other) < timedelta(minutes=1)


def _time(tree: html.HtmlElement, headline: html.HtmlElement | None) -> str:
    """Return the first machine-readable time of the article's own."""
    named = tree.xpath(_TIMES)
    behind = [] if headline is None else headline.xpath("following::time[@datetime][position()<6]")
    for element in [*named[:40], *behind]:
        text = element.get("datetime") or element.get("content") or element.get("title") or ""
        if _names_a_day(text) and not _of_others(element, headline):
            return text
    return ""


def _dateline(headline: html.HtmlElement | None) -> str:
    """Return the first line with a date, a clock and a zone of Indonesia behind the headline."""
    for text in _texts_behind(headline, _NEAR):
        if found := _LINE.search(text):
            return found[0]
    return ""


def _bare_line(headline: html.HtmlElement | None) -> str:
    """Return the first line close behind the headline that is a date, a label before it aside."""
    for text in _texts_behind(headline, _NEAR_BARE):
        found = _BARE_LINE.search(text)
        if found and found.start() + len(text) - found.end() <= _LABEL and _names_a_day(found[0]):
            return found[0]
    return ""


def _line_above(headline: html.HtmlElement | None) -> str:
    """Return the line with date, clock and zone in the box whose heading the headline is."""
    if headline is None:
        return ""
    box = headline.getparent()
    if box is None or box.tag in {"body", "header"}:
        return ""
    for text in headline.xpath("preceding-sibling::*//text()[normalize-space()]")[-8:]:
        if found := _LINE.search(text):
            return found[0]
    return ""


def _texts_behind(headline: html.HtmlElement | None, most: int) -> Iterator[str]:
    """Yield the short texts behind the headline that belong to it."""
    if headline is None:
        return
    for text in headline.xpath(f"following::text()[normalize-space()][position()<={most}]"):
        parent = text.getparent()
        if len(text) >= _LONGEST_LINE or parent is None or parent.tag in {"script", "style"}:
            continue
        if not _CHANGED.search(text) and not _of_others(parent, headline):
            yield " ".join(text.split())


def _of_others(element: etree._Element, headline: html.HtmlElement | None) -> bool:
    """Say whether an element stands in a menu, a header or a list of other articles.

    A box that holds the headline is the article's, whatever its name.
    """
    own = set() if headline is None else set(headline.iterancestors())
    for box in [element, *element.iterancestors()]:
        if box in own:
            return False
        if box.tag in {"nav", "aside", "footer", "header"} and not _of_an_article(box):
            return True
        if _OTHERS.search(f"{box.get('class', '')} {box.get('id', '')}"):
            return True
        if box.tag == "li" and any(map(_leads_on, islice(box.iter("a"), _MOST_LINKS))):
            return True
    return False


def _of_an_article(box: etree._Element) -> bool:
    return box.tag == "header" and any(up.tag == "article" for up in box.iterancestors())


def _leads_on(link: etree._Element) -> bool:
    return len("".join(link.itertext()).strip()) >= _HEADLINE_LENGTH


def text_date(body: str) -> str:
    """Return the day that the opening of an article names in brackets: "(30/8/2025)".

    It is the day of the event, and for want of a better one that of the report.
    """
    found = _IN_TEXT.search(body, 0, _OPENING)
    return re.sub(r"\s*([/-])\s*", r"\1", found[1]) if found else ""
