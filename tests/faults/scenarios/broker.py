"""Valkey forgets everything or is not there: that costs messages, and messages are hints."""

import time
from collections.abc import Iterator

import redis

from tests.faults.lab import Lab
from tests.faults.plant import Layout
from tests.faults.report import Run

FLUSH_FOR, FLUSH_EVERY = 20.0, 1.0


def flushed(lab: Lab) -> Iterator[Run]:
    """Empty Valkey every second while the rows are collected."""
    words = f"FLUSHALL every {FLUSH_EVERY:.0f} s for {FLUSH_FOR:.0f} s"
    yield lab.run("valkey-flushed", words, lambda: flush(lab))


def flush(lab: Lab) -> str:
    """Flush, and say how often."""
    until, times = time.monotonic() + FLUSH_FOR, 0
    valkey = redis.Redis.from_url(lab.plant.environment["REDIS_URL"], socket_timeout=3)
    while time.monotonic() < until:
        valkey.flushall()
        times += 1
        lab.plant.rest(FLUSH_EVERY)
    valkey.close()
    return f"{times} times"


def absent(lab: Lab) -> Iterator[Run]:
    """Start everything without Valkey: collecting must go on through the stand-in alone."""
    words = "no Valkey from the start"
    yield lab.run("valkey-absent", words, lambda: "", layout=Layout(broker=False))
