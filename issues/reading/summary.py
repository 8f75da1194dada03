"""What a story says in a headline and two sentences, each with the text it stands in.

Extractive: nothing is worded anew. A sentence counts as central when its stems stand in many of
the story's texts, and as informative when it tells who, where and how much; a quotation, a
question and furniture tell little. The second sentence comes from another text where one says
something else, and the two are shown in the order in which they were printed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from issues.reading.stems import stems
from issues.reading.text import lay_out
from issues.reading.values import Span

SENTENCES = 2
# Texts looked at, sentences of each, and letters of its body: what happened stands at the top.
TEXTS, _OF_EACH, BODY_LENGTH = 12, 8, 3000
_SHORTEST, _LONGEST = 6, 60
# From this share of common stems on, a sentence says what the other one says.
_SAME = 0.5
_LEAD, _QUOTED, _OTHER_TEXT = 1.3, 0.4, 2.0
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w'’-]+")
_FIGURE = re.compile(r"\d")
_SPEECH = re.compile(r"[“\"]|\b(?:kata|ujar|tutur|ucap|jelas|tegas)(?:nya)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextOfStory:
    """One text of a story; `report` is one from the field, whose words are never printed."""

    item: int
    title: str
    body: str
    published: datetime
    report: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a summary with its place in "title\\n\\nbody" of its item, and why."""

    item: int
    start: int
    end: int
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The most central headline ("" where only field reports tell), and up to two sentences."""

    headline: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class _Candidate:
    text: TextOfStory
    sentence: Sentence
    stems: frozenset[str]
    worth: float


def summarise(texts: Sequence[TextOfStory]) -> Summary:
    """Return headline and sentences of a story from its printed texts, oldest first."""
    printed = sorted((t for t in texts if not t.report), key=lambda t: (t.published, t.item))
    printed = printed[:TEXTS]
    held = Counter(stem for text in printed for stem in _parts(text.title, text.body).stems)
    candidates = [one for text in printed for one in _candidates(text, held, len(printed))]
    return Summary(headline(printed), _two(candidates))


def headline(texts: Sequence[TextOfStory]) -> str:
    """Return the headline that shares most with the other headlines; the first one of equals."""
    told = [frozenset(stems(text.title)) for text in texts]
    ranked = [
        sum(_alike(own, other) for other in told) / (1.0 + 0.02 * max(0, len(own) - 12))
        for own in told
    ]
    best = max(range(len(texts)), key=lambda place: (ranked[place], -place), default=None)
    return "" if best is None else texts[best].title


@dataclass(frozen=True, slots=True)
class _Parts:
    """All stems of a text, and the sentences of its body that fit: place, span, words, stems."""

    stems: frozenset[str]
    fitting: tuple[tuple[int, Span, str, frozenset[str]], ...]


# A story is told again with each batch that brings it a text; the others of it are the same.
@lru_cache(maxsize=1024)
def _parts(title: str, body: str) -> _Parts:
    read = body[:BODY_LENGTH]
    laid = lay_out(title, read)
    below = [sentence for sentence in laid.sentences if sentence.start > laid.title_end]
    fitting = []
    for place, one in enumerate(below[:_OF_EACH]):
        start = laid.dateline[1] if laid.dateline and laid.in_dateline(one.start) else one.start
        words = " ".join(laid.raw[start : one.end].split())
        if laid.plain[start : one.end].strip() and _fits(words):
            fitting.append((place, (start, one.end), words, frozenset(stems(words))))
    return _Parts(frozenset(stems(f"{title}\n{read}")), tuple(fitting))


def _candidates(text: TextOfStory, held: Counter[str], count: int) -> Iterable[_Candidate]:
    for place, (start, end), words, told in _parts(text.title, text.body).fitting:
        worth, why = _worth(words, told, held, count)
        if place == 0:
            worth, why = worth * _LEAD, [*why, "kalimat pembuka"]
        reason = ", ".join(why)
        yield _Candidate(text, Sentence(text.item, start, end, words, reason), told, worth)


def _fits(words: str) -> bool:
    ended = words.rstrip("”\"')").endswith((".", "!"))
    return ended and _SHORTEST <= len(words.split()) <= _LONGEST


def _worth(
    words: str, told: frozenset[str], held: Counter[str], count: int
) -> tuple[float, list[str]]:
    """Return how central and informative a sentence is, with the reasons."""
    central = sum(held[stem] for stem in told) / (max(1, len(told)) * count)
    names, figure = len(_NAME.findall(words)), bool(_FIGURE.search(words))
    worth = (0.4 + central) * (1.0 + 0.06 * min(names, 5) + 0.15 * figure)
    why = [f"kata-katanya ada di {round(100 * central)}% naskah"] if count > 1 else []
    why += ["menyebut nama"] if names else []
    why += ["memuat angka"] if figure else []
    return (worth * _QUOTED if _SPEECH.search(words) else worth), why


def _two(candidates: Sequence[_Candidate]) -> tuple[Sentence, ...]:
    chosen: list[_Candidate] = []
    for _ in range(SENTENCES):
        left = [c for c in candidates if all(_alike(c.stems, k.stems) < _SAME for k in chosen)]
        if not left:
            break
        chosen.append(max(left, key=lambda c: _rank(c, chosen)))
    chosen.sort(key=lambda c: (c.text.published, c.text.item, c.sentence.start))
    return tuple(one.sentence for one in chosen)


def _rank(one: _Candidate, chosen: Sequence[_Candidate]) -> tuple[float, float, int]:
    """Return the worth of a candidate beside the chosen ones; of equals the earlier one."""
    other = bool(chosen) and all(one.text.item != k.text.item for k in chosen)
    worth = one.worth * (_OTHER_TEXT if other else 1.0)
    return worth, -one.text.published.timestamp(), -one.sentence.start


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter one's stems that stand in both."""
    return len(one & other) / max(1, min(len(one), len(other)))
