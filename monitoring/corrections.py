"""Whether a newsroom goes back on what it wrote, in which words, and which article that was.

Practice follows Peraturan Dewan Pers 1/Peraturan-DP/III/2012 (Pedoman Pemberitaan Media Siber),
point 4: a correction is linked to what it corrects and dated, and whoever spread the article must
correct it too. What officials clarify, correct or apologise for is news, not a correction: the
newsroom or the article itself must be what is spoken of. Pure.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log

# A correction follows its article within days; later ones are about something else.
CORRECTED_WITHIN = timedelta(days=14)
# Characters of a text that are looked at: corrections open an article or close it.
HEAD, TAIL = 6_000, 4_000
# Of the rare words of an earlier title, the share that the correction must name: of one it links
# to, and of one it does not. The runner-up must stay this far behind, or nobody is named.
LINKED, UNLINKED, AHEAD = 0.3, 0.6, 0.1
_WORDS_SHOWN = 120

_PIECE = r"(?:berita|pemberitaan|artikel|tulisan|naskah|judul)"
_MARK = r"\s*(?:[:|–—-]|$)"
_REDRESS = r"(?:ralat|koreksi|hak jawab|hak koreksi|klarifikasi)"
# Titles that announce a correction; a bare "Koreksi" or "Ralat" may be the stock exchange's or
# somebody's statement, so a mark, a bracket or the piece itself must follow.
_TITLE = re.compile(
    rf"^[\[(]?\s*(?:berita\s+)?(?P<kind>ralat|koreksi|hak jawab|hak koreksi)"
    rf"(?:\s+dan\s+(?:ralat|koreksi|hak jawab|permohonan maaf))?"
    rf"(?:\s*[\])]|{_MARK}|\s+(?:redaksi|{_PIECE})\b|.{{0,60}}\b(?:atas|soal|terkait|terhadap)"
    rf"\s+{_PIECE}\b)"
    r"|^(?P<reply>hak jawab|hak koreksi)\b.{0,60}[:,–—]"
    r"|^[\[(]?\s*(?P<clear>klarifikasi redaksi)\b"
    r"|^[\[(]?\s*(?:permohonan|permintaan)\s+maaf(?:\s+dari)?\s+redaksi\b"
    r"|[\[(]\s*(?P<end>ralat|koreksi|diralat|dikoreksi|hak jawab)\s*[\])]\s*$",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"(?P<kind>ralat|koreksi|hak jawab|hak koreksi)(?:\s*(?:,|&|dan|/)\s*(?:dan\s+)?"
    r"(?:ralat|koreksi|hak jawab|hak koreksi))*",
    re.IGNORECASE,
)
# In a text, the strongest words first. `_SELF` names the article that is being read.
_SELF = rf"\b{_PIECE}(?:\s+(?:di\s*atas|kami|tersebut))?\s+ini|\b{_PIECE}\s+di\s*atas"
_DONE = r"(?:telah|sudah)(?:\s+kami)?"
# Within a sentence; the dot of a host name ends none.
_WITHIN = r"(?:[^.\n]|\.(?=\w))"
_TEXT = (
    ("hak-jawab", rf"^hak (?:jawab|koreksi){_MARK}.{{0,80}}"),
    (
        "hak-jawab",
        rf"(?:{_SELF})\s+(?:adalah|merupakan|memuat|dimuat|ditayangkan|diterbitkan)"
        r"(?:\s+(?:sebagai|bagian|dari|untuk|bentuk|memenuhi|pemuatan)){0,4}"
        r"\s+hak\s+(?:jawab|koreksi)",
    ),
    (
        "hak-jawab",
        rf"\bredaksi\b{_WITHIN}{{0,80}}\b(?:memuat|menayangkan|melayani|menerima|menerbitkan)"
        rf"{_WITHIN}{{0,30}}\bhak (?:jawab|koreksi)",
    ),
    (
        "hak-jawab",
        rf"\b(?:menggunakan|menyampaikan|memberikan|mengajukan|membuat)\s+hak\s+(?:jawab|koreksi)"
        rf"(?:nya)?\b[^.\n]{{0,80}}\b(?:atas|terhadap|dari|daripada|terkait)\s+{_PIECE}"
        r"\s+(?:tersebut|di media ini|media ini)",
    ),
    ("klarifikasi", rf"^klarifikasi redaksi{_MARK}.{{0,80}}"),
    ("klarifikasi", rf"\bredaksi\b{_WITHIN}{{0,40}}\bmengklarifikasi\s+{_PIECE}\b"),
    ("klarifikasi", rf"(?:{_SELF})\s+{_DONE}\s+diklarifikasi\b"),
    ("ralat", r"^[\[(*]*(?:berita\s+)?ralat(?:\s+(?:redaksi|berita))?[\])*]*\s*[:;–—-].{0,80}"),
    ("ralat", r"^[\[(*]*koreksi(?:\s+(?:redaksi|berita))?[\])*]*\s*[:;–—-].{0,80}"),
    ("ralat", rf"^(?:ralat|koreksi)\s+{_PIECE}\b.{{0,80}}"),
    (
        "ralat",
        rf"(?:{_SELF})\s+{_DONE}\s+(?:diralat|dikoreksi|direvisi|diperbaiki|diperbarui|diubah"
        r"|mengalami\s+(?:ralat|koreksi|revisi|perbaikan|perubahan|penyuntingan))",
    ),
    (
        "ralat",
        rf"\b(?:judul|isi)\s+{_PIECE}(?:\s+ini)?\s+{_DONE}\s+(?:diralat|dikoreksi|diubah|diganti)",
    ),
    (
        "ralat",
        rf"\bredaksi\b{_WITHIN}{{0,60}}\b(?:meralat|mengoreksi|(?:me)?mohon maaf|meminta maaf"
        r"|(?:permohonan|permintaan) maaf|melakukan (?:ralat|koreksi))",
    ),
    ("ralat", r"\b(?:permohonan|permintaan) maaf(?:\s+dari)?\s+redaksi\b"),
    (
        "ralat",
        r"\b(?:sebelumnya|semula)\b[^.\n]{0,40}\b(?:tertulis|ditulis|tertera|menulis|disebutkan)\b"
        r"[^\n]{0,300}\b(?:seharusnya|semestinya|yang benar)\b",
    ),
    (
        "ralat",
        rf"\bterdapat\s+(?:kekeliruan|kesalahan)[^.\n]{{0,60}}\b(?:dalam|pada|di)\s+{_PIECE}\s+"
        r"(?:ini|di atas|kami|sebelumnya)",
    ),
)
_FOUND = tuple((kind, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for kind, pattern in _TEXT)
# All of the above need one of these; of 1,472 articles 72 in 100 have none and are done with.
_HINT = re.compile(
    r"ralat|koreksi|hak jawab|klarifikasi|redaksi|di(?:ubah|ganti|revisi|perbaiki|perbarui)"
    r"|mengalami|seharusnya|semestinya|yang benar|kekeliruan|kesalahan",
    re.IGNORECASE,
)
# What somebody is quoted as saying is not the newsroom's own word.
_QUOTED = re.compile(r"“[^”\n]{0,600}”|\"[^\"\n]{0,600}\"")
# A column about the right of reply speaks of no article; an answer names the one it answers.
_NAMES_A_PIECE = re.compile(
    rf"\b{_PIECE}\b[^.\n]{{0,120}}\b(?:berjudul|bertajuk|dengan judul|tayang|terbit|dimuat|edisi)"
    rf"|\b{_PIECE}\s+(?:di\s+)?media ini\b",
    re.IGNORECASE,
)
_KINDS = {"koreksi": "ralat", "dikoreksi": "ralat", "diralat": "ralat", "hak koreksi": "hak-jawab"}
_WORD = re.compile(r"[^\W_]{4,}|\d+")


@dataclass(frozen=True)
class Correction:
    """That a newsroom goes back on something: `kind` as Item.Correction, the words that say so.

    `apart` is true where the article as a whole is the correction, so that another one is meant.
    """

    kind: str
    words: str
    apart: bool

    @property
    def reason(self) -> str:
        """Return why, for people: the words as they stand there."""
        return f"tertulis “{self.words}”"


@dataclass(frozen=True)
class Earlier:
    """An earlier article of the same outlet; `linked` when the correction's page links to it."""

    key: int
    title: str
    at: datetime
    linked: bool = False


