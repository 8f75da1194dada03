"""The arithmetic of agreement."""

import pytest

from issues.evaluation.scores import (
    b3_f1,
    confusion,
    event_shares,
    folded,
    macro_f1,
    pair_f1,
    precision_recall,
    set_f1,
)


def test_two_empty_sets_agree() -> None:
    assert set_f1(frozenset(), frozenset()) == 1
    assert set_f1(frozenset({"52"}), frozenset()) == 0
    assert set_f1(frozenset({"52"}), frozenset({"52", "52.01"})) == pytest.approx(2 / 3)


def test_the_macro_average_gives_rare_classes_their_weight() -> None:
    assert macro_f1([("pos", "pos")] * 9 + [("neg", "pos")]) == pytest.approx((18 / 19 + 0) / 2)


def test_unsure_is_wrong_but_takes_nothing_from_the_other_classes() -> None:
    assert macro_f1([("pos", "pos"), ("pos", "unsure")]) == pytest.approx(2 / 3)


def test_precision_and_recall_count_members_not_texts() -> None:
    many, none = frozenset("abc"), frozenset[str]()
    assert precision_recall([(many, frozenset("ab")), (none, frozenset("d"))]) == (2 / 3, 2 / 3)
    assert precision_recall([(none, none)]) == (0, 0)


def test_districts_fold_to_their_regency() -> None:
    assert folded(["52.71.03", "52.71", "52"]) == {"52.71", "52"}


def test_confusion_counts_what_was_taken_for_what() -> None:
    assert confusion([("a", "a"), ("a", "b"), ("a", "b")]) == {"a": {"a": 1, "b": 2}}


def test_stories_that_are_the_events_have_full_marks() -> None:
    shares = event_shares([["S1", "S1"], ["S2"]])
    assert (pair_f1(shares), b3_f1(shares)) == (1, 1)


def test_a_torn_event_costs_recall_and_a_mixed_story_precision() -> None:
    torn, mixed = event_shares([["S1", "S2"]]), event_shares([["S1"], ["S1"]])
    assert (pair_f1(torn), pair_f1(mixed)) == (0, 0)
    assert b3_f1(torn) == b3_f1(mixed) == pytest.approx(2 / 3)


def test_stories_score_as_counted_by_hand() -> None:
    """Three pairs wanted, two of four given are right."""
    shares = event_shares([["S1", "S1", "S2"], ["S2", "S2"]])
    assert pair_f1(shares) == pytest.approx(2 * 2 / (4 + 4))
    precision = (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5
    recall = (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5
    assert b3_f1(shares) == pytest.approx(2 * precision * recall / (precision + recall))
