"""Trouble on demand: how a site of the sample newsroom fails when a test or a demo asks it to."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from itertools import count, cycle, islice
from typing import Literal, get_args

from commandcenter.newsroom.dialects import DIALECTS
from commandcenter.newsroom.schedule import Placement
from commandcenter.newsroom.site import Answer, Site

Trouble = Literal["html", "empty", "500", "hang", "endless", "huge", "slow"]
TROUBLES: tuple[str, ...] = get_args(Trouble)
WHOLE_SITE = frozenset({"500", "hang", "slow"})
"""These strike every address of the outlet, the others its feeds only."""

HUGE = 50_000
SLOW_PIECE, SLOW_PAUSE = 512, 0.2
_BATCH = 200
_CHALLENGE = b"""<!DOCTYPE html><html lang="id"><head><title>Sebentar...</title></head>
<body><h1>Memeriksa peramban Anda</h1><p>Aktifkan JavaScript dan kuki untuk melanjutkan.</p>
<p>Contoh, fiktif.</p></body></html>
"""


def spoiled(trouble: str, site: Site) -> Answer | None:
    """The answer in place of the true one; None where the trouble is in how the answer travels."""
    if trouble == "html":
        return Answer(_CHALLENGE)
    if trouble == "empty":
        return Answer(b"", DIALECTS[site.outlet.dialect].content_type)
    if trouble == "500":
        return Answer(b"<h1>500 Internal Server Error</h1>", status=500)
    if trouble == "huge":
        feed = b"".join([*feed_pieces(site, HUGE)])
        return Answer(feed, DIALECTS[site.outlet.dialect].content_type)
    return None


def feed_pieces(site: Site, items: int | None) -> Iterator[bytes]:
    """A feed of that many made-up items, piece by piece; None never ends."""
    dialect = DIALECTS[site.outlet.dialect]
    yield dialect.head(site.outlet, site.base, site.own.placements[:1]).encode()
    entries = map(dialect.entry, islice(_multiplied(site.own.placements), items))
    while batch := "".join(islice(entries, _BATCH)):
        yield batch.encode()
    yield dialect.tail.encode()


async def dripped(body: bytes) -> AsyncIterator[bytes]:
    """The body in small pieces with pauses."""
    for start in range(0, len(body), SLOW_PIECE):
        yield body[start : start + SLOW_PIECE]
        await asyncio.sleep(SLOW_PAUSE)


async def endless(site: Site) -> AsyncIterator[bytes]:
    """A feed that goes on for as long as somebody reads."""
    for piece in feed_pieces(site, None):
        yield piece
        await asyncio.sleep(0)


def _multiplied(placements: Iterable[Placement]) -> Iterator[Placement]:
    """The placements over and over, each time at another address and with hardly any text."""
    for number, one in zip(count(1), cycle(placements), strict=False):
        path = f"{one.path}?salinan={number}"
        yield replace(
            one,
            path=path,
            url=one.url.removesuffix(one.path) + path,
            guid=one.guid and f"{one.guid}-{number}",
            title=f"{one.title} ({number})",
            paragraphs=one.paragraphs[:1],
        )
