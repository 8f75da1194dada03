"""PostgreSQL dies, ends its sessions, or has too few: it is the queue, so all wait for it."""

import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import psycopg2

from tests.faults.lab import Lab, NotDone
from tests.faults.plant import Layout
from tests.faults.report import Run

REACHED_WITHIN = 60.0
# Far from done, so that a batch is in everybody's hands.
FIRST_ITEMS = 15
ENDING_FOR, END_EVERY = 10.0, 1.0
END_SESSIONS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE usename = current_user AND pid <> pg_backend_pid()
"""
# Web keeps eight sessions, the workers six, the stand-in two, this laboratory two; three are kept
# for administrators.
CONNECTIONS = 22
CROWDED_FOR = 10.0
FULL = "too many clients"
RESERVED = "remaining connection slots are reserved"


def killed(lab: Lab) -> Iterator[Run]:
    """Kill the server in the middle of a batch; its keeper starts it again."""
    yield lab.run("postgres-killed", "kill -9 mid-batch", lambda: end(lab, signal.SIGKILL))


def stopped_at_once(lab: Lab) -> Iterator[Run]:
    """The same with the immediate stop, which is how a power cut looks to the rows."""
    words = "immediate stop mid-batch"
    yield lab.run("postgres-immediate", words, lambda: end(lab, signal.SIGQUIT))


def end(lab: Lab, number: int) -> str:
    """Wait for the first items, then send the signal to the server itself, as pg_ctl does."""
    mid_batch(lab)
    lab.plant.signal("postgres", number, group=False)
    lab.wait(lambda: not lab.plant.running("postgres"), 10, "PostgreSQL did not end")
    return ""


def mid_batch(lab: Lab) -> None:
    """Wait until some texts are stored and most are not."""
    words = "no batch was under way"
    lab.wait(
        lambda: lab.observer.count("monitoring_itemtext") >= FIRST_ITEMS, REACHED_WITHIN, words
    )


def connections_ended(lab: Lab) -> Iterator[Run]:
    """End every session every second."""
    words = f"all sessions ended every {END_EVERY:.0f} s for {ENDING_FOR:.0f} s"
    yield lab.run("connections-ended", words, lambda: end_sessions(lab))


def end_sessions(lab: Lab) -> str:
    """End them, and say how many there were."""
    until, ended = time.monotonic() + ENDING_FOR, 0
    while time.monotonic() < until:
        ended += int(lab.observer.ask(END_SESSIONS)[0][0])
        lab.plant.rest(END_EVERY)
    return f"{ended} sessions"


def connections_few(lab: Lab) -> Iterator[Run]:
    """Allow hardly more sessions than the product needs, and let strangers take them all."""
    words = f"max_connections = {CONNECTIONS}, all taken by strangers for {CROWDED_FOR:.0f} s"
    few = Layout(connections=CONNECTIONS)
    yield lab.run("connections-few", words, lambda: crowd(lab), layout=few)


def crowd(lab: Lab) -> str:
    """Take the product's sessions away and hold every session there is."""
    offset, url = lab.plant.log.stat().st_size, lab.plant.database_url()
    with ExitStack() as held:
        lab.observer.ask(END_SESSIONS)
        until = time.monotonic() + CROWDED_FOR
        while time.monotonic() < until:
            with suppress(psycopg2.OperationalError):
                while time.monotonic() < until:
                    held.callback(psycopg2.connect(url).close)
            lab.plant.rest(0.2)
    turned_away = lab.plant.said(FULL, offset) + lab.plant.said(RESERVED, offset)
    if not turned_away:
        raise NotDone("nobody was turned away")
    return f"{turned_away} times turned away"
