"""Stands in when ticks stop coming: overdue work is done by the same pipelines.

With Valkey or beat gone, collecting loses its parallelism, not its coverage. Whether ticks come
is not asked of Celery but seen in the database: work that is due and that nobody takes. Each turn
is a process of its own with a time limit, so that nothing it meets can silence the stand-in.
"""

import logging
import subprocess
import sys
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.db.models import Q
from django.utils import timezone

from monitoring.models import Feed, Item
from monitoring.pipeline.feeds import SUSPECTS

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
# Four missed ticks: a busy moment is over by then, a dead broker is not. Once it has taken over,
# one missed tick is enough: it goes on until somebody else does the work.
PATIENCE = timedelta(seconds=20)
PATIENCE_ONCE_IN = LOOK_EVERY
# Feeds that did not answer last time wait for one worker, which may wait for each of them.
PATIENCE_SUSPECTS = timedelta(minutes=3)
# As long as a task may take, and shorter than a lease.
TURN_AT_MOST = timedelta(seconds=110)


def overdue(at: datetime, patience: timedelta = PATIENCE) -> bool:
    """Say whether feeds or items have waited longer than this."""
    late = at - patience
    silent = Q(outcome__in=SUSPECTS, due_at__gte=at - PATIENCE_SUSPECTS)
    feeds = Feed.objects.watched().due().filter(due_at__lt=late).exclude(silent)
    return feeds.exists() or Item.objects.due().filter(due_at__lt=late).exists()


def turn() -> None:
    """Run one turn of every stage in a process of its own."""
    log.warning("pekerjaan terlambat dan tidak diambil siapa pun; cadangan mengambil alih")
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "turn"]
    try:
        subprocess.run(command, timeout=TURN_AT_MOST.total_seconds(), check=False)
    except subprocess.TimeoutExpired:
        log.error("giliran cadangan tidak selesai dalam %d detik", TURN_AT_MOST.seconds)


def stand_by() -> None:
    """Look every few seconds for as long as the process lives."""
    patience = PATIENCE
    while True:
        time.sleep(LOOK_EVERY.total_seconds())
        try:
            close_old_connections()
            late = overdue(timezone.now(), patience)
        except (OperationalError, InterfaceError) as error:
            log.warning("PostgreSQL tidak menjawab: %s", str(error).strip())
            continue
        patience = PATIENCE_ONCE_IN if late else PATIENCE
        if late:
            turn()
