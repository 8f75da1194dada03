"""What a page states about itself as data: JSON-LD, and the data of pages that scripts draw.

schema.org's NewsArticle carries title, author, section, time and often the whole text. Pages of
Inertia and Next.js carry their article in one JSON object and in no markup at all. Pure; runs in
the extraction child.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from lxml import html

from monitoring.clean import plain

# schema.org types whose objects are articles: Article with the types below it, and Posting.
ARTICLES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
    "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting",
    "LiveBlogPosting", "SocialMediaPosting", "Report", "TechArticle",
})  # fmt: skip
# Longer scripts hold a whole site, not a page; what stands behind so many objects is not read.
_SCRIPT, _OBJECTS, _TEXT, _SHORT = 1_000_000, 5_000, 200_000, 500
# A value of as many characters is a text, not a description.
LONG = 400
_TITLES = ("headline", "title", "judul", "name")
_TIMES = ("datePublished", "published_at", "publishedAt", "publish_date", "publishDate",
    "date_published", "tanggal_terbit", "tanggal_publikasi", "tanggal", "created_at")  # fmt: skip
_SECTIONS = ("articleSection", "section", "category", "kategori", "kanal")
_LINKED_TIME = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_AUTHORS = ("author", "penulis", "reporter", "creator")


@dataclass(frozen=True)
class Stated:
    """Statements of the page's data, "" where there are none; `types` are schema.org types.

    `free` is what it says of `isAccessibleForFree`, None where it says nothing.
    """

    title: str = ""
    author: str = ""
    section: str = ""
    published: str = ""
    body: str = ""
    types: tuple[str, ...] = ()
    free: bool | None = None


def stated(tree: html.HtmlElement) -> Stated:
    """Return what the page's data state: its JSON-LD, or else the data its scripts draw from."""
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    linked = list(_objects(scripts))
    types = tuple(dict.fromkeys(kind for one in linked for kind in _types(one)))[:30]
    article = next((one for one in linked if ARTICLES.intersection(_types(one))), None)
    if article is None:
        article = _drawn(tree)
    found = _read(article) if article else Stated()
    # Many sites write JSON-LD that is no JSON; its time can be read all the same.
    times = (time[1] for script in scripts if (time := _LINKED_TIME.search(script)))
    published = found.published or next(times, "")
    return replace(found, types=types, free=_free(linked), published=published)


def _drawn(tree: html.HtmlElement) -> dict[str, Any] | None:
    """Return the object with the longest text among those the page's scripts draw from."""
    sources = [
        *tree.xpath("//*[@data-page]/@data-page"),
        *tree.xpath("//script[@id='__NEXT_DATA__' or @type='application/json']/text()"),
    ]
    titled = (one for one in _objects(sources) if _value(one, _TITLES))
    longest = max(titled, key=lambda one: len(_longest(one)), default={})
    return longest if len(_longest(longest)) >= LONG else None


def _objects(sources: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the objects of some JSON texts, outer ones first; what is no JSON is passed over."""
    for source in sources:
        try:
            root = json.loads(source, strict=False) if len(source) <= _SCRIPT else None
        except (ValueError, RecursionError):
            continue
        yield from islice(_walk(root), _OBJECTS)


def _walk(root: Any) -> Iterator[dict[str, Any]]:
    waiting = [root]
    for value in waiting:
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _types(one: dict[str, Any]) -> list[str]:
    kind = one.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]


def _free(linked: Sequence[dict[str, Any]]) -> bool | None:
    """Return whether a visitor may read it all; newsrooms write it as a truth value or a word."""
    said = [str(one["isAccessibleForFree"]).lower() for one in linked if _states_price(one)]
    return None if not said else "false" not in said


def _states_price(one: dict[str, Any]) -> bool:
    return "isAccessibleForFree" in one and "WebPageElement" not in _types(one)


def _read(article: dict[str, Any]) -> Stated:
    body = article.get("articleBody")
    return Stated(
        title=_value(article, _TITLES),
        author=_value(article, _AUTHORS),
        section=_value(article, _SECTIONS),
        published=_value(article, _TIMES),
        body=plain(body if isinstance(body, str) else _longest(article), _TEXT),
    )


def _longest(one: dict[str, Any]) -> str:
    """Return the longest text of an object; addresses and codes have no spaces."""
    texts = (value for value in one.values() if isinstance(value, str) and value.count(" ") > 30)
    return max(texts, key=len, default="")


def _value(one: dict[str, Any], names: Sequence[str]) -> str:
    """Return the first of the named values as a short text; of an object, its name."""
    for name in names:
        value = one.get(name)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = _value(value, ("name", "nama", "title"))
        if isinstance(value, str | int) and (text := plain(str(value), _SHORT)):
            return " ".join(text.split())
    return ""
