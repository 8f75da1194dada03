"""Read who is named as a speaker: after a verb of saying, before one, or by a pronoun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from issues.reading.lists import table
from issues.reading.phrases import lower
from issues.reading.values import Span

# How somebody is named: by a name, by a role alone, as a body, or by a pronoun.
NAME, ROLE, BODY, PRONOUN = "nama", "peran", "lembaga", "kata ganti"
# A role longer than this ("ibu rumah tangga yang …") is a description.
ROLE_WORDS = 7

_ABBREVIATION = r"(?:Hj?|Dr|dr|drg|Drs|Dra|Ir|Prof|KH|TGK?H|Ny|Plt|Pj|Plh|Pjs|St|Muh|Moh|Purn|[A-Z])\."
_TOKEN = re.compile(
    rf"(?P<short>{_ABBREVIATION})|(?P<aside>\([^)\n]{{1,60}}\))"
    r"|(?P<word>@?\w+(?:[-'’./]\w+)*)|(?P<other>\S)"
)
_DEGREES = re.compile(
    r"(?:,\s*(?:(?:S|M|Sp|Ph)\.\s?\w[\w.]*|QH|Lc|SH|MH|MM|SE|ST|MT|MSi|SSos|SPd|MPd|MPH|SIK)\b\.?)+"
)
_DATE = re.compile(r"\(\d{1,2}/\d")
_RUN = re.compile(rf"(?:{_ABBREVIATION}|dr|[A-Z][\w'’-]*)(?:\s+(?:{_ABBREVIATION}|dr|[A-Z][\w'’-]*))*")
_WITHIN_NAMES = frozenset({"bin", "binti", "van", "de", "al", "el"})
_POINTING = frozenset({"itu", "ini", "tersebut"})


@lru_cache(maxsize=32)
def speech(name: str) -> frozenset[str]:
    """Return a list of `speech.yaml`."""
    return frozenset(str(table("speech.yaml")[name]).split())


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody as the text names him at start:end; `words` are on one line."""

    start: int
    end: int
    words: str
    kind: str

    @property
    def first(self) -> str:
        """Return the first word in small letters."""
        return lower(self.words.split()[0]).strip(".,")


def naming_at(text: str, start: int, end: int, known: frozenset[str] = frozenset()) -> Naming | None:
    """Return who is named from `start` on, with an apposition; None when nobody is.

    `known` are words of names: at the head of a sentence a capital alone tells nothing.
    """
    head = _simple(text, start, end, known)
    if head is None or head.kind == PRONOUN:
        return head
    degrees = _DEGREES.match(text, head.end, end)
    after = degrees.end() if degrees else head.end
    if text[after : after + 1] != "," or degrees:
        return head
    beside = _simple(text, after + 1, end, known)
    if beside is None or not _belongs(head, beside):
        return head
    kind = NAME if NAME in (head.kind, beside.kind) else head.kind
    return Naming(head.start, beside.end, _line(text, head.start, beside.end), kind)


def _belongs(head: Naming, beside: Naming) -> bool:
    """Return whether "Kepala Desa Watuleo, Benediktus Laka" names one person."""
    if beside.kind != NAME or not beside.words[0].isupper():
        return False
    roles = speech("roles")
    titled, follows = head.first in roles or head.words[0].islower(), beside.first in roles
    return titled != follows or head.kind == ROLE and not follows


def _simple(text: str, start: int, end: int, known: frozenset[str]) -> Naming | None:
    """Return one naming without what a comma sets beside it."""
    begin = last = -1
    count, named = 0, False
    for token in _TOKEN.finditer(text, start, end):
        step = _step(text, token, count, named, known)
        if step == "end":
            break
        if step == "skip":
            continue
        begin, last, count = (token.start() if begin < 0 else begin), token.end(), count + 1
        if step == PRONOUN:
            return Naming(begin, last, token[0], PRONOUN)
        if step == "point" or (not named and count >= ROLE_WORDS and step != NAME):
            break
        named = named or step == NAME
    if begin < 0:
        return None
    words = _line(text, begin, last)
    return Naming(begin, last, words, _kind(words, named))


def _step(text: str, token: re.Match[str], count: int, named: bool, known: frozenset[str]) -> str:
    """Say what a word is to a naming: NAME, ROLE, PRONOUN, "point", "skip" or "end"."""
    if token["aside"]:
        return "skip" if count and not _DATE.match(token["aside"]) else "end"
    if token["short"]:
        return NAME
    word = token["word"]
    if not word:
        return "end"
    low = lower(word)
    if not count and low in speech("pronouns"):
        return PRONOUN
    if count and low in _POINTING:
        return "point"
    if low in speech("stops"):
        return NAME if low == "dan" and _joins(text, token) else "end"
    if word[0].isupper():
        return NAME if count or low in known or _capital_follows(text, token.end()) else ROLE
    if named:
        return ROLE if low in _WITHIN_NAMES else "end"
    return ROLE if word[0].isalpha() or word[0] == "@" or count else "end"


