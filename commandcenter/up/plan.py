"""Says what runs, with which words and settings: pure data, decided before anything starts."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from commandcenter.embedded.keeper import Program

ROOT = Path(__file__).resolve().parents[2]
DEMO_PACK = "contoh"
# The person waits for the page; the work may begin two seconds later.
FIRST = ("web",)
# Each outlet of the sample newsroom has a loopback address of its own in here.
NEWSROOM_NETWORK = "127.77.0.0/16"
NEWSROOM_HOST = "127.77.0.1"
# What makes work ends before what does it; the page that shows it stays up longer than both.
STOP_ORDER = ("beat", "worker", "web", "standby", "newsroom")


@dataclass(frozen=True)
class Order:
    """What the person asked for."""

    data_dir: Path
    pack: str
    demo: bool
    bind: str
    port: int
    newsroom_port: int

    @property
    def local_host(self) -> str:
        """Return the address under which this machine reaches the web server."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.bind, self.bind)

    @property
    def url(self) -> str:
        host = f"[{self.local_host}]" if ":" in self.local_host else self.local_host
        return f"http://{host}:{self.port}"


def environment(
    order: Order, given: Mapping[str, str], services: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment of every process of the product."""
    ours = {
        "DATA_DIR": str(order.data_dir),
        "PORT": str(order.port),
        "PACK": order.pack,
        "PYTHONUNBUFFERED": "1",
    }
    return {**given, **services, **ours, **(_demo(order, given) if order.demo else {})}


def prepare(order: Order) -> tuple[str, ...]:
    """Return the command that must have succeeded before anything else starts."""
    return _manage("prepare", "--pack", order.pack)


def programs(order: Order, environment: Mapping[str, str]) -> dict[str, Program]:
    """Return what runs side by side, in the order of its start."""
    run = partial(Program, environment=environment, directory=ROOT)
    newsroom = [run("newsroom", _manage("newsroom"), grace=1)] if order.demo else []
    always = [
        run("web", _web(order), grace=3),
        run("worker", _worker(), grace=4),
        run("beat", _beat(order), grace=2),
        run("standby", _manage("standby"), grace=2),
    ]
    return {each.name: each for each in [*newsroom, *always]}


def _web(order: Order) -> tuple[str, ...]:
    host = f"[{order.bind}]" if ":" in order.bind else order.bind
    return (
        sys.executable, "-m", "gunicorn", "commandcenter.wsgi", "--preload",
        "--bind", f"{host}:{order.port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "4",
        "--graceful-timeout", "2", "--no-control-socket",
    )  # fmt: skip


def _worker() -> tuple[str, ...]:
    """Return the worker; its fixed name spares it a host name that may hold anything.

    Three children, so that while two wait for slow outlets the third still reads.
    """
    return _celery(
        "worker", "--pool", "prefork", "--concurrency", "3", "-Q", "celery",
        "--hostname", "worker@commandcenter", "--without-gossip", "--without-mingle",
        "--loglevel", "INFO",
    )  # fmt: skip


def _beat(order: Order) -> tuple[str, ...]:
    schedule = str(order.data_dir / "run" / "beat")
    return _celery("beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "WARNING")


def _celery(*arguments: str) -> tuple[str, ...]:
    """Celery warns root at length; its danger is pickled messages, and ours are JSON only."""
    quiet = ("-W", "ignore:You're running the worker")
    return (sys.executable, *quiet, "-m", "celery", "-A", "commandcenter", "--quiet", *arguments)


def _manage(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, str(ROOT / "manage.py"), *arguments)


def _demo(order: Order, given: Mapping[str, str]) -> dict[str, str]:
    networks = given.get("FETCH_ALLOW_NETWORKS") or NEWSROOM_NETWORK
    port = str(order.newsroom_port)
    ours = {"DEMO": "1", "NEWSROOM_PORT": port, "FETCH_ALLOW_NETWORKS": networks}
    # A visitor watches for minutes, not for a day.
    return {"FEED_INTERVAL_MINUTES": given.get("FEED_INTERVAL_MINUTES") or "1", **ours}
