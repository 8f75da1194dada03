"""Looks at the wall as a screen does, all the while: what it claims, and what it counts."""

import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

import psycopg2

from tests.bench.stack import HOST, plain
from tests.faults.invariants import Look
from tests.faults.observer import Observer

LOOK_EVERY = 1.0
PATIENCE = 3.0
# Walls share a drawn board for two seconds (issues/views/wall.py); rows were emptied meanwhile.
SHARED = 2.5
_PLACEMENTS = re.compile(r"cerita, ([\d.]+) pemuatan")


@dataclass(frozen=True)
class Shown:
    """One answer of the wall: the moment its data are of (None: no good fetch yet), its words."""

    stated: float | None
    words: str


@dataclass
class Watch:
    """Polls the wall about once a second and keeps what it claimed."""

    port: int
    path: str
    observer: Observer
    looks: list[Look] = field(default_factory=list)
    _next: float = 0.0

    def look(self) -> None:
        """Poll once if it is time; no answer, from the wall or the database, is no claim."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + LOOK_EVERY
        shown = ask(self.port, self.path)
        if shown is None or shown.stated is None:
            return
        try:
            newest = self.observer.newest_good()
        except psycopg2.OperationalError:
            return
        self.looks.append(Look(shown.stated, newest))

    def forget(self) -> None:
        """Begin anew after the rows were emptied."""
        self.looks.clear()
        self._next = time.monotonic() + SHARED


def ask(port: int, path: str) -> Shown | None:
    """Poll the wall once; None when it does not answer or not with a board."""
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"HX-Request": "true"})
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    if answer.status != 200:
        return None
    age, at = answer.headers.get("X-Data-Age", ""), answer.headers.get("X-Server-Time", "0")
    return Shown(int(at) / 1000 - int(age) if age else None, plain(body))


def placements(words: str) -> int:
    """Return the placements of today that a wall with these words shows; 0 when it shows none."""
    found = _PLACEMENTS.search(words)
    return int(found[1].replace(".", "")) if found else 0
