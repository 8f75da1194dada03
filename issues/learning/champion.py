"""Pure: which model rules. A new one takes over only if it is better on the newest decisions.

The newest fifth of the decisions judges and is never learned from, because the next days look
like the last ones, not like the average of a year. Judged are corrections and what was let stand
alike: judged by corrections alone, whatever rules would always be wrong.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

JUDGING_SHARE = 0.2
# Fewer newest decisions than this prove nothing: one in fifty is two per cent.
JUDGED_LEAST = 50
# More would only take time: of a thousand a difference of three per cent is seen.
JUDGED_MOST = 1000
# What a better model may lose in the mean over all classes: none may be bought by forgetting a
# rare one.
MACRO_LOSS = 0.02


class Dated(Protocol):
    """Something that was decided at a time."""

    @property
    def at(self) -> datetime:
        """Return when it was decided."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Score:
    """How well a model says what people decided: share of right answers, mean F1 of classes."""

    accuracy: float
    macro_f1: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the new model rules, and why in a sentence for staff."""

    takes_over: bool
    reason: str
    score: float | None
    score_before: float | None


def split(decided: Sequence[D]) -> tuple[list[D], list[D]]:
    """Return what is learned from and what judges: the newest fifth, JUDGED_MOST at most.

    What was decided in one moment stays on one side, so that an act never judges itself.
    """
    ordered = sorted(decided, key=lambda one: one.at)
    if not ordered:
        return [], []
    judging = min(max(1, round(len(ordered) * JUDGING_SHARE)), JUDGED_MOST)
    first = ordered[-judging].at
    return [d for d in ordered if d.at < first], [d for d in ordered if d.at >= first]


def too_few(count: int, needed: int) -> str:
    """Return the words for a target on which too little was decided; empty when it is enough."""
    return "" if count >= needed else f"belum cukup: {count} dari {needed} keputusan"


def score(answers: Sequence[str], decided: Sequence[str]) -> Score:
    """Return how well answers meet what people decided; both have the same length, at least 1."""
    right = Counter(d for a, d in zip(answers, decided, strict=True) if a == d)
    given, wanted = Counter(answers), Counter(decided)
    f1 = [2 * right[name] / (given[name] + wanted[name]) for name in wanted]
    return Score(right.total() / len(decided), sum(f1) / len(f1))


def judge(challenger: Sequence[str], ruling: Sequence[str], decided: Sequence[str]) -> Verdict:
    """Compare the answers of a new model and of whatever rules on the same newest decisions."""
    if len(decided) < JUDGED_LEAST:
        reason = f"baru {len(decided)} keputusan terbaru untuk menguji, perlu {JUDGED_LEAST}"
        return Verdict(False, f"ditolak: {reason}", None, None)
    new, old = score(challenger, decided), score(ruling, decided)
    said = (
        f"{_percent(new.accuracy)} sama dengan petugas, sebelumnya {_percent(old.accuracy)}, "
        f"pada {len(decided)} keputusan terbaru"
    )
    if new.accuracy <= old.accuracy:
        return Verdict(False, f"ditolak: tidak lebih baik, {said}", new.accuracy, old.accuracy)
    if new.macro_f1 < old.macro_f1 - MACRO_LOSS:
        lost = (
            f"nilai yang jarang lebih sering salah (F1 {new.macro_f1:.2f} dari {old.macro_f1:.2f})"
        )
        return Verdict(False, f"ditolak: {lost}; {said}", new.accuracy, old.accuracy)
    return Verdict(True, f"dipakai: {said}", new.accuracy, old.accuracy)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")
