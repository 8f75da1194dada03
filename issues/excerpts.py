"""What a search found in the rows of a page: title and a piece of the text, the words marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models.functions import Left

from issues import searching
from issues.highlight import Mark, Segment, cut
from issues.models import Coverage
from monitoring.models import ItemText
from monitoring.models.words import stems

# Characters: how much of a text is looked at, how long a piece is, and how much stands before the
# first word that was found.
LOOKED_AT, PIECE, BEFORE = 20_000, 220, 60
KIND = "found"


@dataclass(frozen=True)
class Excerpt:
    """One row as the search sees it; `text` is empty for an item without one."""

    title: list[Segment]
    text: list[Segment]


def excerpts(rows: Iterable[Coverage], search: searching.Search) -> dict[int, Excerpt]:
    """Return the excerpt of every row by its primary key, in two queries."""
    titles = {row.pk: row.item.title for row in rows}
    texts = ItemText.objects.filter(pk__in=titles).values_list("pk", Left("body", LOOKED_AT))
    bodies = {pk: " ".join(body.split()) for pk, body in texts}
    known = stems(_distinct([*titles.values(), *bodies.values()], search))
    return {pk: _excerpt(title, bodies.get(pk, ""), search, known) for pk, title in titles.items()}


def _excerpt(title: str, body: str, search: searching.Search, known: Mapping[str, str]) -> Excerpt:
    piece = _piece(body, searching.spans(body, search.terms, known))
    marks = [*_marks(title, 0, search, known), *_marks(piece, len(title) + 2, search, known)]
    segments, paragraphs = cut(title, piece, marks)
    return Excerpt(segments, [segment for line in paragraphs for segment in line])


def _marks(
    text: str, offset: int, search: searching.Search, known: Mapping[str, str]
) -> Iterator[Mark]:
    for start, end in searching.spans(text, search.terms, known):
        yield Mark(start + offset, end + offset, KIND, "")


def _piece(body: str, found: Sequence[tuple[int, int]]) -> str:
    """Return the part of a text where the first word was found, cut between words."""
    start = max(0, (found[0][0] if found else 0) - BEFORE)
    if start:
        start = body.find(" ", start) + 1
    piece = body[start : start + PIECE]
    if start + PIECE < len(body):
        piece = f"{piece.rpartition(' ')[0] or piece} …"
    return f"… {piece}" if start else piece


def _distinct(texts: Sequence[str], search: searching.Search) -> set[str]:
    """Return every word whose stem matters; none where all words are searched as written."""
    loose = {word for term in search.terms if not term.exact for word in term.words}
    return loose.union(*map(searching.words, texts)) if loose else set()
