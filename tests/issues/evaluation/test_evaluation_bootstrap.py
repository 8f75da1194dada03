"""Intervals say how far a figure may be off."""

from collections.abc import Mapping, Sequence

from issues.evaluation.bootstrap import intervals


def share(cases: Sequence[int]) -> Mapping[str, float]:
    return {"share": sum(cases) / len(cases)}


def test_the_interval_holds_the_figure_and_narrows_with_more_cases() -> None:
    (few,), (many,) = (intervals([0, 1] * n, share).values() for n in (10, 1_000))
    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_the_same_cases_have_the_same_interval() -> None:
    assert intervals([0, 0, 1], share) == intervals([0, 0, 1], share)


def test_cases_that_all_agree_leave_no_room() -> None:
    assert intervals([1, 1, 1], share) == {"share": (1.0, 1.0)}
    assert intervals([], share) == {}
