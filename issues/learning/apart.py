"""Training in a process of its own, so that no worker keeps its memory."""

import logging
import subprocess
import sys
from datetime import datetime, timedelta

from django.conf import settings

from issues.models import Act, LearnedModel

log = logging.getLogger(__name__)

# Twenty thousand decisions take a minute; longer than this it hangs.
AT_MOST = timedelta(minutes=10)
# How long after a night without training somebody else sees to it.
OVERDUE = timedelta(hours=26)


def learn_apart(at_most: timedelta = AT_MOST) -> bool:
    """Train what there is to train; return whether the process ended well."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "learn", "now"]
    try:
        ended = subprocess.run(command, timeout=at_most.total_seconds(), check=False)
    except subprocess.TimeoutExpired:
        log.error("pelatihan tidak selesai dalam %d detik", at_most.total_seconds())
        return False
    return ended.returncode == 0


def is_overdue(at: datetime) -> bool:
    """Say whether people decided since the newest training, and that is longer ago than a night.

    Before the first training there is nothing to be late: its night comes with the schedule.
    """
    last = LearnedModel.objects.order_by("-made_at").values_list("made_at", flat=True).first()
    if last is None or at - last < OVERDUE:
        return False
    return Act.objects.filter(at__gt=last).exists()
