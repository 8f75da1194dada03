"""Moments of the sample newsroom written as Indonesian sites and feed dialects write them."""

from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
WIB = timezone(timedelta(hours=7))


def require_aware(moment: datetime) -> datetime:
    """The same moment; raises ValueError where it carries no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"needs an aware datetime, got {moment!r}")
    return moment


def long_date(moment: datetime) -> str:
    """`Senin, 5 Mei 2025`."""
    return f"{DAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def dateline(moment: datetime) -> str:
    """`Senin, 5 Mei 2025 | 07.40 WITA`; the newsroom lives in the WITA zone."""
    return f"{long_date(moment)} | {moment:%H.%M} WITA"


def short_date(moment: datetime) -> str:
    """`05/05/2025 07:40`."""
    return f"{moment:%d/%m/%Y %H:%M}"


def mail_date(moment: datetime, zone: timezone | None = None) -> str:
    """RFC 2822, in the given zone or the moment's own."""
    return format_datetime(moment.astimezone(zone) if zone else moment)


def sql_date(moment: datetime) -> str:
    """`2025-05-05 07:40:00`: local and without a zone, as home-made CMSes publish it."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def blogger_date(moment: datetime) -> str:
    """`2025-05-05T07:40:00.000+08:00`."""
    return moment.isoformat(timespec="milliseconds")
