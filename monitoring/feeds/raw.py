"""What a reader of any kind of feed hands on: texts as the feed wrote them, nothing decided yet."""

from dataclasses import dataclass
from typing import NamedTuple

from monitoring.feeds.values import Sitemap


class RawEntry(NamedTuple):
    """One item, "" for what it does not say. Markup is untouched.

    `link` may be relative; `base` is what it is relative to, where the feed names that. `changed`
    is when the page last changed, which only orders; `publication` the outlet as a sitemap names
    it.
    """

    guid: str = ""
    link: str = ""
    base: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    date: str = ""
    section: str = ""
    image: str = ""
    language: str = ""
    source_name: str = ""
    source_url: str = ""
    changed: str = ""
    publication: str = ""


@dataclass(frozen=True)
class RawFeed:
    """A document that was read; `kind` is a value of Feed.Kind.

    `links` are pairs of relation and address as written (hub, self, next, ...), `ttl` minutes,
    `period` and `frequency` those of the syndication module. `dropped` counts entries that were
    cut out before they were read; `follow` are the sitemaps of an index. `quiet` says that a
    sitemap of pages lists none.
    """

    kind: str
    title: str = ""
    entries: tuple[RawEntry, ...] = ()
    language: str = ""
    generator: str = ""
    links: tuple[tuple[str, str], ...] = ()
    ttl: str = ""
    period: str = ""
    frequency: str = ""
    dropped: int = 0
    follow: tuple[Sitemap, ...] = ()
    quiet: bool = False
