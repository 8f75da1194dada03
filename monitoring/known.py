"""Which addresses are known already: of an item, of a page that leads to one, or of a deleted one.

Whoever takes in an article asks here first, so that one article stays one item and what retention
deleted does not return.
"""

from collections.abc import Iterable

from django.db import connection

from monitoring.models import Item

_KEYS = """
SELECT url_hash, item_id FROM monitoring_address WHERE url_hash = ANY(%s)
UNION ALL
SELECT url_hash, id FROM monitoring_item WHERE url_hash = ANY(%s) AND url_hash <> ''
"""


def keys_at(hashes: Iterable[str]) -> dict[str, int | None]:
    """Return the key of the item behind each known hash (`canonical.url_hash`), in one query.

    None stands for an item that was deleted. A hash that nobody knows is absent.
    """
    asked = [one for one in hashes if one]
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [asked, asked])
        # An item's own address comes last and wins.
        return dict(cursor.fetchall())


def items_at(hashes: Iterable[str]) -> dict[str, Item | None]:
    """Return the item behind each known hash, as `keys_at` does, in two queries."""
    keys = keys_at(hashes)
    items = Item.objects.in_bulk([key for key in keys.values() if key is not None])
    return {address: key and items.get(key) for address, key in keys.items()}
