"""Pure: why a reading is doubtful, so that people look at it before the sure ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from issues.reading.values import NEGATIVE, POSITIVE, UNRELATED, UNSURE

# Below this a guess was hardly made: the threshold of tones is .55 (issues/reading/rules.py).
NEAR = 0.65
# Keys of reasons for doubt; their words stand in issues/desk/doubts.py.
UNDECIDED, WEAK, SPLIT, OFFICIAL_UNDECIDED, UNLIKE = "ragu", "lemah", "judul", "pejabat", "beda"
# A model and the rules that disagree leave this key in the reading of a tone.
OTHER = "other"


def doubts(reasons: Mapping[str, Any]) -> tuple[str, ...]:
    """Return why a reading (Coverage.reasons) is doubtful, weightiest first; () when it is sure.

    What is about somebody else is not looked at first, however weak its reading.
    """
    tone = reasons.get("tone") or {}
    if tone.get("value", UNRELATED) == UNRELATED:
        return ()
    return tuple(_doubts(tone, reasons))


def _doubts(tone: Mapping[str, Any], reasons: Mapping[str, Any]) -> Iterator[str]:
    if tone["value"] == UNSURE:
        yield UNDECIDED
    elif tone.get("confidence", 1.0) < NEAR:
        yield WEAK
    if tone.get(OTHER):
        yield UNLIKE
    halves = {(reasons.get(name) or {}).get("value") for name in ("headline_tone", "body_tone")}
    if halves == {POSITIVE, NEGATIVE}:
        yield SPLIT
    if any(mention.get("tone") == UNSURE for mention in reasons.get("mentions", ())):
        yield OFFICIAL_UNDECIDED
