"""Data that a page carries for its own script: where it lies, and ways through it. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree, html

from monitoring.feeds.feedtext import cleaned
from monitoring.feeds.raw import RawEntry
from monitoring.feeds.rules import DataRules, filled, is_template, places, steps

LARGEST = 5_000_000


def tree_of(text: str) -> html.HtmlElement | None:
    """Return the page as a tree, None if there is none."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
    try:
        root = html.document_fromstring(cleaned(text).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root if root is not None and len(root) else None


def data_in(text: str, form: str) -> Any:
    """Return the data of a page in one of DATA_FORMS, None if there is none that can be read."""
    if form == "json":
        return _loaded(text)
    tree = tree_of(text)
    if tree is None:
        return None
    if form == "data-page":
        return next((_loaded(one) for one in tree.xpath("//@data-page")), None)
    scripts = tree.xpath("//script[@id='__NEXT_DATA__']/text()")
    return next((_loaded(one) for one in scripts), None)


def follow(value: Any, way: Sequence[str]) -> Any:
    """Return what a way leads to; None where it ends early. Numbers count list items from 0."""
    for step in way:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step[:6]) < len(value):
            value = value[int(step[:6])]
        else:
            return None
    return value


def entries_in(data: Any, rules: DataRules) -> list[RawEntry]:
    """Return the items of the list as entries; those without title or link are left out."""
    found = follow(data, rules.items)
    items = found.values() if isinstance(found, Mapping) else found
    if not isinstance(items, list) and not isinstance(found, Mapping):
        return []
    entries = (_entry(item, rules.fields) for item in items if isinstance(item, Mapping))
    return [entry for entry in entries if entry.title and entry.link]


def _entry(item: Mapping[str, Any], fields: Mapping[str, str]) -> RawEntry:
    texts = {name: _field(item, way) for name, way in fields.items()}
    return RawEntry(
        guid=texts.get("id", ""),
        link=texts["link"],
        title=texts["title"],
        summary=texts.get("summary", ""),
        author=texts.get("author", ""),
        date=texts.get("date", ""),
        section=texts.get("section", ""),
        image=texts.get("image", ""),
    )


def _field(item: Mapping[str, Any], way: str) -> str:
    """Return the text a way leads to, or an address by its template; "" if a part is missing."""
    if not is_template(way):
        return _text(follow(item, steps(way)))
    texts = {place: _text(follow(item, steps(place))) for place in places(way)}
    return filled(way, texts) if all(texts.values()) else ""


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _loaded(text: str) -> Any:
    try:
        return json.loads(text) if len(text) <= LARGEST else None
    except (ValueError, RecursionError):
        return None