@dataclass(frozen=True)
class Corrected:
    """The article that a correction is about, with the reason in words."""

    key: int
    reason: str


def correction_in(title: str, text: str, section: str = "") -> Correction | None:
    """Return how this article goes back on something, or None.

    A correction that speaks of "this article" stands in the corrected article itself; one that is
    announced by the title or the section is an article of its own.
    """
    inside = _in_text(text)
    announced = _announced(title, section, text)
    if announced and not (inside and re.search(_SELF, inside.words, re.IGNORECASE)):
        return announced
    if announced and inside:
        return Correction(announced.kind, inside.words, apart=False)
    return inside


def corrected_among(
    title: str, text: str, at: datetime, earlier: Sequence[Earlier]
) -> Corrected | None:
    """Return which earlier article a correction published at `at` is about; None when unsure.

    Words count by their rarity among the titles at hand, so that the name of the governor, which
    stands in all of them, decides nothing.
    """
    near = [e for e in earlier if timedelta() <= at - e.at <= CORRECTED_WITHIN]
    titles = {e.key: set(_words(e.title)) for e in near}
    weights = _weights(titles.values())
    said = set(_words(f"{title} {text[:HEAD]}"))
    ranked = sorted(((_share(titles[e.key], said, weights), e) for e in near), key=_by_share)
    if not ranked or ranked[0][0] < (LINKED if ranked[0][1].linked else UNLINKED):
        return None
    share, best = ranked[0]
    if len(ranked) > 1 and not best.linked and share - ranked[1][0] < AHEAD:
        return None
    how = "ditautkan di halamannya, " if best.linked else ""
    return Corrected(best.key, f"{how}{round(100 * share)}% kata khas judulnya disebut")


