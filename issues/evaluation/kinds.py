"""The four things that are judged text by text: who, where, in what tone, about what."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from issues.evaluation.scores import (
    confusion,
    folded,
    judged_offices,
    macro_f1,
    mean,
    precision_recall,
    set_f1,
)
from issues.evaluation.values import Failure
from issues.reading.article import Reading
from issues.reading.values import NEGATIVE, NEUTRAL, POSITIVE, UNRELATED, Value

# The offices that labels judge; any other is neither right nor wrong.
JUDGED_OFFICES = ("gubernur", "wagub", "sekda", "bupati", "walikota", "kadis-kominfotik")
NONE = "-"
_EVENT = (POSITIVE, NEUTRAL, NEGATIVE)
_TOP = 3

Labels = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One text beside its labels: what people wrote, what was read, and why."""

    id: str
    gold: Any
    found: Any
    reason: str


Cases = Sequence[Case]


@dataclass(frozen=True)
class Kind:
    """One way to compare. `gold` raises ValueError or TypeError for labels that make no sense."""

    needs: tuple[str, ...]
    gold: Callable[[Labels], Any]
    found: Callable[[Reading], Any]
    reason: Callable[[Reading], str]
    score: Callable[[Cases], Mapping[str, float]]
    confusion: Callable[[Cases], Mapping[str, Any]]
    failures: Callable[[Case], Sequence[Failure]]


def _set_failures(case: Case) -> list[Failure]:
    wrong = case.gold != case.found
    got = (sorted(case.gold), sorted(case.found))
    return [Failure(case.id, *got, case.reason)] if wrong else []


def _members(cases: Cases) -> Mapping[str, Any]:
    """Return by member how often it was found, missed, and found where nobody wrote it."""
    table = {
        one: {
            "right": sum(one in case.gold & case.found for case in cases),
            "missed": sum(one in case.gold - case.found for case in cases),
            "extra": sum(one in case.found - case.gold for case in cases),
        }
        for one in sorted(set(chain.from_iterable(c.gold | c.found for c in cases)))
    }
    return table


def _words(values: Sequence[Value[str]]) -> str:
    return "; ".join(f"{value.value}: {value.reason}" for value in values)


# -- Officials ------------------------------------------------------------------------------------


def _score_officials(cases: Cases) -> Mapping[str, float]:
    precision, recall = precision_recall([(case.gold, case.found) for case in cases])
    return {"precision": precision, "recall": recall}


OFFICIALS = Kind(
    needs=("pejabat",),
    gold=lambda labels: judged_offices(_strings(labels["pejabat"]), JUDGED_OFFICES),
    found=lambda reading: judged_offices((m.office for m in reading.mentions), JUDGED_OFFICES),
    reason=lambda reading: "; ".join(f"{m.office}: {m.reason}" for m in reading.mentions),
    score=_score_officials,
    confusion=_members,
    failures=_set_failures,
)

# -- Regions --------------------------------------------------------------------------------------

REGIONS = Kind(
    needs=("kab",),
    gold=lambda labels: folded(_strings(labels["kab"])),
    found=lambda reading: folded(region.value for region in reading.regions),
    reason=lambda reading: _words(reading.regions),
    score=lambda cases: {"set_f1": mean([set_f1(case.gold, case.found) for case in cases])},
    confusion=_members,
    failures=_set_failures,
)

# -- Tone -----------------------------------------------------------------------------------------


def _tones(labels: Labels) -> tuple[str, str]:
    event, government = labels["tone"], labels["tone_pemprov"]
    if event not in _EVENT or government not in (*_EVENT, UNRELATED):
        raise ValueError(f"unknown tone {event!r} or {government!r}")
    return event, government


def _score_tone(cases: Cases) -> Mapping[str, float]:
    return {
        "macro_f1": macro_f1([(case.gold[0], case.found[0]) for case in cases]),
        "government_macro_f1": macro_f1([(case.gold[1], case.found[1]) for case in cases]),
    }


def _tone_failures(case: Case) -> list[Failure]:
    reasons = case.reason.split("\n", 1)
    return [
        Failure(case.id, f"{what} {gold}", f"{what} {found}", reason)
        for what, gold, found, reason in zip(
            ("event", "government"), case.gold, case.found, reasons, strict=True
        )
        if gold != found
    ]


TONE = Kind(
    needs=("tone", "tone_pemprov"),
    gold=_tones,
    found=lambda reading: (reading.event_tone.value, reading.tone.value),
    reason=lambda reading: f"{_line(reading.event_tone.reason)}\n{_line(reading.tone.reason)}",
    score=_score_tone,
    confusion=lambda cases: {
        "event": confusion((case.gold[0], case.found[0]) for case in cases),
        "government": confusion((case.gold[1], case.found[1]) for case in cases),
    },
    failures=_tone_failures,
)

# -- Topics ---------------------------------------------------------------------------------------


def _score_topics(cases: Cases) -> Mapping[str, float]:
    return {
        "accuracy": mean([float(case.gold == (*case.found, NONE)[0]) for case in cases]),
        "top3": mean([float(case.gold in case.found[:_TOP]) for case in cases]),
    }


def _topic_failures(case: Case) -> list[Failure]:
    wrong = case.gold != (*case.found, NONE)[0]
    return [Failure(case.id, case.gold, list(case.found), case.reason)] if wrong else []


TOPICS = Kind(
    needs=("topik",),
    gold=lambda labels: str(labels["topik"]),
    found=lambda reading: tuple(topic.value for topic in reading.topics),
    reason=lambda reading: _words(reading.topics),
    score=_score_topics,
    confusion=lambda cases: confusion((case.gold, (*case.found, NONE)[0]) for case in cases),
    failures=_topic_failures,
)


def _line(words: str) -> str:
    return " ".join(words.split())


def _strings(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return [str(one) for one in value]
