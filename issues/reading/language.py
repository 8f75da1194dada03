"""Tell the language of a text by its function words, also of a headline alone.

Indonesian is what the press here writes: another language must show more of its own words than
Indonesian does, and at least two of them. Words that look English or carry Indonesian affixes
count half, because a headline may hold no function word at all.
"""

import re
from collections import Counter
from functools import cache, lru_cache

from issues.reading.lists import word_list
from issues.reading.phrases import lower

INDONESIAN, ENGLISH, MALAY, SASAK = "id", "en", "ms", "sas"
UNKNOWN = ""

# The beginning tells it; the rest costs time only.
_CHARACTERS = 6_000
_LIKE = 0.5
_LEAST_FOREIGN = 2.0
_LEAST = 1.0

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AFFIXED = re.compile(r"^(?:(?:me[mn]|ber|ter|pe[mn]|di|me)\w{4,}|\w{3,}(?:kan|nya))$")
_ENGLISH = re.compile(
    r"^\w*(?:tion|ght|ough|ness|wh)\w*$|^(?:th|sh|wh)\w+$|^\w{3,}(?:ed|ers|ments?|ies|ly|ings?ly)$"
)


def tell_language(text: str) -> str:
    """Return "id", "en", "ms" or "sas"; empty where too little tells or it is none of these."""
    words = _WORD.findall(lower(text[:_CHARACTERS]))
    found = _points(words)
    home = found["shared"] + found[INDONESIAN]
    foreign = max((ENGLISH, SASAK), key=lambda language: found[language])
    # A quoted title or a greeting is not yet a text in another language.
    if found[foreign] >= _LEAST_FOREIGN and found[foreign] > home:
        return foreign
    if found[MALAY] >= _LEAST_FOREIGN and found[MALAY] > found[INDONESIAN]:
        return MALAY
    return INDONESIAN if home >= _LEAST and home > found[foreign] else UNKNOWN


def _points(words: list[str]) -> dict[str, float]:
    points = dict.fromkeys(("shared", INDONESIAN, ENGLISH, MALAY, SASAK), 0.0)
    for word, times in Counter(words).items():
        for name, share in _told(word):
            points[name] += share * times
    return points


@lru_cache(maxsize=1 << 15)
def _told(word: str) -> tuple[tuple[str, float], ...]:
    """Return the lists a word stands in with 1; by its looks alone it counts half."""
    if known := _lists().get(word, ()):
        return tuple((name, 1.0) for name in known)
    looks = (("shared", _AFFIXED), (ENGLISH, _ENGLISH))
    return tuple((name, _LIKE) for name, pattern in looks if pattern.match(word))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    """Return for every listed word the lists it stands in."""
    found: dict[str, tuple[str, ...]] = {}
    for name in ("shared", INDONESIAN, ENGLISH, MALAY, SASAK):
        for word in word_list(f"language_{name}"):
            found[lower(word)] = (*found.get(lower(word), ()), name)
    return found
