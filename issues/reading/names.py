"""Find the persons of the pack by name; a first step of `officials`."""

import re
from dataclasses import dataclass

from issues.reading.forms import PAIR, PART, STRONG, WEAK
from issues.reading.knowledge import Knowledge
from issues.reading.lists import word_list
from issues.reading.phrases import Hit
from issues.reading.text import TITLE, Text
from issues.reading.titles import HONORIFIC, Title

_BEFORE = re.compile(r"([A-Z][\w'’.]*)\s+$")
_AFTER = re.compile(r"\s+([A-Z][a-z'’]+)")
_COURTESY = word_list("before_names")
_BETWEEN = re.compile(rf"[\s,(]*{HONORIFIC}")
# A gap between title and name longer than this is no "Gubernur H. Arya".
_NEAR = 24


@dataclass(frozen=True, slots=True)
class Name:
    """A person named at start:end, by which kind of name, with the title right before it."""

    start: int
    end: int
    words: str
    person: str
    kind: str
    title: Title | None


def find_names(text: Text, masked: str, knowledge: Knowledge, titles: list[Title]) -> list[Name]:
    """Return who is named. Weak names count only for persons who are also named in full."""
    named = [n for hit in knowledge.names.longest(masked) for n in _named(hit, masked, titles)]
    named = [n for n in named if not _somebody_else(n, knowledge, masked)]
    full = {n.person for n in named if n.kind in (STRONG, PAIR)}
    full |= {n.person for n in named if n.kind == WEAK and n.title and _holds(n, knowledge)}
    shared = {n.words for n in named if n.kind in (WEAK, PART) and _wider_name(n, text, masked)}
    return [
        n
        for n in named
        if n.kind in (STRONG, PAIR) or (n.person in full and (n.title or n.words not in shared))
    ]


def _named(hit: Hit[tuple[str, str]], masked: str, titles: list[Title]) -> list[Name]:
    """Return the persons of a hit: both of a pair, else those of the surest kind."""
    for kind in (PAIR, STRONG, WEAK, PART):
        persons = [person for person, of_kind in hit.means if of_kind == kind]
        if persons:
            title = _title_before(hit.start, masked, titles)
            return [Name(hit.start, hit.end, hit.words, p, kind, title) for p in persons]
    return []


def _title_before(start: int, masked: str, titles: list[Title]) -> Title | None:
    for title in titles:
        if 0 <= start - title.end <= _NEAR and _BETWEEN.fullmatch(masked, title.end, start):
            return title
        if title.start <= start < title.end:
            return title
    return None


def _holds(name: Name, knowledge: Knowledge) -> bool:
    """Return whether the person ever held the office whose title stands before the name."""
    held = {tenure.office for tenure in knowledge.tenures if tenure.person == name.person}
    return bool(name.title and held & set(name.title.offices))


def _somebody_else(name: Name, knowledge: Knowledge, masked: str) -> bool:
    """Return whether a word of `not_after` stands before the name."""
    person = next(p for p in knowledge.persons if p.key == name.person)
    line = masked[masked.rfind("\n", 0, name.start) + 1 : name.start]
    before = f" {' '.join(line.lower().split())}"
    return any(before.endswith(f" {word.lower()}") for word in person.not_after)


def _wider_name(name: Name, text: Text, masked: str) -> bool:
    """Return whether the word is part of a longer name we do not know ("Arya Lodan").

    Headlines capitalise everything, so only the body can tell.
    """
    sentence = text.sentence_at(name.start)
    if sentence.zone == TITLE or name.title:
        return False
    before = _BEFORE.search(masked, sentence.start, name.start)
    if before and before[1] not in _COURTESY and before.start() != sentence.start:
        return True
    return bool(_AFTER.match(masked, name.end))
