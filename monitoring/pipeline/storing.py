"""What a feed showed becomes rows: entries new to the feed, items new to everybody.

A feed that carries the full text gives it to its items as their summary, and search finds them by
it at once; the page is fetched all the same, and its text then takes that place.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from monitoring.canonical import canonical, url_hash
from monitoring.feeds.values import FeedEntry
from monitoring.known import keys_at
from monitoring.models import Feed, Outlet, Revisit
from monitoring.pipeline.inserting import Row, insert_entries, insert_items, retitle_entries
from monitoring.sources.attribution import Attribution
from monitoring.sources.hosts import host_of

ADDRESS_LONGEST = 2048
# A feed that gives an entry another title at every visit makes nobody look more often than this.
REVISIT_GAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Stored:
    """How many entries were new to the feed, and how many were turned away."""

    new: int
    skipped: int = 0


@dataclass(frozen=True)
class Shown:
    """One entry with its canonical link ("" for one nobody could open) and whose article it is."""

    entry: FeedEntry
    link: str
    address: str
    outlet: Outlet


def store_entries(feed: Feed, entries: Sequence[FeedEntry], at: datetime) -> Stored:
    """Store the entries that are new to this feed, and an item for each new address.

    Inside the caller's transaction. Entries of blocked outlets are turned away; those of items
    that were deleted on purpose are kept without an item, so that they are turned away once.
    """
    fresh = _fresh(feed, entries, at)
    if not fresh:
        return Stored(0)
    shown = _shown(feed, fresh)
    welcome = [one for one in shown if not one.outlet.blocked]
    items = _items(welcome, at)
    insert_entries([_entry_row(feed, one, items[one.address], at) for one in welcome])
    new = sum(items[one.address] is not None for one in welcome)
    return Stored(new, len(shown) - new)


def _fresh(feed: Feed, entries: Sequence[FeedEntry], at: datetime) -> list[FeedEntry]:
    """Return the entries this feed never showed, each once; note new titles of the others."""
    shown = {entry.guid_hash: entry for entry in entries}
    known = feed.entries.filter(guid_hash__in=list(shown))
    retitled = {}
    for guid, key, title, item in known.values_list("guid_hash", "pk", "title", "item"):
        entry = shown.pop(guid)
        if entry.title[:500] not in {title, ""}:
            retitled[key] = (entry.title[:500], item)
    if retitled:
        retitle_entries({key: title for key, (title, _item) in retitled.items()})
        _look_again([item for _title, item in retitled.values()], at)
    return list(shown.values())


def _look_again(items: Sequence[int | None], at: datetime) -> None:
    """Let the pages of these items be looked at now, where they are looked at again anyway."""
    watched = Revisit.objects.filter(item__in=items, until__gt=at, due_at__gt=at)
    watched.exclude(seen_at__gt=at - REVISIT_GAP).update(due_at=at)


def _shown(feed: Feed, entries: Sequence[FeedEntry]) -> list[Shown]:
    """Return the entries with their addresses and the outlets they belong to."""
    # New outlets are noted in one order by everybody, so that nobody waits in a circle.
    ordered = sorted(entries, key=lambda entry: (entry.source_url, entry.source_name))
    others = Attribution.load() if any(_source(feed, entry) for entry in ordered) else None
    found = []
    for entry in ordered:
        link = _link(entry)
        outlet = feed.outlet
        if others is not None and (source := _source(feed, entry)) is not None:
            outlet = others.outlet_of(*source)
        found.append(Shown(entry, link, _address(feed, entry, link), outlet))
    return found


def _source(feed: Feed, entry: FeedEntry) -> tuple[str, str] | None:
    """Return address and name of the outlet behind an entry; None for the feed's own outlet."""
    if host_of(entry.source_url) or entry.source_name:
        return entry.source_url, entry.source_name
    if feed.kind == Feed.Kind.SEARCH and entry.link and not entry.unresolved:
        return entry.link, ""
    return None


def _items(shown: Sequence[Shown], at: datetime) -> dict[str, int | None]:
    """Store what is new to everybody; return the key of each address's item, None for deleted."""
    wanted = {one.address: one for one in shown}
    found = keys_at(wanted)
    new = [one for address, one in wanted.items() if address not in found]
    if new:
        found |= insert_items([_item_row(one, at) for one in new])
    if missing := wanted.keys() - found.keys():
        # Somebody else stored them between the question and the answer.
        found |= keys_at(missing)
    return found


def _item_row(one: Shown, at: datetime) -> Row:
    """Return a new item as the feed showed it, waiting for its page."""
    entry = one.entry
    return {
        "outlet_id": one.outlet.pk,
        "url": one.link,
        "url_hash": one.address,
        "title": entry.title[:500] or entry.link[:500] or str(_("(tanpa judul)")),
        "summary": entry.content or entry.summary,
        "author": entry.author[:200],
        "section": entry.section[:120],
        "image": entry.image[:ADDRESS_LONGEST],
        "language": entry.language[:20],
        "page_kind": entry.page_kind,
        "page_note": entry.page_note[:200],
        "unresolved": entry.unresolved,
        "published_at": entry.published,
        "published_from": entry.published_from,
        "seen_at": at,
        "listed_at": entry.published or at,
        "due_at": at,
    }


def _entry_row(feed: Feed, one: Shown, item: int | None, at: datetime) -> Row:
    """Return a new entry of the feed; without an item it was turned away."""
    entry = one.entry
    return {
        "feed_id": feed.pk,
        "guid_hash": entry.guid_hash,
        "item_id": item,
        "link": entry.link,
        "title": entry.title[:500],
        "summary": entry.summary,
        "published_text": entry.published_text[:120],
        "seen_at": at,
    }


def _address(feed: Feed, entry: FeedEntry, link: str) -> str:
    """Return what makes the item one: its canonical address, or the entry where it has none."""
    if link:
        return url_hash(entry.link)
    return hashlib.sha256(f"{feed.key} {entry.guid_hash}".encode()).hexdigest()


def _link(entry: FeedEntry) -> str:
    """Return the canonical address of the entry; empty for one that nobody could open."""
    address = canonical(entry.link) if entry.link else ""
    return address if len(address) <= ADDRESS_LONGEST else ""
