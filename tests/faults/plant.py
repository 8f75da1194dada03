"""The product as it runs in production, in one process group per program, held up by its keepers.

Two workers, beat, standby, web, the sample newsroom, and the bundled PostgreSQL and Valkey with
their production settings. Only the lease is shorter, and the workers carry a saboteur.
"""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from commandcenter.embedded import keeper, postgres
from commandcenter.embedded.keeper import Keeper, Program
from commandcenter.embedded.log import Log
from commandcenter.embedded.place import settle
from commandcenter.embedded.processes import Record, occupants
from commandcenter.embedded.services import Services
from commandcenter.newsroom import addresses
from commandcenter.up import plan
from tests.bench.stack import HOST, environment
from tests.faults.orders import VARIABLE, Orders
from tests.faults.processes import living, of_data_dir

LEASE_SECONDS = 5
STOP_ORDER = ("beat", "beat2", "worker", "worker2", "web", "standby", "standby2", "newsroom")
# Everything of the product; the newsroom is the world outside, and the world does not die.
PRODUCT = ("worker", "worker2", "beat", "standby", "web", "postgres", "valkey")
CONNECTIONS = int(postgres.SETTINGS["max_connections"])
NO_BROKER = "redis://127.0.0.1:9/0"


class PlantError(Exception):
    """The plant did not come up or did not get where it should; the message says what and why."""


@contextmanager
def pause_at_most(seconds: float) -> Iterator[None]:
    """Let keepers wait no longer than this before they start again what died."""
    before = keeper.LONGEST_PAUSE
    keeper.LONGEST_PAUSE = seconds
    try:
        yield
    finally:
        keeper.LONGEST_PAUSE = before


@dataclass(frozen=True)
class Layout:
    """What runs: with or without Valkey, and how many of those that should be alone.

    `connections` is PostgreSQL's max_connections where it is not the product's.
    """

    broker: bool = True
    beats: int = 1
    standbys: int = 1
    connections: int | None = None


USUAL = Layout()


