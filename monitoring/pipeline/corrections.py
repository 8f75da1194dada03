"""Corrections are noticed: in a text itself, or in an article of its own about an earlier one.

The corrected item carries the mark; whoever prints the same text is looked at again at once.
"""

import logging
import re
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from monitoring.canonical import url_hash
from monitoring.corrections import (
    CORRECTED_WITHIN,
    Correction,
    Earlier,
    corrected_among,
    correction_in,
)
from monitoring.models import Item
from monitoring.revisits import prints_beside, watch

log = logging.getLogger(__name__)

# Texts settled this long ago are looked through once more at every call: an article that a
# correction is about may come in after it.
LOOKED_BACK = timedelta(hours=6)
# Copies have days to follow a correction; what they say after that is told as it stood then.
COPIES_WATCHED = timedelta(days=3)
SEARCHED = timedelta(days=1)
NOTE_MOST = 300
CHUNK = 200
COPY_REASON = "salinan berita yang diralat"
SEARCH_REASON = "ralat yang berita asalnya belum ditemukan"
# Behind the words quoted from the newsroom, which may look like anything.
_CORRECTING = re.compile(r"\(berita #(\d+)\);[^”]*$")


def notice_corrections(at: datetime) -> int:
    """Look through what was settled in the last hours; return how many corrections were new."""
    found = 0
    for item in _unmarked(at).iterator(CHUNK):
        correction = correction_in(item.title, item.text.body, item.section)
        if correction is not None:
            found += _notice(item, correction, at)
    if found:
        log.info("ralat: %d berita ditandai", found)
    return found


def notice_in(item: Item, title: str, body: str, at: datetime) -> bool:
    """Mark an item whose new wording speaks of its own correction; in the caller's transaction."""
    correction = correction_in(title, body, item.section)
    return correction is not None and mark(item, correction, correction.reason, at)


def mark(item: Item, correction: Correction, reason: str, at: datetime) -> bool:
    """Mark an item as corrected and look at its copies again; False where it was marked before."""
    rows = Item.objects.filter(pk=item.pk, correction=Item.Correction.NONE)
    with transaction.atomic():
        new = rows.update(
            correction=correction.kind, corrected_at=at, correction_note=reason[:NOTE_MOST]
        )
        if new:
            copies = prints_beside(item).select_related(None)
            watch(list(copies), at + COPIES_WATCHED, COPY_REASON, at, at_once=True)
    return bool(new)


def mark_corrected_by(item: Item, correction: Correction, linked: Collection[str]) -> bool:
    """Mark the earlier item of the outlet that a correcting article is about, if one is found.

    `linked` are the hashes of the addresses that its page links to. False while unsure, and where
    that item was marked before.
    """
    earlier = {row.pk: row for row in _earlier(item) if row.pk != item.pk}
    if any(correcting(row.correction_note) == item.pk for row in earlier.values()):
        return False
    choices = [
        Earlier(row.pk, row.title, row.listed_at, row.url_hash in linked)
        for row in earlier.values()
        if not _announces(row.title)
    ]
    found = corrected_among(item.title, item.text.body, item.listed_at, choices)
    if found is None:
        return False
    reason = f"{correction.reason} (berita #{item.pk}); {found.reason}"
    return mark(earlier[found.key], correction, reason, item.listed_at)


def correcting(note: str) -> int | None:
    """Return the key of the article that corrects, as a correction note names it; or None."""
    named = _CORRECTING.search(note)
    return int(named[1]) if named else None


def search_links(item: Item, addresses: Collection[str]) -> bool:
    """Look for the article that a correcting article is about, among what its page links to.

    False where the item is no correcting article, or its earlier one was not found.
    """
    correction = correction_in(item.title, item.text.body, item.section)
    if correction is None or not correction.apart:
        return False
    return mark_corrected_by(item, correction, {url_hash(address) for address in addresses})


def _notice(item: Item, correction: Correction, at: datetime) -> bool:
    """Mark the item, or the one it is about; until that is found, its page is asked for links."""
    if not correction.apart:
        return mark(item, correction, correction.reason, at)
    if mark_corrected_by(item, correction, ()):
        return True
    if not hasattr(item, "revisit"):
        watch([item], at + SEARCHED, SEARCH_REASON, at, at_once=True)
    return False


def _unmarked(at: datetime) -> QuerySet[Item]:
    """Return articles without a mark whose text was settled in the last hours."""
    # The listing time has the index; older articles are no longer corrected.
    recent = Q(listed_at__gte=at - CORRECTED_WITHIN, text__extracted_at__gte=at - LOOKED_BACK)
    rows = Item.objects.filter(recent, correction=Item.Correction.NONE, kind=Item.Kind.ARTICLE)
    settled = rows.exclude(stage=Item.Stage.PAGE).select_related("text", "revisit")
    return settled.order_by("listed_at", "pk")


def _earlier(item: Item) -> QuerySet[Item]:
    """Return what the same outlet published in the days before an item."""
    since = item.listed_at - CORRECTED_WITHIN
    mine = Item.objects.filter(outlet=item.outlet_id, listed_at__range=(since, item.listed_at))
    return mine.only("pk", "title", "listed_at", "url_hash", "copy_of", "correction_note")


def _announces(title: str) -> bool:
    found = correction_in(title, "")
    return found is not None and found.apart
