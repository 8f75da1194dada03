"""Indonesian affixes by rule: which base words a written word may stand for.

Not a stemmer with a dictionary: it returns every base the regular affixes allow, and the caller
asks whether the word it looks for is among them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from operator import contains
from typing import Generic, TypeVar

from issues.reading.lists import word_list
from issues.reading.phrases import Hit, lower
from issues.reading.values import Span

P = TypeVar("P")

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

SHORTEST_BASE = 3
# Shorter words are matched as written: "adu" is not in "mengadu", nor "air" in "mengair".
SHORTEST_AFFIXED = 4
# How what must stand as written, and what must stand in capitals, is told from a base.
_AS_WRITTEN, _CAPITALS = "=", "^"
# Words of texts of which each list remembers what they begin: most of what the press writes.
_REMEMBERED = 1 << 14
_SUFFIXES = ("nyalah", "nya", "lah", "kah", "pun", "ku", "mu", "kan", "an", "i")
_PLAIN_PREFIXES = ("di", "ke", "se", "ter", "ber", "per", "pe", "memper", "diper", "keter", "pem",
                   "pember", "penge", "menge", "seke", "berke", "ke", "me", "be", "te")  # fmt: skip
# The nasal of meN-/peN- swallows the first letter of the base: memukul ← pukul.
_NASAL = {
    "meny": ("s",), "peny": ("s",), "mem": ("p", ""), "pem": ("p", ""), "men": ("t", ""),
    "pen": ("t", ""), "meng": ("k", ""), "peng": ("k", ""),
}  # fmt: skip
# Words whose meaning left their base; read whole.
_WHOLE = word_list("read_whole")


def words(text: str) -> Iterator[re.Match[str]]:
    """Return the words of a text with their places; "Kelana–Pelita" is two, "ibu-ibu" one."""
    return WORD.finditer(text)


@lru_cache(maxsize=65536)
def bases(word: str) -> frozenset[str]:
    """Return the word and every base its affixes allow, in small letters."""
    word = lower(word)
    if word in _WHOLE:
        return frozenset({word})
    halves = word.split("-")
    if len(halves) == 2 and halves[0] in halves[1]:
        return frozenset({word, *bases(halves[0])})
    stripped = {word} | {cut for stem in _without_suffix(word) for cut in _without_prefix(stem)}
    return frozenset(stripped)


def _without_suffix(word: str) -> set[str]:
    """Return the word and what remains after one or two suffixes ("bantuannya")."""
    found = {word}
    for _ in range(2):
        found |= {
            stem[: -len(suffix)]
            for stem in found
            for suffix in _SUFFIXES
            if stem.endswith(suffix) and len(stem) - len(suffix) >= SHORTEST_BASE + 1
        }
    return found


def _without_prefix(stem: str) -> set[str]:
    found = {stem}
    for prefix in _PLAIN_PREFIXES:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= SHORTEST_BASE:
            found.add(stem[len(prefix) :])
    for prefix, initials in _NASAL.items():
        if stem.startswith(prefix) and len(stem) - len(prefix) >= SHORTEST_BASE:
            rest = stem[len(prefix) :]
            found |= {first + rest for first in initials}
    return found


class WordIndex(Generic[P]):
    """Words and phrases with meanings, found in a text with Indonesian affixes.

    A phrase in capitals ("PON", "KPK") is an abbreviation and must be in capitals in the text;
    everything else ignores case.
    """

    def __init__(self, entries: Iterable[tuple[str, P]]) -> None:
        # By what the first word asks for: place in the list, what the others ask for, meaning.
        self._starting: dict[str, list[tuple[int, tuple[str, ...], P]]] = {}
        for number, (phrase, meaning) in enumerate(entries):
            asked = [_asked(hit[0]) for hit in WORD.finditer(phrase)]
            if asked:
                first, *others = asked
                self._starting.setdefault(first, []).append((number, tuple(others), meaning))
        self._begun_by = lru_cache(maxsize=_REMEMBERED)(self._begun)

    def find(self, text: str) -> list[Hit[P]]:
        """Return every hit in order of its start; hits may overlap."""
        spans, words, answers = _written(text)
        found = []
        for place, word in enumerate(words):
            for others, meaning in self._begun_by(word):
                last = place + len(others)
                following = answers[place + 1 : last + 1]
                if last < len(words) and all(map(contains, following, others)):
                    start, end = spans[place][0], spans[last][1]
                    found.append(Hit(start, end, text[start:end], (meaning,)))
        return found

    def _begun(self, word: str) -> tuple[tuple[tuple[str, ...], P], ...]:
        """Return what a word of a text may begin: what the following must answer to, meaning.

        The word itself wins over what it is derived from, then whatever was listed first.
        """
        begun = [
            (rank, number, others, meaning)
            for asked, rank in _answers(word).items()
            for number, others, meaning in self._starting.get(asked, ())
        ]
        begun.sort(key=lambda one: one[:2])
        return tuple((others, meaning) for _rank, _number, others, meaning in begun)


@lru_cache(maxsize=4)
def _written(text: str) -> tuple[list[Span], list[str], list[Mapping[str, int]]]:
    """Return the words of a text: where they stand, as written, and what each answers to.

    One text is searched for several lists of words, one after the other.
    """
    hits = list(WORD.finditer(text))
    written = [hit[0] for hit in hits]
    return [hit.span() for hit in hits], written, [_answers(word) for word in written]


def _asked(token: str) -> str:
    """Return what a word of a phrase asks of a word of a text: one of its `_answers`."""
    if len(token) > 1 and token.isupper():
        return f"{_CAPITALS}{token}"
    return f"{_AS_WRITTEN if len(token) < SHORTEST_AFFIXED else ''}{lower(token)}"


@lru_cache(maxsize=65536)
def _answers(word: str) -> Mapping[str, int]:
    """Return what a word of a text answers to, with ranks: 0 the word itself, then its bases."""
    ranked = sorted(bases(word), key=lambda base: (-len(base), base))
    answers = {base: rank for rank, base in enumerate(ranked) if len(base) >= SHORTEST_AFFIXED}
    if len(word) < SHORTEST_AFFIXED:
        answers[f"{_AS_WRITTEN}{lower(word)}"] = 0
    if word.isupper():
        answers[f"{_CAPITALS}{word}"] = 0
    return answers
