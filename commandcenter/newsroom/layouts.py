"""Pages of the sample newsroom: six site layouts, a photo page and the front page, as HTML text."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Template
from zlib import crc32

from commandcenter.newsroom import dates, furniture, links
from commandcenter.newsroom.dialects import DIALECTS, snippet
from commandcenter.newsroom.furniture import Surroundings
from commandcenter.newsroom.markup import attribute, escape, json_script
from commandcenter.newsroom.outlets import LayoutName, Outlet
from commandcenter.newsroom.schedule import Placement

FOLDER = Path(__file__).with_name("pages")
Body = Callable[[Placement, Surroundings], str]


@cache
def template(name: str) -> Template:
    """The page template of that name."""
    return Template((FOLDER / f"{name}.html").read_text(encoding="utf-8"))


def article_page(one: Placement, near: Surroundings, today: datetime) -> str:
    """The page of one text; its header prints `today` whatever day the text is from."""
    name = "foto" if one.article.kind == "foto" else one.outlet.layout
    body = _BODIES["blog" if name == "foto" else name](one, near)
    return template(name).substitute(
        _site(one.outlet, one.url.removesuffix(one.path), today),
        **_text(one),
        **_when(one.published_at),
        og=open_graph(one),
        jsonld=linked_data(one),
        body=body,
        popular=furniture.headline_list(near.popular),
        related=furniture.headline_list(near.related),
    )


def front_page(
    outlet: Outlet, base: str, placements: Iterable[Placement], today: datetime, title: str
) -> str:
    """A page listing the given texts, newest first as they come."""
    items = "\n".join(map(_teaser, placements)) or "<p>Belum ada berita.</p>"
    feed_type = DIALECTS[outlet.dialect].content_type.partition(";")[0]
    site = _site(outlet, base, today)
    return template("front").substitute(site, title=escape(title), items=items, feed_type=feed_type)


def open_graph(one: Placement) -> str:
    """og: elements; those of the daily layout carry the date too, as WordPress plugins do."""
    base = one.url.removesuffix(one.path)
    values = {
        "og:type": "article",
        "og:site_name": one.outlet.name,
        "og:title": one.title,
        "og:url": one.url,
        "og:image": base + furniture.image_path(one),
        "og:description": snippet(one),
    }
    if one.outlet.layout == "harian":
        values["article:published_time"] = one.published_at.isoformat()
    named = (
        (attribute("property", key), attribute("content", text)) for key, text in values.items()
    )
    return "\n".join(f"<meta{key}{text}>" for key, text in named)


def linked_data(one: Placement) -> str:
    """The schema.org description of the text."""
    return json_script(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": one.title,
            "mainEntityOfPage": one.url,
            "datePublished": one.published_at.isoformat(),
            "author": {"@type": "Person", "name": one.article.author},
            "publisher": {"@type": "Organization", "name": one.outlet.name},
        }
    )


def _site(outlet: Outlet, base: str, today: datetime) -> dict[str, str]:
    return {
        "site": escape(outlet.name),
        "base": base,
        "feed": DIALECTS[outlet.dialect].path,
        "tint": f"{0x202020 + crc32(outlet.key.encode()) % 0x505050:06x}",
        "today": dates.long_date(today),
        "year": f"{today:%Y}",
        "notice": escape(furniture.NOTICE),
    }


def _text(one: Placement) -> dict[str, str]:
    return {
        "title": escape(one.title),
        "summary": escape(snippet(one)),
        "url": one.url,
        "section": escape(one.article.section),
        "section_slug": links.slug(one.article.section),
        "author": escape(one.article.author),
        "author_slug": links.slug(one.article.author),
        "image": furniture.image(one),
        "caption": furniture.caption(one),
        "tags": furniture.tag_links(one),
    }


def _when(moment: datetime) -> dict[str, str]:
    return {
        "iso": moment.isoformat(),
        "dateline": dates.dateline(moment),
        "longdate": dates.long_date(moment),
        "short": dates.short_date(moment),
        "clock": f"{moment:%H.%M}",
    }


def _teaser(one: Placement) -> str:
    moment = dates.dateline(one.published_at)
    return f"<article><h2>{furniture.anchor(one)}</h2><small>{moment}</small></article>"


def _escaped(one: Placement) -> list[str]:
    return [escape(words, quote=False) for words in one.paragraphs]


def _between(blocks: list[str], extras: Iterable[str]) -> list[str]:
    """The blocks with one extra after every second of them, as far as the extras go."""
    mixed: list[str] = []
    waiting = list(extras)
    for number, block in enumerate(blocks, start=1):
        mixed.append(block)
        if number % 2 == 0 and number < len(blocks) and waiting:
            mixed.append(waiting.pop(0))
    return mixed


def _daily(one: Placement, near: Surroundings) -> str:
    blocks = [f"<p>{words}</p>" for words in _escaped(one)]
    also = [f"<p><strong>Baca juga: {furniture.anchor(other)}</strong></p>" for other in near.also]
    return "\n".join(_between(blocks, also))


def _portal(one: Placement, near: Surroundings) -> str:
    blocks = [f"<p>{words}</p>" for words in _escaped(one)]
    extras = ['<div class="parallax-ads">ADVERTISEMENT<br>GULIR UNTUK LANJUT BACA</div>']
    extras += [f"<p>Baca juga: {furniture.anchor(other)}</p>" for other in near.also[:1]]
    return "\n".join([*_reporter(one), *_between(blocks, extras)])


def _reporter(one: Placement) -> list[str]:
    """The opening line of outlets that send their own reporter."""
    if one.is_copy or one.article.kind != "berita":
        return []
    words = f"Laporan Wartawan {one.outlet.name}, {one.article.author}"
    return [f"<p><em>{escape(words)}</em></p>"]


def _agency(one: Placement, near: Surroundings) -> str:
    also = [
        f'<span class="baca-juga"><b>Baca juga: {furniture.anchor(other)}</b></span>'
        for other in near.also
    ]
    return "<br />\n<br />\n".join(_between(_escaped(one), also))


def _blog(one: Placement, near: Surroundings) -> str:
    blocks = [f'<div style="text-align: justify;">{words}</div>' for words in _escaped(one)]
    return "<br/>\n".join(blocks)


def _government(one: Placement, near: Surroundings) -> str:
    return "\n".join(f'<p align="justify">{words}</p>' for words in _escaped(one))


def _light(one: Placement, near: Surroundings) -> str:
    blocks = [f"<p>{words}</p>" for words in _escaped(one)]
    also = [f'<p class="sisip">Baca juga: {furniture.anchor(other)}</p>' for other in near.also]
    initials = "".join(part[0] for part in one.article.author.lower().split())
    return "\n".join([*_between(blocks, also), f"<p><strong>({escape(initials)}/red)</strong></p>"])


_BODIES: dict[LayoutName, Body] = {
    "harian": _daily,
    "portal": _portal,
    "kantor": _agency,
    "blog": _blog,
    "pemda": _government,
    "ringan": _light,
}
