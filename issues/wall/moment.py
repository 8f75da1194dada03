"""The moment a wall is built for: local days, the hours before, and what is known by then."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from issues.selection import MINE, Selection, same_hour_yesterday, today
from issues.wall.sources import STOPPED_AT_LEAST
from monitoring.home import day_bounds

DAY = timedelta(days=1)
WEEK = 7


@dataclass(frozen=True)
class Moment:
    """`at` to the minute, its zone, the newest good fetch (None: never), and the days with one."""

    at: datetime
    zone: ZoneInfo
    newest: datetime | None = None
    days_watched: frozenset[date] = frozenset()

    @cached_property
    def day(self) -> date:
        """Return the local day."""
        return self.at.astimezone(self.zone).date()

    @cached_property
    def today(self) -> Selection:
        """Return what is counted today: coverage about the leadership."""
        return today(self.day)

    @cached_property
    def yesterday(self) -> Selection:
        """Return yesterday up to the same time of day."""
        return same_hour_yesterday(self.today, self.at)

    @cached_property
    def two_days(self) -> Selection:
        """Return yesterday and today in full, unrelated coverage included."""
        return Selection(hari=self.day - DAY, sampai=self.day)

    @cached_property
    def last_day(self) -> Selection:
        """Return the last 24 hours about the leadership."""
        return Selection(tentang=MINE, sejak_jam=self.at - DAY)

    @cached_property
    def week(self) -> tuple[date, ...]:
        """Return the local days of a sparkline, today last."""
        return tuple(self.day - DAY * back for back in range(WEEK - 1, -1, -1))

    def start(self, day: date) -> datetime:
        """Return the first instant of a local day."""
        return day_bounds(day, self.zone)[0]

    def watched(self, day: date) -> bool:
        """Say whether we were watching on that day: without that, nothing found means nothing."""
        if day in self.days_watched:
            return True
        # Just after midnight the answer of a minute ago still stands for the new day.
        start = self.start(day)
        new = day == self.day and self.at - start < STOPPED_AT_LEAST
        return new and self.newest is not None and self.newest + STOPPED_AT_LEAST >= start

    def known(self, count: int, day: date | None = None) -> int | None:
        """Return the count, or None where zero would only mean that nobody looked."""
        return count if count or self.watched(day or self.day) else None
