"""The next state of an issue, proposed from its counts."""

import pytest

from issues.reading.lifecycle import IssueFacts, propose


def state(now: str, daily: tuple[int, ...] = (), **facts: object) -> str | None:
    proposal = propose(IssueFacts(now, daily, **facts))
    return proposal.state if proposal else None


@pytest.mark.parametrize(
    "facts",
    [
        {"outlets": 3},
        {"daily": (1, 1)},
        {"tier1_negative": 1},
        {"mass_action": True},
        {"casualties": True},
        {"reporters": 2},
        {"asked_for": True},
        {"hoax": True},
    ],
)
def test_any_criterion_makes_a_potential_issue_emerge(facts: dict[str, object]):
    assert state("potensial", **facts) == "muncul"


def test_a_single_signal_stays_potential():
    assert state("potensial", (1,), outlets=1) is None


def test_a_potential_issue_without_news_for_two_weeks_is_closed():
    assert state("potensial", (0,) * 14, days_in_state=14) == "selesai"
    assert state("potensial", (0,) * 14, days_in_state=5) is None


def test_an_issue_grows_when_today_doubles_the_week_s_mean():
    assert state("muncul", (1, 1, 1, 1, 1, 1, 1, 4)) == "berkembang"
    assert state("muncul", (3, 3, 3, 3, 3, 3, 3, 4)) is None


def test_two_items_are_no_growth():
    assert state("muncul", (0, 0, 0, 0, 0, 0, 0, 2)) is None


def test_an_issue_grows_with_a_negative_item_of_the_first_tier():
    assert state("muncul", (2, 2, 2), tier1_negative=1) == "berkembang"


def test_two_hours_of_critical_risk_are_a_crisis():
    assert state("berkembang", (5, 9), level="kritis", hours_critical=2.5) == "krisis"
    assert state("berkembang", (5, 9), level="kritis", hours_critical=1.0) is None


def test_mass_action_with_casualties_is_a_crisis():
    assert state("berkembang", (5, 9), mass_action=True, casualties=True) == "krisis"


def test_a_crisis_is_ended_by_people():
    assert state("krisis", (9, 1, 0, 0, 0, 0), answered=True) is None


def test_three_days_of_falling_ease_a_growing_issue():
    assert state("berkembang", (9, 7, 5, 2, 1)) == "mereda"
    assert state("berkembang", (9, 7, 7, 2, 1)) is None


def test_today_is_not_over_and_does_not_count_as_falling():
    assert state("berkembang", (9, 8, 7, 1)) is None


def test_below_half_the_peak_eases_once_something_was_done():
    assert state("muncul", (8, 3, 2, 3, 3), answered=True) == "mereda"
    assert state("muncul", (8, 3, 2, 3, 3)) is None


def test_a_quiet_week_closes_an_easing_issue():
    assert state("mereda", (0,) * 8, days_in_state=7, stories_week=1) == "selesai"
    assert state("mereda", (0,) * 8, days_in_state=7, stories_week=2) is None


def test_an_easing_issue_can_grow_again():
    assert state("mereda", (1, 1, 0, 0, 0, 0, 0, 5)) == "berkembang"


def test_a_closed_issue_relapses_with_a_new_story():
    assert state("selesai", stories_week=1) == "kambuh"
    assert state("selesai") is None


def test_the_reason_shows_the_counts():
    proposal = propose(IssueFacts("berkembang", (9, 7, 5, 2, 1)))
    assert proposal.reason == "turun 3 hari: 9 → 7 → 5 → 2"


def test_closing_and_a_reported_crisis_are_for_people_to_decide():
    quiet = IssueFacts("mereda", (0,) * 8, days_in_state=7, stories_week=1)
    reported = IssueFacts("berkembang", (5, 9), mass_action=True, casualties=True)
    assert not propose(quiet).sure
    assert not propose(reported).sure


def test_a_critical_risk_and_growth_are_sure():
    critical = IssueFacts("berkembang", (5, 9), level="kritis", hours_critical=2.5)
    assert propose(critical).sure
    assert propose(IssueFacts("muncul", (1, 1, 1, 1, 1, 1, 1, 4))).sure
