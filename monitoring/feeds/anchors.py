"""The articles a page links to, each with the title, date and lead of the box it stands in. Pure.

A list links the same article up to three times: the picture, the headline, "selengkapnya". The
box of an article is the largest element around its links that links to no other article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlsplit

from lxml import html

from monitoring.canonical import canonical
from monitoring.feeds.raw import RawEntry
from monitoring.feeds.rules import LinkRules
from monitoring.feeds.sites import absolute, within_site

# Bounds of the work on one page.
_MOST_LINKS, _LEVELS, _MOST_PIECES, _LONGEST_PIECE = 3_000, 6, 60, 300
# A headline has at least three words; a menu has fewer.
WORDS_MIN = 3
_LEAD_FROM = 40
_LONGEST_NAME = 300
_MENUS = frozenset({"nav", "footer", "aside"})
_MENU_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|footer|breadcrumbs?|pagination|paging|sidebar|topbar)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?:baca |lihat )?(?:selengkapnya|lainnya|semua(?:nya)?|berita lainnya|lebih lanjut"
    r"|read more|more|detail|lanjut baca|baca juga)\W*",
    re.IGNORECASE,
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DATE = re.compile(
    r"(?:[a-z']{4,8},?\s+)?(?:\d{1,2}\s+[a-z]{3,10}\.?\s+\d{4}|\d{1,2}[/-]\d{1,2}[/-]\d{4}"
    r"|\d{4}-\d{2}-\d{2})(?:[\s,|/T–—-]{1,5}(?:pukul |jam )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?:\s?(?:wib|wita|wit|z\b|[+-]\d{2}:?\d{2}))?)?",
    re.IGNORECASE,
)


@dataclass
class Linked:
    """One address of a page with the links to it, in the order of the page."""

    address: str
    elements: list[html.HtmlElement] = field(default_factory=list)
    box: html.HtmlElement | None = None


def entries_on(tree: html.HtmlElement, url: str, rules: LinkRules) -> list[RawEntry]:
    """Return the articles that a page links to by its rules; links without a headline are none."""
    found = linked(_within(tree, rules.within), url, menus=bool(rules.within))
    chosen = [one for one in found if rules.path.fullmatch(path_of(one.address))]
    give_boxes(chosen)
    entries = (_entry(one) for one in chosen)
    return [entry for entry in entries if len(entry.title.split()) >= WORDS_MIN]


def linked(roots: list[html.HtmlElement], url: str, *, menus: bool = False) -> list[Linked]:
    """Return the addresses of the same site linked inside the elements, menus only if asked for."""
    found: dict[str, Linked] = {}
    is_menu = _Menus()
    for element in islice(_links(roots), _MOST_LINKS):
        address = absolute(url, element.get("href", ""))
        key = canonical(address) if address and within_site(url, address) else ""
        if key and key != canonical(url) and (menus or not is_menu(element)):
            found.setdefault(key, Linked(address)).elements.append(element)
    return list(found.values())


def give_boxes(chosen: list[Linked]) -> None:
    """Find the box of each article: the largest element around it without another's link."""
    around: dict[html.HtmlElement, set[str]] = {}
    for one in chosen:
        for element in one.elements:
            for outer in islice(element.iterancestors(), _LEVELS):
                around.setdefault(outer, set()).add(one.address)
    for one in chosen:
        alone = (e for e in islice(one.elements[0].iterancestors(), _LEVELS) if len(around[e]) == 1)
        for outer in alone:
            if outer.tag not in {"html", "body"}:
                one.box = outer


def path_of(address: str) -> str:
    """Return path and query of an address: what a pattern is held against."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path.rstrip("/") or "/"


def headline(one: Linked) -> str:
    """Return the headline of an article: a heading, else the longest words of its links, or ""."""
    for element in one.elements:
        if text := _heading(element):
            return text
    texts = [_text(element) for element in one.elements]
    texts = [text for text in texts if text and not _MORE.fullmatch(text)]
    best = max(texts, key=len, default="")
    if len(best.split()) >= WORDS_MIN or one.box is None:
        return best or _label(one)
    heading = next(one.box.iter(*_HEADINGS), None)
    return _text(heading) if heading is not None else best or _label(one)


def _entry(one: Linked) -> RawEntry:
    return RawEntry(
        link=one.address, title=headline(one), date=_date(one.box), summary=_lead(one.box)
    )


def _within(tree: html.HtmlElement, within: str) -> list[html.HtmlElement]:
    if not within:
        return [tree]
    return [
        element
        for element in tree.iter("div", "section", "main", "ul", "ol", "table", "article", "tbody")
        if element.get("id") == within or within in element.get("class", "").split()
    ]


def _links(roots: list[html.HtmlElement]) -> Iterator[html.HtmlElement]:
    for root in roots:
        yield from root.iter("a")


class _Menus:
    """Says whether a link stands in a menu; looks at each element around the links once."""

    def __init__(self) -> None:
        self._told: dict[html.HtmlElement, bool] = {}

    def __call__(self, element: html.HtmlElement) -> bool:
        return any(map(self._names_one, islice(element.iterancestors(), _LEVELS)))

    def _names_one(self, outer: html.HtmlElement) -> bool:
        if outer not in self._told:
            names = " ".join(outer.get(name, "")[:_LONGEST_NAME] for name in ("class", "id"))
            named = outer.tag in _MENUS or bool(_MENU_NAMES.search(names))
            self._told[outer] = named and outer.tag not in {"html", "body"}
        return self._told[outer]


def _heading(element: html.HtmlElement) -> str:
    """Return the heading inside a link, or the one the link stands in."""
    inner = next(element.iter(*_HEADINGS), None)
    outer = next((e for e in islice(element.iterancestors(), 2) if e.tag in _HEADINGS), None)
    heading = inner if inner is not None else outer
    return _text(heading) if heading is not None else ""


def _label(one: Linked) -> str:
    """Return what a picture link says of its target: its title, or the picture's description."""
    for element in one.elements:
        pictures = (picture.get("alt", "") for picture in element.iter("img"))
        if text := next(filter(None, (element.get("title", ""), *pictures)), "").strip():
            return text
    return ""


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _pieces(box: html.HtmlElement) -> Iterator[str]:
    for text in islice(box.itertext(), _MOST_PIECES):
        if piece := " ".join(text[:_LONGEST_PIECE].split()):
            yield piece


def _date(box: html.HtmlElement | None) -> str:
    if box is None:
        return ""
    for time in box.iter("time"):
        if written := time.get("datetime") or _text(time):
            return written
    for piece in _pieces(box):
        if found := _DATE.search(piece):
            return found.group()
    return ""


def _lead(box: html.HtmlElement | None) -> str:
    texts = [_text(one) for one in islice(box.iter("p"), 5)] if box is not None else []
    return next((text for text in texts if len(text) >= _LEAD_FROM), "")
