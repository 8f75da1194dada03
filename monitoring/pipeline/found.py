"""What one attempt at a feed found, before anything of it is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from monitoring.door.http import Answer, Failure, Request
from monitoring.feeds.read import read_feed
from monitoring.feeds.values import FeedEntry, NotAFeed, ReadFeed
from monitoring.models import Feed, Fetch

TRIES = 5
# Servers are wrong about changes: once a day everything is asked for, without validators.
FULL_EVERY = timedelta(hours=24)
Outcome = Fetch.Outcome


@dataclass(frozen=True)
class Found:
    """What an answer means for a feed.

    `url` is where the last redirect led, `read` the feed where its body was read, `size` the bytes
    that came.
    """

    outcome: str
    note: str = ""
    status: int | None = None
    url: str = ""
    read: ReadFeed | None = None
    size: int = 0
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    moved_to: str = ""
    max_age: timedelta | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    retry_after: timedelta | None = None

    @property
    def entries(self) -> tuple[FeedEntry, ...]:
        """Return what the feed showed; nothing where it was not read."""
        return self.read.entries if self.read else ()


@dataclass(frozen=True)
class ArchivePage:
    """What page `number` of the archive held. `ends`: there is nothing to be read behind it."""

    number: int
    found: Found
    ends: bool = False


@dataclass(frozen=True)
class Turn:
    """One attempt at a feed: what was asked, what was found, nothing of it written yet."""

    feed: Feed
    request: Request
    started: datetime
    found: Found = Found("")
    page: ArchivePage | None = None


NOTHING_LISTED = "Peta situs sedang kosong; wajar bila dua hari terakhir tidak ada berita."
# What is written about a feed whose every answer ended the worker or its reader.
BROKEN = Found(
    Outcome.BROKEN, f"Pembaca umpan gagal {TRIES} kali pada isi umpan ini; perlu diperiksa."
)


def is_full(feed: Feed, at: datetime) -> bool:
    """Say whether a turn begun at `at` asks for everything and reads it, changed or not.

    The first, one in FULL_EVERY, and all while catching up, which needs the feed itself.
    """
    return bool(feed.page) or feed.full_at is None or at - feed.full_at >= FULL_EVERY


def request_for(feed: Feed, at: datetime) -> Request:
    """Ask for changes only, with the validators of the last good answer; not in a full turn."""
    if is_full(feed, at):
        return Request(feed.url, "feed")
    return Request(feed.url, "feed", etag=feed.etag, last_modified=feed.last_modified)


def examine(feed: Feed, answer: Answer | Failure, zone: ZoneInfo, at: datetime) -> Found:
    """Decide what an answer means for the feed. Writes nothing.

    An unchanged body is read in full turns only: what was turned away then, or read worse by an
    older reader, has another chance once in FULL_EVERY.
    """
    if isinstance(answer, Failure):
        return Found(answer.outcome, answer.note, answer.status, retry_after=answer.retry_after)
    if answer.status == 304:
        return _seen(
            answer,
            Outcome.UNCHANGED,
            body_hash=feed.body_hash,
            etag=answer.etag or feed.etag,
            last_modified=answer.last_modified or feed.last_modified,
        )
    body_hash = hashlib.sha256(answer.body).hexdigest()
    if body_hash == feed.body_hash and not is_full(feed, at):
        return _seen(answer, Outcome.UNCHANGED, body_hash=body_hash)
    parsed = read_answer(feed, answer, zone, at)
    if isinstance(parsed, NotAFeed):
        return Found(parsed.outcome, parsed.note, answer.status, answer.url, size=answer.size)
    if parsed.follow:
        # Its sitemaps change without it: an index is never taken for unchanged.
        return _seen(answer, Outcome.NOTHING_NEW, read=parsed, etag="", last_modified="")
    note = "" if parsed.entries else NOTHING_LISTED
    return _seen(answer, Outcome.NOTHING_NEW, note=note, read=parsed, body_hash=body_hash)


def read_answer(feed: Feed, answer: Answer, zone: ZoneInfo, at: datetime) -> ReadFeed | NotAFeed:
    """Read a body of this feed: itself, a sitemap of its index, or a page of its archive.

    A sitemap that lists nothing counts as read where the feed has shown entries before.
    """
    parsed = read_feed(
        answer.body,
        answer.url,
        answer.charset,
        zone=zone,
        at=at,
        limit=settings.FEED_ENTRIES_MAX,
        kind=feed.kind,
        rules=feed.rules,
    )
    if isinstance(parsed, NotAFeed) and parsed.quiet and feed.new_at:
        return ReadFeed(Feed.Kind.SITEMAP, title="", entries=())
    return parsed


def _seen(answer: Answer, outcome: str, **values: Any) -> Found:
    """Return a find with what the head of the answer says; `values` win."""
    head = Found(
        outcome,
        status=answer.status,
        url=answer.url,
        size=answer.size,
        etag=answer.etag,
        last_modified=answer.last_modified,
        moved_to=answer.moved_to,
        max_age=answer.max_age,
        links=answer.links,
    )
    return replace(head, **values)
