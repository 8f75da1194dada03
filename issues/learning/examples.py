"""Turns labels into examples and into answers: texts are read as always, on all processors.

A text that breaks its reader is left out and said in the log; it costs no other its place.
"""

import multiprocessing
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from issues.learning.labels import Label
from issues.learning.seeing import Asked, Question, Work, all_of, answer, equip, see
from issues.learning.training import Example
from issues.pipeline.boundary import Unread, within_bounds
from issues.pipeline.understanding import ALONG, Analyst
from issues.reading.knowledge import Knowledge
from issues.reading.weights import Weights
from monitoring.models import Item

# Fewer texts than this are read before helper processes have started.
_HELP_FROM = 1000
_CHUNK = 200

T = TypeVar("T")


def examples(found: Sequence[Label], analyst: Analyst) -> list[tuple[Label, Example]]:
    """Return the labels whose text is still there and holds what they speak of, as examples."""
    seen = dict(_read(see, found, analyst, [analyst.knowledge]))
    told = [(label, seen.get(label.text, {}).get(_asked(label))) for label in found]
    return [
        (label, Example(features, label.person, label.weight, str(label.text)))
        for label, features in told
        if features is not None
    ]


def answers(
    found: Sequence[Label], analyst: Analyst, weights: Mapping[str, Weights]
) -> dict[tuple[int, Asked], tuple[str, str]]:
    """Return what reading answers as it is and with these models, by text and what was asked."""
    known = analyst.knowledge
    ways = [known, replace(known, weights={**known.weights, **weights})]
    return {
        (text, asked): (before, after)
        for text, said in _read(answer, found, analyst, ways)
        for asked, (before, after) in said.items()
    }


def _asked(label: Label) -> Asked:
    return label.target, label.office


def _read(
    work: Work[T], found: Sequence[Label], analyst: Analyst, ways: Sequence[Knowledge]
) -> Iterator[tuple[int, T]]:
    """Yield every text with what the work makes of it."""
    chunks = _questions(found, analyst)
    if len(found) < _HELP_FROM:
        for chunk in chunks:
            yield from _alone(work, chunk, ways)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), spawn, equip, tuple(ways)) as helpers:
        sent = [
            (chunk, within_bounds(partial(helpers.submit, all_of, work, chunk))) for chunk in chunks
        ]
        for chunk, promised in sent:
            # Where a helper broke or none is left, the texts are read here.
            made = promised if isinstance(promised, Unread) else within_bounds(promised.result)
            if isinstance(made, Unread):
                yield from _alone(work, chunk, ways)
            else:
                yield from zip([question.text for question in chunk], made, strict=True)


def _alone(
    work: Work[T], chunk: Iterable[Question], ways: Sequence[Knowledge]
) -> Iterator[tuple[int, T]]:
    """Do the work here, one text after the other."""
    for question in chunk:
        made = within_bounds(partial(work, question, *ways))
        if not isinstance(made, Unread):
            yield question.text, made


def _questions(found: Sequence[Label], analyst: Analyst) -> Iterator[list[Question]]:
    """Yield the texts in pieces, each with all that is asked of it."""
    asked: dict[int, list[Asked]] = defaultdict(list)
    for label in found:
        asked[label.text].append(_asked(label))
    keys = list(asked)
    for start in range(0, len(keys), _CHUNK):
        items = Item.objects.filter(pk__in=keys[start : start + _CHUNK], text__isnull=False)
        yield [
            Question(item.pk, analyst.article(item), tuple(asked[item.pk]))
            for item in items.select_related(*ALONG).order_by("pk")
        ]
