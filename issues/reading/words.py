"""Indonesian affixes by rule: which base words a written word may stand for.

Not a stemmer with a dictionary: it returns every base the regular affixes allow, and the caller
asks whether the word it looks for is among them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from issues.reading.lists import word_list
from issues.reading.phrases import Hit, lower

P = TypeVar("P")

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

SHORTEST_BASE = 3
# Shorter words are matched as written: "adu" is not in "mengadu", nor "air" in "mengair".
SHORTEST_AFFIXED = 4
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


@lru_cache(maxsize=65536)
def _ranked(word: str) -> tuple[str, ...]:
    """Return the bases, the word itself first, so that an exact entry wins over a derived one."""
    return tuple(sorted(bases(word), key=lambda base: (-len(base), base)))


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
        self._starting: dict[str, list[tuple[tuple[str, ...], P]]] = {}
        for phrase, meaning in entries:
            tokens = tuple(hit[0] for hit in WORD.finditer(phrase))
            if tokens:
                self._starting.setdefault(lower(tokens[0]), []).append((tokens, meaning))

    def find(self, text: str) -> list[Hit[P]]:
        """Return every hit in order of its start; hits may overlap."""
        written, places = _written(text)
        # Whichever is shorter is walked through: an issue has ten words, a pack thousands.
        fewer, more = sorted((self._starting, places), key=len)
        begun = sorted(
            (place, rank, base) for base in fewer if base in more for place, rank in places[base]
        )
        return [
            Hit(written[place].start(), end, text[written[place].start() : end], (meaning,))
            for place, _rank, base in begun
            for tokens, meaning in self._starting[base]
            if (end := _end_of(tokens, written, place))
        ]


@lru_cache(maxsize=4)
def _written(text: str) -> tuple[list[re.Match[str]], dict[str, list[tuple[int, int]]]]:
    """Return the words of a text, and for each base where it may stand and its rank there.

    One text is searched for the words of the pack and of every issue, one after the other.
    """
    written = list(WORD.finditer(text))
    places: dict[str, list[tuple[int, int]]] = {}
    for place, word in enumerate(written):
        for rank, base in enumerate(_ranked(word[0])):
            places.setdefault(base, []).append((place, rank))
    return written, places


def _end_of(tokens: tuple[str, ...], written: list[re.Match[str]], place: int) -> int:
    """Return where a phrase that starts at this word ends; 0 when it is not there."""
    if place + len(tokens) > len(written):
        return 0
    following = written[place : place + len(tokens)]
    fits = all(_same(token, word[0]) for token, word in zip(tokens, following, strict=True))
    return following[-1].end() if fits else 0


def _same(token: str, word: str) -> bool:
    if len(token) > 1 and token.isupper():
        return word == token
    if len(token) < SHORTEST_AFFIXED:
        return lower(token) == lower(word)
    return lower(token) in bases(word)
