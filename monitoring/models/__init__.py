"""Rows of `monitoring`: where (regions), who publishes (outlets, feeds), what (items)."""

from monitoring.models.feeds import Feed, Fetch, HealthChange, Subscription
from monitoring.models.items import Address, Entry, Item, ItemText
from monitoring.models.missed import Missed
from monitoring.models.outlets import Outlet, SearchQuery
from monitoring.models.regions import CalendarDay, Region
from monitoring.models.reports import Attachment, FieldReport
from monitoring.models.versions import ItemVersion, Revisit
from monitoring.models.words import ItemWords

__all__ = [
    "Address",
    "Attachment",
    "CalendarDay",
    "Entry",
    "Feed",
    "Fetch",
    "FieldReport",
    "HealthChange",
    "Item",
    "ItemText",
    "ItemVersion",
    "ItemWords",
    "Missed",
    "Outlet",
    "Region",
    "Revisit",
    "SearchQuery",
    "Subscription",
]
