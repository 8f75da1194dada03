"""Which addresses are known already: of an item, of a page that leads to one, or of a deleted one.

Whoever takes in an article asks here first, so that one article stays one item and what retention
deleted does not return.
"""

from collections.abc import Iterable

from monitoring.models import Address, Item


def items_at(hashes: Iterable[str]) -> dict[str, Item | None]:
    """Return the item behind each known hash (`canonical.url_hash`); None for a deleted one.

    A hash that nobody knows is absent. Two queries, the second for what is no item's own address.
    """
    asked = {one for one in hashes if one}
    found: dict[str, Item | None] = {
        item.url_hash: item for item in Item.objects.filter(url_hash__in=asked)
    }
    other = Address.objects.filter(url_hash__in=asked - found.keys()).select_related("item")
    return found | {address.url_hash: address.item for address in other}
