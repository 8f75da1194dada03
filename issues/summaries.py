"""The sentences that tell a story, each with the item it stands in, for every page with stories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from issues.models import Story
from monitoring.models import Item


@dataclass(frozen=True)
class Told:
    """One sentence of a summary and the item it stands in."""

    words: str
    reason: str
    item: Item


def told(summary: Sequence[Mapping[str, Any]]) -> list[Told]:
    """Return the sentences of a summary whose items are still there."""
    return _told(summary, _items(summary))


def told_of(stories: Iterable[int]) -> dict[int, list[Told]]:
    """Return the sentences of several stories by their keys, in two queries."""
    rows = dict(Story.objects.filter(pk__in=stories).order_by().values_list("pk", "summary"))
    items = _items([one for summary in rows.values() for one in summary])
    return {story: _told(summary, items) for story, summary in rows.items()}


def _items(summary: Iterable[Mapping[str, Any]]) -> dict[int, Item]:
    keys = {one["item"] for one in summary}
    return Item.objects.select_related("outlet").in_bulk(keys) if keys else {}


def _told(summary: Sequence[Mapping[str, Any]], items: Mapping[int, Item]) -> list[Told]:
    return [
        Told(one["words"], one["reason"], items[one["item"]])
        for one in summary
        if one["item"] in items
    ]
