"""Pure: which hours an edition of the recap covers, and what it is compared with.

Editions are data of the pack (`Region.report`): a slot ends at `until` of its date and began at
`since`, on the day before where `since` is not earlier. Beside the slots of the pack there is
always the whole day, cut where the pack lets its days begin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
WHOLE_DAY = "harian"
# Hours as people write them; 24:00 is the midnight that ends the day.
MIDNIGHT, END_OF_DAY = "00:00", "24:00"


@dataclass(frozen=True)
class Slot:
    """An edition: its place in addresses, its letter in edition numbers, its hours (HH:MM)."""

    key: str
    letter: str
    name: str
    since: str
    until: str


@dataclass(frozen=True)
class Period:
    """The hours of one edition on one date, in UTC; instants of the end are not included.

    `cut` is where counting ends: `end`, or the coming minute while the period still runs.
    """

    day: date
    slot: Slot
    start: datetime
    end: datetime
    cut: datetime

    @property
    def running(self) -> bool:
        """Say whether the period has not ended yet."""
        return self.cut < self.end

    @property
    def told(self) -> datetime:
        """Return the instant readers are told: "data sampai 16.00"."""
        return self.cut - MINUTE if self.running else self.end

    @property
    def edition(self) -> str:
        """Return the number of the edition: 2026-11-21-S."""
        return f"{self.day.isoformat()}-{self.slot.letter}"

    @property
    def before(self) -> "Period":
        """Return the same hours one day earlier, as long as this one has lasted."""
        day, start, end = self.day - DAY, self.start - DAY, self.end - DAY
        return Period(day, self.slot, start, end, self.cut - DAY)


def slots(report: Mapping[str, Any]) -> tuple[Slot, ...]:
    """Return the editions of a pack in its order, then the whole day unless the pack has one."""
    rows = report.get("slots", ())
    found = [Slot(**{name: row[name] for name in Slot.__dataclass_fields__}) for row in rows]
    if WHOLE_DAY not in {slot.key for slot in found}:
        found.append(_whole_day(report.get("day_starts", MIDNIGHT)))
    return tuple(found)


def period(day: date, slot: Slot, zone: ZoneInfo, at: datetime) -> Period | None:
    """Return the period of an edition on a local date; None while it has not begun at `at`."""
    first = day if slot.since < slot.until else day - DAY
    start, end = _instant(first, slot.since, zone), _instant(day, slot.until, zone)
    coming = at.replace(second=0, microsecond=0) + MINUTE
    return Period(day, slot, start, end, min(end, coming)) if start <= at else None


def newest(chosen: Sequence[Slot], zone: ZoneInfo, at: datetime) -> Period:
    """Return the edition that began last among those dated today or earlier.

    The whole day only counts where it is the only one: it began before all others.
    """
    today = at.astimezone(zone).date()
    own = [slot for slot in chosen if slot.key != WHOLE_DAY] or list(chosen)
    dates = (today, today - DAY)
    begun = [found for day in dates for slot in own if (found := period(day, slot, zone, at))]
    return max(begun, key=lambda found: found.start)


def _whole_day(starts: str) -> Slot:
    until = END_OF_DAY if starts == MIDNIGHT else starts
    return Slot(WHOLE_DAY, "H", "edisi harian", starts, until)


def _instant(day: date, hour: str, zone: ZoneInfo) -> datetime:
    """Return a local hour of a date in UTC."""
    if hour == END_OF_DAY:
        day, hour = day + DAY, MIDNIGHT
    return datetime.combine(day, time.fromisoformat(hour), zone).astimezone(UTC)
