"""Find the subject of a verb of saying, and of whom a sentence speaks."""

import re
from collections.abc import Iterator

from issues.reading.naming import (
    DEGREES,
    NAME,
    PRONOUN,
    ROLE,
    Naming,
    is_role,
    naming_at,
    on_one_line,
    speech,
)
from issues.reading.values import Span

_LATE = re.compile(r"\b(?:ia|dia|beliau|(?:Gubernur|Wagub|Bupati|Wabup|Wali|Sekda|Kepala|Ketua)\b)")
_INTRODUCED = re.compile(r"(?P<name>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*),\s+(?P<role>[a-z]+)\b")


def subject_before(text: str, start: int, end: int, known: frozenset[str]) -> Naming | None:
    """Return the subject of a verb that stands at `end`, in a sentence that begins at `start`.

    Looks from the verb back over what is set between commas, and joins a title to its name.
    """
    parts = list(_parts(text, start, end))
    for place in range(len(parts) - 1, -1, -1):
        found = naming_at(text, *parts[place], known)
        if found is None or _is_between(found):
            continue
        if place and found.kind != PRONOUN:
            before = naming_at(text, parts[place - 1][0], end, known)
            if before is not None and before.start < found.start <= before.end:
                return before
            if before is not None and _apposed(before, found):
                return Naming(
                    before.start, found.end, on_one_line(text, before.start, found.end), NAME
                )
            if before is not None and before.kind == NAME and found.words[0].islower():
                return before
        return found
    return None


def subject_of(text: str, start: int, end: int, known: frozenset[str]) -> Naming | None:
    """Return the person of whom a sentence speaks, from its head on; None when it is nobody."""
    for part in list(_parts(text, start, min(end, start + 200)))[:3]:
        found = naming_at(text, part[0], end, known)
        if found is None or not is_person(found, known):
            continue
        if found.start == start or not found.words[0].islower():
            return found
        named = _introduced(text, start, end)
        if named is not None:
            return named
    return _introduced(text, start, end)


def _introduced(text: str, start: int, end: int) -> Naming | None:
    """Return whom a sentence introduces: "… wajah Keisha, siswi kelas delapan"."""
    for hit in _INTRODUCED.finditer(text, start, end):
        if is_role(hit["role"]) and hit["name"].lower() not in speech("openings"):
            span = hit.span("name")
            return Naming(*span, on_one_line(text, *span), NAME)
    return None


def is_person(naming: Naming, known: frozenset[str]) -> bool:
    """Return whether a naming is surely a human: a role, two capitals, or a name known already."""
    if naming.kind == PRONOUN or naming.first in speech("bodies"):
        return False
    words = naming.words.split()
    if is_role(naming.first):
        return naming.kind == NAME or naming.first not in speech("groups")
    if naming.kind != NAME or not words[0][0].isupper():
        return False
    return naming.first in known or (len(words) > 1 and words[1][0].isupper())


def _apposed(before: Naming, found: Naming) -> bool:
    """Return whether "Petugas pos pengamatan, Imron Sajidi," is one person."""
    return before.kind == ROLE and found.kind == NAME and found.first not in speech("roles")


def _is_between(found: Naming) -> bool:
    words = found.words.lower().split()
    return all(word in speech("between") for word in words)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts between commas that may name somebody, each without words before it."""
    begin = start
    for part in text[start:end].split(","):
        span = _without_opening(text, begin, begin + len(part))
        if span is not None:
            yield span
        begin += len(part) + 1


def _without_opening(text: str, start: int, end: int) -> Span | None:
    """Drop "Namun" before a subject; None for a part that begins as no subject does."""
    for word in re.finditer(r"\S+", text[start:end]):
        low = word[0].lower().strip("():")
        if low in speech("before_subject"):
            continue
        if low in speech("openings") or DEGREES.match(f",{word[0]}"):
            return _late_subject(text, start + word.end(), end)
        return start + word.start(), end
    return None


def _late_subject(text: str, start: int, end: int) -> Span | None:
    """Return the subject after an opening without a comma: "Dalam sambutannya Bupati …"."""
    hits = list(_LATE.finditer(text, start, end))
    return (hits[-1].start(), end) if hits and end - hits[-1].start() < 70 else None
