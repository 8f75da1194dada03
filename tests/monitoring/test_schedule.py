"""Feeds are asked on a grid of their own, failing ones less and less often, but always again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.models import Fetch
from monitoring.schedule import GRADES, LONGEST, after_failure, next_due

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
