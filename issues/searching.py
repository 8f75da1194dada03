"""Pure: what people type into the search field, read as words, phrases and exclusions.

The language: words must all occur, in any form of theirs; a phrase in quotation marks occurs as
it is written; what follows a minus sign must not occur; between two words ATAU (or OR) lets one
of them be enough. Everything else is punctuation. No text is an error.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

EITHER = frozenset({"ATAU", "OR"})
_RUN = re.compile(r"\S+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_PIECE = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<words>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; `exact` as they are written, else in any form."""

    words: tuple[str, ...]
    exact: bool

    @property
    def query(self) -> str:
        """Return the term in the language of `to_tsquery`: only letters and digits are quoted."""
        return "(" + " <-> ".join(f"'{word}'" for word in self.words) + ")"


@dataclass(frozen=True, slots=True)
class Condition:
    """What one item must satisfy: the query on stems or the one on words as written.

    With `absent` an item must satisfy neither.
    """

    stemmed: str = ""
    exact: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """Of every group in `wanted` one term occurs, of `unwanted` none."""

    wanted: tuple[tuple[Term, ...], ...] = ()
    unwanted: tuple[Term, ...] = ()

    @property
    def terms(self) -> list[Term]:
        """Return every term that may be found, in the order it was typed."""
        return [term for group in self.wanted for term in group]

    def conditions(self) -> Iterator[Condition]:
        """Yield conditions that must all hold; none where nothing is wanted.

        What can be asked of one kind of words is asked at once, so that an index answers it; an
        index finds what occurs, so that an exclusion alone in its kind is a condition of its own.
        """
        if not self.wanted:
            return
        stemmed = [_either(group) for group in self.wanted if not _any_exact(group)]
        exact = [_either(group) for group in self.wanted if _all_exact(group)]
        not_stemmed = [term.query for term in self.unwanted if not term.exact]
        not_exact = [term.query for term in self.unwanted if term.exact]
        if stemmed:
            yield Condition(stemmed=" & ".join([*stemmed, *(f"!{term}" for term in not_stemmed)]))
        elif not_stemmed:
            yield Condition(stemmed=" | ".join(not_stemmed), absent=True)
        if exact:
            yield Condition(exact=" & ".join([*exact, *(f"!{term}" for term in not_exact)]))
        elif not_exact:
            yield Condition(exact=" | ".join(not_exact), absent=True)
        yield from map(_mixed, filter(_is_mixed, self.wanted))


def read(text: str, exact: bool = False) -> Search:
    """Read what was typed; with `exact` every word counts only as it is written."""
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    joins = False
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        if piece["words"] in EITHER and not piece["minus"]:
            joins = bool(wanted)
            continue
        term = _term(piece, exact)
        if term is None:
            continue
        if piece["minus"]:
            unwanted.append(term)
        elif joins:
            wanted[-1] += (term,)
        else:
            wanted.append((term,))
        joins = False
    return Search(tuple(wanted), tuple(unwanted))


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters, digits and their marks, in small letters."""
    return [word for word, _start, _end in _placed(text)]


def spans(text: str, terms: Iterable[Term], stems: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return where terms stand in a text, as positions of characters, from left to right.

    `stems` gives the stem of every word that may be found in another form; a word that it does
    not know is its own stem.
    """
    placed = list(_placed(text))
    found = {span for term in terms for span in _spans(placed, term, stems)}
    return sorted(found)


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text with where they begin and end."""
    spaced = "".join(letter if _in_word(letter) else " " for letter in text)
    for run in _RUN.finditer(spaced):
        if any(map(str.isalnum, run[0])):
            yield run[0].lower(), run.start(), run.end()


def _spans(
    placed: Sequence[tuple[str, int, int]], term: Term, stems: Mapping[str, str]
) -> Iterator[tuple[int, int]]:
    """Yield where the words of one term stand side by side."""
    known: Mapping[str, str] = {} if term.exact else stems
    wanted = [known.get(word, word) for word in term.words]
    there = [known.get(word, word) for word, _start, _end in placed]
    for place, word in enumerate(there):
        if word == wanted[0] and there[place : place + len(wanted)] == wanted:
            yield placed[place][1], placed[place + len(wanted) - 1][2]


def _term(piece: "re.Match[str]", exact: bool) -> Term | None:
    """Return a term, if there is a word in it. Words tied by a hyphen or the like stay together."""
    found = words(piece["phrase"] if piece["words"] is None else piece["words"])
    literal = exact or piece["words"] is None or len(found) > 1
    return Term(tuple(found), literal) if found else None


def _in_word(letter: str) -> bool:
    # ʼ and its like are letters by Unicode, but in a name they are an apostrophe.
    return unicodedata.category(letter)[0] in "LNM" and letter not in "ʻʼˈ"


def _either(group: Iterable[Term]) -> str:
    return "(" + " | ".join(term.query for term in group) + ")"


def _mixed(group: Iterable[Term]) -> Condition:
    terms = list(group)
    return Condition(
        stemmed=_either(term for term in terms if not term.exact),
        exact=_either(term for term in terms if term.exact),
    )


def _any_exact(group: Iterable[Term]) -> bool:
    return any(term.exact for term in group)


def _all_exact(group: Iterable[Term]) -> bool:
    return all(term.exact for term in group)


def _is_mixed(group: tuple[Term, ...]) -> bool:
    return _any_exact(group) and not _all_exact(group)
