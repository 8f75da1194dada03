"""What every kind of feed is read into: the values the pipeline stores and people preview."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from monitoring.dates import PublishedFrom


@dataclass(frozen=True)
class FeedEntry:
    """One item as the feed shows it, every string cleaned and bounded.

    `link` is absolute http(s) or "". `published` is unknown rather than guessed. `source_name` and
    `source_url` name the outlet behind an entry of a search feed; `unresolved` says that its link
    does not show where it leads. `page_kind` is "foto" or "video" (values of Item.PageKind) where
    address or section say that this is no article, and `page_note` says why.
    """

    guid_hash: str
    link: str
    title: str
    summary: str
    content: str
    author: str
    published: datetime | None
    published_text: str
    published_from: PublishedFrom
    section: str = ""
    image: str = ""
    language: str = ""
    source_name: str = ""
    source_url: str = ""
    unresolved: bool = False
    page_kind: str = ""
    page_note: str = ""


@dataclass(frozen=True)
class Sitemap:
    """A sitemap that an index points to; `changed` is its `lastmod`, None where it has none."""

    url: str
    changed: datetime | None = None


@dataclass(frozen=True)
class ReadFeed:
    """A body that was read. `kind` is a value of Feed.Kind, told from the body itself.

    `cut` counts entries beyond the limit. `follow` are the sitemaps an index points to, newest
    first, those without `lastmod` behind; an index has no entries of its own. `next_page` is the
    next page of the archive where the feed or its system has one. `hub` and `topic` are what it
    says of WebSub, `ttl` how long it asks to be left alone; all "" or None where it says nothing.
    """

    kind: str
    title: str
    entries: tuple[FeedEntry, ...]
    cut: int = 0
    follow: tuple[Sitemap, ...] = ()
    next_page: str = ""
    hub: str = ""
    topic: str = ""
    ttl: timedelta | None = None


@dataclass(frozen=True)
class NotAFeed:
    """Why nothing was read: `outcome` is a value of Fetch.Outcome, `note` a sentence for people.

    `quiet`: nothing is wrong but that it lists nothing, as news sitemaps of small outlets do after
    two days without news.
    """

    outcome: str
    note: str
    quiet: bool = False
