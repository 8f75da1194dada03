"""What holds for an item: the machine's reading, and people's decisions on top of it."""

import pytest

from issues.settling import Decided, settle, urgency

LEADERS = frozenset({"gubernur@99", "wagub@99"})


def mention(office: str, tone: str) -> dict[str, object]:
    return {"office": office, "tone": tone, "tone_confidence": 0.6, "tone_reason": "“keluhkan”"}


READ = {
    "tone": {"value": "neu"},
    "nature": {"value": "berita"},
    "issue": {"value": 7},
    "mentions": [mention("gubernur@99", "neu"), mention("bupati@99.01", "pos")],
    "topics": [{"value": "DIK", "confidence": 0.8, "words": ["beasiswa"]}],
    "regions": [{"value": "99.01", "confidence": 0.9, "words": ["Cendana"]}],
}


def test_without_decisions_the_reading_holds():
    holds = settle(READ, [], LEADERS)

    assert (holds.tone, holds.nature, holds.issue) == ("neu", "berita", 7)
    assert [topic["value"] for topic in holds.topics] == ["DIK"]
    assert [mention["tone"] for mention in holds.mentions] == ["neu", "pos"]


def test_a_person_wins_over_the_machine_and_the_last_person_over_the_one_before():
    decided = [Decided("tone", "pos"), Decided("tone", "neg"), Decided("issue", None)]

    holds = settle(READ, decided, LEADERS)

    assert (holds.tone, holds.issue) == ("neg", None)


def test_the_tone_towards_a_leader_is_the_tone_towards_us():
    holds = settle(READ, [Decided("official", "neg", "gubernur@99")], LEADERS)

    assert holds.tone == "neg"
    assert holds.mentions[0]["tone_reason"] == "ditetapkan petugas"


def test_the_tone_towards_a_regent_leaves_the_tone_towards_us_alone():
    holds = settle(READ, [Decided("official", "neg", "bupati@99.01")], LEADERS)

    assert holds.tone == "neu"
    assert holds.mentions[1]["tone"] == "neg"


def test_a_negative_tone_towards_one_leader_is_not_hidden_by_a_positive_one_towards_another():
    decided = [
        Decided("official", "neg", "gubernur@99"),
        Decided("official", "pos", "wagub@99"),
    ]

    assert settle(READ, decided, LEADERS).tone == "neg"


def test_whoever_says_unrelated_and_then_judges_a_leader_means_the_later():
    decided = [Decided("tone", "na"), Decided("official", "pos", "gubernur@99")]

    assert settle(READ, decided, LEADERS).tone == "pos"
    assert settle(READ, decided[::-1], LEADERS).tone == "na"


def test_an_official_can_be_taken_out_and_another_added():
    decided = [Decided("official", "", "gubernur@99"), Decided("official", "pos", "wagub@99")]

    holds = settle(READ, decided, LEADERS)

    assert [m["office"] for m in holds.mentions] == ["bupati@99.01", "wagub@99"]
    assert holds.mentions[-1]["reason"] == "ditambahkan petugas"


def test_topics_keep_the_order_a_person_gave_and_the_words_the_machine_found():
    holds = settle(READ, [Decided("topic", ["KES", "DIK"])], LEADERS)

    assert [topic["value"] for topic in holds.topics] == ["KES", "DIK"]
    assert [topic["words"] for topic in holds.topics] == [[], ["beasiswa"]]


def test_a_text_about_no_region_is_a_decision_too():
    assert settle(READ, [Decided("region", [])], LEADERS).regions == ()


@pytest.mark.parametrize(
    ("level", "tone", "report", "soon"),
    [
        (None, "pos", None, 0),
        (None, "neg", None, 1),
        ("tinggi", "pos", None, 2),
        ("kritis", "neg", None, 3),
        (None, "na", "mendesak", 2),
        ("rendah", "neu", "biasa", 0),
    ],
)
def test_what_is_urgent_follows_the_issue_the_tone_and_the_reporter(level, tone, report, soon):
    assert urgency(level, tone, report) == soon
