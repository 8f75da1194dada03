"""Stands in when ticks stop coming: overdue work is done here by the same pipelines.

With Valkey or beat gone, collecting loses its parallelism, not its coverage. Whether ticks come
is not asked of Celery but seen in the database: work that is due and that nobody takes.
"""

import logging
import time
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from issues.pipeline import read_items, weigh_issues
from monitoring.models import Feed, Item
from monitoring.pipeline import collect_feeds, collect_pages

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
# Four missed ticks: a busy moment is over by then, a dead broker is not.
PATIENCE = timedelta(seconds=20)
WEIGH_EVERY = timedelta(minutes=1)


def overdue(at: datetime) -> bool:
    """Say whether feeds or items have waited longer than the workers ever let them."""
    late = at - PATIENCE
    feeds = Feed.objects.watched().due().filter(due_at__lt=late)
    return feeds.exists() or Item.objects.due().filter(due_at__lt=late).exists()


def run_once(at: datetime) -> None:
    """Do one turn of every stage, in the order of the flow."""
    log.warning(
        "pekerjaan terlambat lebih dari %d detik; cadangan mengambil alih", PATIENCE.seconds
    )
    collect_feeds()
    collect_pages()
    read_items()


def stand_by() -> None:
    """Look every few seconds for as long as the process lives."""
    weighed = timezone.now()
    while True:
        time.sleep(LOOK_EVERY.total_seconds())
        at = timezone.now()
        try:
            close_old_connections()
            if not overdue(at):
                continue
            run_once(at)
            if at - weighed > WEIGH_EVERY:
                weigh_issues(at)
                weighed = at
        except (OperationalError, InterfaceError) as error:
            log.warning("PostgreSQL tidak menjawab: %s", str(error).strip().splitlines()[0])