def _announced(title: str, section: str, text: str) -> Correction | None:
    """Return the correction that the title or the section announces."""
    found = _TITLE.search(title)
    where = found or _SECTION.fullmatch(section.strip())
    if where is None:
        return None
    kind = _kind(next((w for w in where.groupdict().values() if w), "ralat"))
    if found and kind == "hak-jawab" and not _NAMES_A_PIECE.search(text[:HEAD]):
        return None
    words = (title if found else section).strip()
    return Correction(kind, _short(words), apart=not (found and found["end"]))


def _in_text(text: str) -> Correction | None:
    """Return the correction that stands in the text; the strongest words win."""
    looked = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n{text[-TAIL:]}"
    if not _HINT.search(looked):
        return None
    own = _QUOTED.sub(lambda quote: "“" + "·" * (len(quote[0]) - 2) + "”", looked)
    for kind, pattern in _FOUND:
        if found := pattern.search(own):
            words = " ".join(looked[found.start() : found.end()].split())
            return Correction(kind, _short(words), apart=False)
    return None


def _short(words: str) -> str:
    """Return the words as far as they are shown, cut between two of them."""
    if len(words) <= _WORDS_SHOWN:
        return words
    return words[:_WORDS_SHOWN].rsplit(" ", 1)[0] + " …"


def _kind(word: str) -> str:
    word = " ".join(word.casefold().split())
    return _KINDS.get(word, word.removesuffix(" redaksi").replace(" ", "-"))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _weights(titles: Collection[set[str]]) -> dict[str, float]:
    """Return how much each word tells: little where every title has it."""
    counts = Counter(word for words in titles for word in words)
    return {word: log(1 + len(titles) / count) for word, count in counts.items()}


def _share(title: set[str], said: set[str], weights: dict[str, float]) -> float:
    """Return which share of a title's weight the correction names."""
    whole = sum(weights[word] for word in title)
    return sum(weights[word] for word in title & said) / whole if whole else 0.0


def _by_share(ranked: tuple[float, Earlier]) -> tuple[bool, float, float]:
    """Order linked articles first, then by share, then the newest."""
    share, one = ranked
    return (not (one.linked and share >= LINKED), -share, -one.at.timestamp())
