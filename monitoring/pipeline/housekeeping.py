"""What may be forgotten, and when: history nobody looks at any more, and items nobody tied to us.

What is deleted does not return: an item leaves a tombstone at its address, and the newest entries
of a feed stay, because the feed may still show them.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from monitoring.models import Address, Entry, Fetch, HealthChange, Item

log = logging.getLogger(__name__)

# A year of changes tells how a source did at the same season.
HEALTH_KEPT = timedelta(days=366)
# Rows deleted in one transaction: short enough that nobody waits behind it.
BATCH = 2_000
# Entries forgotten at one call: 2,000 feeds with 30 articles a day bring 2,500 an hour.
ENTRIES_MOST = 50_000


def forget_history(at: datetime) -> int:
    """Delete attempts, entries and changes of health past their time; return how many rows."""
    fetches = Fetch.objects.filter(ended_at__lt=at - settings.RETENTION_FETCHES)
    changes = HealthChange.objects.filter(at__lt=at - HEALTH_KEPT)
    gone = sum(rows.order_by()._raw_delete(rows.db) for rows in (fetches, changes))
    gone += _forget_entries(at - settings.RETENTION_ENTRIES)
    if gone:
        log.info("catatan lama dihapus: %d baris", gone)
    return gone


def delete_items(keys: Sequence[int], at: datetime) -> int:
    """Delete items with everything that hangs on them; return how many.

    Each leaves a tombstone at its address and at those that led to it. Items that somebody else
    holds at this moment are left for the next time.
    """
    with transaction.atomic():
        held = Item.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
        items = list(held.filter(pk__in=keys).only("pk", "url", "url_hash"))
        pks = [item.pk for item in items]
        Address.objects.filter(item__in=pks).update(reason=Address.Reason.DELETED, at=at)
        Address.objects.bulk_create(
            [_tombstone(item, at) for item in items if item.url_hash],
            update_conflicts=True,
            unique_fields=["url_hash"],
            update_fields=["item", "reason", "at"],
        )
        Item.objects.filter(pk__in=pks).delete()
    if items:
        log.info("berita dihapus menurut masa simpan: %d", len(items))
    return len(items)


def _tombstone(item: Item, at: datetime) -> Address:
    return Address(
        url_hash=item.url_hash, url=item.url, item=None, reason=Address.Reason.DELETED, at=at
    )


def _forget_entries(before: datetime) -> int:
    """Delete old entries that their feeds cannot show any more.

    A feed shows at most FEED_ENTRIES_MAX at once, so as many of the newest stay.
    """
    place = Window(RowNumber(), partition_by=F("feed"), order_by=[F("seen_at").desc(), F("pk")])
    old = Entry.objects.annotate(place=place).order_by()
    old = old.filter(seen_at__lt=before, place__gt=settings.FEED_ENTRIES_MAX)
    # Asked for once: finding the place of every entry reads them all.
    keys = list(old.values_list("pk", flat=True)[:ENTRIES_MOST])
    for start in range(0, len(keys), BATCH):
        batch = Entry.objects.filter(pk__in=keys[start : start + BATCH])
        batch._raw_delete(batch.db)
    if len(keys) == ENTRIES_MOST:
        log.info("entri lama melebihi %d sekali hapus; sisanya jam berikutnya", ENTRIES_MOST)
    return len(keys)
