"""Rows of `monitoring`: where (regions), who publishes (outlets, feeds), what (items)."""

from monitoring.models.items import Entry, Item, ItemText
from monitoring.models.outlets import Feed, Fetch, Outlet, SearchQuery
from monitoring.models.regions import CalendarDay, Region
from monitoring.models.reports import Attachment, FieldReport
from monitoring.models.words import ItemWords

__all__ = [
    "Attachment",
    "CalendarDay",
    "Entry",
    "Feed",
    "Fetch",
    "FieldReport",
    "Item",
    "ItemText",
    "ItemWords",
    "Outlet",
    "Region",
    "SearchQuery",
]
