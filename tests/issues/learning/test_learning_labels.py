"""What people said of a text beside what the machine read: set, let stand, or not known."""

from datetime import timedelta

import pytest

from issues.learning.labels import Label, Seen, as_read, labels, teaches
from issues.settling import Decided
from tests.build import NOW

GOVERNOR, HEAD = "gubernur@99", "kepala-bpsdm@99"
LEADERS = frozenset({GOVERNOR})
READING = {
    "tone": "neu",
    "event_tone": "neg",
    "nature": "berita",
    "topics": ["PEND", "SOS"],
    "regions": ["99.04", "99.03"],
    "issue": 7,
    "officials": {GOVERNOR: "neu", HEAD: "unsure"},
    "version": "uji-1",
}


def seen(*decided: Decided, text: int = 1, day: int = 0, **read: object) -> Seen:
    """Make an act on a text, some days after NOW, that answers READING with changes."""
    return Seen(text, NOW + timedelta(days=day), "Suara Seroja", READING | read, decided)


def said(found: list[Label]) -> dict[str, tuple[str, str]]:
    return {label.office or label.target: (label.machine, label.person) for label in found}


def test_an_act_keeps_the_reading_it_answers():
    reasons = {
        "tone": {"value": "neg", "confidence": 0.8},
        "topics": [{"value": "PEND", "confidence": 0.9, "words": ["sekolah"]}],
        "regions": [],
        "mentions": [{"office": GOVERNOR, "tone": "neg"}],
    }
    assert as_read(reasons, "uji-1") == {
        "tone": "neg",
        "topics": ["PEND"],
        "regions": [],
        "officials": {GOVERNOR: "neg"},
        "version": "uji-1",
    }


def test_what_was_looked_at_and_let_stand_is_a_label():
    found = said(labels([seen()], LEADERS))
    assert found["tone"] == ("neu", "neu")
    assert found["topic"] == ("PEND", "PEND")
    assert found["region"] == ("99.03, 99.04", "99.03, 99.04")
    assert found["issue"] == ("7", "7")


def test_a_doubt_that_was_let_stand_teaches_nothing():
    assert HEAD not in said(labels([seen()], LEADERS))


def test_a_correction_stands_beside_what_the_machine_had_read():
    found = labels([seen(Decided("topic", ["KES"]), Decided("tone", "neg"))], LEADERS)
    assert said(found)["topic"] == ("PEND", "KES")
    assert said(found)["tone"] == ("neu", "neg")
    corrected = next(label for label in found if label.target == "tone")
    left = next(label for label in found if label.target == "nature")
    assert corrected.weight > left.weight


def test_the_tone_towards_us_follows_from_that_towards_a_leader():
    found = said(labels([seen(Decided("official", "neg", GOVERNOR))], LEADERS))
    assert found[GOVERNOR] == ("neu", "neg")
    assert found["tone"] == ("neu", "neg")


def test_a_text_speaks_once_with_its_newest_act_and_all_that_was_set():
    first = seen(Decided("topic", ["KES"]))
    second = seen(Decided("nature", "opini"), day=3, tone="pos")
    found = labels([first, second], LEADERS)
    assert said(found)["topic"] == ("PEND", "KES")
    assert said(found)["tone"] == ("pos", "pos")
    assert {label.at for label in found} == {second.at}


def test_an_official_who_was_taken_out_or_added_is_a_mistake_of_the_machine():
    decided = [Decided("official", "", GOVERNOR), Decided("official", "pos", "wagub@99")]
    found = said(labels([seen(*decided)], LEADERS))
    assert found[GOVERNOR] == ("neu", "")
    assert found["wagub@99"] == ("", "pos")


def test_who_calls_a_text_unrelated_judged_nothing_else_of_it():
    assert said(labels([seen(Decided("tone", "na"))], LEADERS)) == {"tone": ("neu", "na")}


def test_who_opens_an_issue_from_a_text_judged_nothing_else_of_it():
    assert said(labels([seen(Decided("issue", 9))], LEADERS)) == {"issue": ("7", "9")}


def test_what_an_act_did_not_judge_was_judged_by_an_earlier_one():
    whole, aside = seen(Decided("topic", ["KES"])), seen(Decided("tone", "na"), day=1)
    found = said(labels([whole, aside], LEADERS))
    assert (found["topic"], found["tone"]) == (("PEND", "KES"), ("neu", "na"))


def test_what_was_spread_to_a_text_is_what_a_person_then_saw_there():
    spread = Seen(1, NOW, "", {}, (Decided("topic", ["KES"]),), looked=False)
    assert labels([spread], LEADERS) == []
    assert said(labels([spread, seen(day=1)], LEADERS))["topic"] == ("PEND", "KES")


def test_what_nobody_looked_at_later_leaves_the_label_of_before():
    later = Seen(1, NOW + timedelta(days=1), "", {}, (Decided("issue", 9),), looked=False)
    assert said(labels([seen(), later], LEADERS))["issue"] == ("7", "7")


def test_an_act_older_than_kept_readings_is_no_label():
    act = Seen(1, NOW, "Suara Seroja", {}, (Decided("tone", "neg"),))
    assert labels([act], LEADERS) == []


@pytest.mark.parametrize(
    ("target", "machine", "person", "expected"),
    [
        ("tone", "neu", "neg", True),
        ("tone", "unsure", "neg", True),
        ("tone", "neu", "na", False),
        ("tone", "na", "neg", False),
        ("official", "", "neg", False),
        ("official", "neg", "", False),
        ("official", "neg", "neg", True),
        ("topic", "", "KES", True),
        ("topic", "KES", "", False),
        ("region", "99", "99.03", False),
    ],
)
def test_a_model_learns_only_what_it_will_be_asked(target, machine, person, expected):
    assert teaches(target, machine, person) is expected
