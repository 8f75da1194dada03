"""Turn labelled texts into examples: what the reader of each target would see, and the answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from issues.learning.corpus import Labelled
from issues.learning.tone_examples import in_two, tone_examples
from issues.learning.training import Example
from issues.reading.features import features_of
from issues.reading.text import Text, lay_out
from issues.reading.topics import TOPIC
from monitoring.copies import bands

DOUBTFUL_WEIGHT = 0.5
# Items of the province in the form that is read, labelled by two people: they count more, and only
# where that helps on those left out. Five parts of 71, weight 0 / 3 / 8: topic right .817 / .845 /
# .859, event macro-F1 .669 / .721 / .725, government .805 / .755 / .729.
REFS, REFS_WEIGHT = "ntb_refs", 3.0
FROM_REFS = frozenset({TOPIC, "event_tone"})
# Texts too short for bands are the same when their letters begin alike.
_BEGINNING = 60


def lessons(target: str, texts: Iterable[Labelled]) -> dict[str, list[Example]]:
    """Return the examples of one target by data set.

    Texts without an answer are left out; near-equal texts share their group across all sets.
    """
    known = list(texts)
    groups = groups_of([one.passage.text for one in known])
    found: dict[str, list[Example]] = {}
    for name in sorted({one.passage.data for one in known}):
        mine = [n for n, one in enumerate(known) if one.passage.data == name]
        chosen, apart = [known[n] for n in mine], [groups[n] for n in mine]
        examples = _examples(target, chosen, apart)
        weight = REFS_WEIGHT if name == REFS else 1.0
        found[name] = [replace(one, weight=one.weight * weight) for one in examples]
    return found


def groups_of(texts: Sequence[str]) -> list[str]:
    """Return a name for every text; near-equal texts share it."""
    seen: dict[int | str, str] = {}
    names = []
    for number, text in enumerate(texts):
        marks = bands(text) or [re.sub(r"\W", "", text.casefold())[:_BEGINNING]]
        name = next((seen[mark] for mark in marks if mark in seen), str(number))
        for mark in marks:
            seen.setdefault(mark, name)
        names.append(name)
    return names


def laid_out(one: Labelled) -> Text:
    """Return a labelled text as reading lays out an article."""
    return lay_out(*in_two(one.passage.title, one.passage.body))


def _examples(target: str, texts: Sequence[Labelled], groups: Sequence[str]) -> list[Example]:
    if target != TOPIC:
        return tone_examples(texts, target, groups)
    return [
        Example(features_of(laid_out(one)), one.topic, 1.0 if one.sure else DOUBTFUL_WEIGHT, group)
        for one, group in zip(texts, groups, strict=True)
        if one.topic
    ]
