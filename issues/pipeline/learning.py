"""Decisions teach: models are trained on what people said, and the better one rules.

Only the process that trains imports this (`manage.py learn now`): what computes the weights takes
a hundred megabytes. One training runs at a time in the whole installation. Every training leaves
a row, also one that was turned down; the newest KEPT of a target keep their weights.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from issues.knowledge import load_knowledge
from issues.learning.adapting import adapt
from issues.learning.champion import Verdict, judge, split, too_few
from issues.learning.decided import WINDOW, decided_labels
from issues.learning.examples import examples
from issues.learning.labels import Label, teaches
from issues.learning.training import Example, TooFewExamples, train
from issues.models import LearnedModel
from issues.reading.features import FEATURES
from issues.reading.knowledge import Knowledge
from issues.reading.weights import BrokenWeights, Weights
from monitoring.claims import alone
from monitoring.home import home_zone
from monitoring.locks import Lock

log = logging.getLogger(__name__)

# Values people set at the desk; the tone of the event has no decisions and stays as shipped.
TARGETS = (LearnedModel.Target.TONE, LearnedModel.Target.OFFICIAL, LearnedModel.Target.TOPIC)
# The newest decisions learned from and judged by, of one target.
MOST_DECISIONS = 20_000
# Trainings of a target that keep their weights; figures are kept for ever.
KEPT = 5


@dataclass(frozen=True)
class Learned:
    """What happened to one target, in words; `row` is the training, None where there was none."""

    target: str
    words: str
    row: LearnedModel | None = None


def learn(at: datetime, targets: Sequence[str] | None = None) -> list[Learned]:
    """Train these targets, all by default, on what people decided until now."""
    with alone(Lock.LEARNING) as mine:
        if not mine:
            return [Learned("", "pelatihan lain sedang berjalan")]
        knowledge = load_knowledge()
        if knowledge is None:
            return [Learned("", "belum ada data daerah")]
        found = decided_labels(at - WINDOW)
        told = [_learn(name, found, knowledge, at) for name in targets or TARGETS]
    for one in told:
        log.info("pelatihan %s: %s", one.target, one.words)
    return told


def _learn(target: str, found: Sequence[Label], knowledge: Knowledge, at: datetime) -> Learned:
    """Train one target, if enough was decided and something is new."""
    begun = time.monotonic()
    usable = [one for one in found if one.target == target]
    usable = [one for one in usable if teaches(target, one.machine, one.person)]
    words = too_few(len(usable), settings.LEARN_FROM) or _nothing_new(target, usable)
    if words:
        return Learned(target, words)
    usable = sorted(usable, key=lambda one: one.at)[-MOST_DECISIONS:]
    older, newest = split(usable)
    start = knowledge.weights.get(target)
    try:
        made = _made(target, older, start, knowledge, home_zone())
        judged = examples(target, newest, knowledge, home_zone())
        verdict = _judged(made, start, judged)
    except (TooFewExamples, BrokenWeights) as error:
        return Learned(target, str(error))
    row = _row(target, made, verdict, at)
    row.trained_on, row.judged_by = len(older), len(judged)
    row.seconds = round(time.monotonic() - begun, 1)
    _keep(row)
    return Learned(target, verdict.reason, row)


def _nothing_new(target: str, usable: Sequence[Label]) -> str:
    """Return words where nobody decided anything since the newest training."""
    last = LearnedModel.objects.filter(target=target).first()
    if last is None or any(one.at > last.made_at for one in usable):
        return ""
    return "tidak ada keputusan baru sejak pelatihan terakhir"


def _made(
    target: str,
    older: Sequence[Label],
    start: Weights | None,
    knowledge: Knowledge,
    zone: ZoneInfo,
) -> Weights:
    """Return the new model: the one in use, moved by the decisions; from nothing without one."""
    rows = [example for _label, example in examples(target, older, knowledge, zone)]
    if not rows:
        raise TooFewExamples("teks yang dinilai petugas tidak ada lagi")
    return adapt(rows, start) if start else train(rows, target)


def _judged(
    made: Weights, start: Weights | None, judged: Sequence[tuple[Label, Example]]
) -> Verdict:
    """Compare the new model with the one in use, or with what the rules had read."""
    new = [best(made, example) for _label, example in judged]
    old = [best(start, example) if start else label.machine for label, example in judged]
    return judge(new, old, [label.person for label, _example in judged])


def best(weights: Weights, example: Example) -> str:
    """Return the class a model finds most probable."""
    told = weights.probabilities(example.features)
    return max(told, key=lambda name: told[name])


def _row(target: str, made: Weights, verdict: Verdict, at: datetime) -> LearnedModel:
    return LearnedModel(
        target=target,
        made_at=at,
        features=FEATURES,
        classes=list(made.classes),
        buckets=made.buckets.tolist(),
        weights=made.table.ravel().round(4).tolist(),
        bias=made.bias.round(4).tolist(),
        score=verdict.score,
        score_before=verdict.score_before,
        ruling=verdict.takes_over,
        reason=verdict.reason[:300],
    )


@transaction.atomic
def _keep(row: LearnedModel) -> None:
    """Store a training; if it rules, whatever ruled steps down. Old ones lose their weights."""
    same = LearnedModel.objects.filter(target=row.target)
    if row.ruling:
        same.filter(ruling=True).update(ruling=False)
    row.save()
    kept = list(same.order_by("-made_at", "-pk").values_list("pk", flat=True)[:KEPT])
    old = same.filter(ruling=False).exclude(pk__in=kept).exclude(buckets=[])
    old.update(buckets=[], weights=[], bias=[])
