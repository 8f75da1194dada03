"""The address an article calls its own is made the item's; two items at one address become one.

Merged are only items that nobody has read yet: of what was read, decisions of people may hang on
both, and the later one is marked as a copy of the other.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from monitoring.canonical import url_hash
from monitoring.claims import LeaseLost
from monitoring.known import items_at
from monitoring.locks import Lock
from monitoring.models import Address, Item, ItemText
from monitoring.pages.titles import alike

log = logging.getLogger(__name__)

# Share of words in common from which two titles are one article's. A theme that names one
# address on all its pages must not make one article of them.
ALIKE = 0.5


@dataclass(frozen=True)
class Taken:
    """What became of the item: `gone` into another (or nowhere), or a copy of `copy_of`."""

    gone: bool = False
    copy_of: Item | None = None


def take_address(
    item: Item, own: str, title: str, at: datetime, *, reason: str = Address.Reason.CANONICAL
) -> Taken:
    """Let a claimed item carry its own canonical address; "" changes nothing.

    Inside the caller's transaction; raises LeaseLost. `title` is the page's, to tell whether an
    item already at that address is the same article. Old addresses keep leading to the survivor.
    """
    if not own:
        return Taken()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.ADDRESSES.value])
    address = url_hash(own)
    known = items_at([address])
    if address not in known and _renamed(item, own, address, reason, at):
        return Taken()
    # Unknown a moment ago and taken now: somebody stored it in between.
    known = known or items_at([address])
    if address not in known:
        return Taken()
    other = known[address]
    if other is None:
        return _forgotten(item, at)
    if other.pk == item.pk or not _is_same(item, title, other):
        return Taken()
    return _made_one(item, other, own, at)


def _is_same(item: Item, title: str, other: Item) -> bool:
    return max(alike(title, other.title), alike(item.title, other.title)) >= ALIKE


def _renamed(item: Item, own: str, address: str, reason: str, at: datetime) -> bool:
    """Give the item its address and keep the old one; False when another item has it by now."""
    old, old_address = item.url, item.url_hash
    try:
        with transaction.atomic():
            _fenced(item, url=own, url_hash=address, unresolved=False)
    except IntegrityError:
        return False
    item.url, item.url_hash = own, address
    _remember(old_address, old, item, reason, at)
    return True


def _made_one(item: Item, other: Item, own: str, at: datetime) -> Taken:
    """Merge the younger of two unread items into the older; mark what was read as a copy."""
    if _was_read(item):
        return Taken(copy_of=other.copy_of or other)
    if _was_read(other) or (other.seen_at, other.pk) < (item.seen_at, item.pk):
        _fenced(item)
        _merge(item, other)
        _remember(item.url_hash, item.url, other, Address.Reason.MERGED, at)
        return Taken(gone=True)
    _merge(other, item)
    _renamed(item, own, other.url_hash, Address.Reason.MERGED, at)
    return Taken()


def _was_read(item: Item) -> bool:
    """Say whether anybody may have read the item: the feed's own text alone was not."""
    if item.stage != Item.Stage.PAGE:
        return True
    return ItemText.objects.filter(item=item).exclude(rung=ItemText.Rung.FEED).exists()


def _merge(lost: Item, kept: Item) -> None:
    """Let everything that leads to one item lead to the other, and delete the first."""
    log.info("berita %s digabung ke %s: satu alamat", lost.pk, kept.pk)
    lost.entries.update(item=kept)
    lost.addresses.update(item=kept)
    if lost.entered_by_id and not kept.entered_by_id:
        Item.objects.filter(pk=kept.pk).update(entered_by=lost.entered_by_id)
    Item.objects.filter(pk=lost.pk).delete()


def _forgotten(item: Item, at: datetime) -> Taken:
    """Let an item go whose address was deleted on purpose; one that a person sent stays."""
    if item.entered_by_id:
        return Taken()
    _fenced(item)
    log.info("berita %s: alamatnya sudah dihapus menurut masa simpan", item.pk)
    item.entries.update(item=None)
    Item.objects.filter(pk=item.pk).delete()
    _remember(item.url_hash, item.url, None, Address.Reason.DELETED, at)
    return Taken(gone=True)


def _remember(address: str, url: str, item: Item | None, reason: str, at: datetime) -> None:
    values = {"url": url, "item": item, "reason": reason, "at": at}
    Address.objects.update_or_create(url_hash=address, defaults=values)


def _fenced(item: Item, **values: object) -> None:
    """Write to the item while it is ours; raises LeaseLost when it is not."""
    if not item._mine().update(**{"lease_token": item.lease_token, **values}):
        raise LeaseLost(f"berita {item.pk}")
