"""Read one article: whom it names, about what, where, in what tone. The door to this folder."""

from dataclasses import dataclass
from datetime import date

from issues.reading.knowledge import Knowledge
from issues.reading.values import VERSION, MentionReading, Value

__all__ = ["VERSION", "Article", "Reading", "read"]


@dataclass(frozen=True, slots=True)
class Article:
    """What is read. Coordinates everywhere are those of f"{title}\\n\\n{body}"."""

    title: str
    body: str
    published: date
    official_channel: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says.

    Values: `regions` region codes, home code for province-wide, empty for elsewhere; `topics`
    codes, the first is primary; `programmes` keys; tones "pos", "neu", "neg", "unsure" or "na";
    `nature` "berita", "rilis", "advertorial", "opini" or "foto". `tone` is towards the
    provincial government and its leadership as a whole.
    """

    mentions: tuple[MentionReading, ...]
    regions: tuple[Value[str], ...]
    topics: tuple[Value[str], ...]
    programmes: tuple[Value[str], ...]
    event_tone: Value[str]
    tone: Value[str]
    headline_tone: Value[str]
    body_tone: Value[str]
    nature: Value[str]
    denied: Value[bool]
    balanced: Value[bool]


def read(article: Article, knowledge: Knowledge) -> Reading:
    """Return what the article says, every value with confidence, reason and words."""
    unsure = Value("unsure", 0.0, "belum dibaca")
    return Reading((), (), (), (), unsure, unsure, unsure, unsure, Value("berita", 0.5, ""),
                   Value(False, 0.5, ""), Value(False, 0.5, ""))
