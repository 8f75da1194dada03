"""Risk as a sum of visible parts."""

import pytest

from issues.reading.risk import RiskFacts, assess, level_of


def points(facts: RiskFacts) -> dict[str, int]:
    return dict(assess(facts).parts)


def test_nothing_known_is_no_risk():
    risk = assess(RiskFacts())
    assert (risk.score, risk.level, risk.parts) == (0, "rendah", ())


def test_the_parts_add_up_to_the_score():
    facts = RiskFacts(negative=5, accused=True, outlets=9, words="Mahasiswa demo soal korupsi")
    risk = assess(facts)
    assert risk.score == sum(part for _, part in risk.parts)


def test_negative_tone_counts_half_where_good_coverage_prevails():
    assert list(points(RiskFacts(negative=3, positive=1)).values()) == [20]
    assert list(points(RiskFacts(negative=1, positive=3)).values()) == [10]


def test_an_accused_leader_counts_more_than_a_named_one():
    assert assess(RiskFacts(accused=True, subject=True)).score == 20
    assert assess(RiskFacts(subject=True)).score == 10


@pytest.mark.parametrize(("outlets", "wanted"), [(2, 0), (3, 5), (8, 10), (15, 15), (40, 15)])
def test_reach_grows_with_outlets(outlets: int, wanted: int):
    assert assess(RiskFacts(outlets=outlets, known_outlets=outlets)).score == wanted


def test_a_negative_item_of_the_first_tier_counts():
    assert assess(RiskFacts(tier1=1, tier1_negative=1)).score == 15
    assert assess(RiskFacts(tier1=1)).score == 5


def test_a_single_unknown_source_lowers_the_risk():
    assert points(RiskFacts(negative=1, outlets=1))["satu sumber yang belum dikenal"] == -5


def test_doubling_within_three_hours_is_fast():
    assert assess(RiskFacts(hourly=(1, 1, 0, 1, 2, 3))).score == 10
    assert assess(RiskFacts(hourly=(2, 2, 2, 2, 2, 2))).score == 0


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Dua warga tewas", 15),
        ("KPK periksa pejabat", 15),
        ("Banjir meluas", 10),
        ("Air bersih langka", 10),
    ],
)
def test_sensitive_matters_count_by_kind(words: str, wanted: int):
    assert assess(RiskFacts(words=words)).score == wanted


def test_a_kind_of_matter_counts_once():
    assert assess(RiskFacts(words="korupsi, suap, tersangka, OTT", topics=("HUK",))).score == 15


def test_a_topic_shows_a_sensitive_matter_without_its_words():
    assert assess(RiskFacts(topics=("BENC",))).score == 10


def test_a_call_to_mass_action_counts():
    assert assess(RiskFacts(words="Mahasiswa akan unjuk rasa")).score == 10


def test_an_answer_lowers_the_risk():
    assert assess(RiskFacts(negative=1, answered=True, known_outlets=1)).score == 10


def test_the_score_stays_between_bounds():
    assert assess(RiskFacts(answered=True)).score == 0
    worst = RiskFacts(
        9, 0, True, True, 20, 3, 3, (0, 0, 0, 9, 9, 9), "tewas korupsi banjir demo RSUD"
    )
    assert assess(worst).score == 100


@pytest.mark.parametrize(
    ("score", "level"),
    [(0, "rendah"), (24, "rendah"), (25, "sedang"), (49, "sedang"), (50, "tinggi"), (75, "kritis")],
)
def test_levels_begin_where_the_guide_says(score: int, level: str):
    assert level_of(score) == level
