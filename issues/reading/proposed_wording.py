"""Whether wording that a language model proposes for a summary says what its sentences say.

A model invents, so nothing it adds is let through: its wording may leave out, join and turn round,
but every word that means something must stand in the sentences, with other affixes at most. Names
and figures stand beside the same words as there ("Rp1,2 miliar", a first name and its surname), a
quotation lies inside a quotation, and a "tidak" is neither added nor lost. What is refused in vain
costs a proposal; what is let through in vain could cost somebody's name.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from issues.reading.lists import word_list
from issues.reading.naming import speech
from issues.reading.quotation import find_pieces
from issues.reading.stems import stems
from issues.reading.summary import SENTENCES
from issues.reading.text import lay_out
from issues.reading.words import bases
from monitoring.clean import clean, clean_lines

# Two sentences of 30 words; what is longer sums nothing up.
LONGEST = 500

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_UNUSUAL = re.compile(r"[^A-Za-zÀ-ɏ0-9 .,;:?!()%/&'’‘“”\"+–—-]|//|www\.")
_QUOTE_MARK = re.compile(r"[“”\"]")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)*) ?(?:%|persen\b)")
_ENDED = re.compile(r"[.!?…][”\"’')]*$")
_BETWEEN_SENTENCES = re.compile(r"(?:^|[.!?…][”\"’')]*\s)[“\"‘'(]*$")
_NEGATIONS = {"tidak": "tidak", "tak": "tidak", "bukan": "bukan", "belum": "belum",
              "tanpa": "tanpa", "jangan": "jangan"}  # fmt: skip
# Common words that are amounts, units, causes, or say that something is done or still to be done:
# these too must stand in the sentences.
_WEIGHTY = frozenset(_NEGATIONS) | {
    *("satu", "dua", "ribu", "sejumlah", "semua", "banyak", "hari", "tahun", "orang", "seorang"),
    *(
        "juta",
        "anak",
        "akan",
        "harus",
        "sudah",
        "telah",
        "sebab",
        "akibat",
        "karena",
        "lebih",
        "hingga",
    ),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Cleaned wording, or in `refused` why there is none, as a clause for staff."""

    words: str
    refused: str = ""


