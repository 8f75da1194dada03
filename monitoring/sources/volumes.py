"""When the articles of feeds appeared, as one expression for every count of them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Expression, F, When
from django.db.models.functions import Coalesce, TruncDate

from monitoring.models import Entry, Item

# A time that was only a day, or cut off because it lay ahead, says nothing about the hour.
TIMED = [Item.PublishedFrom.FEED, Item.PublishedFrom.PAGE, Item.PublishedFrom.TEXT]
DAYS = 28


def appeared() -> Expression:
    """Return when the article of an entry was published, or first seen where that is not known."""
    published = When(
        item__published_from__in=TIMED,
        item__published_at__lte=F("seen_at"),
        then=F("item__published_at"),
    )
    return Coalesce(Case(published), F("seen_at"))


def by_day(feed: int, at: datetime, zone: ZoneInfo) -> list[tuple[date, int]]:
    """Count a feed's articles on each of the last 28 local days, oldest first, in one query."""
    today = at.astimezone(zone).date()
    days = [today - timedelta(days=age) for age in reversed(range(DAYS))]
    rows = (
        Entry.objects.filter(feed=feed, seen_at__gte=at - timedelta(days=DAYS))
        .annotate(day=TruncDate(appeared(), tzinfo=zone))
        .order_by()
        .values_list("day")
        .annotate(n=Count("pk"))
    )
    counted = dict(rows)
    return [(day, counted.get(day, 0)) for day in days]
