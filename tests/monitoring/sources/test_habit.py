"""What a feed usually publishes, learnt from the times of its articles."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.sources.habit import QUIET_SHARE, UNKNOWN, Habit, learn

ZONE = ZoneInfo("Asia/Makassar")
# A Saturday, 13.42 WITA.
AT = datetime(2026, 11, 21, 5, 42, 20, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=90)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def every(gap: timedelta, days: int = 28) -> list[datetime]:
    """Return publication times with one gap, newest first."""
    return [AT - gap * n for n in range(int(timedelta(days=days) / gap))]


def office_hours(workdays_only: bool = False) -> list[datetime]:
    """Return six articles a day between 09.00 and 12.00 local time."""
    noon = AT.astimezone(ZONE).replace(hour=9, minute=0)
    days = [noon - DAY * n for n in range(28)]
    kept = [day for day in days if not workdays_only or day.weekday() < 5]
    return [day + HOUR / 2 * n for day in kept for n in range(6) if day + HOUR / 2 * n <= AT]


def test_it_knows_how_much_a_day_and_for_how_long():
    habit = learn(every(2 * HOUR), LONG_AGO, AT, ZONE)
    assert (habit.per_day, habit.days, habit.deviation, habit.gap_hours) == (12, 27, 0, 2)


def test_articles_from_before_it_was_watched_do_not_count_as_days():
    habit = learn(every(2 * HOUR), AT - 3 * DAY, AT, ZONE)
    assert (habit.per_day, habit.days) == (12, 2)


def test_a_feed_seen_today_has_no_habit_yet_but_its_hours_tell():
    habit = learn(office_hours(), AT - HOUR, AT, ZONE)
    assert (habit.per_day, habit.days) == (0, 0)
    assert habit.share(10) > 3 * habit.share(20)


def test_the_busiest_hours_are_those_of_the_newsroom_in_local_time():
    assert learn(office_hours(), LONG_AGO, AT, ZONE).busiest() == (9, 12)


def test_a_night_expects_little_and_a_morning_much():
    habit = learn(office_hours(), LONG_AGO, AT, ZONE)
    midnight = datetime(2026, 11, 20, tzinfo=ZONE)
    night = habit.expected(midnight, midnight + 6 * HOUR, ZONE)
    morning = habit.expected(midnight + 9 * HOUR, midnight + 12 * HOUR, ZONE)
    assert night < 0.1 and morning > 4


def test_a_weekend_expects_less_where_nobody_works_then():
    habit = learn(office_hours(workdays_only=True), LONG_AGO, AT, ZONE)
    saturday = datetime(2026, 11, 14, tzinfo=ZONE)
    weekend = habit.expected(saturday, saturday + 2 * DAY, ZONE)
    assert weekend < habit.expected(saturday + 2 * DAY, saturday + 4 * DAY, ZONE) / 2


def test_a_day_of_rest_expects_a_tenth():
    habit = learn(every(2 * HOUR), LONG_AGO, AT, ZONE)
    start = datetime(2026, 11, 19, tzinfo=ZONE)
    rested = habit.expected(start, start + DAY, ZONE, {date(2026, 11, 19)})
    assert rested == pytest.approx(habit.expected(start, start + DAY, ZONE) * QUIET_SHARE)


def test_four_weeks_expect_what_four_weeks_brought():
    habit = learn(office_hours(), LONG_AGO, AT, ZONE)
    assert habit.expected(AT - 28 * DAY, AT, ZONE) == pytest.approx(28 * 6, rel=0.02)


def test_what_is_kept_reads_the_same():
    habit = learn(office_hours(), LONG_AGO, AT, ZONE)
    again = Habit.from_json(habit.to_json())
    assert again.expected(AT - DAY, AT, ZONE) == pytest.approx(
        habit.expected(AT - DAY, AT, ZONE), rel=1e-3
    )


@pytest.mark.parametrize("kept", [{}, {"version": 0, "per_day": 5}])
def test_nothing_kept_or_another_version_is_not_known_yet(kept: dict[str, int]):
    assert Habit.from_json(kept) == UNKNOWN


@given(st.lists(st.timedeltas(timedelta(), timedelta(days=40)), max_size=60))
def test_shares_sum_to_one_whatever_was_published(ages: list[timedelta]):
    habit = learn([AT - age for age in ages], LONG_AGO, AT, ZONE)
    assert sum(habit.hours) == pytest.approx(1)
    assert sum(habit.weekdays) == pytest.approx(7)
    assert min(habit.hours) > 0


@given(st.timedeltas(timedelta(), timedelta(days=9)), st.timedeltas(timedelta(), timedelta(days=9)))
def test_a_span_expects_the_sum_of_its_parts(first: timedelta, second: timedelta):
    habit = learn(office_hours(), LONG_AGO, AT, ZONE)
    middle, end = AT + first, AT + first + second
    parts = habit.expected(AT, middle, ZONE) + habit.expected(middle, end, ZONE)
    assert habit.expected(AT, end, ZONE) == pytest.approx(parts, abs=1e-2)
