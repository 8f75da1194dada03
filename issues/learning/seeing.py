"""Pure: what reading sees of a text, for learning from it, and what it answers, for judging.

Runs in helper processes too, so it knows neither rows nor settings.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from issues.learning.labels import NOTHING
from issues.reading.article import Article, Found, judge_tones, look
from issues.reading.features import Features, features_of
from issues.reading.knowledge import Knowledge
from issues.reading.soundness import doubted
from issues.reading.stacked import tone_features
from issues.reading.topics import find_topics
from issues.settling import OFFICIAL, TONE, TOPIC

# What is asked of a text: the target, and the office for an official.
Asked = tuple[str, str]
T = TypeVar("T")

# What a helper process reads with: as it is now, and with other models.
_ways: tuple[Knowledge, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One text and what is asked of it."""

    text: int
    article: Article
    asked: tuple[Asked, ...]


# Takes a question, and the knowledge to read with, in one way or several.
Work = Callable[..., T]


def see(question: Question, knowledge: Knowledge) -> dict[Asked, Features]:
    """Return the features of everything that is asked, without what the text does not hold."""
    found = look(question.article, knowledge)
    return {
        asked: _lean(features)
        for asked in question.asked
        if (features := _features(found, asked)) is not None
    }


def answer(question: Question, *ways: Knowledge) -> dict[Asked, tuple[str, ...]]:
    """Return what reading answers, each way: they may differ in their models alone.

    "" for an official it does not find or a text without topic.
    """
    found = look(question.article, ways[0])
    said = [_said(found, way) for way in ways]
    return {asked: tuple(one.get(asked, NOTHING) for one in said) for asked in question.asked}


def equip(*ways: Knowledge) -> None:
    """Give a helper process what it reads with, once."""
    global _ways
    _ways = ways


def all_of(work: Work[T], questions: Sequence[Question]) -> list[T]:
    """Do the work of an equipped helper process: see or answer these questions."""
    if not _ways:
        raise RuntimeError("equip comes first")
    return [work(question, *_ways) for question in questions]


def _features(found: Found, asked: Asked) -> Features | None:
    """Return what the model of a target sees; None where the text does not speak of it."""
    target, office = asked
    if target == TOPIC:
        return features_of(found.text)
    if target == TONE:
        return tone_features(found.about_us) if found.about_us.spans else None
    seats = zip(found.officials, found.seen, strict=True)
    return next((tone_features(seen) for one, seen in seats if one.office == office), None)


def _said(found: Found, knowledge: Knowledge) -> dict[Asked, str]:
    """Return every answer of a reading that people decide upon."""
    tone, own = judge_tones(found, knowledge)
    topics = find_topics(found.text, knowledge)
    said = {(TONE, ""): tone} | {
        (OFFICIAL, one.office): towards for one, towards in zip(found.officials, own, strict=True)
    }
    told = {asked: doubted(value, found.flags).value for asked, value in said.items()}
    return told | {(TOPIC, ""): topics[0].value if topics else NOTHING}


def _lean(features: Features) -> Features:
    """Return the features without their places, which only reasons need."""
    return replace(features, found=features.found[:0].copy(), raw="")
