"""Rules that say how a page without a feed lists its articles. Pure.

Two forms, kept as JSON with the feed. Neither takes an expression of a query language: a mistyped
rule finds nothing, and the stars of a pattern are few, since each more multiplies what a hostile
address costs.

Data inside the page (`form` says where: the attribute "data-page" of Inertia, the script
"__NEXT_DATA__" of Next.js, or "json" where the whole answer is data)::

    {"form": "data-page", "items": "props.posts.data", "title": "title",
     "link": "/{kanal}/{id}/{slug}", "date": "published_at", "summary": "lead"}

`items` is the dotted way to the list, the others lead from one item to a text; a way with braces
or a leading "/" is a template of an address.

Links of the page::

    {"form": "links", "path": "/berita/*", "within": "daftar-berita"}

`path` is a pattern of addresses on the site: `*` stands for anything but "/", `**` (once) for
anything.
`within` is a word of the class, or the id, of the element that holds the list.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DATA_FORMS = ("data-page", "__NEXT_DATA__", "json")
FIELDS = ("title", "link", "date", "summary", "author", "section", "image", "id")
_LONGEST, _MOST_STEPS, _MOST_STARS, _MOST_IN_PART = 200, 12, 6, 2
_WAY = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60})*")
_PLACE = re.compile(r"\{([\w.-]{1,120})\}")
_WITHIN = re.compile(r"[\w-]{1,80}")


class BadRules(ValueError):
    """The rules cannot be used; the message says why, in words for the person who wrote them."""


@dataclass(frozen=True)
class DataRules:
    """Where the data is, the way to its list, and the ways or templates by field."""

    form: str
    items: tuple[str, ...]
    fields: Mapping[str, str]


@dataclass(frozen=True)
class LinkRules:
    """Which addresses are articles, and in which element their links stand ("" for anywhere)."""

    path: re.Pattern[str]
    within: str


def rules_from(written: Mapping[str, Any]) -> DataRules | LinkRules:
    """Return the rules as values. Raises BadRules."""
    form = _string(written, "form")
    if form in DATA_FORMS:
        return _data_rules(form, written)
    if form == "links":
        return _link_rules(written)
    raise BadRules(
        f"Bentuk aturan “{form[:40]}” tidak dikenal; pakai {', '.join(DATA_FORMS)}, links."
    )


def steps(way: str) -> tuple[str, ...]:
    """Return the steps of a dotted way. Raises BadRules."""
    found = tuple(way.split(".")) if _WAY.fullmatch(way) else ()
    if not 0 < len(found) <= _MOST_STEPS:
        raise BadRules(
            f"Jalur “{way[:60]}” tidak sah; tulis nama dipisah titik, misalnya data.posts."
        )
    return found


def places(template: str) -> list[str]:
    """Return the ways that stand in braces in a template of an address."""
    return _PLACE.findall(template)


def is_template(way: str) -> bool:
    """Say whether a field is a template of an address instead of a way to a text."""
    return "{" in way or way.startswith(("/", "http://", "https://"))


def filled(template: str, texts: Mapping[str, str]) -> str:
    """Return the template with its ways replaced by the texts they lead to."""
    return _PLACE.sub(lambda found: texts[found[1]], template)


def pattern(path: str) -> re.Pattern[str]:
    """Return a pattern of addresses as an expression over path and query. Raises BadRules."""
    stars = max(part.count("*") for part in path.split("/"))
    too_many = path.count("*") > _MOST_STARS or path.count("**") > 1 or stars > _MOST_IN_PART
    if not path.startswith("/") or too_many or len(path) > _LONGEST:
        raise BadRules(
            f"Pola alamat “{path[:60]}” tidak sah; awali dengan /, pakai sedikit *, dan ** sekali"
            " saja."
        )
    parts = re.split(r"(\*{1,2})", path)
    told = {"*": "[^/]+", "**": ".+"}
    return re.compile("".join(told.get(part) or re.escape(part) for part in parts))


def _data_rules(form: str, written: Mapping[str, Any]) -> DataRules:
    fields = {name: text for name in FIELDS if (text := _string(written, name))}
    if not {"title", "link"} <= fields.keys():
        raise BadRules("Aturan data harus menyebut title dan link.")
    for name, way in fields.items():
        if is_template(way) and name not in {"link", "image"}:
            raise BadRules(f"Hanya link dan image yang boleh berupa pola alamat, bukan {name}.")
        for inner in places(way) if is_template(way) else [way]:
            steps(inner)
    return DataRules(form, steps(_string(written, "items")), fields)


def _link_rules(written: Mapping[str, Any]) -> LinkRules:
    within = _string(written, "within")
    if within and not _WITHIN.fullmatch(within):
        raise BadRules(f"Bagian “{within[:60]}” bukan satu nama class atau id.")
    return LinkRules(pattern(_string(written, "path")), within)


def _string(written: Mapping[str, Any], name: str) -> str:
    value = written.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise BadRules(f"Isi {name} harus teks, paling panjang {_LONGEST} huruf.")
    return value.strip()
