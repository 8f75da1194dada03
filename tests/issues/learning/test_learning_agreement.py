"""How often people leave what the machine read: counted honestly, also when there is little."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from issues.learning.agreement import Agreement, agreement, by, confusion, count, only
from issues.learning.labels import Label

WITA = ZoneInfo("Asia/Makassar")


def label(machine: str = "neu", person: str = "neu", **values) -> Label:
    given = {"at": datetime(2026, 11, 21, tzinfo=UTC), "outlet": "Suara Seroja"} | values
    return Label(1, given.pop("target", "tone"), machine, person, **given)


def test_agreement_is_the_share_of_answers_that_people_left():
    found = agreement(count([label(), label(), label("neu", "neg")], WITA))
    assert (found.same, found.answered) == (2, 3)
    assert found.share == pytest.approx(2 / 3)


def test_a_doubt_of_the_machine_is_neither_right_nor_wrong():
    found = agreement(count([label(), label("unsure", "neg")], WITA))
    assert (found.same, found.answered, found.unsure, found.judged) == (1, 1, 1, 2)


def test_without_answers_there_is_no_share():
    found = agreement({})
    assert found.share is None
    assert found.interval == (0.0, 1.0)


@pytest.mark.parametrize(
    ("same", "answered", "low", "high"),
    # Values of Brown, Cai and DasGupta (2001), Interval Estimation for a Binomial Proportion.
    [
        (5, 10, 0.2366, 0.7634),
        (10, 10, 0.7225, 1.0),
        (0, 10, 0.0, 0.2775),
        (90, 100, 0.8256, 0.9448),
    ],
)
def test_the_interval_is_that_of_wilson(same, answered, low, high):
    assert Agreement(same, answered, 0).interval == pytest.approx((low, high), abs=1e-4)


def test_few_answers_are_not_worth_a_share():
    assert not Agreement(19, 19, 0).enough
    assert Agreement(19, 20, 0).enough


def test_months_are_those_of_the_province():
    late = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    found = by(count([label(at=late)], WITA), lambda kind: kind.month)
    assert list(found) == ["2026-11"]


def test_counts_are_chosen_by_target_month_and_outlet():
    counts = count([label(), label(outlet="Kabar Kelana"), label(target="topic")], WITA)
    assert agreement(only(counts, target="tone", outlet="")).judged == 2
    assert agreement(only(counts, target="tone", outlet="Kabar Kelana")).judged == 1


def test_the_table_says_what_was_mistaken_for_what():
    found = confusion(count([label(), label(), label("neu", "neg"), label("pos", "neg")], WITA))
    assert found.classes == ("neu", "neg", "pos")
    assert [(c.machine, c.person, c.count) for c in found.cells] == [
        ("neu", "neu", 2),
        ("neu", "neg", 1),
        ("pos", "neg", 1),
    ]
    assert len(found.wrong) == 2


def test_a_doubt_is_told_beside_mistakes_and_is_none():
    found = confusion(count([label(), label("unsure", "neg")], WITA))
    assert found.wrong == ()
    assert set(found.left) == {"neu", "neg"}
