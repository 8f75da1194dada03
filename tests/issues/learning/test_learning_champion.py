"""Which model rules: the better one on the newest decisions, and only with enough of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from issues.learning.champion import judge, score, split, too_few
from tests.build import NOW

DECIDED = ["neg"] * 30 + ["neu"] * 60 + ["pos"] * 10


@dataclass(frozen=True)
class Said:
    at: datetime


def test_the_newest_fifth_judges():
    said = [Said(NOW + timedelta(hours=n)) for n in range(10)]
    older, newest = split(list(reversed(said)))
    assert (older, newest) == (said[:8], said[8:])


def test_what_was_said_in_one_act_stays_on_one_side():
    said = [Said(NOW) for _ in range(5)] + [Said(NOW + timedelta(hours=1)) for _ in range(5)]
    older, newest = split(said)
    assert (len(older), len(newest)) == (5, 5)


def test_nothing_decided_is_split_into_nothing():
    assert split([]) == ([], [])


def test_too_few_decisions_are_told_in_numbers():
    assert too_few(312, 500) == "belum cukup: 312 dari 500 keputusan"
    assert too_few(500, 500) == ""


def test_a_better_model_takes_over_and_says_by_how_much():
    verdict = judge(DECIDED, ["neu"] * 100, DECIDED)
    assert verdict.takes_over
    assert verdict.reason == (
        "dipakai: 100,0 % sama dengan petugas, sebelumnya 60,0 %, pada 100 keputusan terbaru"
    )
    assert (verdict.score, verdict.score_before) == (1.0, 0.6)


def test_an_equal_model_does_not_take_over():
    verdict = judge(["neu"] * 100, ["neu"] * 100, DECIDED)
    assert not verdict.takes_over
    assert verdict.reason.startswith("ditolak: tidak lebih baik")


def test_a_rare_value_is_not_forgotten_for_a_frequent_one():
    ruling = ["neg"] * 20 + ["neu"] * 10 + ["neu"] * 45 + ["neg"] * 15 + ["pos"] * 10
    forgetful = ["neg"] * 30 + ["neu"] * 60 + ["neu"] * 10
    verdict = judge(forgetful, ruling, DECIDED)
    assert not verdict.takes_over
    assert "yang jarang lebih sering salah" in verdict.reason


def test_too_few_newest_decisions_prove_nothing():
    verdict = judge(["neg"] * 10, ["neu"] * 10, ["neg"] * 10)
    assert not verdict.takes_over
    assert verdict.reason == "ditolak: baru 10 keputusan terbaru untuk menguji, perlu 50"
    assert verdict.score is None


def test_a_score_counts_every_value_alike_in_its_mean():
    found = score(["neu"] * 4, ["neu", "neu", "neu", "neg"])
    assert found.accuracy == 0.75
    assert round(found.macro_f1, 3) == 0.429
