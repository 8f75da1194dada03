"""What surrounds a text on a page of the sample newsroom: other headlines, pictures, tags, share.

It is here so that the product can prove it does not take it for the text, above all the names of
officials in other articles' headlines.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from commandcenter.newsroom import links
from commandcenter.newsroom.markup import attribute, escape
from commandcenter.newsroom.schedule import Placement, Schedule

OFFICIALS = re.compile(r"gubernur|wagub|sekda|bupati|wali kota|\barya\b|pemprov", re.IGNORECASE)
ELSEWHERE = frozenset({"Nasional", "Nusantara", "Hiburan", "Teknologi", "Ragam", "Olahraga"})
NOTICE = (
    "Contoh, fiktif: seluruh media, nama orang, tempat, dan peristiwa di situs ini rekaan"
    " untuk keperluan peragaan."
)


@dataclass(frozen=True)
class Surroundings:
    """Other headlines of the same outlet that stand around one text."""

    popular: tuple[Placement, ...]
    related: tuple[Placement, ...]
    also: tuple[Placement, ...]


def around(placement: Placement, own: Schedule) -> Surroundings:
    """The headlines around the text, headlines with officials first.

    They come from what was out when the newsroom opened, so that a page keeps its bytes.
    """
    archive = [one for one in own.published(own.opened_at) if one.path != placement.path]
    popular = _shuffled(archive, "populer")[:5]
    others = _shuffled(archive, placement.path)
    return Surroundings(tuple(popular), tuple(others[:4]), tuple(others[:2]))


def categories(placement: Placement) -> tuple[str, ...]:
    """The sections the outlet files the text under; whatever is local is also `Daerah`."""
    section = placement.article.section
    return (section,) if section in ELSEWHERE | {"Daerah"} else (section, "Daerah")


def href(placement: Placement) -> str:
    """The escaped link to a text: inside `plain` outlets relative, elsewhere absolute."""
    relative = placement.outlet.dialect in ("plain", "pemda")
    return escape(placement.path if relative else placement.url)


def anchor(placement: Placement) -> str:
    """A link with the headline as its words."""
    return f'<a href="{href(placement)}">{escape(placement.title)}</a>'


def headline_list(placements: Iterable[Placement]) -> str:
    """List items with linked headlines."""
    return "\n".join(f"<li>{anchor(one)}</li>" for one in placements)


def image_path(placement: Placement) -> str:
    """The address of the picture inside the outlet."""
    return f"/gambar/{links.slug(placement.title)}.svg"


def image(placement: Placement) -> str:
    """The picture element of a text."""
    words = attribute("alt", placement.title)
    return f'<img src="{image_path(placement)}" width="640" height="360"{words}>'


def caption(placement: Placement) -> str:
    """The escaped words under the picture with its credit."""
    words = placement.article.caption or "Ilustrasi."
    return escape(f"{words} (Foto: {placement.article.author})")


def tag_links(placement: Placement) -> str:
    """Tags as outlets give them: generous with the governor whatever the text is about."""
    tags = (*categories(placement), "Gubernur Seroja", "Berita Hari Ini")
    items = (f'<a href="/tag/{links.slug(tag)}" rel="tag">#{escape(tag)}</a>' for tag in tags)
    return " ".join(items)


def svg(words: str) -> bytes:
    """A small landscape whose colours depend on the words alone."""
    tint = sha256(words.encode()).hexdigest()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" role="img">'
        f'<title>Gambar rekaan</title><rect width="640" height="360" fill="#{tint[:6]}"/>'
        f'<circle cx="{crc32(words.encode()) % 640}" cy="110" r="58" fill="#{tint[6:12]}"/>'
        f'<path d="M0 270 Q160 210 320 268 T640 250 V360 H0Z" fill="#{tint[12:18]}"/></svg>'
    ).encode()


def _shuffled(archive: Iterable[Placement], salt: str) -> list[Placement]:
    """A fixed order per salt, headlines that name officials before the rest."""
    return sorted(
        archive,
        key=lambda one: (OFFICIALS.search(one.title) is None, crc32((salt + one.path).encode())),
    )
