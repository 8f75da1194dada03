"""Pages that list their articles, read by rules, and rules proposed for a page. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from lxml import html

from monitoring.feeds.anchors import (
    Linked,
    entries_on,
    give_boxes,
    headline,
    linked,
    path_of,
)
from monitoring.feeds.pagedata import data_in, entries_in, tree_of
from monitoring.feeds.raw import RawFeed
from monitoring.feeds.rules import BadRules, DataRules, rules_from
from monitoring.feeds.values import NotAFeed

# Fewer articles make no list, and shorter headlines may be menus.
ARTICLES_MIN, HEADLINE_WORDS = 4, 4
_MOST_VALUES = 20_000
_TITLES = ("title", "judul", "headline", "post_title", "name")
_LINKS = ("url", "link", "href", "permalink", "path", "full_url")
_DATES = ("published_at", "publishedAt", "published", "date", "tanggal", "created_at", "createdAt")
_SUMMARIES = ("excerpt", "summary", "lead", "description", "ringkasan", "deskripsi")
# A general pattern must explain this much more than a narrow one to be worth its risk.
_MORE_GENERAL = 1.3


def read_listing(text: str, url: str, written: Mapping[str, Any]) -> RawFeed | NotAFeed:
    """Return the articles a page lists by its rules, or why there are none.

    Nothing found means that the rules no longer fit the page, so it is said and not passed over.
    """
    try:
        rules = rules_from(written)
    except BadRules as fault:
        return NotAFeed("not_a_feed", f"Aturan halaman daftar keliru: {fault}")
    if isinstance(rules, DataRules):
        entries = entries_in(data_in(text, rules.form), rules)
    else:
        tree = tree_of(text)
        entries = entries_on(tree, url, rules) if tree is not None else []
    if not entries:
        return NotAFeed(
            "not_a_feed",
            "Halaman daftar terbaca, tetapi tidak satu berita pun cocok dengan aturannya; tampilan"
            " situs mungkin berubah.",
        )
    return RawFeed("listing", _title(text), tuple(entries))


def suggest_rules(text: str, url: str) -> dict[str, str]:
    """Return rules that find at least ARTICLES_MIN articles on the page, or {}.

    Data the page carries for its script comes first: it holds dates and survives a new design.
    """
    for form in ("data-page", "__NEXT_DATA__"):
        if rules := _suggested_data(data_in(text, form), form):
            return rules
    tree = tree_of(text)
    return _suggested_links(tree, url) if tree is not None else {}


def _title(text: str) -> str:
    tree = tree_of(text)
    return (tree.findtext(".//title") or "") if tree is not None else ""


def _suggested_data(data: Any, form: str) -> dict[str, str]:
    best: tuple[int, dict[str, str]] = (ARTICLES_MIN - 1, {})
    for way, items in _lists(data):
        rules = _fields(items[0]) if way else {}
        if rules and len(items) > best[0]:
            best = (len(items), {"form": form, "items": ".".join(way), **rules})
    return best[1]


def _lists(data: Any) -> Iterator[tuple[tuple[str, ...], list[dict[str, Any]]]]:
    """Yield the lists of objects inside the data with the ways to them, breadth first."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), data)]
    for way, value in islice(_growing(waiting), _MOST_VALUES):
        if isinstance(value, dict) and len(way) < 10:
            waiting += [((*way, key), inner) for key, inner in value.items() if "." not in key]
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield way, value


def _growing(waiting: list[Any]) -> Iterator[Any]:
    """Yield the members of a list that grows while it is walked."""
    yield from waiting


def _fields(item: Mapping[str, Any]) -> dict[str, str]:
    """Return the fields of an article in the data, {} if its title or address is missing."""
    found = {
        name: next((key for key in keys if isinstance(item.get(key), str) and item[key]), "")
        for name, keys in (
            ("title", _TITLES),
            ("link", _LINKS),
            ("date", _DATES),
            ("summary", _SUMMARIES),
        )
    }
    if (
        not found["title"]
        or not found["link"]
        or len(item[found["title"]].split()) < HEADLINE_WORDS
    ):
        return {}
    return {name: key for name, key in found.items() if key}


def _suggested_links(tree: html.HtmlElement, url: str) -> dict[str, str]:
    found = linked([tree], url)
    give_boxes(found)
    articles = [one for one in found if len(headline(one).split()) >= HEADLINE_WORDS]
    (close, few), (wide, many) = (_commonest(articles, general=how) for how in (False, True))
    path, count = (wide, many) if many > _MORE_GENERAL * few else (close, few)
    return {"form": "links", "path": path} if count >= ARTICLES_MIN else {}


def _commonest(articles: Sequence[Linked], *, general: bool) -> tuple[str, int]:
    patterns = filter(None, (_pattern(one, general=general) for one in articles))
    return next(iter(Counter(patterns).most_common(1)), ("", 0))


def _pattern(one: Linked, *, general: bool) -> str:
    """Return the pattern of an article's address: its own name and its numbers left open.

    A general one leaves all parts open. Addresses by query only ("?p=12") have none.
    """
    path, _, query = path_of(one.address).partition("?")
    parts = path.strip("/").split("/")
    if query or not parts[0] or len(parts) > 6:
        return ""
    *sections, _ = parts
    opened = ["*" if general or any(map(str.isdigit, part)) else part for part in sections]
    return "/" + "/".join([*opened, "*"])
