"""Pure: why a reading is doubtful, so that people look at it before the sure ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from issues.reading.values import NEGATIVE, POSITIVE, UNRELATED, UNSURE

# Below this a tone was hardly decided: one in six of those that are not "perlu ditinjau".
NEAR = 0.65
# Keys of reasons for doubt; their words stand in issues/desk/doubts.py.
UNDECIDED, WEAK, SPLIT, OFFICIAL_UNDECIDED, UNLIKE = "ragu", "lemah", "judul", "pejabat", "beda"
# So the reason of a tone goes on where rules and weights disagree (issues/reading/stacked.py).
_UNLIKE = "; aturan: "


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
    if _UNLIKE in tone.get("reason", ""):
        yield UNLIKE
    halves = {(reasons.get(name) or {}).get("value") for name in ("headline_tone", "body_tone")}
    if halves == {POSITIVE, NEGATIVE}:
        yield SPLIT
    if any(mention.get("tone") == UNSURE for mention in reasons.get("mentions", ())):
        yield OFFICIAL_UNDECIDED
