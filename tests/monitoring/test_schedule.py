"""Feeds are asked on a grid of their own, failing ones less and less often, but always again."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.models import Fetch
from monitoring.schedule import (
    BY_CACHE,
    BY_DEMO,
    BY_ENGINE,
    BY_HUB,
    BY_TTL,
    GRADES,
    LONGEST,
    STEPS,
    Interval,
    Terms,
    after_failure,
    interval_for,
    next_due,
)
from monitoring.sources.habit import Habit

FIVE = timedelta(minutes=5)
AT = datetime(2026, 3, 5, 9, 0, 3, tzinfo=UTC)
moments = st.floats(1.6e9, 2.2e9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
intervals = st.integers(1, 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def slot(key: str = "umpan", interval: timedelta = FIVE, at: datetime = AT) -> datetime:
    return next_due(at - timedelta(days=1), interval, at, key)


def test_slots_follow_each_other_at_the_interval() -> None:
    first = slot()
    second = next_due(first, FIVE, first + timedelta(seconds=2), "umpan")
    third = next_due(second, FIVE, second + timedelta(seconds=70), "umpan")
    assert (second - first, third - second) == (FIVE, FIVE)


def test_fetching_that_takes_long_does_not_shift_the_slots() -> None:
    due = start = slot()
    for seconds in (1, 40, 74, 3, 60, 20):
        due = next_due(due, FIVE, due + timedelta(seconds=seconds), "umpan")
    assert due - start == 6 * FIVE


def test_a_late_attempt_skips_slots_and_is_not_repeated_at_once() -> None:
    due = slot()
    after = next_due(due, FIVE, due + 3 * FIVE + timedelta(minutes=4, seconds=30), "umpan")
    assert after == due + 5 * FIVE


def test_an_attempt_by_hand_does_not_move_the_grid() -> None:
    due = slot()
    by_hand = due + timedelta(minutes=1)
    assert next_due(by_hand, FIVE, by_hand, "umpan") == due + FIVE


def test_a_thousand_feeds_spread_evenly_after_a_stop() -> None:
    earliest = AT + FIVE / 4
    tenths = [(slot(f"umpan-{n}") - earliest) // (FIVE / 10) for n in range(1_000)]
    counts = [tenths.count(tenth) for tenth in range(10)]
    assert sum(counts) == 1_000 and min(counts) > 70 and max(counts) < 130


@given(moments, intervals, moments, st.text(max_size=20))
def test_the_next_slot_lies_ahead_but_not_far(
    scheduled: datetime, interval: timedelta, at: datetime, key: str
) -> None:
    due = next_due(scheduled, interval, at, key)
    latest = max(scheduled, at)
    assert latest + interval / 4 <= due <= latest + interval * 1.25
    assert due == next_due(scheduled, interval, at, key)


def fail(outcome: str, times: int, retry_after: timedelta | None = None) -> list[timedelta]:
    failures, waits = 0.0, []
    for _ in range(times):
        backoff = after_failure(outcome, failures, retry_after, interval=FIVE, at=AT, key="umpan")
        failures = backoff.failures
        waits.append(backoff.due_at - AT)
    return waits


def test_hard_failures_double_the_wait_up_to_a_day() -> None:
    waits = fail("not_a_feed", 12)
    assert timedelta(minutes=10) <= waits[0] <= timedelta(minutes=11)
    assert waits == sorted(waits) and waits[-1] == LONGEST


def test_a_broken_line_never_leaves_a_hole_of_more_than_an_hour_or_so() -> None:
    assert fail("unreachable", 1_000)[-1] <= timedelta(minutes=66)


def test_hard_failures_weigh_more_than_soft_and_temporary_ones() -> None:
    hard, soft, temporary = (fail(name, 6)[-1] for name in ("gone", "blocked", "timeout"))
    assert hard > soft > temporary > FIVE


def test_a_retry_after_is_waited_for_in_full() -> None:
    assert fail("blocked", 1, timedelta(hours=3))[0] >= timedelta(hours=3)
    assert fail("blocked", 1, timedelta(days=400))[0] == LONGEST


def test_feeds_that_failed_together_do_not_return_together() -> None:
    ends = {
        after_failure("timeout", 3, None, interval=FIVE, at=AT, key=f"umpan-{n}").due_at
        for n in range(50)
    }
    assert len(ends) == 50


@given(st.sampled_from(sorted(GRADES)), st.floats(0, 1e6), intervals)
def test_a_feed_is_never_given_up(outcome: str, failures: float, interval: timedelta) -> None:
    backoff = after_failure(outcome, failures, None, interval=interval, at=AT, key="umpan")
    assert interval <= backoff.due_at - AT <= max(LONGEST, interval)


def test_every_bad_outcome_has_a_grade() -> None:
    assert set(GRADES) == set(Fetch.Outcome) - set(Fetch.GOOD)


def test_an_unknown_outcome_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        after_failure("new", 0, None, interval=FIVE, at=AT, key="umpan")


# -- How often ----------------------------------------------------------------------------------

WITA = ZoneInfo("Asia/Makassar")
HOUR = timedelta(hours=1)


def habit(per_day: float, days: int = 28, hours: tuple[float, ...] | None = None) -> Habit:
    known = Habit(per_day=per_day, days=days)
    return known if hours is None else Habit(per_day=per_day, days=days, hours=hours)


def often(known: Habit, at: datetime = AT, **terms: object) -> Interval:
    return interval_for(known, Terms(usual=FIVE, **terms), at, WITA)


def minutes(interval: Interval) -> float:
    return interval.value / timedelta(minutes=1)


def test_a_feed_whose_habit_is_not_known_is_asked_as_set() -> None:
    chosen = often(habit(500, days=2))
    assert chosen.value == FIVE
    assert "baru 2 hari" in chosen.reason


@pytest.mark.parametrize(
    ("per_day", "expected"), [(2_000, 2), (96, 3), (24, 10), (8, 30), (2, 120), (0, 360)]
)
def test_the_busier_a_feed_the_oftener_it_is_asked(per_day: float, expected: float) -> None:
    assert minutes(often(habit(per_day))) == expected


def test_the_hour_of_the_day_counts() -> None:
    night = (0.0,) * 6 + (1 / 18,) * 18
    at_three, at_nine = (AT.replace(hour=hour) for hour in (19, 1))
    sleeping, working = (often(habit(36, hours=night), at) for at in (at_three, at_nine))
    assert sleeping.value > working.value
    assert "pukul 03.00 0,0 per jam" in sleeping.reason


def test_a_quiet_night_does_not_reach_into_a_busy_morning() -> None:
    morning = (0.0,) * 6 + (0.5, 0.5) + (0.0,) * 16
    at_five = AT.replace(hour=21, minute=0, second=0)
    assert often(habit(40, hours=morning), at_five).value <= HOUR


def test_no_more_than_half_of_what_a_feed_shows_may_be_new() -> None:
    assert minutes(often(habit(96), pushed=True)) == 12
    assert minutes(often(habit(480), ttl=HOUR, shows=4)) == 5


def test_a_hub_stretches_the_interval_up_to_an_hour() -> None:
    assert minutes(often(habit(24), pushed=True)) == 40
    assert often(habit(8), pushed=True) == Interval(HOUR, BY_HUB)
    assert often(habit(2), pushed=True).value == 2 * HOUR


def test_a_feed_that_asks_to_be_left_alone_is_heard_up_to_a_quarter_of_an_hour() -> None:
    assert often(habit(96), ttl=timedelta(minutes=10)) == Interval(HOUR / 6, BY_TTL)
    assert often(habit(96), max_age=timedelta(days=9)) == Interval(HOUR / 4, BY_CACHE)
    assert often(habit(96), ttl=timedelta(minutes=1)).value == HOUR / 20


def test_a_liar_cannot_hide_what_nobody_knows_yet() -> None:
    assert minutes(often(Habit(), ttl=timedelta(days=1))) == 15


def test_a_busy_feed_is_not_silenced_by_its_own_wish() -> None:
    assert minutes(often(habit(480), ttl=HOUR)) == 15


def test_the_sample_newsroom_is_asked_as_often_as_set() -> None:
    assert often(habit(1), bound=FIVE) == Interval(FIVE, BY_DEMO)


@pytest.mark.parametrize("days", [0, 28])
def test_an_engine_is_never_asked_more_often_than_agreed(days: int) -> None:
    assert often(habit(2_000, days), least=HOUR) == Interval(HOUR, BY_ENGINE)


@given(
    st.floats(0, 5_000),
    st.integers(0, 40),
    moments,
    st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    st.booleans(),
    st.integers(0, 600),
)
def test_every_interval_lies_between_two_minutes_and_six_hours(
    per_day: float, days: int, at: datetime, ttl: timedelta | None, pushed: bool, shows: int
) -> None:
    chosen = often(habit(per_day, days), at, ttl=ttl, pushed=pushed, shows=shows)
    assert STEPS[0] <= chosen.value <= STEPS[-1]
    assert chosen.reason
