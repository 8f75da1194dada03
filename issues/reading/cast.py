"""Everybody a text names in capitals, to tell whom a part of a name means."""

import re
from functools import lru_cache

from issues.reading.naming import ABBREVIATION, BODY, NAME, ROLE, Naming, is_role, speech
from issues.reading.phrases import lower
from issues.reading.values import Span

_RUN = re.compile(
    rf"(?:{ABBREVIATION}|dr|[A-Z][\w'’-]*)(?:\s+(?:{ABBREVIATION}|dr|[A-Z][\w'’-]*))*"
)
_PLACED = frozenset(
    {"di", "ke", "dari", "desa", "dusun", "kecamatan", "kabupaten", "kota", "provinsi", "warga"}
) | {"pulau"}


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    return speech("roles") | speech("bodies") | speech("stops") | speech("days")


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return speech("openings") | speech("before_subject") | speech("stops") | speech("passive")


class Cast:
    """Everybody a text names in capitals, to tell who a part of a name is."""

    def __init__(self, body: str, offset: int) -> None:
        self._full: dict[str, tuple[str, Span]] = {}
        self._rows: list[tuple[str, Span]] = []
        self._by_first: dict[str, list[tuple[str, Span]]] = {}
        for run in _RUN.finditer(body, offset):
            if " " in run[0] or "\n" in run[0]:
                self._add(run, body)
        self.known = frozenset(word.lower() for word in self._full)

    def _add(self, run: re.Match[str], body: str) -> None:
        """Keep a row of capitals, unless it names a place or a body."""
        words = run[0].split()
        while words and words[0] != "Lalu" and words[0].lower() in _heads():
            del words[0]
        if len(words) < 2 or words[0].lower() in speech("bodies"):
            return
        before = body[max(0, run.start() - 12) : run.start()].split()
        if before and before[-1].lower() in _PLACED:
            return
        if not speech("days").isdisjoint(word.lower() for word in words):
            return
        row = " ".join(words), (run.start() + run[0].index(words[0]), run.end())
        self._rows.append(row)
        self._by_first.setdefault(words[0].lower(), []).append(row)
        for word in words:
            if len(word) > 2 and word.lower() not in _no_names():
                self._full.setdefault(word, row)

    def full(self, naming: Naming) -> tuple[str, Span]:
        """Return the fullest naming of the same person, with its place."""
        own = naming.words, (naming.start, naming.end)
        if naming.kind == BODY:
            return own
        words = [word for word in naming.words.split() if not is_role(word.lower())]
        if not words or naming.kind == ROLE or is_role(naming.first):
            longer = self._of_role(naming)
            if longer or not words or naming.kind == ROLE:
                return longer or own
        found = self._full.get(words[-1])
        if found is None or len(found[0]) <= len(naming.words):
            return own
        own_names = [word for word in found[0].split() if not is_role(word.lower())]
        whole = set(words) < set(own_names) and (len(words) == 1 or own_names[-1] == words[-1])
        return found if whole else own

    def remember(self, naming: Naming) -> None:
        """Keep a naming that was read with its grammar: it is better than a row of capitals."""
        for word in naming.words.split():
            known = self._full.get(word)
            if known is not None and len(known[0]) < len(naming.words):
                self._full[word] = (naming.words, (naming.start, naming.end))

    def last_before(self, at: int) -> Naming | None:
        """Return the person or thing last named in capitals before a place."""
        before = [(words, span) for words, span in self._rows if span[1] <= at]
        return Naming(*before[-1][1], " ".join(before[-1][0].split()), NAME) if before else None

    def _of_role(self, naming: Naming) -> tuple[str, Span] | None:
        """Return who has the role named alone: "Kapolsek" is "Kapolsek Pulau Sisik …"."""
        head = f"{lower(naming.words)} "
        like = self._by_first.get(naming.first, ())
        return next(
            (o for o in like if lower(o[0]).startswith(head) and o[1][0] < naming.start), None
        )
