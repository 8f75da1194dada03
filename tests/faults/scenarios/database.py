"""PostgreSQL dies, ends its sessions, or has too few: it is the queue, so all wait for it."""

import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import psycopg2

from commandcenter.embedded import postgres
from tests.faults.lab import Lab
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
# Three of these PostgreSQL keeps for its administrators.
CONNECTIONS = {"max_connections": "10"}
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
    """Let the server accept fewer sessions than the product would like to have."""
    with settings(CONNECTIONS):
        lab.ready(Layout())
        allowed = CONNECTIONS["max_connections"]
        offset = lab.plant.log.stat().st_size
        run = lab.run("connections-few", f"max_connections = {allowed}", lambda: crowd(lab, offset))
        yield run
    lab.ready(Layout())


def crowd(lab: Lab, offset: int) -> str:
    """Hold the sessions that are left until somebody of the product was turned away."""
    held = []
    try:
        while not (turned_away := _turned_away(lab, offset)) and len(held) < 10:
            with suppress(psycopg2.OperationalError):
                held.append(psycopg2.connect(lab.plant.environment["DATABASE_URL"]))
            lab.plant.rest(1.0)
    finally:
        for connection in held:
            connection.close()
    return f"{turned_away} times turned away"


def _turned_away(lab: Lab, offset: int) -> int:
    return lab.plant.said(FULL, offset) + lab.plant.said(RESERVED, offset)


@contextmanager
def settings(values: Mapping[str, str]) -> Iterator[None]:
    """Start servers with other settings for a while."""
    before = dict(postgres.SETTINGS)
    postgres.SETTINGS.update(values)
    try:
        yield
    finally:
        postgres.SETTINGS.clear()
        postgres.SETTINGS.update(before)
