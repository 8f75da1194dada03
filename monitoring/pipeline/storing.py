"""What a feed showed becomes rows: entries new to the feed, items new to everybody."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from monitoring.canonical import canonical, url_hash
from monitoring.feeds.values import FeedEntry
from monitoring.models import Entry, Feed, Item

ADDRESS_LONGEST = 2048


@dataclass(frozen=True)
class Stored:
    """How many entries were new to the feed, and how many were turned away."""

    new: int
    skipped: int = 0


def store_entries(feed: Feed, entries: Sequence[FeedEntry], at: datetime) -> Stored:
    """Store the entries that are new to this feed, and an item for each new address.

    Inside the caller's transaction.
    """
    hashes = [entry.guid_hash for entry in entries]
    known = set(feed.entries.filter(guid_hash__in=hashes).values_list("guid_hash", flat=True))
    fresh = {e.guid_hash: e for e in entries if e.guid_hash not in known}
    if not fresh:
        return Stored(0)
    items = _store_items(feed, list(fresh.values()), at)
    Entry.objects.bulk_create(
        [
            Entry(
                feed=feed,
                guid_hash=entry.guid_hash,
                item=items[_address(feed, entry)],
                link=entry.link,
                title=entry.title[:500],
                summary=entry.summary,
                published_text=entry.published_text[:120],
                seen_at=at,
            )
            for entry in fresh.values()
        ],
        ignore_conflicts=True,
    )
    return Stored(len(fresh))


def _store_items(feed: Feed, entries: list[FeedEntry], at: datetime) -> dict[str, Item]:
    """Create the items that do not exist yet; return all of them by address hash."""
    # In one order for everybody: two feeds with the same articles must not lock each other out.
    wanted = dict(sorted({_address(feed, e): e for e in entries}.items()))
    Item.objects.bulk_create(
        [_item(feed, address, entry, at) for address, entry in wanted.items()],
        ignore_conflicts=True,
    )
    return {item.url_hash: item for item in Item.objects.filter(url_hash__in=list(wanted))}


def _item(feed: Feed, address: str, entry: FeedEntry, at: datetime) -> Item:
    """Return a new item as the feed showed it, waiting for its page."""
    return Item(
        outlet=feed.outlet,
        url=_link(entry),
        url_hash=address,
        title=entry.title[:500] or entry.link[:500] or str(_("(tanpa judul)")),
        summary=entry.content or entry.summary,
        author=entry.author[:200],
        section=entry.section[:120],
        published_at=entry.published,
        published_from=entry.published_from,
        seen_at=at,
        listed_at=entry.published or at,
        stage=Item.Stage.PAGE,
        due_at=at,
    )


def _address(feed: Feed, entry: FeedEntry) -> str:
    """Return what makes the item one: its canonical address, or the entry where it has none."""
    if _link(entry):
        return url_hash(entry.link)
    return hashlib.sha256(f"{feed.key} {entry.guid_hash}".encode()).hexdigest()


def _link(entry: FeedEntry) -> str:
    """Return the canonical address of the entry; empty for one that nobody could open."""
    address = canonical(entry.link) if entry.link else ""
    return address if len(address) <= ADDRESS_LONGEST else ""
