"""Rows of `monitoring`: where (regions), who publishes (outlets, feeds), what (items)."""

from monitoring.models.items import Entry, Item, ItemText
from monitoring.models.outlets import Feed, Fetch, Outlet
from monitoring.models.regions import CalendarDay, Region

__all__ = ["CalendarDay", "Entry", "Feed", "Fetch", "Item", "ItemText", "Outlet", "Region"]
