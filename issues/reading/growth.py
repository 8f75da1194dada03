"""How much an issue is printed today, compared with what it usually gets on such a weekday.

The habit is learnt as that of a feed (monitoring/sources/habit.py), from eight weeks of the
issue's own placements: by weekday and by hour, and days of rest count for little.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitoring.sources.habit import learn

HISTORY = timedelta(weeks=8)
# Every weekday twice: with less, "usually" would be one day's accident.
DAYS_NEEDED = 14
# Growth is twice the usual (docs/reading.md, 5), and never less than so many placements.
GROWTH = 2.0
GROWTH_FROM = 3

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Growth:
    """Placements of an issue since local midnight, and what is usual until this hour.

    `usual_day` is what a whole day like this one usually brings. Both are None while the issue
    has been watched for less than DAYS_NEEDED whole days (`days`).
    """

    today: int
    weekday: int
    days: int
    usual: float | None = None
    usual_day: float | None = None

    @property
    def grew(self) -> bool | None:
        """Say whether today is twice the usual or more; None when too little is known."""
        if self.usual is None:
            return None
        return self.today >= GROWTH_FROM and self.today >= GROWTH * self.usual

    @property
    def words(self) -> str:
        """Return the comparison in a sentence."""
        so_far = f"{self.today} pemuatan hari ini"
        if self.usual is None or self.usual_day is None:
            watched = f"baru {self.days} dari {DAYS_NEEDED} hari"
            return f"{so_far}; belum cukup riwayat untuk dibandingkan ({watched})"
        until, whole = _figure(self.usual), _figure(self.usual_day)
        return f"{so_far}; {WEEKDAYS[self.weekday]} sampai jam ini biasanya {until}, sehari {whole}"


def growth_of(
    times: Sequence[datetime],
    since: datetime,
    at: datetime,
    zone: ZoneInfo,
    quiet_days: Collection[date] = (),
) -> Growth:
    """Compare today with the issue's habit.

    `times` are its placements of HISTORY, `since` when it was first watched or printed. Today
    itself teaches nothing: it is what is compared.
    """
    day = at.astimezone(zone).date()
    midnight = datetime.combine(day, time(), zone)
    today = sum(midnight <= moment <= at for moment in times)
    past = [moment for moment in times if moment < midnight]
    habit = learn(past, since, midnight, zone, HISTORY)
    known = Growth(today, day.weekday(), habit.days)
    if habit.days < DAYS_NEEDED:
        return known
    night = datetime.combine(day + timedelta(days=1), time(), zone)
    usual, whole = (habit.expected(midnight, end, zone, quiet_days) for end in (at, night))
    return Growth(known.today, known.weekday, known.days, usual, whole)


def _figure(number: float) -> str:
    """Return a number as people say it: whole from ten on, else with one decimal."""
    if number >= 10:
        return f"{number:.0f}"
    words = f"{number:.1f}"
    return words.removesuffix(".0").replace(".", ",")