class Plant:
    """One DATA_DIR with everything in it; start, tend and kill from the main thread."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.order = plan.Order(
            data_dir=data_dir,
            pack=plan.DEMO_PACK,
            demo=True,
            bind=HOST,
            port=_free_port(),
            newsroom_port=_free_newsroom_port(),
        )
        self.orders = Orders(data_dir / "run" / "orders")
        self.links: dict[str, str] = {}
        self.beside: Callable[[], None] = lambda: None
        # None: nothing runs, or nothing that another experiment should go on with.
        self.layout: Layout | None = None
        self._keepers: list[Keeper] = []
        self._services: Services | None = None
        self._stream: TextIO | None = None

    @property
    def log(self) -> Path:
        """Return the file with every line of every program."""
        return self.data_dir / "plant.log"

    @property
    def cluster(self) -> Path:
        """Return the directory of the database."""
        return settle(self.data_dir).cluster

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every program of the product."""
        ours = {"LEASE_SECONDS": str(LEASE_SECONDS), VARIABLE: str(self.orders.folder)}
        services = self._services.environment() if self._services else {}
        return plan.environment(self.order, environment(os.environ), services) | ours

    def database_url(self) -> str:
        """Return where the database answers now."""
        return self.environment["DATABASE_URL"]

    def start(self, layout: Layout = USUAL) -> None:
        """Start the services, prepare once, then start everything that runs beside them."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self._stream = self.log.open("a", encoding="utf-8")
        given = environment(os.environ) | ({} if layout.broker else {"REDIS_URL": NO_BROKER})
        self._services = Services(self.data_dir, Log(self._stream), environ=given)
        _limit_connections(layout.connections)
        self._services.start()
        if not self.links:
            self._prepare()
        self._keepers = [self._keeper(name) for name in _names(layout)]
        self.layout = layout
        self.tend()

    def stop(self) -> None:
        """End everything in order; what does not end is killed."""
        self.layout = None
        for one in sorted(self._keepers, key=lambda one: STOP_ORDER.index(one.name)):
            one.stop()
        self._keepers = []
        if self._services is not None:
            self._services.stop()
            self._services = None
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def tend(self) -> None:
        """Start again what died, as the supervisor of the product does."""
        if self._services is not None and self._services.tend():
            for one in self._keepers:
                one.restart()
        for one in self._keepers:
            one.tend()

    def wait(self, condition: Callable[[], bool], seconds: float) -> bool:
        """Keep everything running until the condition holds; say whether it did in time."""
        deadline = time.monotonic() + seconds
        while not (held := condition()) and time.monotonic() < deadline:
            self.rest(0.2)
        return held

    def rest(self, seconds: float) -> None:
        """Keep everything running for so long, and look at the wall meanwhile."""
        until = time.monotonic() + seconds
        while True:
            self.tend()
            self.beside()
            if time.monotonic() >= until:
                return
            time.sleep(min(0.1, seconds))

    def running(self, name: str) -> bool:
        """Say whether a program has a process now."""
        return self._record(name) is not None

    def complete(self) -> bool:
        """Say whether everything that should run has a process now."""
        layout = self.layout or USUAL
        services = ["postgres", *(["valkey"] if layout.broker else [])]
        return all(map(self.running, [*_names(layout), *services]))

    def signal(self, name: str, number: int = signal.SIGKILL, group: bool = True) -> bool:
        """Send a signal to one of our programs; False when it has no process just now."""
        if (record := self._record(name)) is None:
            return False
        (os.killpg if group else os.kill)(record.pid, number)
        return True

    def strangers(self) -> list[int]:
        """Return processes of this DATA_DIR that belong to no program that is kept now."""
        kept = {one.pid for one in self._keepers}
        return [pid for pid, session in of_data_dir(self.data_dir).items() if session not in kept]

    def left(self) -> list[int]:
        """Return what still runs after the stop: processes of this DATA_DIR or its cluster."""
        return [*of_data_dir(self.data_dir), *occupants(self.cluster.resolve())]

    def said(self, words: str, since: int = 0) -> int:
        """Count the lines of the log, from this offset on, that hold the words."""
        with self.log.open(encoding="utf-8", errors="replace") as log:
            log.seek(since)
            return sum(words in line for line in log)

    def _record(self, name: str) -> Record | None:
        return living(self.data_dir / "run" / f"{name}.json")

    def _keeper(self, name: str) -> Keeper:
        if self._stream is None:
            raise PlantError("the services are not running")
        run_dir = self.data_dir / "run"
        return Keeper(name, partial(self._program, name), Log(self._stream), run_dir)

    def _program(self, name: str) -> Program:
        programs = plan.programs(self.order, self.environment)
        program = replace(programs[name.rstrip("2")], name=name)
        argv = _renamed(program.argv) if name.endswith("2") else program.argv
        return replace(program, argv=_sabotaged(argv) if name.startswith("worker") else argv)

    def _prepare(self) -> None:
        done = subprocess.run(
            plan.prepare(self.order), env=self.environment, cwd=plan.ROOT,
            capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
        if done.returncode:
            raise PlantError(f"the preparation failed:\n{done.stdout}{done.stderr}")
        said = (line.partition(": ") for line in done.stdout.splitlines())
        self.links = {name.strip(): value.strip() for name, _, value in said}


def fresh(data_dir: Path) -> Plant:
    """Return a plant that never ran; what an earlier one left in the directory is removed."""
    shutil.rmtree(data_dir, ignore_errors=True)
    return Plant(data_dir)


def _names(layout: Layout) -> list[str]:
    names = ["newsroom", "web", "worker", "worker2", "beat", "standby"]
    names += ["beat2"] if layout.beats > 1 else []
    return names + (["standby2"] if layout.standbys > 1 else [])


def _limit_connections(number: int | None) -> None:
    """Let the next server accept so many sessions; None: as many as the product's does."""
    postgres.SETTINGS["max_connections"] = str(number or CONNECTIONS)


def _renamed(argv: tuple[str, ...]) -> tuple[str, ...]:
    """Give a second program of a kind its own name and its own schedule file."""
    return tuple(
        part.replace("worker@", "worker2@") if part.startswith("worker@")
        else f"{part}2" if part.endswith("/run/beat")
        else part
        for part in argv
    )  # fmt: skip


def _sabotaged(argv: tuple[str, ...]) -> tuple[str, ...]:
    """Let the product's Celery run with a saboteur inside."""
    module = argv.index("-m") + 1
    return (*argv[:module], "tests.faults.celery", *argv[module + 1 :])


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def _free_newsroom_port() -> int:
    sockets = list(addresses.bind(0).values())
    port = int(sockets[0].getsockname()[1])
    for bound in sockets:
        bound.close()
    return port
