"""What changed between two wordings of an article, and which of them a copy carries. Pure.

What themes change by themselves (counters, quotation marks, spaces, lists of other headlines) is
no change. Words are compared as people read them: without their punctuation and case.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Literal

from monitoring.furniture import without_furniture

Kind = Literal["", "judul", "naskah", "keduanya"]

# Words times words compared one by one, after what both begin and end with: 2,000 against 2,000.
# Longer stretches are shown as one passage, since matching them costs the square of their length.
COMPARED = 4_000_000
# Words shown around a change, and how many equal ones are worth leaving out.
AROUND, LEFT_OUT = 12, 30
# Words of the notes kept with a version.
_NOTE_WORDS = 8
# A text shorter than this share of the one before it, and its beginning, was read badly.
HALF = 0.5
# Of a text's words, how many may differ before it is another text and no shortened print.
_PREFIX = 0.95
# Three words in a row find a passage again in another print.
_ROW = 3

_QUOTES = str.maketrans({**dict.fromkeys("“”„«»″＂", '"'), **dict.fromkeys("‘’‚`´′", "'")})
_EDGE = re.compile(r"^\W+|\W+$")
_COUNTER = re.compile(
    r"\b\d[\d.,]*\s*(?:rb|ribu|k|jt)?\s*(?:kali|x)?\s*"
    r"(?:dibaca|dilihat|pembaca|views?|komentar|comments?|shares?|suka|likes?)\b"
    r"|\b(?:dibaca|dilihat|views?|hits?|komentar|shares?)\s*:?\s*\d"
    r"|\b\d+\s+(?:detik|menit|jam|hari|minggu)\s+(?:yang\s+)?lalu\b",
    re.IGNORECASE,
)
_COUNTER_LINE = 80
# A line of the newsroom's about its own text, however short.
_KEPT = re.compile(
    r"\W*(?:berita )?(?:ralat|koreksi|catatan|hak jawab|klarifikasi|redaksi|keterangan)\b", re.I
)
_SENTENCE_ENDS = (".", "!", "?", '"', "”", "’", ")", ":", ";", "…")


@dataclass(frozen=True)
class Piece:
    """A stretch of words in a comparison; `skipped` counts equal words left out before it."""

    kind: Literal["same", "gone", "new"]
    words: str
    skipped: int = 0


@dataclass(frozen=True)
class Passage:
    """Words that stood somewhere and what stands there now; either may be empty."""

    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """What changed: `kind` as ItemVersion.Change ("" for nothing), how much of the text, where.

    `share_changed` is the share of words of the longer text that were touched, 0 to 1.
    """

    kind: Kind
    share_changed: float = 0.0
    passages: tuple[Passage, ...] = ()

    @property
    def note(self) -> str:
        """Return the first changed passage in a few words, for the list of versions."""
        if not self.passages:
            return ""
        first, more = self.passages[0], len(self.passages) - 1
        words = " → ".join(f"“{_few(side)}”" if side else "kosong" for side in _sides(first))
        return f"{words}{f'; {more} bagian lain' if more else ''}"


@dataclass(frozen=True)
class Wording:
    """What an article said at some time."""

    title: str
    body: str


class Standing(StrEnum):
    """How a copy stands towards a correction of the text that it prints."""

    UPDATED = "diperbarui"
    OLD = "lama"
    PART = "sebagian"
    GONE = "hilang"
    UNSEEN = "belum-ditengok"


def difference(old: Wording, new: Wording) -> Difference:
    """Return what changed from one wording to the next; titles are compared as they stand."""
    title = _keys(old.title.split()) != _keys(new.title.split())
    before, after = readable(old.body).split(), readable(new.body).split()
    blocks = [block for block in _blocks(before, after) if block[0] != "equal"]
    passages = tuple(
        Passage(" ".join(before[a:b]), " ".join(after[c:d])) for _op, a, b, c, d in blocks
    )
    if title:
        passages = (Passage(old.title, new.title), *passages)
    touched = sum(max(b - a, d - c) for _op, a, b, c, d in blocks)
    share = touched / max(len(before), len(after), 1)
    return Difference(_kind(title, bool(blocks)), min(share, 1.0), passages)


def same_headline(old: str, new: str) -> bool:
    """Say whether one headline is the other with something hung before or behind it.

    Feeds cut titles and search engines' titles carry a rubric; that is no change of the newsroom.
    """
    keys = ([key for key in _keys(title.split()) if key] for title in (old, new))
    first, second = sorted(keys, key=len)
    starts = range(len(second) - len(first) + 1)
    return bool(first) and any(second[at : at + len(first)] == first for at in starts)


def cut_short(old: str, new: str) -> bool:
    """Say whether `new` is only the beginning of `old`: a paywall or a page read badly."""
    before, after = _keys(readable(old).split()), _keys(readable(new).split())
    if len(after) >= HALF * len(before):
        return False
    equal = sum(a == b for a, b in zip(before, after, strict=False))
    return equal >= _PREFIX * len(after)


def readable(body: str) -> str:
    """Return the text that counts in a comparison, one paragraph per line.

    Furniture and counters go, and so do the lines behind the last sentence: lists of other
    headlines, which change at every look.
    """
    lines = [line for line in without_furniture(body).split("\n") if not _counts(line)]
    while len(lines) > 1 and _hangs_on(lines[-1].rstrip()):
        lines.pop()
    return "\n".join(lines)


def compared(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as one, word by word, with long equal stretches left out and counted."""
    before, after = old.split(), new.split()
    pieces: list[Piece] = []
    skipped = 0
    blocks = _blocks(before, after)
    for number, (op, a, b, c, d) in enumerate(blocks):
        if op == "equal":
            ends = (number == 0, number == len(blocks) - 1)
            shown, skipped = _shortened(after[c:d], ends, skipped)
            pieces += shown
            continue
        sides: tuple[tuple[Literal["gone", "new"], list[str]], ...]
        sides = (("gone", before[a:b]), ("new", after[c:d]))
        for kind, words in sides:
            if words:
                pieces.append(Piece(kind, " ".join(words), skipped))
                skipped = 0
    return tuple(pieces) if not skipped else (*pieces, Piece("same", "", skipped))