def checked(proposed: str, sentences: Sequence[str]) -> Wording:
    """Return a proposal as it may be shown beside these sentences, or why it may not."""
    draft = _Draft(clean_lines(proposed, 2 * LONGEST), tuple(clean(s, 5000) for s in sentences))
    refused = next(filter(None, (check(draft) for check in _CHECKS)), "")
    return Wording("", refused) if refused else Wording(draft.words)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or figure; `bound` says that only blanks stand before the next one."""

    words: str
    bound: bool
    opens: bool

    @property
    def low(self) -> str:
        return self.words.lower()


@dataclass(frozen=True)
class _Draft:
    """What was proposed, on its lines, and the sentences it must keep to."""

    lines: str
    sentences: tuple[str, ...]

    @cached_property
    def words(self) -> str:
        return " ".join(self.lines.split())

    @cached_property
    def tokens(self) -> list[_Token]:
        return _tokens(self.words)

    @cached_property
    def told(self) -> list[_Token]:
        return [token for sentence in self.sentences for token in _tokens(sentence)]

    @cached_property
    def known(self) -> frozenset[str]:
        """What the words of the sentences may be, without their affixes."""
        return frozenset(form for token in self.told for form in _forms(token))


def _tokens(text: str) -> list[_Token]:
    hits = list(_WORD.finditer(text))
    ends = [hit.start() for hit in hits[1:]] + [len(text)]
    return [
        _Token(
            hit[0],
            text[hit.end() : end].strip() == "" and end < len(text),
            bool(_BETWEEN_SENTENCES.search(text[: hit.start()])),
        )
        for hit, end in zip(hits, ends, strict=True)
    ]


def _forms(token: _Token) -> frozenset[str]:
    """Return a word in small letters, its stem ("tiga" is "3"), and every base it may have."""
    return bases(token.low) | {token.low, *stems(token.words)}


@lru_cache(maxsize=1)
def _free() -> frozenset[str]:
    """Return the words that join others and mean nothing alone."""
    joining = word_list("common") | speech("openings") | speech("before_subject")
    return joining - _WEIGHTY


# -- Checks, in the order in which they are told ------------------------------------------------


def _form(draft: _Draft) -> str:
    if not draft.words:
        return "jawabannya kosong"
    if len(draft.lines) > LONGEST:
        return f"lebih dari {LONGEST} huruf"
    if unusual := _UNUSUAL.search(draft.words):
        return f"memuat markah atau tanda “{unusual[0]}”"
    if not _ENDED.search(draft.words):
        return "kalimatnya terpotong"
    laid = lay_out("", draft.lines)
    told = sum(sentence.start > laid.title_end for sentence in laid.sentences)
    return f"lebih dari {SENTENCES} kalimat" if told > SENTENCES else ""


def _added(draft: _Draft) -> str:
    """Refuse a word that stands in no sentence."""
    for token in draft.tokens:
        if token.low not in _free() and not _forms(token) & draft.known:
            return f"“{token.words}” tidak ada dalam kalimat sumbernya"
    return ""


def _named(draft: _Draft) -> str:
    """Refuse a capital letter that the sentences do not give the word."""
    written = {token.words for token in draft.told}
    for token in draft.tokens:
        if token.words[0].isupper() and not token.opens and token.words not in written:
            return f"nama “{token.words}” tidak ada dalam kalimat sumbernya"
    return ""


def _joined(draft: _Draft) -> str:
    """Refuse a name, an amount or a denial put together from parts that stand apart there."""
    there = set(_pairs(draft.told))
    for one, other in _pairs(draft.tokens):
        if _belong(one, other) and not any(_same_pair((one, other), pair) for pair in there):
            return f"“{one.words} {other.words}” tidak ada dalam kalimat sumbernya"
    percents = set(_PERCENT.findall(" ".join(draft.sentences)))
    if wrong := set(_PERCENT.findall(draft.words)) - percents:
        return f"{min(wrong)} persen tidak ada dalam kalimat sumbernya"
    return ""


def _pairs(tokens: Sequence[_Token]) -> list[tuple[_Token, _Token]]:
    return [(one, other) for one, other in pairwise(tokens) if one.bound]


def _belong(one: _Token, other: _Token) -> bool:
    """Say whether two neighbours are parts of one name or amount, or one denies the other."""
    if one.low in _NEGATIONS:
        return True
    if one.words[0].isdigit() or one.low == "rp":
        return other.low not in _free()
    if other.words[0].isdigit():
        return one.low not in _free()
    capital = one.words[0].isupper() and other.words[0].isupper()
    opening = one.opens and one.low in _free()
    return capital and other.low != "rp" and not opening


def _same_pair(one: tuple[_Token, _Token], other: tuple[_Token, _Token]) -> bool:
    return [token.low for token in one] == [token.low for token in other]


def _quoted(draft: _Draft) -> str:
    said = [words.lower() for sentence in draft.sentences for words in _pieces(sentence)]
    for words in _pieces(draft.words):
        if not any(words.rstrip(" .,").lower() in one for one in said):
            return f"kutipan “{words[:60]}” tidak ada dalam kalimat sumbernya"
    pieces = find_pieces(draft.words, (0, len(draft.words)))
    inside = [(piece.outer_start, piece.outer_end) for piece in pieces if piece.closed]
    marks = [mark.start() for mark in _QUOTE_MARK.finditer(draft.words)]
    if not all(any(start <= mark < end for start, end in inside) for mark in marks):
        return "tanda kutipnya tidak berpasangan"
    return ""


def _pieces(text: str) -> list[str]:
    return [piece.words(text) for piece in find_pieces(text, (0, len(text)))]


def _turned(draft: _Draft) -> str:
    """Refuse a negation that was added or lost; both turn what is told into its opposite."""
    now = {_NEGATIONS[token.low] for token in draft.tokens if token.low in _NEGATIONS}
    before = {_NEGATIONS[token.low] for token in draft.told if token.low in _NEGATIONS}
    if now == before:
        return ""
    return f"kata “{min(now ^ before)}” ditambahkan atau dihilangkan"


def _copied(draft: _Draft) -> str:
    same = draft.words == " ".join(" ".join(draft.sentences).split())
    return "sama dengan kalimat sumbernya" if same else ""


_CHECKS: tuple[Callable[[_Draft], str], ...] = (
    _form,
    _named,
    _added,
    _joined,
    _quoted,
    _turned,
    _copied,
)
