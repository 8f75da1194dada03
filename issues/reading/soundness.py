"""Say whether a text can be judged at all; what cannot be is never silently neutral.

A flag is a short key with words for staff. Under an UNJUDGED flag every tone is "perlu ditinjau".
Under a flag that says a part is missing, what was found stands, but nothing is called neutral or
unrelated: the missing part may say otherwise.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from issues.reading.language import INDONESIAN, UNKNOWN
from issues.reading.values import NEUTRAL, UNRELATED, UNSURE, Value

# Characters of a body that are read: about 20 times a long report. R2 lets the beginning decide,
# and reading stays within a second whatever comes.
READ_AT_MOST = 60_000

EMPTY, TITLE_ONLY, SHORT, CUT = "kosong", "judul-saja", "pendek", "dipotong"
FOREIGN, EMOJI, LISTING, UNREADABLE = "bahasa-asing", "emoji", "halaman-daftar", "tak-terbaca"
REASONS = {
    EMPTY: "naskah kosong",
    TITLE_ONLY: "hanya judul, tanpa isi",
    SHORT: "naskah terlalu pendek untuk dinilai",
    CUT: f"naskah sangat panjang, hanya {READ_AT_MOST:,} karakter pertama dibaca".replace(",", "."),
    FOREIGN: "naskah bukan berbahasa Indonesia",
    EMOJI: "hanya emoji, tanpa kata",
    LISTING: "halaman daftar, bukan satu berita",
    UNREADABLE: "naskah tidak terbaca: kebanyakan bukan huruf",
}
UNJUDGED = frozenset({EMPTY, SHORT, FOREIGN, EMOJI, LISTING, UNREADABLE})

# Fewer words than this say nothing a tone could rest on.
_FEWEST_WORDS = 4
# Of the signs of a readable text at least this share are letters; tables of figures stay below.
_LETTERS = 0.5
_SIGNS_TOLD = 40
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BROKEN = "\ufffd"
_BROKEN_SHARE = 0.02
# A list page: so many lines, most of them short and without a full stop, or full of links.
_LIST_LINES, _LIST_SHARE, _LINE_WORDS = 12, 0.7, 14
_LIST_LINKS, _WORDS_PER_LINK = 10, 25
_LINK = re.compile(r"https?://|www\.")
_ENDS = tuple(".!?…”\"':;,)")


def cut_body(body: str) -> str:
    """Return as much of a body as is read."""
    return body[:READ_AT_MOST]


def flags_of(title: str, body: str, language: str) -> tuple[str, ...]:
    """Return the flags of an article as it came, not cut; none for a sound one."""
    whole = f"{title}\n{cut_body(body)}"
    if not _WORD.search(whole):
        return (_wordless(whole),)
    foreign = language not in (INDONESIAN, UNKNOWN) or not _LATIN.search(whole)
    tests = (
        (SHORT, len(list(islice(_WORD.finditer(whole), _FEWEST_WORDS))) < _FEWEST_WORDS),
        (TITLE_ONLY, not body.strip()),
        (FOREIGN, foreign),
        (LISTING, _is_list(cut_body(body))),
        (UNREADABLE, _is_noise(whole)),
        (CUT, len(body) > READ_AT_MOST),
    )
    return tuple(flag for flag, holds in tests if holds)


def doubted(tone: Value[str], flags: Sequence[str]) -> Value[str]:
    """Return the tone as far as it can be trusted under these flags."""
    stopping = [flag for flag in flags if flag in UNJUDGED]
    if not stopping and (not flags or tone.value not in (NEUTRAL, UNRELATED)):
        return tone
    if tone.value == UNSURE and not stopping:
        return tone
    words = "; ".join(REASONS[flag] for flag in stopping or flags)
    return replace(tone, value=UNSURE, confidence=0.0, reason=f"perlu ditinjau: {words}")


def _wordless(whole: str) -> str:
    signs = "".join(whole.split())
    if not signs:
        return EMPTY
    return EMOJI if any(ord(sign) > 0x2190 and sign != _BROKEN for sign in signs) else UNREADABLE


def _is_noise(whole: str) -> bool:
    signs = len("".join(whole.split()))
    if signs < _SIGNS_TOLD:
        return False
    letters = sum(map(str.isalpha, whole))
    return letters < _LETTERS * signs or whole.count(_BROKEN) > _BROKEN_SHARE * signs


def _is_list(body: str) -> bool:
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    links = len(_LINK.findall(body))
    if links >= _LIST_LINKS and len(body.split()) < links * _WORDS_PER_LINK:
        return True
    short = [line for line in lines if not line.endswith(_ENDS)]
    short = [line for line in short if len(line.split()) <= _LINE_WORDS]
    return len(lines) >= _LIST_LINES and len(short) >= _LIST_SHARE * len(lines)
