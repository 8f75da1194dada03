"""Writes what the machine proposes: a proposal is made once, and what was answered stays answered.

A proposal that still waits is refreshed with the newest ground; one whose ground went away lapses,
and may come back with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from issues.models import Suggestion
from issues.reading.values import VERSION
from monitoring.clean import clean

REASON_MAX, WORD_MAX, WORDS_MAX = 300, 120, 20


def propose(
    kind: str,
    key: str,
    *,
    at: datetime,
    confidence: float,
    reason: str,
    words: Sequence[str] = (),
    **what: Any,
) -> Suggestion | None:
    """Propose what `key` names; None when a person answered it before.

    `what` are the columns of models.Suggestion that name it: item, story, other, issue, topic,
    value, title, version (columns ending in `_id` too). The caller may hold a transaction.
    """
    ground = {"confidence": round(confidence, 3), "reason": clean(reason, REASON_MAX)}
    ground |= {"words": [clean(word, WORD_MAX) for word in words][:WORDS_MAX], "version": VERSION}
    values = ground | what
    row, made = Suggestion.objects.get_or_create(
        key=key, defaults={"kind": kind, "at": at, **values}
    )
    if made:
        return row
    return row if _refresh(row, values, at) else None


def lapse(waiting: QuerySet[Suggestion], at: datetime) -> int:
    """Let those of these suggestions lapse that still wait; return how many did."""
    with transaction.atomic():
        free = _not_being_answered(waiting.filter(answer=Suggestion.Answer.OPEN))
        return Suggestion.objects.filter(pk__in=free).update(
            answer=Suggestion.Answer.LAPSED, answered_at=at
        )


def lapse_united(at: datetime) -> int:
    """Let proposals about stories lapse that hold already, or whose text or story is gone.

    A story that was merged away stands for the one it leads to.
    """
    own = Coalesce("story__merged_into", "story")
    other = Coalesce("other__merged_into", "other")
    rows = Suggestion.objects.open().annotate(now=own, beside=other)
    merged = Q(kind=Suggestion.Kind.MERGE) & (Q(now=F("beside")) | Q(now=None) | Q(beside=None))
    there = Q(item__coverage__story=F("now")) | Q(item__coverage__story=None) | Q(now=None)
    return lapse(rows.filter(merged | (Q(kind=Suggestion.Kind.STORY) & there)), at)


def _refresh(row: Suggestion, values: dict[str, Any], at: datetime) -> bool:
    """Write the newest ground of a proposal that waits or had lapsed; False: it was answered.

    One that a person answers at this moment is left to them.
    """
    if row.answer == Suggestion.Answer.OPEN and _same(row, values):
        return True
    if row.answer == Suggestion.Answer.LAPSED:
        values = values | {"at": at}
    values = values | {"answer": Suggestion.Answer.OPEN, "answered_at": None}
    unanswered = (Suggestion.Answer.OPEN, Suggestion.Answer.LAPSED)
    with transaction.atomic():
        free = _not_being_answered(Suggestion.objects.filter(pk=row.pk, answer__in=unanswered))
        written = Suggestion.objects.filter(pk__in=free).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    return bool(written)


def _not_being_answered(rows: QuerySet[Suggestion]) -> list[int]:
    """Lock these suggestions and return them, without those that somebody answers.

    To wait for the answer could be for ever: it may wait for a story that is held here.
    """
    free = rows.order_by("pk").select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(free.values_list("pk", flat=True))


def _same(row: Suggestion, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())
