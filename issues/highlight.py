"""Pure: cut a text into segments, so that a page marks words without ever building HTML.

Marks may overlap, leave the text, or be nonsense; every character comes back exactly once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP = len("\n\n")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words worth marking: character positions in "title\\n\\nbody", a kind, and what to say."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text with the marks that cover all of it; none for plain text."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def kind(self) -> str:
        """Return the kind to paint: that of the first mark given; empty for plain text."""
        return self.marks[0].kind if self.marks else ""

    @property
    def label(self) -> str:
        """Return what every mark here says, none twice."""
        return "; ".join(dict.fromkeys(mark.label for mark in self.marks))


def marked(kind: str, label: str, spans: object) -> Iterator[Mark]:
    """Yield a mark for each pair of numbers in `spans`, which comes from a JSON column."""
    if not isinstance(spans, list | tuple):
        return
    for span in spans:
        match span:
            case [int(start), int(end)]:
                yield Mark(start, end, kind, label)


def cut(title: str, body: str, marks: Sequence[Mark]) -> tuple[list[Segment], list[list[Segment]]]:
    """Return the segments of the title, and those of each paragraph of the body."""
    paragraphs = []
    start = len(title) + GAP
    for line in body.split("\n"):
        if line.strip():
            paragraphs.append(_segments(line, start, marks))
        start += len(line) + 1
    return _segments(title, 0, marks), paragraphs


def _segments(text: str, offset: int, marks: Iterable[Mark]) -> list[Segment]:
    """Cut one line that begins at `offset` wherever a mark begins or ends."""
    end = offset + len(text)
    here = [mark for mark in marks if mark.start < mark.end and _touches(mark, offset, end)]
    edges = {offset, end}
    for mark in here:
        edges |= {max(mark.start, offset), min(mark.end, end)}
    cuts = sorted(edges)
    return [
        Segment(
            text[a - offset : b - offset], tuple(m for m in here if m.start <= a and b <= m.end)
        )
        for a, b in pairwise(cuts)
    ]


def _touches(mark: Mark, start: int, end: int) -> bool:
    return mark.start < end and mark.end > start
