"""The home province, its zone, and the one place where an instant becomes a local day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache

from monitoring.models import Region

SECONDS_REMEMBERED = 60


def home_region() -> Region | None:
    """Return the home province, asked once a minute; None before a pack is loaded."""
    region: Region | None = cache.get("home-region")
    if region is None:
        region = Region.objects.home()
        if region is not None:
            cache.set("home-region", region, SECONDS_REMEMBERED)
    return region


def home_zone() -> ZoneInfo:
    """Return the zone in which days begin and times are shown; UTC before a pack is loaded."""
    region = home_region()
    return ZoneInfo(region.zone if region and region.zone else "UTC")


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the first instant of a local day and of the next one, in UTC."""
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return start.astimezone(UTC), end.astimezone(UTC)
