"""The real stack, started and stopped as a person does it: `python -m commandcenter.up --demo`."""

import html
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from commandcenter.embedded.keeper import tethered
from commandcenter.embedded.services import urls
from commandcenter.newsroom import addresses
from commandcenter.up.ready import status

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
# Settings of whoever calls the benchmark; the stack decides these itself.
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "NEWSROOM_PORT", "PACK", "BIND")
START_WITHIN, STOP_WITHIN, COLLECT_WITHIN = 120.0, 30.0, 150.0
_TAG = re.compile(r"<[^>]+>")


class BenchError(Exception):
    """The stack did not do what it should; the message says what, with its last lines."""


@dataclass
class Stack:
    """One stack in a DATA_DIR of its own; `links` are the addresses it printed, by label."""

    data_dir: Path
    port: int
    newsroom_port: int
    process: "subprocess.Popen[bytes] | None" = None
    links: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> Path:
        """Return the file that holds what the stack printed since its last start."""
        return self.data_dir.with_suffix(".log")

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of the stack: ours, without what it decides itself."""
        return environment(os.environ) | {
            "DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "NEWSROOM_PORT": str(self.newsroom_port),
        }

    def start(self) -> float:
        """Start; return the seconds until `/readyz` answered 200."""
        command = tethered((sys.executable, "-m", "commandcenter.up", "--demo"), signal.SIGTERM)
        begun = time.monotonic()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.wait(lambda: status(HOST, self.port, "/readyz") == 200, START_WITHIN, "not ready")
        seconds = time.monotonic() - begun
        self.wait(self._welcomed, START_WITHIN, "no welcome with its links")
        return seconds

    def stop(self) -> None:
        """Stop politely, and kill what is left of its process group."""
        if self.process is None:
            return
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(STOP_WITHIN)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None
        if "database" in self.__dict__:
            self.__dict__.pop("database").close()

    def wait(self, condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
        """Wait for a condition; raise BenchError when it takes too long or the stack ended."""
        deadline = time.monotonic() + seconds
        while not condition():
            if (
                time.monotonic() > deadline
                or self.process is None
                or self.process.poll() is not None
            ):
                raise BenchError(f"{otherwise} after {seconds:.0f} s:\n{self._tail()}")
            time.sleep(0.05)

    @cached_property
    def database(self) -> Any:
        """Return a connection to the stack's database, as an observer."""
        connection = psycopg2.connect(urls(self.data_dir)["database_url"])
        connection.autocommit = True
        return connection

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question in SQL; nothing for a statement without rows."""
        with self.database.cursor() as cursor:
            cursor.execute(question, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def collected(self) -> bool:
        """Say whether every feed was tried and every item it brought is read."""
        never = "SELECT count(*) FROM monitoring_feed WHERE enabled AND fetched_at IS NULL"
        waiting = "count(*) FILTER (WHERE stage IN ('page', 'read'))"
        items, unread = self.ask(f"SELECT count(*), {waiting} FROM monitoring_item")[0]
        return self.ask(never)[0][0] == 0 and items > 0 and unread == 0

    def settle(self) -> None:
        """Wait until everything is collected and read."""
        self.wait(self.collected, COLLECT_WITHIN, "not everything was collected")

    def wall(self, etag: str = "") -> tuple[int, str, bytes]:
        """Poll the wall as a screen does; return status, ETag and the fragment."""
        return get(self.port, self.links["Wall"], {"HX-Request": "true", "If-None-Match": etag})

    def _welcomed(self) -> bool:
        self.links = links(self.log.read_text(errors="replace"))
        return "Wall" in self.links

    def _tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without the settings that the stack decides itself."""
    return {name: value for name, value in given.items() if name not in NOT_INHERITED}


def links(said: str) -> dict[str, str]:
    """Return the paths of the addresses that a start printed, by their labels."""
    found = re.findall(r"^  (\w[\w ]*?) {2,}(http://\S+)", said, re.MULTILINE)
    return {label: urlsplit(address).path for label, address in found}


def plain(fragment: bytes) -> str:
    """Return the words of a fragment of HTML, each separated by one space."""
    return " ".join(html.unescape(_TAG.sub(" ", fragment.decode())).split())


def get(port: int, path: str, headers: Mapping[str, str]) -> tuple[int, str, bytes]:
    """Ask the web server on a connection of its own; return status, ETag and body."""
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        given = {name: value for name, value in headers.items() if value}
        connection.request("GET", path, headers=given)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("ETag", ""), answer.read()
    finally:
        connection.close()


@contextmanager
def fresh_stack(data_dir: Path) -> Iterator[Stack]:
    """Give a stack that never ran; it is stopped whatever happens, and its data stay."""
    shutil.rmtree(data_dir, ignore_errors=True)
    data_dir.mkdir(parents=True)
    stack = Stack(data_dir, _free_port(), _free_newsroom_port())
    try:
        yield stack
    finally:
        stack.stop()


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def _free_newsroom_port() -> int:
    """Return a port that is free on every address of the newsroom."""
    sockets = list(addresses.bind(0).values())
    port = sockets[0].getsockname()[1]
    for bound in sockets:
        bound.close()
    return int(port)
