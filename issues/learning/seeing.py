"""Pure: what reading sees of a text, for learning from it, and what it answers, for judging.

Runs in helper processes too, so it knows neither rows nor settings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from issues.reading.article import Article, read
from issues.reading.cues import find_cues
from issues.reading.evidence import gather
from issues.reading.features import Features, features_of
from issues.reading.knowledge import Knowledge
from issues.reading.nature import tell_nature
from issues.reading.officials import find_officials
from issues.reading.places import find_places
from issues.reading.soundness import cut_body
from issues.reading.stacked import tone_features
from issues.reading.targets import find_targets
from issues.reading.text import lay_out
from issues.settling import OFFICIAL, TONE, TOPIC

# What is asked of a text: the target, and the office for an official.
Asked = tuple[str, str]
T = TypeVar("T")

# What a helper process reads with.
_knowledge: Knowledge | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One text and what is asked of it."""

    text: int
    article: Article
    asked: tuple[Asked, ...]


Work = Callable[[Question, Knowledge], T]


def see(question: Question, knowledge: Knowledge) -> dict[Asked, Features]:
    """Return the features of everything that is asked, without what the text does not hold."""
    return {asked: _lean(features) for asked, features in _see(question, knowledge)}


def answer(question: Question, knowledge: Knowledge) -> dict[Asked, str]:
    """Return what reading answers; "" for an official it does not find or a text without topic."""
    reading = read(question.article, knowledge)
    tones: Mapping[str, str] = {one.office: one.tone.value for one in reading.mentions}
    topic = reading.topics[0].value if reading.topics else ""
    said = {TONE: reading.tone.value, TOPIC: topic}
    return {
        (target, office): tones.get(office, "") if target == OFFICIAL else said[target]
        for target, office in question.asked
    }


def equip(knowledge: Knowledge) -> None:
    """Give a helper process what it reads with, once."""
    global _knowledge
    _knowledge = knowledge


def all_of(work: Work[T], questions: Sequence[Question]) -> list[T]:
    """Do the work of an equipped helper process: see or answer these questions."""
    if _knowledge is None:
        raise RuntimeError("equip comes first")
    return [work(question, _knowledge) for question in questions]


def _see(question: Question, knowledge: Knowledge) -> Iterator[tuple[Asked, Features]]:
    article = question.article
    text = lay_out(article.title, cut_body(article.body))
    if (TOPIC, "") in question.asked:
        yield (TOPIC, ""), features_of(text)
    if all(target == TOPIC for target, _office in question.asked):
        return
    officials = find_officials(text, knowledge, article.published)
    ours = any(official.office in knowledge.leaders for official in officials)
    seats = [knowledge.office[official.office].region for official in officials]
    seats = [code for code in seats if code != knowledge.home]
    at_home = bool(find_places(text, knowledge, ours, seats))
    spans = find_targets(text, knowledge, officials, at_home)
    nature, cues = tell_nature(text, article.official_channel).value, find_cues(text)
    if (TONE, "") in question.asked and spans:
        yield (TONE, ""), tone_features(gather(text, cues, nature, spans))
    for official in officials:
        if (OFFICIAL, official.office) in question.asked:
            seen = gather(text, cues, nature, official.spans, spans)
            yield (OFFICIAL, official.office), tone_features(seen)


def _lean(features: Features) -> Features:
    """Return the features without their places, which only reasons need."""
    return Features(features.buckets, features.values.astype(np.float32), (), "")
