"""Wake the next stage after a batch, so that nobody waits for the tick.

A nudge is a hint; the rows that were left are the truth. Which task serves a stage is wiring,
so it stands in settings.NUDGES. A broker that does not answer is left alone for a while: waiting
for it would slow down the very work that goes on without it.
"""

import logging
import time

from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

FRESH_SECONDS = 10
QUIET_SECONDS = 30
_quiet_until = 0.0


def nudge(stage: str) -> None:
    """Send the stage's task; call it after the rows are committed."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(settings.NUDGES[stage], expires=FRESH_SECONDS, retry=False)
    except OperationalError as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("Valkey tidak menjawab (%s); jadwal berikutnya mengambil alih", error)
