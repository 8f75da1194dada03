"""Decisions teach: models are trained on what people said, and the better one rules.

Only the process that trains imports this (`manage.py learn now`): what computes the weights takes
a hundred megabytes. One training runs at a time in the whole installation. Every training leaves
a row, also one that was turned down; the newest KEPT of a target keep their weights.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from issues.learning.adapting import adapt
from issues.learning.champion import Verdict, judge, split, too_few
from issues.learning.decided import WINDOW, decided_labels
from issues.learning.examples import answers, examples
from issues.learning.labels import Label, teaches
from issues.learning.shipped import starting_weights
from issues.learning.training import Example, TooFewExamples, train
from issues.models import LearnedModel, TrainingOrder
from issues.pipeline.understanding import Analyst
from issues.reading.features import FEATURES
from issues.reading.weights import BrokenWeights, Weights
from monitoring.claims import alone
from monitoring.locks import Lock

log = logging.getLogger(__name__)

Target = LearnedModel.Target
# Values people set at the desk; the tone of the event has no decisions and stays as shipped.
TARGETS = (Target.TONE, Target.OFFICIAL, Target.TOPIC)
# What a target continues from where nothing of its own was shipped.
AKIN = {Target.OFFICIAL: Target.TONE}
# The newest decisions learned from and judged by in one training, all targets together.
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
        analyst = Analyst.load()
        told = [Learned("", "belum ada data daerah")]
        if analyst is not None:
            told = _learn(targets or TARGETS, analyst, at)
        _answer(told, at)
    for one in told:
        log.info("pelatihan %s: %s", one.target, one.words)
    return told


def _answer(told: Sequence[Learned], at: datetime) -> None:
    """Tell whoever asked for a training before it began what came of it."""
    names = dict(Target.choices)
    words = "; ".join(f"{names.get(one.target, '')}: {one.words}".lstrip(": ") for one in told)
    asked = TrainingOrder.objects.waiting().filter(asked_at__lte=at)
    asked.update(ended_at=timezone.now(), words=words[:600])


def _learn(targets: Sequence[str], analyst: Analyst, at: datetime) -> list[Learned]:
    """Train the targets on which enough was decided, and say why not the others."""
    begun = time.monotonic()
    usable = _usable(targets, decided_labels(at - WINDOW))
    idle = {target: _why_not(target, usable[target]) for target in targets}
    parts = {target: split(usable[target]) for target in targets if not idle[target]}
    made: dict[str, Weights] = {}
    for target, older in _taught({name: part[0] for name, part in parts.items()}, analyst).items():
        try:
            made[target] = _made(target, older)
        except (TooFewExamples, BrokenWeights) as error:
            idle[target] = str(error)
    verdicts = _judged({name: parts[name][1] for name in made}, made, analyst)
    told = []
    for target in targets:
        if idle[target]:
            told.append(Learned(target, idle[target]))
            continue
        row = _row(target, made[target], verdicts[target], at)
        row.trained_on, row.judged_by = map(len, parts[target])
        row.seconds = round(time.monotonic() - begun, 1)
        _keep(row)
        told.append(Learned(target, row.reason, row))
    return told


def _usable(targets: Sequence[str], found: Sequence[Label]) -> dict[str, list[Label]]:
    """Return by target what a model can learn from, the newest MOST_DECISIONS of all."""
    good = [o for o in found if o.target in targets and teaches(o.target, o.machine, o.person)]
    good.sort(key=lambda one: one.at)
    if len(good) > MOST_DECISIONS:
        log.info("pelatihan: %d keputusan lama tidak dipakai", len(good) - MOST_DECISIONS)
    newest = good[-MOST_DECISIONS:]
    return {target: [one for one in newest if one.target == target] for target in targets}


def _why_not(target: str, usable: Sequence[Label]) -> str:
    """Return why there is nothing to train: too little was decided, or nothing since."""
    few = too_few(len(usable), settings.LEARN_FROM)
    last = LearnedModel.objects.filter(target=target).first()
    if few or last is None or any(one.at > last.made_at for one in usable):
        return few
    return "tidak ada keputusan baru sejak pelatihan terakhir"


def _taught(older: Mapping[str, Sequence[Label]], analyst: Analyst) -> dict[str, list[Example]]:
    """Return the examples of every target; each text is seen once for all of them."""
    made: dict[str, list[Example]] = {target: [] for target in older}
    for label, example in examples([one for some in older.values() for one in some], analyst):
        made[label.target].append(example)
    return made


def _made(target: str, older: Sequence[Example]) -> Weights:
    """Return the new model: what was shipped, moved by the decisions; from nothing without it.

    It begins anew each time, so that a decision counts once and one that was undone not at all.
    """
    shipped = starting_weights()
    start = shipped.get(target) or shipped.get(AKIN.get(target, ""))
    if not older:
        raise TooFewExamples("teks yang dinilai petugas tidak ada lagi")
    return adapt(older, replace(start, target=target)) if start else train(older, target)


def _judged(
    newest: Mapping[str, Sequence[Label]], made: Mapping[str, Weights], analyst: Analyst
) -> dict[str, Verdict]:
    """Compare by the whole reading, rules and all: as it is now, and with the new models."""
    found = [label for some in newest.values() for label in some]
    told = answers(found, analyst, made)
    verdicts = {}
    for target, labels in newest.items():
        asked = [(one, (one.text, (target, one.office))) for one in labels]
        both = [(one, *told[key]) for one, key in asked if key in told]
        old, new = [before for _, before, _ in both], [after for _, _, after in both]
        verdicts[target] = judge(new, old, [one.person for one, _, _ in both])
    return verdicts


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
