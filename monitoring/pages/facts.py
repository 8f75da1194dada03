"""What a page states about itself: title, author, section, picture, language, time, addresses.

Pure; runs in the extraction child, before the extraction takes the tree apart. Everything is
returned as text of bounded length and is read and cleaned by the parent.
"""

from collections.abc import Mapping
from itertools import islice
from typing import TypedDict

from lxml import html

from monitoring.pages.page_dates import Origin, page_date
from monitoring.pages.pager import Further, further_pages
from monitoring.pages.signs import Signs, signs_of
from monitoring.pages.stated import LONG, Stated, stated
from monitoring.pages.titles import alike

_LONGEST = 2_000
# Share of words a heading and the title have in common, the site's name and section apart.
_ALIKE = 0.5
_MOST_HEADINGS, _MOST_METAS = 300, 300
_HEADLINE_WORDS = 6


class Facts(TypedDict):
    """Statements of a page, "" where it makes none.

    `addresses` are what it calls its own address, the surest first; `stated_body` is the text its
    data carry.
    """

    title: str
    description: str
    site: str
    author: str
    section: str
    image: str
    language: str
    date: str
    date_from: Origin
    addresses: list[str]
    further: Further
    signs: Signs
    stated_body: str


def facts(tree: html.HtmlElement, url: str, expected: str, *, need_date: bool) -> Facts:
    """Return what the page at `url` states; `expected` is the title its feed gave, or "".

    The date is looked for on request only.
    """
    metas, data = _metas(tree), stated(tree)
    title = metas.get("og:title") or _first(tree, "//title//text()") or data.title
    headline = _headline(tree, title, expected)
    lead = headline
    if headline is None and not expected and "og:title" not in metas:
        lead = _first_sentence(tree)
    date: tuple[str, Origin] = ("", "")
    if need_date:
        date = page_date(tree, lead, metas, data.published, url)
    return {
        "title": _title(title, lead, data),
        "description": metas.get("og:description") or metas.get("description", ""),
        "site": metas.get("og:site_name", ""),
        "author": _author(metas, data),
        "section": metas.get("article:section") or data.section,
        "image": metas.get("og:image") or metas.get("twitter:image", ""),
        "language": _first(tree, "/html/@lang") or metas.get("og:locale", ""),
        "date": date[0],
        "date_from": date[1],
        "addresses": _addresses(tree, metas),
        "further": further_pages(tree, url),
        "signs": signs_of(tree, metas, data, headline is not None),
        "stated_body": data.body,
    }


def _headline(tree: html.HtmlElement, title: str, expected: str) -> html.HtmlElement | None:
    """Return the heading that says what the page's or the feed's title says.

    Titles carry the site's name and are rewritten for search engines; many sites give `h1` to
    their own name and the headline an `h2`.
    """

    def likeness(heading: html.HtmlElement) -> float:
        text = _text(heading)
        return max(alike(text, title), alike(text, expected))

    headings = list(islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS))
    if not title and not expected:
        return next((heading for heading in headings if heading.tag == "h1"), None)
    best = max(headings, key=likeness, default=None)
    return best if best is not None and likeness(best) >= _ALIKE else None


def _first_sentence(tree: html.HtmlElement) -> html.HtmlElement | None:
    """Return the first heading of a headline's length: some sites give all pages one title."""
    headings = islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS)
    return next((one for one in headings if len(_text(one).split()) >= _HEADLINE_WORDS), None)


def _title(title: str, headline: html.HtmlElement | None, data: Stated) -> str:
    """Return the headline people read; without one the title of the page's data, if it agrees.

    It counts in any case where the data carry the article: pages drawn by scripts often have the
    name of their site alone for a title.
    """
    if headline is not None:
        return _text(headline)
    drawn = bool(data.title) and len(data.body) >= LONG
    return data.title if drawn or alike(data.title, title) >= _ALIKE else title


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())[:_LONGEST]


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """Return the page's meta elements by their lower-case names; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in islice(tree.iter("meta"), _MOST_METAS):
        content = " ".join(meta.get("content", "").split())[:_LONGEST]
        for key in ("property", "name", "itemprop"):
            if content and (name := meta.get(key, "").strip().lower()):
                found.setdefault(name, content)
    return found


def _author(metas: Mapping[str, str], data: Stated) -> str:
    written = (metas.get("author", ""), data.author, metas.get("article:author", ""))
    return next((name for name in written if name and not name.startswith("http")), "")


def _addresses(tree: html.HtmlElement, metas: Mapping[str, str]) -> list[str]:
    link = _first(tree, "//link[@rel='canonical']/@href")
    return [address for address in (link, metas.get("og:url", "")) if address]


def _first(tree: html.HtmlElement, path: str) -> str:
    for found in tree.xpath(path):
        if text := " ".join(str(found).split()):
            return text[:_LONGEST]
    return ""
