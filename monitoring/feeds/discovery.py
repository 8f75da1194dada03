"""Where a site may keep its feeds, told from one of its pages. Pure.

What the page itself names comes first; then the places of the system that made the page; then
places that many sites use, which are guesses until somebody asks for them. Nothing is fetched here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html

from monitoring.feeds.listing import suggest_rules
from monitoring.feeds.pagedata import tree_of
from monitoring.feeds.sites import absolute, host_of, within_site

# More candidates than a person would preview; what a page names beyond that is left out.
CANDIDATES_MAX = 30
_TYPES = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
}
_COMMENTS = re.compile(r"comments?|komentar|replies", re.IGNORECASE)
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S{1,2048})", re.IGNORECASE | re.MULTILINE)
_CHANNEL = re.compile(
    r"(?:\"(?:channelId|externalId)\"\s*:\s*\"|/channel/|channel_id=|itemprop=\"(?:identifier|"
    r"channelId)\"\s+content=\")(UC[\w-]{22})"
)
_WORDPRESS = re.compile(r"/wp-(?:content|includes|json)/|content=[\"']WordPress", re.IGNORECASE)
_BLOGGER = re.compile(r"content=[\"']blogger|blogger\.com/(?:static|feeds)|blogspot\.com", re.I)
_USUAL = (
    ("/feed/", "rss"),
    ("/rss", "rss"),
    ("/rss.xml", "rss"),
    ("/feed.xml", "rss"),
    ("/sitemap_news.xml", "sitemap"),
    ("/news-sitemap.xml", "sitemap"),
    ("/sitemap-news.xml", "sitemap"),
    ("/sitemap.xml", "sitemap"),
)


@dataclass(frozen=True)
class Candidate:
    """One address that may be a feed: `kind` as expected (a value of Feed.Kind), `why` in words.

    `named` says that the site itself points to it; the others are usual places. `rules` are those
    of a listing.
    """

    url: str
    kind: str
    why: str
    title: str = ""
    named: bool = False
    rules: tuple[tuple[str, str], ...] = ()


def candidates(page: str, url: str, robots: str = "") -> tuple[Candidate, ...]:
    """Return what may be a feed of the site, best first, each address once.

    `page` is the text of the page at `url`, `robots` that of the site's robots.txt where known.
    """
    found: dict[str, Candidate] = {}
    for one in _all(page, url, robots):
        found.setdefault(one.url, one)
    return tuple(found.values())[:CANDIDATES_MAX]


def _all(page: str, url: str, robots: str) -> Iterator[Candidate]:
    tree = tree_of(page)
    yield from _channel(page, url)
    if tree is not None:
        yield from _named(tree, url)
    yield from _system(page, url)
    yield from sitemaps_in(robots, url)
    yield from _listing(page, url)
    for path, kind in _USUAL:
        address = absolute(url, path)
        if address:
            yield Candidate(address, kind, f"Tempat umum di banyak situs: {path}.")


def _named(tree: html.HtmlElement, url: str) -> Iterator[Candidate]:
    """Yield the feeds a page names in its head; those of comments are none of ours."""
    base = absolute(url, tree.xpath("string(//base/@href)") or "") or url
    for link in tree.iter("link"):
        kind = _TYPES.get(link.get("type", "").partition(";")[0].strip().lower())
        address = absolute(base, link.get("href", ""))
        title = " ".join(link.get("title", "").split())[:200]
        alternate = "alternate" in link.get("rel", "").lower().split()
        if kind and address and alternate and not _is_other(title, address):
            yield Candidate(address, kind, "Disebut halaman itu sendiri.", title, named=True)


def _is_other(title: str, address: str) -> bool:
    """Say whether it is a feed of comments, or the data interface WordPress gives the same type."""
    path = urlsplit(address).path
    return bool(_COMMENTS.search(f"{title} {path}")) or "/wp-json/" in path


def _system(page: str, url: str) -> Iterator[Candidate]:
    """Yield the feed that the system behind the page always has."""
    if _WORDPRESS.search(page):
        yield Candidate(absolute(url, "/feed/"), "rss", "Situs WordPress; umpannya di /feed/.")
    if _BLOGGER.search(page) or host_of(url).endswith(".blogspot.com"):
        address = absolute(url, "/feeds/posts/default")
        yield Candidate(address, "atom", "Situs Blogger; umpannya di /feeds/posts/default.")


def _channel(page: str, url: str) -> Iterator[Candidate]:
    if host_of(url).removeprefix("www.").removeprefix("m.") != "youtube.com":
        return
    if found := _CHANNEL.search(url) or _CHANNEL.search(page):
        address = f"https://www.youtube.com/feeds/videos.xml?channel_id={found[1]}"
        yield Candidate(
            address, "video", "Kanal YouTube; umpannya memuat video terbaru.", named=True
        )


def sitemaps_in(robots: str, url: str) -> Iterator[Candidate]:
    """Yield the sitemaps a robots.txt names (RFC 9309 section 2.2.4), those of news first."""
    found = (absolute(url, match[1]) for match in _SITEMAP_LINE.finditer(robots))
    own = [address for address in found if address and within_site(url, address)]
    for address in sorted(own, key=lambda one: "news" not in one.lower()):
        yield Candidate(address, "sitemap", "Peta situs yang disebut robots.txt.", named=True)


def _listing(page: str, url: str) -> Iterator[Candidate]:
    if rules := suggest_rules(page, url):
        why = "Halaman ini memuat daftar berita yang dapat dibaca langsung."
        yield Candidate(url, "listing", why, rules=tuple(rules.items()))
