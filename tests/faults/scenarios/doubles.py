"""Two where there should be one: a frozen worker and its successor, two beats, two stand-ins."""

import os
import signal
from collections.abc import Iterator

from tests.faults.lab import REFUSED, Lab, NotDone
from tests.faults.orders import Deed, Order
from tests.faults.plant import LEASE_SECONDS, Layout
from tests.faults.report import Run

FREEZE = Deed(signal.SIGSTOP, group=True)
TAKEN_OVER_WITHIN = 120.0
ENDED = "terminating connection due to idle-in-transaction timeout"
REFUSED_WITHIN = 20.0
WATCHED_FOR = 10.0
# Slots of a feed lie a minute apart in the demo; half of that is never reached by a double.
TOO_SOON = """
SELECT count(*) FROM (
    SELECT started_at - lag(ended_at) OVER (PARTITION BY feed_id ORDER BY ended_at) AS pause
    FROM monitoring_fetch
) pauses WHERE pause < interval '5 seconds'
"""


def frozen_worker(lab: Lab) -> Iterator[Run]:
    """Freeze a worker with a parsed feed in its hands; wake it when others took it over."""
    words = f"SIGSTOP past the lease of {LEASE_SECONDS} s, then SIGCONT"
    order = Order("after_parse", 1, FREEZE)
    yield lab.run("frozen-worker", words, lambda: wake_worker(lab), order=order)


def wake_worker(lab: Lab) -> str:
    """Prove that the write of the sleeper is refused when it wakes."""
    frozen = int((lab.plant.orders.done("after_parse") or {})["group"])
    try:
        # No longer than that: after 90 s the sleeper's own time limit would end it on waking.
        held = lab.observer.held()
        lab.wait(lambda: not held & lab.observer.held(), TAKEN_OVER_WITHIN, "nobody took over")
        offset = lab.plant.log.stat().st_size
    finally:
        os.killpg(frozen, signal.SIGCONT)
    words = "the sleeper's write was not refused"
    lab.wait(lambda: lab.plant.said(REFUSED, offset) > 0, REFUSED_WITHIN, words)
    return "others took over"


def frozen_reader(lab: Lab) -> Iterator[Run]:
    """Freeze a worker inside a reader's transaction; wake it when others have done its work.

    It holds the reader's lock and the lock of a row. PostgreSQL ends its session when the
    transaction has idled for a lease (settings.DATABASES), or nobody else could ever read.
    """
    words = f"SIGSTOP inside a reader's transaction past {LEASE_SECONDS} s, then SIGCONT"
    order = Order("reading", 3, FREEZE)
    yield lab.run("frozen-reader", words, lambda: wake_reader(lab), order=order)


def wake_reader(lab: Lab) -> str:
    """Prove that others read on while the sleeper sleeps, and that it adds nothing on waking."""
    offset = lab.plant.log.stat().st_size
    frozen = int((lab.plant.orders.done("reading") or {})["group"])
    try:
        lab.wait(lab.observer.settled, TAKEN_OVER_WITHIN, "nobody took over")
    finally:
        os.killpg(frozen, signal.SIGCONT)
    if not (ended := lab.plant.said(ENDED, offset)):
        raise NotDone("PostgreSQL did not end the sleeper's session")
    return f"others took over, {ended} session ended"


def two_of_each(lab: Lab) -> Iterator[Run]:
    """Run two beats and two stand-ins side by side with the two workers."""
    words, two = "two beats, two stand-ins", Layout(beats=2, standbys=2)
    yield lab.run("two-of-each", words, lambda: watch_pauses(lab), layout=two)


def watch_pauses(lab: Lab) -> str:
    """Wait until all is collected; no feed may have been asked twice in one turn."""
    lab.wait(lab.observer.settled, TAKEN_OVER_WITHIN, "nothing was collected")
    lab.plant.rest(WATCHED_FOR)
    if doubled := lab.observer.ask(TOO_SOON)[0][0]:
        raise NotDone(f"{doubled} times a feed was asked twice in one turn")
    return "no feed asked twice in a turn"
