"""Pure: settle what holds for one item from what the machine read and what people decided.

`reasons` is Coverage.reasons, the whole machine reading. Decisions come oldest first; the last
one on a field wins, and a machine value never overwrites a decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from issues.reading.values import NAMED, NEGATIVE, NEUTRAL, POSITIVE, UNSURE

# Values of Decision.Field and Issue.Level; their words live on the models.
TONE, OFFICIAL, TOPIC, REGION, ISSUE, NATURE = (
    "tone",
    "official",
    "topic",
    "region",
    "issue",
    "nature",
)
LEVELS = ("rendah", "sedang", "tinggi", "kritis")
REPORT_URGENCY = {"biasa": 0, "penting": 1, "mendesak": 2}
BY_PERSON = "ditetapkan petugas"
ADDED = "ditambahkan petugas"


@dataclass(frozen=True)
class Decided:
    """One standing decision: the field, the official's office such as "gubernur@52", the value."""

    field: str
    value: Any
    office: str | None = None


@dataclass(frozen=True)
class Settled:
    """What holds for one item.

    `mentions`, `topics` and `regions` are the dicts of `reasons`, with what people changed;
    topics are in their rank.
    """

    tone: str
    nature: str
    issue: int | None
    mentions: tuple[dict[str, Any], ...]
    topics: tuple[dict[str, Any], ...]
    regions: tuple[dict[str, Any], ...]


def settle(
    reasons: Mapping[str, Any], decisions: Sequence[Decided], leaders: frozenset[str]
) -> Settled:
    """Return what holds; `leaders` are the offices whose tone is the tone towards us."""
    last = {decision.field: decision.value for decision in decisions if not decision.office}
    officials = {d.office: d.value for d in decisions if d.office}
    return Settled(
        tone=_tone(_value(reasons, "tone", UNSURE), decisions, leaders),
        nature=last.get(NATURE, _value(reasons, "nature", "berita")),
        issue=last[ISSUE] if ISSUE in last else _value(reasons, "issue", None),
        mentions=tuple(_mentions(reasons.get("mentions", ()), officials)),
        topics=_chosen(reasons.get("topics", ()), last.get(TOPIC)),
        regions=_chosen(reasons.get("regions", ()), last.get(REGION)),
    )


def urgency(level: str | None, tone: str, report: str | None = None) -> int:
    """Return how soon a person should look, 0 to 3: the risk of the issue, else own signs.

    What is negative towards us is at least "sedang" before it belongs to any issue; a field
    report brings the urgency its reporter gave it.
    """
    return max(
        LEVELS.index(level) if level else 0,
        int(tone == NEGATIVE),
        REPORT_URGENCY.get(report or "", 0),
    )


def _value(reasons: Mapping[str, Any], name: str, otherwise: Any) -> Any:
    return (reasons.get(name) or {}).get("value", otherwise)


def _tone(machine: str, decisions: Sequence[Decided], leaders: frozenset[str]) -> str:
    """Return the tone towards us: as decided, or as it follows from the tones of leaders.

    Whatever was said last counts; in one act an explicit tone stands after those of officials.
    """
    tone, towards = machine, {}
    for decision in decisions:
        if decision.field == TONE:
            tone = decision.value
        elif decision.field == OFFICIAL and decision.office in leaders:
            towards[decision.office] = decision.value
            tone = _together([value for value in towards.values() if value]) or machine
    return tone


def _together(tones: Sequence[str]) -> str:
    """Return one tone for several leaders: a negative one is never hidden; empty for none."""
    for tone in (NEGATIVE, POSITIVE, NEUTRAL):
        if tone in tones:
            return tone
    return tones[0] if tones else ""


def _mentions(
    machine: Sequence[Mapping[str, Any]], officials: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the mentions with the decided tones; "" takes an official out."""
    found = {mention["office"]: dict(mention) for mention in machine}
    for office, tone in officials.items():
        mention = found.setdefault(office, _added(office))
        mention |= {"tone": tone, "tone_confidence": 1.0, "tone_reason": BY_PERSON}
    return [mention for mention in found.values() if officials.get(mention["office"], "-")]


def _added(office: str) -> dict[str, Any]:
    """Return a mention the machine did not see."""
    return {
        "office": office,
        "person": None,
        "since": None,
        "role": NAMED,
        "spans": [],
        "sentence": "",
        "confidence": 1.0,
        "reason": ADDED,
    }


def _chosen(
    machine: Sequence[Mapping[str, Any]], codes: Sequence[str] | None
) -> tuple[dict[str, Any], ...]:
    """Return the decided codes in their order, each with the machine's words where it had any."""
    if codes is None:
        return tuple(dict(value) for value in machine)
    known = {value["value"]: dict(value) for value in machine}
    return tuple(known.get(code, {"value": code, "confidence": 1.0, "words": []}) for code in codes)
