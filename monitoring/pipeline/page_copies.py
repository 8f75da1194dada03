"""Copies: the first item with the same text is named, whichever of them was read first."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q

from monitoring.copies import SAME, same_text
from monitoring.locks import Lock
from monitoring.models import Item, ItemText

# Copies are printed within days of the original; older texts are other news in the same words.
COPY_WINDOW = timedelta(days=10)


def first_with_same_text(item: Item, body: str, mine: list[int]) -> Item | None:
    """Return the first item with this text, whose bands are `mine`; None when it is this one.

    When this item was published before the first one known, the group is hung on this one.
    """
    if not mine:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.COPIES.value])
    near = (
        ItemText.objects.select_related("item__copy_of")
        .exclude(item=item)
        .filter(
            bands__overlap=mine,
            item__listed_at__gte=item.listed_at - COPY_WINDOW,
            item__listed_at__lte=item.listed_at + COPY_WINDOW,
        )
    )
    same = [text.item for text in near if same_text(text.body, body) >= SAME]
    if not same:
        return None
    first = min((one.copy_of or one for one in same), key=lambda one: (one.listed_at, one.pk))
    if (first.listed_at, first.pk) <= (item.listed_at, item.pk):
        return first
    group = Q(pk=first.pk) | Q(copy_of=first)
    Item.objects.filter(group).exclude(pk=item.pk).update(copy_of=item)
    return None
