"""Find the words that carry tone, with negation and moving numbers already settled.

The words are data in `cues.yaml`; what they mean for somebody is decided in `tone`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from issues.reading.lists import table
from issues.reading.phrases import Hit
from issues.reading.text import Text
from issues.reading.words import WORD, WordIndex

CRITICISM, FAILURE, HARM, LAW, HARDSHIP = "kritik", "gagal", "musibah", "hukum", "susah"
ATTITUDE, UNREST = "sikap", "gaduh"
PRAISE, RESULT, DEED = "puji", "capai", "bantu"
FIGURE = "angka"

# How far a noun may stand from the word that moves it, in words.
_NOUN_BEFORE, _NOUN_AFTER = 7, 4
_NEGATION_REACH = 3
# What is left of a bad word that is denied ("tidak rusak"), and of a good one ("belum tuntas").
_DENIED_BAD, _DENIED_GOOD = 0.3, 0.8

_NEGATION = re.compile(r"(?:tidak|tak|bukan|belum|tanpa|jangan|nihil|bebas|nol|batal|gagal)", re.I)
_NOT_ONLY = re.compile(r"(?:hanya|cuma|sekadar|saja|perlu|hanyalah|semata)", re.I)
_CLAUSE_END = re.compile(
    r"[,;:–—()“”\"?!]|\.(?=\s)|\b(?:tetapi|namun|tapi|meski(?:pun)?|walau(?:pun)?|sedangkan|padahal"
    r"|sementara|sebaliknya|kendati)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that carries tone: positive weight is good news, negative bad."""

    start: int
    end: int
    words: str
    kind: str
    weight: float
    zone: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    """The lexicon, compiled once per process."""

    cues: WordIndex[tuple[str, float]]
    moves: WordIndex[int]
    nouns: WordIndex[int]


@lru_cache(maxsize=1)
def _table() -> _Table:
    groups = dict(table("cues.yaml"))
    moving = groups.pop("arah")
    cues = [
        (word, (kind, sign * (float(own) if own else group["weight"])))
        for kind, group in groups.items()
        for sign in [1.0 if group["polarity"] == "pos" else -1.0]
        for word, _, own in (entry.partition("=") for entry in _entries(group["words"]))
    ]
    moves = [(w, 1) for w in _entries(moving["naik"])] + [
        (w, -1) for w in _entries(moving["turun"])
    ]
    nouns = [(w, -1) for w in _entries(moving["buruk"])] + [
        (w, 1) for w in _entries(moving["baik"])
    ]
    return _Table(WordIndex(cues), WordIndex(moves), WordIndex(nouns))


def _entries(words: str) -> list[str]:
    return [" ".join(entry.split()) for entry in words.split(";") if entry.strip()]


# A worker without these words must not start; its first article would be too late to notice.
_table()


def find_cues(text: Text) -> tuple[Cue, ...]:
    """Return the cues in order of place, none inside another; moving numbers come first."""
    clauses = _clauses(text.plain)
    figures = list(_figures(text, clauses))
    taken = [(start, end) for cue in figures for start, end in [(cue.start, cue.end)]]
    single = [
        _cue(hit, text, clauses)
        for hit in _longest(_table().cues.find(text.plain))
        if not any(start < hit.end and hit.start < end for start, end in taken)
    ]
    return tuple(sorted([*figures, *single], key=lambda cue: cue.start))


def _cue(hit: Hit[tuple[str, float]], text: Text, clauses: list[int]) -> Cue:
    kind, weight = hit.means[0]
    cue = Cue(hit.start, hit.end, hit.words, kind, weight, text.zone_at(hit.start))
    if not _negated(hit.start, text.plain, clauses):
        return cue
    left = -_DENIED_BAD * weight if weight < 0 else -_DENIED_GOOD * weight
    return replace(cue, weight=left, negated=True)


def _figures(text: Text, clauses: list[int]) -> Iterator[Cue]:
    """Yield numbers that move, with the noun that makes the movement good or bad."""
    nouns = _longest(_table().nouns.find(text.plain))
    for move in _longest(_table().moves.find(text.plain)):
        noun = _noun_of(move, nouns, text.plain, clauses)
        if noun is None:
            continue
        start, end = min(move.start, noun.start), max(move.end, noun.end)
        sign = move.means[0] * noun.means[0]
        if _negated(move.start, text.plain, clauses):
            sign = -sign
        yield Cue(start, end, text.raw[start:end], FIGURE, float(sign), text.zone_at(start))


def _noun_of(
    move: Hit[int], nouns: list[Hit[int]], plain: str, clauses: list[int]
) -> Hit[int] | None:
    """Return the nearest noun of the same clause, before the movement rather than after it."""
    begin, finish = _clause_of(move.start, clauses, len(plain))
    near = [
        (_words_between(noun, move, plain), noun)
        for noun in nouns
        if begin <= noun.start and noun.end <= finish and noun.start != move.start
    ]
    fitting = [
        (distance + (0.5 if noun.start > move.start else 0.0), noun)
        for distance, noun in near
        if distance <= (_NOUN_BEFORE if noun.start < move.start else _NOUN_AFTER)
    ]
    return min(fitting, key=lambda pair: pair[0], default=(0, None))[1]


def _words_between(one: Hit[int], other: Hit[int], plain: str) -> int:
    left, right = sorted((one, other), key=lambda hit: hit.start)
    return len(WORD.findall(plain[left.end : right.start]))


def _clauses(plain: str) -> list[int]:
    return [hit.end() for hit in _CLAUSE_END.finditer(plain)]


def _clause_of(place: int, clauses: list[int], length: int) -> tuple[int, int]:
    after = bisect_right(clauses, place)
    begin = clauses[after - 1] if after else 0
    return begin, clauses[after] if after < len(clauses) else length


def _negated(place: int, plain: str, clauses: list[int]) -> bool:
    """Return whether a negation stands up to three words before, in the same clause."""
    begin, _ = _clause_of(place, clauses, len(plain))
    before = [hit[0] for hit in WORD.finditer(plain, begin, place)][-_NEGATION_REACH:]
    for position, word in enumerate(before):
        following = before[position + 1] if position + 1 < len(before) else ""
        if _NEGATION.fullmatch(word) and not _NOT_ONLY.fullmatch(following):
            return True
    return False


def _longest(hits: list[Hit[Any]]) -> list[Hit[Any]]:
    chosen: list[Hit[Any]] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not chosen or hit.start >= chosen[-1].end:
            chosen.append(hit)
    return chosen
