"""Invented Indonesian: words with frequencies as in print, and paragraphs drawn from them."""

import random
from collections.abc import Iterator
from itertools import accumulate

SEED = 9901
WORDS = 20_000
PARAGRAPH_WORDS = 45
SENTENCE_WORDS = 15
# Zipf-Mandelbrot: the n-th word comes up with 1 / (n + OFFSET).
OFFSET = 2.7
# The commonest words, in the order of their rank; all others are made of syllables.
COMMON = """
    yang dan di untuk pada dengan ini dari dalam akan tidak itu oleh juga sebagai karena warga
    gubernur daerah tahun provinsi pemerintah masyarakat kata desa program kepala dinas anggaran
    wakil kabupaten jalan pasar sekolah bantuan beasiswa rumah sakit petani nelayan jembatan
"""
_ONSETS = ("b", "c", "d", "g", "j", "k", "l", "m", "n", "p", "r", "s", "t", "w", "ng", "ny")
_VOWELS, _CODAS = "aaaeiiuuo", ("", "", "", "", "n", "r", "s", "ng", "h")
_PREFIXES = ("", "", "", "", "di", "ber", "ter", "me", "pe")
_SUFFIXES = ("", "", "", "", "kan", "nya", "an")


def vocabulary(chance: random.Random) -> list[str]:
    """Return WORDS different words, the commonest first."""
    words = dict.fromkeys(COMMON.split())
    while len(words) < WORDS:
        root = "".join(_syllable(chance) for _ in range(chance.choice((2, 2, 3))))
        words[chance.choice(_PREFIXES) + root + chance.choice(_SUFFIXES)] = None
    return list(words)


def paragraphs(count: int) -> Iterator[str]:
    """Yield paragraphs of PARAGRAPH_WORDS words, the same ones every time."""
    chance = random.Random(SEED)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + OFFSET) for rank in range(len(words))))
    for _ in range(count):
        drawn = chance.choices(words, cum_weights=weights, k=PARAGRAPH_WORDS)
        starts = range(0, PARAGRAPH_WORDS, SENTENCE_WORDS)
        yield " ".join(_sentence(drawn[start : start + SENTENCE_WORDS]) for start in starts)


def _sentence(words: list[str]) -> str:
    return f"{' '.join(words).capitalize()}."


def _syllable(chance: random.Random) -> str:
    return chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
