"""How the models stand: which rules, what it was measured at, and what is missing for the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from issues.desk.queue import DESK_DAYS
from issues.learning.agreement import Counts
from issues.learning.labels import teaches
from issues.models import Coverage, LearnedModel, Tone, TrainingOrder
from monitoring.locks import Lock

HISTORY_SHOWN = 10
# Values people never set at the desk: their model stays as it was shipped.
NOT_DECIDED = (LearnedModel.Target.EVENT,)


@dataclass(frozen=True)
class Standing:
    """One target: the decisions that can teach it, what is needed, and its newest trainings.

    `ruling` is None while the shipped weights read.
    """

    name: str
    decisions: int
    needed: int
    taught: bool
    ruling: LearnedModel | None
    history: list[LearnedModel]

    @property
    def enough(self) -> bool:
        """Say whether enough was decided to train."""
        return self.taught and self.decisions >= self.needed


@dataclass(frozen=True)
class Models:
    """All targets, whether a training runs now, and how many waiting texts an older model read.

    `order` is the newest training that a person asked for, whether it waits or ended.
    """

    targets: list[Standing]
    running: bool
    order: TrainingOrder | None
    could_be_read_again: int


def read_models(counts: Counts, at: datetime) -> Models:
    """Return how the models stand; `counts` are the decisions of the window."""
    rows = LearnedModel.objects.defer("classes", "buckets", "weights", "bias").order_by(
        "-made_at", "-pk"
    )
    history: dict[str, list[LearnedModel]] = {target: [] for target in LearnedModel.Target}
    for row in rows:
        history[row.target].append(row)
    targets = [_standing(target, history[target], counts) for target in LearnedModel.Target]
    newest = max((t.ruling.made_at for t in targets if t.ruling), default=None)
    order = TrainingOrder.objects.select_related("asked_by").first()
    return Models(targets, is_running(), order, _read_before(newest, at) if newest else 0)


def is_running() -> bool:
    """Say whether a training holds its lock now, in whichever process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND (classid::bigint << 32) + objid::bigint = %s AND objsubid = 1)",
            [Lock.LEARNING.value],
        )
        return bool(cursor.fetchone()[0])


def _standing(target: str, history: list[LearnedModel], counts: Counts) -> Standing:
    decisions = sum(
        number
        for kind, number in counts.items()
        if kind.target == target and teaches(target, kind.machine, kind.person)
    )
    return Standing(
        name=str(LearnedModel.Target(target).label),
        decisions=decisions,
        needed=settings.LEARN_FROM,
        taught=target not in NOT_DECIDED,
        ruling=next((row for row in history if row.ruling), None),
        history=history[:HISTORY_SHOWN],
    )


def _read_before(newest: datetime, at: datetime) -> int:
    """Count what waits at the desk and was read before the newest model took over."""
    since = at - timedelta(days=DESK_DAYS)
    waiting = Coverage.objects.filter(handled_at=None, copy=False, at__gte=since)
    return waiting.filter(read_at__lt=newest).exclude(tone=Tone.UNRELATED).count()