def carries(copy: Wording, old: Wording, new: Wording) -> Standing:
    """Return which wording a copy prints: the old one, the new one, or neither (PART).

    Decided by the words in a row that only one of the two has. Newsrooms give copies titles of
    their own, so titles are asked only where nothing but the title was corrected. Where words were
    only added at the end, whoever lacks them prints the old text.
    """
    bodies = tuple(_rows(readable(said.body)) for said in (old, new, copy))
    titles = tuple(_rows(said.title) for said in (old, new, copy))
    was, now, here = bodies if bodies[0] != bodies[1] else titles
    gone, come = was - now, now - was
    old_share = len(here & gone) / len(gone) if gone else 0.0
    new_share = len(here & come) / len(come) if come else 0.0
    if old_share or new_share:
        return Standing.UPDATED if new_share >= old_share else Standing.OLD
    return Standing.OLD if come and not gone else Standing.PART


def _shortened(
    words: Sequence[str], ends: tuple[bool, bool], skipped: int
) -> tuple[list[Piece], int]:
    """Return an equal stretch as pieces, and how many words at its end were left out.

    `ends` says whether the stretch opens or closes the text: there only the side towards a change
    is shown.
    """
    opens, closes = ends
    if len(words) <= 2 * AROUND + LEFT_OUT and not (len(words) > AROUND + LEFT_OUT and any(ends)):
        return [Piece("same", " ".join(words), skipped)], 0
    head = [] if opens else [Piece("same", " ".join(words[:AROUND]), skipped)]
    left = len(words) - AROUND * (2 - opens - closes)
    if closes:
        return head, left
    return [*head, Piece("same", " ".join(words[-AROUND:]), left)], 0


def _blocks(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's blocks over the words as people read them, in bounded time."""
    a, b = _keys(before), _keys(after)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    middle_a, middle_b = a[head : len(a) - tail], b[head : len(b) - tail]
    blocks = [("equal", 0, head, 0, head)] if head else []
    if middle_a or middle_b:
        blocks += [
            (op, i + head, j + head, k + head, m + head)
            for op, i, j, k, m in _matched(middle_a, middle_b)
        ]
    if tail:
        blocks.append(("equal", len(a) - tail, len(a), len(b) - tail, len(b)))
    return _without_marks(blocks, a, b)


def _matched(a: list[str], b: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    if len(a) * len(b) > COMPARED:
        yield ("replace", 0, len(a), 0, len(b))
    else:
        yield from SequenceMatcher(None, a, b).get_opcodes()


def _without_marks(
    blocks: list[tuple[str, int, int, int, int]], a: list[str], b: list[str]
) -> list[tuple[str, int, int, int, int]]:
    """Return the blocks with those taken for equal that touch only punctuation."""
    return [
        block
        if block[0] == "equal" or any(a[block[1] : block[2]]) or any(b[block[3] : block[4]])
        else ("equal", *block[1:])
        for block in blocks
    ]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many words two sequences have in common from their beginning."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((place for place, (x, y) in pairs if x != y), min(len(a), len(b)))


def _keys(words: Sequence[str]) -> list[str]:
    """Return the words as they are compared; a mark that stands alone is empty."""
    return [_EDGE.sub("", _plain(word)) for word in words]


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).translate(_QUOTES).casefold()


def _rows(text: str) -> set[tuple[str, ...]]:
    """Return every run of _ROW words of a text."""
    words = [key for key in _keys(text.split()) if key]
    return {tuple(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)}


def _hangs_on(line: str) -> bool:
    """Say whether a last line is another headline, not a sentence of the article."""
    return not line.endswith(_SENTENCE_ENDS) and not _KEPT.match(line)


def _counts(line: str) -> bool:
    return len(line) <= _COUNTER_LINE and bool(_COUNTER.search(line))


def _kind(title: bool, text: bool) -> Kind:
    if title:
        return "keduanya" if text else "judul"
    return "naskah" if text else ""


def _sides(passage: Passage) -> tuple[str, str]:
    return passage.before, passage.after


def _few(text: str) -> str:
    words = text.split()
    return " ".join(words[:_NOTE_WORDS]) + (" …" if len(words) > _NOTE_WORDS else "")
