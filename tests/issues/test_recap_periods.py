"""Editions: which hours they cover is data of the pack, and nothing else moves them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from issues.recaps.periods import Period, newest, period, slots
from tests.build import NOW
from tests.issues.recap_days import REPORT

ZONE = ZoneInfo("Asia/Makassar")
SATURDAY = date(2026, 11, 21)
MORNING, AFTERNOON, WHOLE = slots(REPORT)
LATER = NOW + timedelta(days=9)


def local(text: str) -> datetime:
    """Return a local time such as "2026-11-21 16:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def covered(found: Period | None) -> tuple[datetime, datetime]:
    assert found is not None
    return found.start, found.end


def test_an_edition_begins_the_day_before_where_it_runs_over_midnight():
    found = period(SATURDAY, MORNING, ZONE, LATER)
    assert covered(found) == (local("2026-11-20 16:00"), local("2026-11-21 07:00"))


def test_an_edition_that_begins_before_it_ends_lies_within_its_date():
    found = period(SATURDAY, AFTERNOON, ZONE, LATER)
    assert covered(found) == (local("2026-11-21 00:00"), local("2026-11-21 16:00"))
    assert found.edition == "2026-11-21-S"


def test_the_whole_day_is_always_there_and_ends_at_midnight():
    found = period(SATURDAY, WHOLE, ZONE, LATER)
    assert covered(found) == (local("2026-11-21 00:00"), local("2026-11-22 00:00"))
    assert [slot.key for slot in slots({})] == ["harian"]


def test_a_pack_may_cut_its_days_in_the_morning():
    (whole,) = slots({"day_starts": "08:00"})
    found = period(SATURDAY, whole, ZONE, LATER)
    assert covered(found) == (local("2026-11-20 08:00"), local("2026-11-21 08:00"))


def test_it_is_compared_with_the_same_hours_a_day_earlier():
    before = period(SATURDAY, AFTERNOON, ZONE, LATER).before
    assert covered(before) == (local("2026-11-20 00:00"), local("2026-11-20 16:00"))


def test_a_running_edition_is_counted_and_compared_up_to_this_minute():
    found = period(SATURDAY, AFTERNOON, ZONE, NOW)
    assert found.running and found.told == local("2026-11-21 13:42")
    assert found.cut == local("2026-11-21 13:43")
    assert found.before.cut == local("2026-11-20 13:43")


def test_an_edition_that_has_not_begun_is_none():
    assert period(SATURDAY + timedelta(days=1), AFTERNOON, ZONE, NOW) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-21 06:00", "2026-11-21-S"),
        ("2026-11-21 13:42", "2026-11-21-S"),
        ("2026-11-21 20:00", "2026-11-21-S"),
    ],
)
def test_the_newest_edition_is_the_last_that_began_today(now: str, expected: str):
    assert newest(slots(REPORT), ZONE, local(now)).edition == expected


def test_the_newest_edition_of_a_morning_is_the_night_that_ends_then():
    late = [{**REPORT["slots"][0]}, {**REPORT["slots"][1], "since": "07:00"}]
    assert newest(slots({"slots": late}), ZONE, local("2026-11-21 05:30")).edition == "2026-11-21-P"


def test_without_editions_the_newest_is_the_whole_day():
    assert newest(slots({}), ZONE, NOW).edition == "2026-11-21-H"
