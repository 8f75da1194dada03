"""Training in a process of its own, so that no worker keeps its memory."""

import logging
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from issues.learning.standing import is_running
from issues.models import Act, LearnedModel, TrainingOrder
from monitoring.nudge import nudge

log = logging.getLogger(__name__)

# Twenty thousand decisions take a minute; longer than this it hangs.
AT_MOST = timedelta(minutes=10)
FAILED = "pelatihan gagal atau terlalu lama; sebabnya ada di log, coba lagi nanti"
# How long after a night without training somebody else sees to it.
OVERDUE = timedelta(hours=26)


def order(by: AbstractBaseUser, at: datetime) -> None:
    """Ask for a training; one that waits already answers this person too."""
    if not TrainingOrder.objects.waiting().exists():
        TrainingOrder.objects.create(asked_at=at, asked_by=by)
    transaction.on_commit(lambda: nudge("learn"))


def is_asked() -> bool:
    """Say whether somebody asked for a training, and none runs that could answer."""
    return TrainingOrder.objects.waiting().exists() and not is_running()


def learn_if_asked() -> None:
    """Train if somebody asked for it."""
    if is_asked():
        learn_apart()


def learn_apart(at_most: timedelta = AT_MOST) -> bool:
    """Train what there is to train; return whether the process ended well.

    It answers whoever asked for a training; where it fails, they are answered here.
    """
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "learn", "now"]
    try:
        ended = subprocess.run(command, timeout=at_most.total_seconds(), check=False)
        ended_well = ended.returncode == 0
    except subprocess.TimeoutExpired:
        log.error("pelatihan tidak selesai dalam %d detik", at_most.total_seconds())
        ended_well = False
    if not ended_well:
        TrainingOrder.objects.waiting().update(ended_at=timezone.now(), words=FAILED)
    return ended_well


def is_overdue(at: datetime) -> bool:
    """Say whether people decided since the newest training, and that is longer ago than a night.

    Before the first training there is nothing to be late: its night comes with the schedule.
    """
    last = LearnedModel.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    if last is None or at - last < OVERDUE:
        return False
    return Act.objects.filter(at__gt=last).exists()
