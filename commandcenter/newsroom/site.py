"""One outlet of the sample newsroom as a web site: what it answers to an address at a moment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from commandcenter.newsroom import furniture, layouts, links
from commandcenter.newsroom.dialects import DIALECTS
from commandcenter.newsroom.outlets import Outlet
from commandcenter.newsroom.schedule import Placement, Schedule

HTML = "text/html; charset=utf-8"
_PICTURE = re.compile(r"/gambar/([a-z0-9-]+)\.svg")


@dataclass(frozen=True)
class Answer:
    """A response without HTTP's mechanics: `changed` is the Last-Modified moment where known."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    changed: datetime | None = None
    location: str | None = None


@dataclass(frozen=True)
class Site:
    """An outlet at its address (`base`, no closing slash) with its own part of the schedule."""

    outlet: Outlet
    base: str
    own: Schedule

    @property
    def feed_url(self) -> str:
        """The address of the main feed."""
        return self.base + DIALECTS[self.outlet.dialect].path

    def answer(self, path: str, query: Mapping[str, str], at: datetime) -> Answer:
        """What the site says at that moment; texts not yet out do not exist."""
        at = at.astimezone(self.own.opened_at.tzinfo)
        if path in self._by_path:
            return self._article(self._by_path[path], at)
        return self._fixed(path, query, at) or self._patterned(path, at) or _missing()

    def is_feed(self, path: str) -> bool:
        """Whether the address is the outlet's feed or looks like one of its section feeds."""
        return path == DIALECTS[self.outlet.dialect].path or self._category(path) is not None

    def _category(self, path: str) -> str | None:
        """The section whose feed the address would be."""
        shape = DIALECTS[self.outlet.dialect].category_path
        found = shape and re.fullmatch(shape.replace("{}", "([a-z0-9-]+)"), path)
        return found[1] if found else None

    @cached_property
    def _by_path(self) -> dict[str, Placement]:
        return {one.path: one for one in self.own.placements}

    def _fixed(self, path: str, query: Mapping[str, str], at: datetime) -> Answer | None:
        if path == DIALECTS[self.outlet.dialect].path:
            return self._feed(self.own.published(at))
        if path == "/robots.txt":
            return Answer(self.outlet.robots.encode(), "text/plain; charset=utf-8")
        if path == "/cari":
            return self._search(query.get("q", ""), at)
        if path == "/":
            return self._short_link(query["p"]) if "p" in query else self._front(at)
        return None

    def _patterned(self, path: str, at: datetime) -> Answer | None:
        if picture := _PICTURE.fullmatch(path):
            return Answer(furniture.svg(picture[1]), "image/svg+xml", changed=self.own.opened_at)
        if category := self._category(path):
            return self._category_feed(category, at)
        if f"{path}/" in self._by_path:
            return Answer(b"", status=301, location=f"{self.base}{path}/")
        return None

    def _article(self, one: Placement, at: datetime) -> Answer:
        if one.published_at > at:
            return _missing()
        page = layouts.article_page(one, furniture.around(one, self.own), at)
        return Answer(page.encode(), changed=max(one.published_at, _midnight(at)))

    def _feed(self, out: tuple[Placement, ...]) -> Answer:
        dialect, newest = DIALECTS[self.outlet.dialect], out[: self.outlet.depth]
        body = dialect.render(self.outlet, self.base, newest)
        changed = newest[0].published_at if newest else None
        return Answer(body, dialect.content_type, changed=changed)

    def _category_feed(self, category: str, at: datetime) -> Answer:
        """Categories are those the outlet has used, `daerah` always."""
        filed = {
            one.path: set(map(links.slug, furniture.categories(one))) for one in self.own.placements
        }
        if category not in {"daerah"}.union(*filed.values()):
            return _missing()
        return self._feed(
            tuple(one for one in self.own.published(at) if category in filed[one.path])
        )

    def _short_link(self, number: str) -> Answer | None:
        for one in self.own.placements:
            if str(links.post_number(self.outlet, one.article)) == number:
                return Answer(b"", status=301, location=one.url)
        return None

    def _front(self, at: datetime) -> Answer:
        title = f"{self.outlet.name} – contoh, fiktif"
        return self._listing(self.own.published(at), at, title)

    def _search(self, words: str, at: datetime) -> Answer:
        found = tuple(o for o in self.own.published(at) if words.lower() in o.title.lower())
        return self._listing(found, at, f"Cari: {words}")

    def _listing(self, out: tuple[Placement, ...], at: datetime, title: str) -> Answer:
        page = layouts.front_page(self.outlet, self.base, out, at, title)
        return Answer(page.encode())


def _missing() -> Answer:
    page = f"<!DOCTYPE html><title>404</title><h1>Halaman tidak ditemukan</h1><p>{furniture.NOTICE}"
    return Answer(page.encode(), status=404)


def _midnight(at: datetime) -> datetime:
    """The header's date changes the page at midnight."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
