"""Pure: what people say of each text beside what the machine had read of it.

An act keeps the reading it answered (`as_read`). What a person set is told from what was looked
at and let stand: both are labels, and agreement is counted from the same labels that teach.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from issues.reading.values import UNRELATED, UNSURE
from issues.settling import (
    ISSUE,
    NATURE,
    OFFICIAL,
    REGION,
    TONE,
    TOPIC,
    Decided,
    Settled,
    settle,
)

TARGETS = (TONE, OFFICIAL, TOPIC, REGION, NATURE, ISSUE)
# What the machine said of an official it did not find, of a text without topic, and so on.
NOTHING = ""
# What was let stand may have been passed over; a correction was thought about.
LET_STAND, CORRECTED = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What came to one text (its first print) at one time: an act on it, or what was spread to it.

    `machine` is what `as_read` returned, empty for acts older than that; `decided` is what was
    set, nothing where all was let stand. `looked` is False where nobody looked at the text.
    """

    text: int
    at: datetime
    outlet: str
    machine: Mapping[str, Any]
    decided: tuple[Decided, ...] = ()
    looked: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One value of one text as people left it, beside the machine's.

    `target` is a value of Decision.Field; `office` such as "gubernur@52" only for an official.
    Values are words: a tone, a nature, the code of the primary topic, the codes of the regions
    joined by commas, the key of the issue; empty for none. `machine` is "unsure" where it did not
    answer.
    """

    text: int
    target: str
    machine: str
    person: str
    at: datetime
    outlet: str
    office: str = ""

    @property
    def answered(self) -> bool:
        """Say whether the machine gave an answer that can be right or wrong."""
        return self.machine != UNSURE

    @property
    def agrees(self) -> bool:
        """Say whether people left the machine's value as it was."""
        return self.machine == self.person

    @property
    def weight(self) -> float:
        """Return how much it teaches."""
        return LET_STAND if self.agrees else CORRECTED


def as_read(reasons: Mapping[str, Any], version: str) -> dict[str, Any]:
    """Return what an act keeps of the reading (Coverage.reasons) that it answers."""
    single = {
        name: reasons[name].get("value")
        for name in ("tone", "event_tone", "nature", "issue")
        if reasons.get(name)
    }
    return single | {
        "topics": [topic["value"] for topic in reasons.get("topics", ())],
        "regions": [region["value"] for region in reasons.get("regions", ())],
        "officials": {one["office"]: one["tone"] for one in reasons.get("mentions", ())},
        "version": version,
    }


def teaches(target: str, machine: str, person: str) -> bool:
    """Say whether a model can learn from such a label.

    Tones are learned where somebody was spoken of, which rules find out: what the machine did
    not find at all, or people call unrelated, is for the rules. A text without topic has no class.
    """
    if target == OFFICIAL:
        return machine not in (NOTHING, UNRELATED) and person not in (NOTHING, UNRELATED)
    if target == TONE:
        return UNRELATED not in (machine, person)
    return target == TOPIC and person != NOTHING


def labels(seen: Iterable[Seen], leaders: frozenset[str]) -> list[Label]:
    """Return the labels of all texts; what was seen comes by text, and oldest first within one.

    A text speaks once of each target, with the newest act that judged it: that one saw the newest
    reading, and what was set before still held. Acts that kept no reading are no labels.
    """
    found: list[Label] = []
    for _text, same in groupby(seen, key=lambda act: act.text):
        found.extend(_of_text(list(same), leaders))
    return found


def _of_text(seen: Sequence[Seen], leaders: frozenset[str]) -> Iterator[Label]:
    told: set[str] = set()
    for place, act in reversed(list(enumerate(seen))):
        judged = _judged(act) - told
        told |= judged
        if judged and act.machine:
            held = [one for earlier in seen[: place + 1] for one in earlier.decided]
            yield from _labels(act, held, judged, leaders)


def _judged(act: Seen) -> frozenset[str]:
    """Return the targets a person judged with an act: all that the desk shows.

    Who says that a text is unrelated, or opens an issue from it, judged nothing else of it.
    """
    if not act.looked:
        return frozenset()
    fields = {one.field for one in act.decided}
    if fields == {ISSUE} or (fields == {TONE} and act.decided[-1].value == UNRELATED):
        return frozenset(fields)
    return frozenset(TARGETS)


def _labels(
    act: Seen, held: Sequence[Decided], judged: frozenset[str], leaders: frozenset[str]
) -> Iterator[Label]:
    before = _reasons(act.machine)
    machine = settle(before, [], leaders)
    person = settle(before, held, leaders) if held else machine
    for target, office, (read, left) in _values(machine, person):
        # Not judged by anybody: an answer the machine did not give, and nobody gave instead.
        if target in judged and left != UNSURE and (read or left):
            yield Label(act.text, target, read, left, act.at, act.outlet, office)


def _reasons(machine: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reading in the shape that settling knows."""
    single = {name: {"value": machine.get(name)} for name in ("tone", "nature", "issue")}
    single = {name: value for name, value in single.items() if name in machine}
    return single | {
        "topics": [{"value": code} for code in machine.get("topics", ())],
        "regions": [{"value": code} for code in machine.get("regions", ())],
        "mentions": [
            {"office": office, "tone": tone}
            for office, tone in machine.get("officials", {}).items()
        ],
    }


def _values(machine: Settled, person: Settled) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield target, office, and the value as read and as left."""
    yield TONE, "", (machine.tone, person.tone)
    yield TOPIC, "", (_first(machine.topics), _first(person.topics))
    yield REGION, "", (_codes(machine.regions), _codes(person.regions))
    yield NATURE, "", (machine.nature, person.nature)
    yield ISSUE, "", (str(machine.issue or NOTHING), str(person.issue or NOTHING))
    read, left = _tones(machine), _tones(person)
    for office in sorted(read.keys() | left.keys()):
        yield OFFICIAL, office, (read.get(office, NOTHING), left.get(office, NOTHING))


def _first(topics: Sequence[Mapping[str, Any]]) -> str:
    return str(topics[0]["value"]) if topics else NOTHING


def _codes(regions: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(sorted(str(region["value"]) for region in regions))


def _tones(settled: Settled) -> dict[str, str]:
    return {str(one["office"]): str(one["tone"]) for one in settled.mentions}
