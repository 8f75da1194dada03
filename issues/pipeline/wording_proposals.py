"""Asks a language model for the wording of summaries, where one is configured.

Everything works without it. What it proposes is checked (issues/reading/proposed_wording.py),
stands in a column of its own, is shown as a proposal nobody has checked, and is counted, sent and
decided upon nowhere. Only sentences that outlets printed leave the house.
"""

import logging
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from issues.models import Coverage, Story, Tone, WordingAsk
from issues.reading.chat import Unusable, question, wording_in
from issues.reading.proposed_wording import Wording, checked
from issues.reading.values import VERSION
from monitoring.door.http import Answer, Door, Failure, Limits, Request
from monitoring.locks import Lock

log = logging.getLogger(__name__)

# Asked side by side, so that a call takes no longer than LIMITS; and a bill stays small.
PER_CALL, PER_HOUR = 4, 60
HOUR = timedelta(hours=1)
# Stories older than this are read by few; one that got no wording is asked about again later.
NEWER_THAN, AGAIN_AFTER = timedelta(days=2), timedelta(hours=12)
# How long an endpoint that failed is left alone.
FAILED_WAIT = timedelta(minutes=10)
KEPT = timedelta(days=30)
# A model on an ordinary server answers late; a task may take 90 seconds.
LIMITS = Limits(first_byte=70.0, total=75.0)

Outcome = WordingAsk.Outcome
_WHY = {
    "timeout": "tidak menjawab pada waktunya; periksa beban server model",
    "blocked": "menolak; periksa LANGUAGE_MODEL_KEY dan kuotanya",
    "gone": "tidak mengenal alamat atau model ini; periksa LANGUAGE_MODEL_URL dan _NAME",
    "too_large": "menjawab terlalu panjang; jawabannya tidak dibaca",
    "unreachable": "tidak terhubung; periksa LANGUAGE_MODEL_URL dan jaringan",
}


@dataclass(frozen=True)
class _Asked:
    """One question: its row, and the sentences it is about."""

    ask: WordingAsk
    sentences: tuple[str, ...]


def configured() -> bool:
    """Say whether there is a model to ask."""
    return bool(settings.LANGUAGE_MODEL_URL and settings.LANGUAGE_MODEL_NAME)


def propose_wordings(at: datetime) -> Counter[str]:
    """Ask about the newest stories that lack wording; return how many ended in which outcome.

    Does nothing where no model is configured. Whatever the endpoint does ends as a row.
    """
    ended: Counter[str] = Counter()
    asked = _begin(at) if configured() else []
    door = Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT, LIMITS)
    answers = door.fetch_all([_request(one) for one in asked])
    for one, answer in zip(asked, answers, strict=True):
        ended[_end(one, answer)] += 1
    if ended:
        log.info("usulan kata-kata ringkasan: %s", dict(ended))
    return ended


def forget_wordings(stories: Collection[int]) -> None:
    """Empty the wording of stories whose summary changed; the caller holds a transaction."""
    Story.objects.filter(pk__in=stories).exclude(proposed_wording="").update(proposed_wording="")
    WordingAsk.objects.filter(story__in=stories).update(story=None)


def sentences_of(summary: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the sentences of a stored summary."""
    return tuple(one["words"] for one in summary)


# -- Asking -------------------------------------------------------------------------------------


@transaction.atomic
def _begin(at: datetime) -> list[_Asked]:
    """Write down what will be asked, so that it counts even where nobody lives to hear it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.WORDING.value])
    WordingAsk.objects.filter(at__lt=at - KEPT).delete()
    if _left_alone(at):
        return []
    lacking = _lacking(at)
    room = max(0, PER_HOUR - WordingAsk.objects.filter(at__gt=at - HOUR).count())
    chosen = list(lacking[: min(PER_CALL, room)])
    if (waiting := lacking.count()) > len(chosen):
        limits = f"paling banyak {PER_CALL} sekali tanya, {PER_HOUR} per jam"
        log.info("%d cerita menunggu usulan kata-kata; %s", waiting - len(chosen), limits)
    model = settings.LANGUAGE_MODEL_NAME
    asks = [WordingAsk(story=story, at=at, model=model, version=VERSION) for story in chosen]
    WordingAsk.objects.bulk_create(asks)
    return [_Asked(ask, sentences_of(ask.story.summary)) for ask in asks]


def _left_alone(at: datetime) -> bool:
    last = WordingAsk.objects.order_by("-at", "-pk").first()
    return bool(last and last.outcome == Outcome.FAILED and last.at > at - FAILED_WAIT)


def _lacking(at: datetime) -> QuerySet[Story]:
    """Return stories about us that have a summary and no wording, newest first."""
    about_us = Coverage.objects.press().filter(story=OuterRef("pk")).exclude(tone=Tone.UNRELATED)
    asked = WordingAsk.objects.filter(story=OuterRef("pk"), at__gt=at - AGAIN_AFTER)
    rows = Story.objects.filter(
        Exists(about_us),
        ~Exists(asked),
        merged_into=None,
        proposed_wording="",
        last_at__gte=at - NEWER_THAN,
    )
    return rows.exclude(summary=[]).order_by("-last_at", "-pk")


def _request(asked: _Asked) -> Request:
    return Request(
        f"{settings.LANGUAGE_MODEL_URL}/chat/completions",
        "service",
        payload=question(settings.LANGUAGE_MODEL_NAME, asked.sentences),
        bearer=settings.LANGUAGE_MODEL_KEY,
    )


# -- Hearing ------------------------------------------------------------------------------------


def _end(asked: _Asked, answer: Answer | Failure) -> str:
    """Write how a question ended, and the wording where there is one; return the outcome."""
    if isinstance(answer, Failure):
        outcome, note = Outcome.FAILED, f"Mesin bahasa {_why(answer)}."
        log.warning("%s", note)
    elif (told := _told(answer, asked.sentences)).refused:
        outcome, note = Outcome.REFUSED, f"Usulan ditolak: {told.refused}."
        log.info("cerita %s: %s", asked.ask.story_id, note)
    elif _keep(asked, told.words):
        outcome, note = Outcome.PROPOSED, ""
    else:
        outcome, note = Outcome.REFUSED, "Ringkasannya berubah selagi ditanyakan."
    WordingAsk.objects.filter(pk=asked.ask.pk).update(outcome=outcome, note=note[:300])
    return str(outcome)


def _why(failure: Failure) -> str:
    """Return what the endpoint did and what to check, as the rest of a sentence."""
    status = f" ({failure.status})" if failure.status else ""
    told = _WHY.get(failure.outcome, f"tidak memberi jawaban yang terbaca: {failure.note}")
    return told.rstrip(".") + status


def _told(answer: Answer, sentences: Sequence[str]) -> Wording:
    try:
        return checked(wording_in(answer.body), sentences)
    except Unusable as reason:
        return Wording("", str(reason))


@transaction.atomic
def _keep(asked: _Asked, words: str) -> bool:
    """Store wording unless its summary has changed; whoever tells the story waits meanwhile."""
    story = Story.objects.select_for_update().filter(pk=asked.ask.story_id).first()
    if story is None or sentences_of(story.summary) != asked.sentences:
        return False
    Story.objects.filter(pk=story.pk).update(proposed_wording=words)
    return True
