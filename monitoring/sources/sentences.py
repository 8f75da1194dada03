"""Indonesian words for what is stored about sources: points in time and quantities. Pure."""

from datetime import datetime
from zoneinfo import ZoneInfo

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def when(moment: datetime, zone: ZoneInfo) -> str:
    """Write an instant so that it stays true when it is read later: 20 Nov 14.10."""
    local = moment.astimezone(zone)
    return f"{local.day} {MONTHS[local.month - 1]} {local:%H.%M}"


def per_day(rate: float) -> str:
    """Write how much a feed publishes: 12 berita sehari, 3 berita seminggu."""
    if rate >= 1:
        return f"{round(rate)} berita sehari"
    if rate * 7 >= 1:
        return f"{round(rate * 7)} berita seminggu"
    return f"{max(round(rate * 28), 1)} berita dalam 4 minggu"
