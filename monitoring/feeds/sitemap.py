"""Sitemaps (sitemaps.org 0.9) and news sitemaps as feeds of the newest pages. Pure.

`lastmod` orders pages but does not date them: it says when a page last changed, and an article of
last year that got a new footer today was not published today.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from lxml import etree

from monitoring.dates import read_date
from monitoring.feeds.document import escaped
from monitoring.feeds.feedtext import cleaned
from monitoring.feeds.raw import RawEntry, RawFeed
from monitoring.feeds.sites import within_site
from monitoring.feeds.values import Sitemap

_EXTENSIONS = ("news", "image", "video")
# Read per page; more pictures or names than this say nothing more.
_MOST_CHILDREN = 50
_NUMBERS = re.compile(r"\d+")


def read_sitemap(text: str, url: str) -> RawFeed | None:
    """Return the pages of a urlset, or the sitemaps of an index in `follow`, newest first.

    An index may only lead to its own site; what is left out is counted in `dropped`. A
    damaged sitemap gives what can be read of it.
    """
    root = _root(text)
    if root is None:
        return None
    if _name(root) == "sitemapindex":
        own = tuple(_sitemaps(root, url))
        return RawFeed("sitemap", follow=own, dropped=max(0, len(root) - len(own)))
    pages = tuple(_page(element) for element in root if _name(element) == "url")
    linked = tuple(page for page in pages if page.link)
    return RawFeed("sitemap", _publication(pages), linked, quiet=not pages)


def read_lines(text: str, url: str) -> RawFeed | None:
    """Return the pages of a sitemap of bare addresses, one a line (sitemaps.org, "Text file").

    None if it names pages of other sites only.
    """
    pages = tuple(RawEntry(link=line) for line in text.split() if within_site(url, line))
    return RawFeed("sitemap", entries=pages) if pages else None


def worth_asking(sitemaps: Sequence[Sitemap], since: datetime | None) -> list[Sitemap]:
    """Return the sitemaps that may have changed after `since`, newest first.

    The newest is always one, since some sites let `lastmod` stand still. Of those without one the
    first and the last of each series (addresses alike but for numbers) may be the newest: series
    run newest first (Blogger) or oldest first (WordPress). With None all, the others last.
    """
    series: dict[str, list[Sitemap]] = {}
    for one in sitemaps:
        if one.changed is None:
            series.setdefault(_NUMBERS.sub("#", one.url), []).append(one)
    ends = [end for members in series.values() for end in (members[0], members[-1])]
    dated = sorted((one for one in sitemaps if one.changed), key=_newest_first)
    likely = dated[:1] + [one for one in dated if since and _is_after(one, since)] + ends
    return list(dict.fromkeys(likely if since else (*dated, *likely, *sitemaps)))


def _root(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(escaped(cleaned(text)).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _name(element: etree._Element) -> str:
    """Return the name of an element, that of an extension behind its prefix: "news:title"."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, local = element.tag.rpartition("}")
    for extension in _EXTENSIONS:
        if f"sitemap-{extension}" in namespace:
            return f"{extension}:{local.lower()}"
    return local.lower().removeprefix("sitemap:")


def _sitemaps(root: etree._Element, url: str) -> list[Sitemap]:
    found: dict[str, Sitemap] = {}
    for element in root:
        texts = dict(_texts(element))
        address = texts.get("loc", "")
        if address and address != url and within_site(url, address):
            changed = read_date(texts.get("lastmod", ""), UTC)
            found.setdefault(address, Sitemap(address, changed))
    # Python's sort keeps the order of the document among those without a date.
    return sorted(found.values(), key=_newest_first)


def _is_after(sitemap: Sitemap, since: datetime) -> bool:
    return sitemap.changed is not None and sitemap.changed >= since


def _newest_first(sitemap: Sitemap) -> float:
    return -sitemap.changed.timestamp() if sitemap.changed else 0.0


def _page(element: etree._Element) -> RawEntry:
    texts: dict[str, str] = {}
    for name, text in _texts(element):
        texts.setdefault(name, text)
    return RawEntry(
        link=texts.get("loc", ""),
        title=texts.get("news:title", "") or texts.get("video:title", ""),
        summary=texts.get("video:description", ""),
        date=texts.get("news:publication_date", "") or texts.get("video:publication_date", ""),
        changed=texts.get("lastmod", ""),
        section=texts.get("news:keywords", "").partition(",")[0],
        image=texts.get("image:loc", "") or texts.get("video:thumbnail_loc", ""),
        language=texts.get("news:language", ""),
        publication=texts.get("news:name", ""),
    )


def _texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield name and text of what stands inside, extensions and their parts included."""
    for count, inner in enumerate(element.iterdescendants(etree.Element)):
        if count >= _MOST_CHILDREN:
            return
        if inner.text and (text := inner.text.strip()):
            yield _name(inner), text


def _publication(pages: tuple[RawEntry, ...]) -> str:
    return next((page.publication for page in pages if page.publication), "")
