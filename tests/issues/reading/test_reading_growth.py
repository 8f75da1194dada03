"""Today compared with what an issue usually gets on such a weekday."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from issues.reading.growth import Growth, growth_of
from issues.reading.lifecycle import IssueFacts, propose

ZONE = ZoneInfo("Asia/Makassar")
# A Tuesday, 14.00 WITA.
AT = datetime(2026, 11, 17, 6, tzinfo=UTC)
LONG_AGO = AT - timedelta(weeks=9)


def placements(day: int, count: int) -> list[datetime]:
    """Return placements at noon, so many days ago."""
    noon = AT - timedelta(days=day, hours=2)
    return [noon + timedelta(minutes=minute) for minute in range(count)]


def weeks(tuesday: int, other: int = 1) -> list[datetime]:
    return [t for day in range(56, 0, -1) for t in placements(day, other if day % 7 else tuesday)]


def test_a_busy_weekday_is_expected_to_be_busy_again():
    tuesdays = growth_of(weeks(8), LONG_AGO, AT, ZONE)
    even = growth_of(weeks(1), LONG_AGO, AT, ZONE)
    assert tuesdays.usual_day > 3 * even.usual_day


def test_what_is_usual_on_this_weekday_is_no_growth():
    assert growth_of([*weeks(8), *placements(0, 8)], LONG_AGO, AT, ZONE).grew is False


def test_the_same_count_on_an_ordinary_day_is_growth():
    assert growth_of([*weeks(1), *placements(0, 8)], LONG_AGO, AT, ZONE).grew is True


def test_less_is_expected_by_morning_than_by_night():
    morning = growth_of(weeks(4), LONG_AGO, AT - timedelta(hours=7), ZONE)
    night = growth_of(weeks(4), LONG_AGO, AT + timedelta(hours=9), ZONE)
    assert morning.usual < night.usual


def test_little_is_expected_on_a_day_of_rest():
    rest = growth_of(weeks(4), LONG_AGO, AT, ZONE, {AT.astimezone(ZONE).date()})
    assert rest.usual < growth_of(weeks(4), LONG_AGO, AT, ZONE).usual / 2


def test_two_placements_are_no_growth_however_quiet_it_was():
    assert growth_of(placements(0, 2), LONG_AGO, AT, ZONE).grew is False


def test_a_young_issue_says_that_too_little_is_known():
    young = growth_of(placements(0, 9), AT - timedelta(days=5), AT, ZONE)
    assert young.grew is None
    assert young.words == (
        "9 pemuatan hari ini; belum cukup riwayat untuk dibandingkan (baru 4 dari 14 hari)"
    )


def test_the_words_name_the_weekday_and_both_figures():
    words = Growth(12, 1, 56, 4.0, 11.6).words
    assert words == "12 pemuatan hari ini; Selasa sampai jam ini biasanya 4, sehari 12"


def test_growth_over_ones_own_weekday_moves_an_issue():
    proposal = propose(IssueFacts("muncul", (0, 12), growth=Growth(12, 1, 56, 4.0, 11.6)))
    assert proposal.state == "berkembang"
    assert "Selasa" in proposal.reason


def test_a_usual_tuesday_does_not_move_an_issue_although_the_week_was_quiet():
    usual = Growth(12, 1, 56, 9.0, 14.0)
    assert propose(IssueFacts("muncul", (0, 0, 0, 0, 0, 0, 0, 12), growth=usual)) is None
