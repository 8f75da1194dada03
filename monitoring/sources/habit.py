"""What a feed usually publishes: how much a day, at which hours, on which weekdays. Pure.

Learnt from four weeks of publication times, as Media Cloud does (28 days; see its source alerts),
but by hour and weekday, so that a quiet night or a Sunday is not taken for silence.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import fmean, pstdev
from typing import Any, Self
from zoneinfo import ZoneInfo

VERSION = 1
WINDOW = timedelta(days=28)
# Articles spread evenly over the day before any are counted: two articles make no habit.
PRIOR_ARTICLES = 6.0
# Ordinary days added to every weekday, which four weeks show only four times.
PRIOR_DAYS = 2.0
# What a newsroom still publishes on a day of rest, as a share of an ordinary day.
QUIET_SHARE = 0.1
_HOUR = timedelta(hours=1)
_EVEN_HOURS = (1 / 24,) * 24
_EVEN_WEEKDAYS = (1.0,) * 7


@dataclass(frozen=True)
class Habit:
    """What one feed usually publishes.

    per_day    articles on an average day
    days       whole local days it was watched for; 0 when nothing is known
    hours      share of a day's articles in each local hour; the 24 shares sum to 1
    weekdays   factor on a day's articles, Monday first; the mean is 1
    deviation  standard deviation of the daily counts
    gap_hours  the longest time between two articles
    """

    per_day: float = 0.0
    days: int = 0
    hours: tuple[float, ...] = _EVEN_HOURS
    weekdays: tuple[float, ...] = _EVEN_WEEKDAYS
    deviation: float = 0.0
    gap_hours: float = 0.0

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; nothing, or another version, is a habit not known yet."""
        if kept.get("version") != VERSION:
            return cls()
        values = {name: kept[name] for name in cls.__dataclass_fields__}
        lists = {name: tuple(values[name]) for name in ("hours", "weekdays")}
        return cls(**values | lists)

    def to_json(self) -> dict[str, Any]:
        """Return what `Feed.habit` keeps, with the version of these rules."""
        values = {"version": VERSION} | asdict(self)
        for name in ("hours", "weekdays"):
            values[name] = [round(number, 5) for number in values[name]]
        return values

    def share(self, hour: int) -> float:
        """Return the share of a day's articles in this local hour (0 to 23)."""
        return self.hours[hour]

    def expected(
        self, start: datetime, end: datetime, zone: ZoneInfo, quiet_days: Collection[date] = ()
    ) -> float:
        """Return how many articles are to be expected from `start` to `end`.

        On quiet days (local dates) only QUIET_SHARE of them.
        """
        if not self.per_day or end <= start:
            return 0.0
        return self.per_day * sum(
            (self._before(until) - self._before(since)) * self._of_day(day, quiet_days)
            for day, since, until in _days(start, end, zone)
        )

    def busiest(self) -> tuple[int, int]:
        """Return the first and the last hour of the three hours with the most articles."""
        first = max(range(22), key=lambda hour: sum(self.hours[hour : hour + 3]))
        return first, first + 3

    def spread(self) -> float:
        """Return variance over mean of the daily counts: 1 is pure chance, more is bursts."""
        return self.deviation**2 / self.per_day if self.per_day else 1.0

    def _before(self, hours: float) -> float:
        """Return the share of a day's articles before this time of day, in hours (0 to 24)."""
        whole = int(hours)
        begun = self.hours[whole] * (hours - whole) if whole < 24 else 0.0
        return sum(self.hours[:whole]) + begun

    def _of_day(self, day: date, quiet_days: Collection[date]) -> float:
        return self.weekdays[day.weekday()] * (QUIET_SHARE if day in quiet_days else 1.0)


# A feed nobody has watched yet.
UNKNOWN = Habit()


def learn(
    times: Sequence[datetime],
    first_seen: datetime,
    at: datetime,
    zone: ZoneInfo,
    window: timedelta = WINDOW,
) -> Habit:
    """Learn the habit from publication times of the last days, 28 for a feed.

    A feed read for the first time shows a few older articles, not all of them, so articles are
    counted on whole local days after `first_seen` only; at which hours, all of them tell.
    """
    recent = sorted(moment for moment in times if at - window <= moment <= at)
    local = [moment.astimezone(zone) for moment in recent]
    days = list(_whole_days(max(first_seen, at - window), at, zone))
    counted = Counter(moment.date() for moment in local)
    daily = [counted[day] for day in days]
    return Habit(
        per_day=round(fmean(daily), 3) if daily else 0.0,
        days=len(days),
        hours=_shares(Counter(moment.hour for moment in local)),
        weekdays=_factors(days, daily),
        deviation=round(pstdev(daily), 3) if daily else 0.0,
        gap_hours=round(max((b - a for a, b in pairwise(recent)), default=timedelta()) / _HOUR, 2),
    )


def _whole_days(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[date]:
    """Yield the local days that lie between two instants from midnight to midnight."""
    first, last = start.astimezone(zone), end.astimezone(zone).date()
    day = first.date() + (first.time() > time()) * timedelta(days=1)
    while day < last:
        yield day
        day += timedelta(days=1)


def _shares(counts: Counter[int]) -> tuple[float, ...]:
    """Return the share of each hour, shaded into its neighbours (1, 2, 1) and never zero."""
    total = counts.total() + PRIOR_ARTICLES
    smooth = [
        (counts[(hour - 1) % 24] + 2 * counts[hour] + counts[(hour + 1) % 24]) / 4
        for hour in range(24)
    ]
    return tuple((number + PRIOR_ARTICLES / 24) / total for number in smooth)


def _factors(days: Sequence[date], daily: Sequence[int]) -> tuple[float, ...]:
    """Return how a weekday compares with the average day; few days change little."""
    usual = fmean(daily) if daily else 0.0
    if not usual:
        return _EVEN_WEEKDAYS
    raw = []
    for weekday in range(7):
        here = [count for day, count in zip(days, daily, strict=True) if day.weekday() == weekday]
        raw.append((sum(here) / usual + PRIOR_DAYS) / (len(here) + PRIOR_DAYS))
    return tuple(number / fmean(raw) for number in raw)


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[date, float, float]]:
    """Yield the local days a span touches, each from which to which time of day, in hours."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    day = first.date()
    while day <= last.date():
        since = _time_of_day(first) if day == first.date() else 0.0
        until = _time_of_day(last) if day == last.date() else 24.0
        yield day, since, until
        day += timedelta(days=1)


def _time_of_day(moment: datetime) -> float:
    return moment.hour + moment.minute / 60 + moment.second / 3600
