"""How far two judgements of the same texts agree, with the arithmetic of the product."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Self

from issues.evaluation.scores import (
    judged_offices,
    macro_f1,
    mean,
    precision_recall,
    set_f1,
    without_districts,
)

UNSURE, UNRELATED = "unsure", "na"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Judgement:
    """What one text says: identities of offices, region codes, topic, and the two tones.

    `event` is the tone of what happened, `government` the one towards the provincial government.
    """

    officials: frozenset[str]
    regions: frozenset[str]
    topic: str | None
    event: str
    government: str

    def narrowed(self, offices: Collection[str]) -> Self:
        """Return it with the offices that are judged (by key) and without districts."""
        return replace(
            self,
            officials=judged_offices(self.officials, offices),
            regions=without_districts(self.regions),
        )


@dataclass(frozen=True)
class Agreement:
    """Shares from 0 to 1. An "unsure" counts as wrong in the tones and is counted apart.

    `unsure_about_us` is its share of the texts read as being about the government.
    """

    texts: int
    officials_precision: float
    officials_recall: float
    regions_f1: float
    topic: float
    event_f1: float
    government_f1: float
    unsure_event: float
    unsure_government: float
    unsure_about_us: float


Pairs = Sequence[tuple[Judgement, Judgement]]


def agreement(pairs: Pairs) -> Agreement:
    """Compare pairs of (gold, found)."""
    precision, recall = precision_recall([(g.officials, f.officials) for g, f in pairs])
    events = [(gold.event, found.event) for gold, found in pairs]
    governments = [(gold.government, found.government) for gold, found in pairs]
    topics = [gold.topic == found.topic for gold, found in pairs if gold.topic]
    about_us = [found for _, found in governments if found != UNRELATED]
    return Agreement(
        texts=len(pairs),
        officials_precision=precision,
        officials_recall=recall,
        regions_f1=mean([set_f1(gold.regions, found.regions) for gold, found in pairs]),
        topic=mean([float(right) for right in topics]),
        event_f1=macro_f1(events),
        government_f1=macro_f1(governments),
        unsure_event=share_of_unsure([found for _, found in events]),
        unsure_government=share_of_unsure([found for _, found in governments]),
        unsure_about_us=share_of_unsure(about_us),
    )


def share_of_unsure(tones: Sequence[str]) -> float:
    """Return how many of the tones are "unsure"."""
    return mean([float(tone == UNSURE) for tone in tones])


def word_f1(gold: str, found: str) -> float:
    """Return the F1 of the words of two texts, each word as often as it stands there."""
    wanted, given = _words(gold), _words(found)
    both = (wanted & given).total()
    return 2 * both / (wanted.total() + given.total()) if both else 0.0


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
