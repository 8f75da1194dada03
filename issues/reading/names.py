"""Find the persons of the pack by name; a first step of `officials`."""

import re
from dataclasses import dataclass
from datetime import date

from issues.reading.bystanders import is_named_away, is_officer, is_ordinary, is_wider
from issues.reading.forms import PAIR, PART, SINGLE, STRONG, WEAK
from issues.reading.knowledge import Knowledge
from issues.reading.phrases import Hit
from issues.reading.text import Text
from issues.reading.titles import ELSEWHERE, HONORIFIC, NOT_MEANT, PLACED, Title

_BETWEEN = re.compile(rf"[ \t,(]*{HONORIFIC}")
# A gap between title and name longer than this is no "Gubernur H. Arya".
_NEAR = 24
# Words without which a name of one word says nothing about a public office.
_PUBLIC = re.compile(
    r"\b(?:pemerintah|pem(?:prov|kab|kot|da)|dinas|opd|dprd|apbd|gubernur|wagub|bupati|wabup"
    r"|wali ?kota|sekda|camat|asn|pejabat|(?:me)?resmikan|(?:me)?lantik|mutasi|sidak|musrenbang"
    r"|anggaran|kunjungan kerja)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person named at start:end, by which kind of name, with the title right before it."""

    start: int
    end: int
    words: str
    person: str
    kind: str
    title: Title | None


def find_names(
    text: Text, masked: str, knowledge: Knowledge, titles: list[Title], at: date
) -> list[Name]:
    """Return who is named.

    Weak names and parts of names count only for persons the article also names surely: in full,
    by a title before the name, or by the title of the office they hold, anywhere in it: a
    headline says "Arya", the body "Gubernur Seroja".
    """
    every = [n for hit in knowledge.names.longest(masked) for n in _named(hit, masked, titles)]
    another = [n for n in every if _is_another(n, knowledge, masked, at)]
    others = {n.words for n in another}
    named = [n for n in every if n not in another]
    sure = {n.person for n in named if _is_sure(n, text, knowledge)}
    sure |= {n.person for n in named if _holds_a_placed_title(n, knowledge, titles)}
    shared = others | {n.words for n in named if _may_be_wider(n, text, masked, knowledge)}
    return [
        n
        for n in named
        if n.kind in (STRONG, PAIR)
        or (n.person in sure and (_held_title(n, knowledge) or n.words not in shared))
    ]


def _named(hit: Hit[tuple[str, str]], masked: str, titles: list[Title]) -> list[Name]:
    """Return the persons of a hit: both of a pair, else those of the surest kind."""
    for kind in (PAIR, STRONG, SINGLE, WEAK, PART):
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


def _held_title(name: Name, knowledge: Knowledge) -> bool:
    """Return whether the title before the name is of an office the person ever held."""
    held = {tenure.office for tenure in knowledge.tenures_of(name.person)}
    return bool(name.title and held & set(name.title.offices))


def _is_sure(name: Name, text: Text, knowledge: Knowledge) -> bool:
    """Return whether this mention alone tells who is meant.

    A full name of one word ("Hasanuddin") is common: it needs the title, or a text on public
    affairs at home.
    """
    if name.kind in (STRONG, PAIR):
        return True
    if name.kind == PART:
        return False
    if _held_title(name, knowledge):
        return True
    if name.kind != SINGLE or not _PUBLIC.search(text.plain):
        return False
    return bool(knowledge.places.all(text.plain))


def _holds_a_placed_title(name: Name, knowledge: Knowledge, titles: list[Title]) -> bool:
    """Return whether a title with its region in the article is of an office the person ever held.

    Which of the holders is meant is settled by the day; a part of a name is too little for this.
    """
    if name.kind == PART:
        return False
    held = {tenure.office for tenure in knowledge.tenures_of(name.person)}
    return any(title.standing == PLACED and held & set(title.offices) for title in titles)


def _is_another(name: Name, knowledge: Knowledge, masked: str, at: date) -> bool:
    """Return whether the words right before or behind the name make it somebody else.

    A title that is not meant ("calon bupati") takes the person out of that office alone.
    """
    if name.title and name.title.standing == ELSEWHERE:
        return True
    held = {tenure.office for tenure in knowledge.held_by(name.person, at)}
    if name.title and held & set(name.title.offices):
        return name.title.standing == NOT_MEANT
    person = knowledge.person[name.person]
    return (
        is_named_away(masked, name.start, person)
        or is_officer(masked, name.start, person)
        or is_ordinary(masked, name.start, name.end)
    )


def _may_be_wider(name: Name, text: Text, masked: str, knowledge: Knowledge) -> bool:
    if name.title or name.kind in (STRONG, PAIR):
        return False
    return is_wider(text, masked, name.start, name.end, knowledge)
