"""What every step of reading returns: a value with its confidence, its reason and its words."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

# Start and end in f"{title}\n\n{body}".
Span = tuple[int, int]
T = TypeVar("T", str, bool)

VERSION = "baca-2"

POSITIVE, NEUTRAL, NEGATIVE = "pos", "neu", "neg"
UNSURE = "unsure"
UNRELATED = "na"

# Roles of an official in one article.
SUBJECT, SOURCE, NAMED = "subjek", "narasumber", "disebut"
ACCUSED, BENEFICIARY = "tertuduh", "penerima"


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One derived value.

    `reason` is short Indonesian for staff and quotes the words that led to the value; `words`
    are those words as they stand in the text at `spans`.
    """

    value: T
    confidence: float
    reason: str
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionReading:
    """One official named in the article: the office held on that day, the role, the tone.

    `office` is the identity "gubernur@52"; `person` is None when the pack knows the office but
    nobody who held it on that day; `since` is the first day of the tenure meant.
    """

    office: str
    person: str | None
    since: date | None
    role: str
    sentence: str
    confidence: float
    reason: str
    tone: Value[str]
    spans: tuple[Span, ...] = field(default=())


def quote(words: object) -> str:
    """Return words as reasons show them: “a”, “b”; at most four, none twice."""
    shown = list(dict.fromkeys(str(word).strip() for word in words))[:4]  # type: ignore[attr-defined]
    return ", ".join(f"“{word}”" for word in shown)
