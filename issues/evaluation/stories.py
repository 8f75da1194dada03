"""Measure stories: every text is placed in the order of its day, knowing only those before it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from issues.evaluation.bootstrap import intervals
from issues.evaluation.rows import read_told
from issues.evaluation.scores import EventShare, b3_f1, event_shares, pair_f1
from issues.evaluation.values import Failure, Measured, Told
from issues.reading.stories import StoryMatch, StoryText, assign

_NEW = "cerita baru"


@dataclass(frozen=True)
class Placed:
    """A text with the story it was given; `closest` is the story a person would be asked about."""

    told: Told
    story: str
    match: StoryMatch | None


def evaluate(path: Path) -> Measured:
    """Place every text of the file and compare the stories with the events.

    Raises CannotEvaluate where there is nothing to compare.
    """
    rows, skipped = read_told(path)
    placed = place(rows)
    shares = event_shares(_by_event(placed))
    return Measured(
        metrics=_score(shares),
        intervals=intervals(shares, _score),
        n=len(placed),
        skipped=skipped,
        confusion=_confusion(placed),
        failures=_failures(placed),
    )


def place(rows: Sequence[Told]) -> list[Placed]:
    """Return the texts in the order of their days, each in the story it joined or began."""
    texts: list[StoryText] = []
    placed: list[Placed] = []
    for told in sorted(rows, key=lambda one: one.day):
        at = datetime.combine(told.day, time(12), UTC)
        match = assign(StoryText(None, told.title, told.body, at), texts)
        joined = match is not None and not match.suggested
        story = str(match.story) if match and joined else f"S{len(placed)}"
        texts.append(StoryText(story, told.title, told.body, at))
        placed.append(Placed(told, story, match))
    return placed


def _by_event(placed: Sequence[Placed]) -> list[list[str]]:
    events: dict[str, list[str]] = {}
    for one in placed:
        events.setdefault(one.told.event, []).append(one.story)
    return list(events.values())


def _score(shares: Sequence[EventShare]) -> Mapping[str, float]:
    return {"pair_f1": pair_f1(shares), "b3_f1": b3_f1(shares)}


def _confusion(placed: Sequence[Placed]) -> Mapping[str, int]:
    """Return how many texts stand where they belong, apart from their event, or in another's."""
    wrong = Counter("torn" if got == _NEW else "mixed" for _, _, got in _wrong(placed))
    return {
        "events": len({one.told.event for one in placed}),
        "stories": len({one.story for one in placed}),
        "right": len(placed) - wrong.total(),
        "torn": wrong["torn"],
        "mixed": wrong["mixed"],
    }


def _failures(placed: Sequence[Placed]) -> tuple[Failure, ...]:
    return tuple(
        Failure(one.told.id, expected, got, one.match.reason if one.match else "")
        for one, expected, got in _wrong(placed)
    )


def _wrong(placed: Sequence[Placed]) -> list[tuple[Placed, str, str]]:
    """Return the texts placed wrongly when they came, with event wanted and event joined.

    A story is of the event it began with.
    """
    begun: dict[str, str] = {}
    seen: set[str] = set()
    found = []
    for one in placed:
        event, new = one.told.event, one.story not in begun
        got = begun.setdefault(one.story, event)
        wanted = event if event in seen else _NEW
        given = _NEW if new else got
        if wanted != given:
            found.append((one, wanted, given))
        seen.add(event)
    return found
