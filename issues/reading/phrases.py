"""Find many phrases in a text at once, as whole words; shared by officials, places and topics."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick  # type: ignore[import-not-found]

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Hit(Generic[P]):
    """A phrase found at start:end, with everything the phrase stands for."""

    start: int
    end: int
    words: str
    means: tuple[P, ...]


class Phrases(Generic[P]):
    """Phrases with their meanings, compiled once.

    Matching ignores case, but a phrase that begins with a capital must begin with one in the
    text: "Pekat" is a district, "pekat" a colour. `any_case` lifts that for titles of office,
    which the press writes both ways; a text without a single capital lifts it for itself.
    """

    def __init__(self, entries: Iterable[tuple[str, P]], *, any_case: bool = False) -> None:
        self._any_case = any_case
        meanings: dict[str, dict[P, bool]] = {}
        for phrase, meaning in entries:
            if phrase.strip():
                capital = phrase.strip()[0].isupper()
                meanings.setdefault(lower(phrase.strip()), {})[meaning] = capital
        self._automaton = ahocorasick.Automaton()
        for phrase, means in meanings.items():
            self._automaton.add_word(phrase, (phrase, means))
        self._empty = not meanings
        if meanings:
            self._automaton.make_automaton()

    def all(self, text: str) -> list[Hit[P]]:
        """Return every hit in order of its end; hits may overlap."""
        if self._empty:
            return []
        low = lower(text)
        any_case = self._any_case or low == text
        found = []
        for last, (phrase, means) in self._automaton.iter(low):
            start, end = last + 1 - len(phrase), last + 1
            if not _whole(low, start, end):
                continue
            small = not (any_case or text[start].isupper() or not text[start].isalpha())
            meant = tuple(m for m, capital in means.items() if not (small and capital))
            if meant:
                found.append(Hit(start, end, text[start:end], meant))
        return found

    def longest(self, text: str) -> list[Hit[P]]:
        """Return hits that do not overlap: the leftmost first, the longest of those."""
        chosen: list[Hit[P]] = []
        for hit in sorted(self.all(text), key=lambda hit: (hit.start, -hit.end)):
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return chosen


def lower(text: str) -> str:
    """Return the text in small letters, every character at its old place."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before == "_") and not (after.isalnum() or after == "_")
