"""Decide whether two quotations are one statement: the same words of the same speaker."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from issues.reading.naming import is_role, speech
from monitoring.copies import bands

# A quotation is compared by pairs of words: at a fifth of the words in common 73 of 100 share a
# band, at a half all do, and strangers of ten words share none.
PAIR = 2
# Shorter words are said by many: they make no statement of their own.
FEWEST_WORDS = 4
# From so many words on a version may be shortened or reworded a little.
FEWEST_REWORDED = 8
# The share of the shorter version's words, and of its pairs, that the longer one has.
SAME_WORDS, SAME_PAIRS = 0.8, 0.5
# The same words much later are said again.
WITHIN = timedelta(days=14)

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Speech:
    """What somebody said; `office` and `person` are keys of rows, None where nobody knows."""

    words: str
    speaker: str
    office: int | None
    person: int | None
    at: datetime

    @property
    def counts(self) -> bool:
        """Say whether it is a statement: somebody is named, and it has words of its own."""
        return bool(self.speaker) and len(_WORD.findall(self.words)) >= FEWEST_WORDS


def bands_of(words: str) -> list[int]:
    """Return the numbers by which versions of a statement find each other."""
    return bands(words, PAIR, FEWEST_WORDS)


def same_statement(first: Speech, second: Speech) -> bool:
    """Return whether two quotations are one statement."""
    near = abs(first.at - second.at) <= WITHIN
    return near and same_speaker(first, second) and same_words(first.words, second.words)


def same_speaker(first: Speech, second: Speech) -> bool:
    """Return whether one person or body speaks: by office and person, else by a name in common."""
    if first.office and second.office:
        known = first.person and second.person
        return first.office == second.office and (not known or first.person == second.person)
    own, other = _names(first.speaker), _names(second.speaker)
    if own and other:
        return not own.isdisjoint(other)
    return not own and not other and first.speaker.casefold() == second.speaker.casefold()


def same_words(first: str, second: str) -> bool:
    """Return whether the shorter words stand in the longer ones, perhaps reworded a little."""
    short, long = sorted((_plain(first), _plain(second)), key=len)
    if len(short) < FEWEST_WORDS:
        return False
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    if len(short) < FEWEST_REWORDED:
        return False
    pairs = [Counter(pairwise(words)) for words in (short, long)]
    return (
        _share(Counter(short), Counter(long)) >= SAME_WORDS
        and _share(pairs[0], pairs[1]) >= SAME_PAIRS
    )


def _plain(words: str) -> list[str]:
    return _WORD.findall(words.casefold())


def _share(short: Counter[object], long: Counter[object]) -> float:
    return (short & long).total() / max(short.total(), 1)


def _names(speaker: str) -> set[str]:
    """Return the words of a speaker's name without his titles."""
    words = [word for word in _WORD.findall(speaker) if len(word) > 2 and word[0].isupper()]
    low = {word.lower() for word in words}
    return {word for word in low if not is_role(word) and word not in speech("bodies")}
