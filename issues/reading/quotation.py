"""Find what stands between quotation marks, however a newsroom sets them."""

import re
from dataclasses import dataclass

from issues.reading.values import Span

# Two straight or curly single marks, or two accents, stand for a double one in old systems.
_MARK = re.compile(r"''|``|’’|‘‘|[“”„‟\"«»‘’']")
_SINGLE = frozenset("‘’'")
# Marks that only ever open or only ever close; “ ” are set either way round by some newsrooms.
_OPENS, _CLOSES = frozenset("„«‘"), frozenset("»")
_AFTER_OPENING = re.compile(r"[\w“‘(\[.…@#*]")
_BEFORE_OPENING = re.compile(r"[\s(\[:,;–—/-]")
# Quoted words are blanked with a sign that stands in no article.
BLANK = "¤"
# A mark that closes nothing after so many characters was a mistake; the text goes on without it.
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between marks: the words at start:end, the marks at outer_start:outer_end.

    `closed` is False for a piece whose mark is not closed within its paragraph.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool

    def words(self, text: str) -> str:
        """Return the words on one line, without the comma before the verb of saying."""
        return " ".join(text[self.start : self.end].split()).strip(" ,")


def find_pieces(text: str, paragraph: Span) -> list[Piece]:
    """Return what is quoted in one paragraph, in order; what is nested is part of it."""
    begin, end = paragraph
    found: list[Piece] = []
    opened: re.Match[str] | None = None
    for mark in _MARK.finditer(text, begin, end):
        if opened is None:
            opened = mark if _can_open(text, mark, begin) else None
        elif _closes(text, opened, mark, end):
            found.append(_piece(opened, mark.start(), mark.end(), closed=True))
            opened = None
        elif _opens_anew(text, opened, mark):
            # The first mark was never closed; what it opened ends before this one.
            found.append(_piece(opened, mark.start(), mark.start(), closed=False))
            opened = mark
    if opened is not None and opened[0] not in _SINGLE:
        found.append(_piece(opened, end, end, closed=False))
    return [piece for piece in found if 0 < piece.end - piece.start <= LONGEST]


def _piece(opened: re.Match[str], end: int, outer_end: int, *, closed: bool) -> Piece:
    return Piece(opened.end(), end, opened.start(), outer_end, closed)


def _can_open(text: str, mark: re.Match[str], begin: int) -> bool:
    """Return whether a mark stands where a quotation may begin: an apostrophe does not."""
    if mark[0] in _CLOSES:
        return False
    before = mark.start() == begin or _BEFORE_OPENING.match(text, mark.start() - 1)
    return bool(before and _AFTER_OPENING.match(text, mark.end()))


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], end: int) -> bool:
    if (opened[0] in _SINGLE) != (mark[0] in _SINGLE) or mark[0] in _OPENS:
        return False
    following = text[mark.end()] if mark.end() < end else " "
    if mark[0] in _SINGLE:
        return not following.isalnum()
    return text[mark.start() - 1] not in " \t" or not following.isalnum()


def _opens_anew(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    """Return whether a double mark opens although one is open already."""
    if mark[0] in _SINGLE or opened[0] in _SINGLE:
        return False
    return text[mark.start() - 1] in " \t" and text[mark.end() : mark.end() + 1].isalnum()