def _joins(text: str, token: re.Match[str]) -> bool:
    """Return whether "dan" stands inside a name: "Badan Meteorologi dan Geofisika"."""
    before = lower(text[max(0, token.start() - 40) : token.start()])
    return text[token.end() + 1 : token.end() + 2].isupper() and any(
        f"{body} " in before for body in ("dinas", "badan", "kementerian", "komisi", "biro", "bidang")
    )


def _capital_follows(text: str, at: int) -> bool:
    """Return whether a name goes on, or stands alone before a comma or the end."""
    following = text[at : at + 2]
    return not following.strip() or following[0] in ",.;:" or following[1:2].isupper()


def _kind(words: str, named: bool) -> str:
    first = lower(words.split()[0])
    if first in speech("bodies"):
        return BODY
    return NAME if named else ROLE


def _line(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def subject_before(text: str, start: int, end: int, known: frozenset[str]) -> Naming | None:
    """Return the subject of a verb that stands at `end`, in a sentence that begins at `start`.

    Looks from the verb back over what is set between commas, and joins a title to its name.
    """
    parts = list(_parts(text, start, end))
    for place in range(len(parts) - 1, -1, -1):
        found = naming_at(text, *parts[place], known)
        if found is None or _is_between(found):
            continue
        if place and found.kind != PRONOUN:
            before = naming_at(text, parts[place - 1][0], end, known)
            if before is not None and before.start < found.start <= before.end:
                return before
            if before is not None and _apposed(before, found):
                return Naming(before.start, found.end, _line(text, before.start, found.end), NAME)
        return found
    return None


def _apposed(before: Naming, found: Naming) -> bool:
    """Return whether "Petugas pos pengamatan, Imron Sajidi," is one person."""
    return before.kind == ROLE and found.kind == NAME and found.first not in speech("roles")


def _is_between(found: Naming) -> bool:
    words = lower(found.words).split()
    return all(word in speech("between") for word in words)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the parts between commas that may name somebody, each without words before it."""
    begin = start
    for part in text[start:end].split(","):
        span = _without_opening(text, begin, begin + len(part))
        if span is not None:
            yield span
        begin += len(part) + 1


def _without_opening(text: str, start: int, end: int) -> Span | None:
    """Drop "Namun" before a subject; None for a part that begins as no subject does."""
    for word in re.finditer(r"\S+", text[start:end]):
        low = lower(word[0]).strip("():")
        if low in speech("before_subject"):
            continue
        if low in speech("openings") or _DEGREES.match(f",{word[0]}"):
            return _late_subject(text, start + word.end(), end)
        return start + word.start(), end
    return None


_LATE = re.compile(r"\b(?:ia|dia|beliau|(?:Gubernur|Wagub|Bupati|Wabup|Wali|Sekda|Kepala|Ketua)\b)")


def _late_subject(text: str, start: int, end: int) -> Span | None:
    """Return the subject after an opening without a comma: "Dalam sambutannya Bupati …"."""
    hits = list(_LATE.finditer(text, start, end))
    return (hits[-1].start(), end) if hits and end - hits[-1].start() < 70 else None


class Cast:
    """Everybody a text names in capitals, to tell who a part of a name is."""

    def __init__(self, body: str, offset: int) -> None:
        self._full: dict[str, tuple[str, Span]] = {}
        self._starting: list[tuple[str, Span]] = []
        apart = speech("roles") | speech("bodies") | speech("stops")
        for run in _RUN.finditer(body, offset):
            words = run[0].split()
            if len(words) < 2:
                continue
            self._starting.append((run[0], run.span()))
            for word in words:
                if len(word) > 2 and lower(word) not in apart:
                    self._full.setdefault(word, (" ".join(words), run.span()))
        self.known = frozenset(lower(word) for word in self._full)

    def full(self, naming: Naming) -> tuple[str, Span]:
        """Return the fullest naming of the same person, with its place."""
        own = naming.words, (naming.start, naming.end)
        if naming.kind == BODY:
            return own
        roles = speech("roles")
        words = [word for word in naming.words.split() if lower(word) not in roles]
        if not words or naming.kind == ROLE:
            return self._of_role(naming) or own
        found = self._full.get(words[-1])
        if found is None or len(found[0]) <= len(naming.words):
            return own
        return found if set(words) <= set(found[0].split()) else own

    def _of_role(self, naming: Naming) -> tuple[str, Span] | None:
        """Return who has the role named alone: "Kapolsek" is "Kapolsek Pulau Sisik …"."""
        return next(
            (
                (" ".join(words.split()), span)
                for words, span in self._starting
                if lower(words).startswith(f"{lower(naming.words)} ") and span[0] < naming.start
            ),
            None,
        )
