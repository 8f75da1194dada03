"""Runs the bundled services that the environment does not name, and tells where they answer.

Settings read ``urls``; `make run` and `make test` hold a ``Services`` open around their work.
"""

import fcntl
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, TextIO

from .addresses import remember, urls
from .errors import AlreadyRunning, StartFailed
from .keeper import Keeper, Program
from .log import Log
from .place import ELSEWHERE, settle
from .postgres import Postgres
from .processes import end_recorded
from .valkey import Valkey

__all__ = ["Services", "urls"]

RUN = "run"
TRIES = 5
# Replaying a long write-ahead log after a crash takes its time; dying takes none.
PATIENCE = 300.0
SAY_EVERY = 10.0


class Server(Protocol):
    """What PostgreSQL and Valkey have in common here."""

    @property
    def url(self) -> str: ...
    def prepare(self) -> None: ...
    def plan(self) -> Program: ...
    def ready(self, pid: int | None) -> bool: ...


@dataclass(frozen=True)
class Kept:
    """A server, the variable that names it, and the keeper of its process."""

    variable: str
    server: Server
    keeper: Keeper

    def ready(self) -> bool:
        return self.keeper.running() and self.server.ready(self.keeper.pid)


class Services:
    """The bundled services of one DATA_DIR; at most one process at a time holds them.

    Start and tend from the main thread: the servers end with the thread that started them.
    """

    def __init__(
        self,
        data_dir: Path,
        log: Log,
        *,
        fast: bool = False,
        environ: Mapping[str, str] = os.environ,
        elsewhere: Path = ELSEWHERE,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.run_dir = self.data_dir / RUN
        self._log = log
        self._fast = fast
        self._environ = environ
        self._elsewhere = elsewhere
        self._lock: TextIO | None = None
        self._kept: list[Kept] = []
        self._remembered: dict[str, str] = {}

    def __enter__(self) -> "Services":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def claim(self) -> None:
        """Become the one holder of this DATA_DIR, or raise ``AlreadyRunning``."""
        if self._lock is not None:
            return
        self.run_dir.mkdir(parents=True, exist_ok=True)
        lock = (self.run_dir / "lock").open("a+", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(_already(self.data_dir, lock)) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        self._lock = lock

    def start(self) -> None:
        """Start what the environment does not name and wait until it answers."""
        self.claim()
        end_recorded(self.run_dir, lambda text: self._log.say("services", text))
        try:
            self._kept = self._choose()
            for kept in self._kept:
                kept.server.prepare()
            self._wait()
        except BaseException:
            self.stop()
            raise

    def tend(self) -> bool:
        """Start again what died; tell whether an address moved. Call it a few times a second."""
        for kept in self._kept:
            kept.keeper.tend()
        return self._remember()

    def health(self) -> dict[str, bool]:
        """Tell for each service run here whether it answers."""
        return {kept.keeper.name: kept.ready() for kept in self._kept}

    def environment(self) -> dict[str, str]:
        """Return DATABASE_URL and REDIS_URL, given or ours."""
        given = {name: self._environ.get(name, "") for name in ("DATABASE_URL", "REDIS_URL")}
        return given | {kept.variable: kept.server.url for kept in self._kept}

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        """End the services, broker first, and give the DATA_DIR free; nothing is removed."""
        while self._kept:
            self._kept.pop().keeper.stop(hurry)
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _choose(self) -> list[Kept]:
        """Return the servers to run, in the order of their start."""
        if all(self.environment().values()):
            return []
        place, known = settle(self.data_dir, self._elsewhere), urls(self.data_dir)
        kept = []
        if not self._environ.get("DATABASE_URL"):
            url = known.get("database_url")
            database = Postgres(
                place, url, self._fast, lambda text: self._log.say("postgres", text)
            )
            kept.append(self._keep("DATABASE_URL", "postgres", database))
        if not self._environ.get("REDIS_URL"):
            url = known.get("redis_url")
            broker = Valkey(place, url, lambda text: self._log.say("valkey", text))
            kept.append(self._keep("REDIS_URL", "valkey", broker))
        return kept

    def _keep(self, variable: str, name: str, server: Server) -> Kept:
        return Kept(variable, server, Keeper(name, server.plan, self._log, self.run_dir))

    def _wait(self) -> None:
        deadline, word = time.monotonic() + PATIENCE, time.monotonic() + SAY_EVERY
        self.tend()
        while waiting := [kept for kept in self._kept if not kept.ready()]:
            for kept in waiting:
                if kept.keeper.deaths >= TRIES or time.monotonic() > deadline:
                    raise StartFailed(f"{kept.keeper.name} does not start:\n{kept.keeper.tail()}")
            if time.monotonic() > word:
                names = ", ".join(kept.keeper.name for kept in waiting)
                self._log.say("services", f"still waiting for {names}")
                word += SAY_EVERY
            time.sleep(0.02)
            self.tend()

    def _remember(self) -> bool:
        """Write down new and moved addresses; tell whether there were any."""
        ours = {kept.variable.lower(): kept.server.url for kept in self._kept}
        if ours == self._remembered:
            return False
        remember(self.data_dir, ours)
        self._remembered = ours
        return True


def _already(data_dir: Path, lock: TextIO) -> str:
    lock.seek(0)
    holder = lock.read().strip() or "unknown"
    return (
        f"Command Center is already running in {data_dir} (process {holder}).\n"
        "Stop that one first, or choose another directory: DATA_DIR=..."
    )
