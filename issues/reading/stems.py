"""One stem per word, so that two headlines about one thing compare: "dibahas", "membahas".

For comparing only. The stem of a word need not be a word; `words.bases` names every base a word
may have and is what meanings are looked up by. Rules: Nazief and Adriani's order of affixes
(suffix before prefix), without a dictionary, and never down to fewer than four letters.
"""

import re
from functools import lru_cache

from issues.reading.lists import word_list

_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+|[0-9]+(?:[.,][0-9]+)*")
_SUFFIXES = ("kannya", "annya", "nya", "kan", "an", "i")
# A nasal swallows p, t, k and s. Only s is put back: the others gained nothing where measured, and
# without them "kasar" and "pasar" stay apart.
_PREFIXES = (("memper", ""), ("diper", ""), ("meny", "s"), ("peny", "s"), ("meng", ""),
             ("peng", ""), ("mem", ""), ("men", ""), ("pem", ""), ("pen", ""), ("per", ""),
             ("ber", ""), ("ter", ""), ("me", ""), ("pe", ""), ("di", ""))  # fmt: skip
_NUMBERS = {
    "satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6", "tujuh": "7",
    "delapan": "8", "sembilan": "9", "sepuluh": "10", "pertama": "1", "kedua": "2", "ketiga": "3",
    "keempat": "4", "kelima": "5", "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip
_COMMON = word_list("common")


def stems(text: str) -> list[str]:
    """Return the stems of a text in their order, without common words; numbers as figures.

    "ke65" is "65", "Rp1.000" is "rp" and "1000", "kedua" and "II" are "2".
    """
    found = (_NUMBERS.get(word, word) for word in _WORD.findall(text.lower()))
    return [stem(word) for word in found if word not in _COMMON]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word in small letters; figures without their thousand marks."""
    if word[0].isdigit():
        return word.replace(".", "")
    if len(word) <= _SHORTEST:
        return word
    return _without_prefix(_without_suffix(word))


def _without_suffix(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word


def _without_prefix(word: str) -> str:
    for prefix, initial in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) + len(initial) >= _SHORTEST:
            return initial + word[len(prefix) :]
    return word
