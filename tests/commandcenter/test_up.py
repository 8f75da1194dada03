"""The one-command run: what it starts, how it ends, and what it says when it cannot start."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from commandcenter.embedded.processes import birth, wait_until
from commandcenter.up import plan
from commandcenter.up.__main__ import UpError, read_order
from commandcenter.up.ready import status, welcome

ROOT = Path(__file__).resolve().parents[2]
ORDER = plan.Order(Path("/data"), "ntb", False, "127.0.0.1", 8000, 8077)
DEMO = plan.Order(Path("/data"), "contoh", True, "0.0.0.0", 8000, 8077)

# A product of three files that prepares, answers and ticks, so that no database has to be migrated.
STUB = {
    "commandcenter/__init__.py": "",
    "commandcenter/wsgi.py": (
        "def application(environ, start):\n    start('200 OK', [])\n    return [b'ok']\n"
    ),
    "commandcenter/celery.py": (
        "import os\nfrom celery import Celery\n"
        "app = Celery('commandcenter', broker=os.environ['REDIS_URL'])\n"
        "app.conf.beat_schedule = {'t': {'task': 'tick', 'schedule': 1}}\n"
        "@app.task(name='tick', ignore_result=True)\ndef tick():\n    print('a tick was worked')\n"
    ),
    "manage.py": (
        "import os, sys, time\n"
        "if sys.argv[1] == 'prepare':\n"
        "    print('migrating', sys.argv[3])\n"
        "    print('first-login: /masuk/secret')\n"
        "    sys.exit(3 if sys.argv[3] == 'wrong' else 0)\n"
        "print('pack', os.environ['PACK'], 'data', os.environ['DATA_DIR'])\n"
        "while True: time.sleep(1)\n"
    ),
}


def clean_environment(**settings: str) -> dict[str, str]:
    names = {"DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "PACK", "DEMO", "BIND"}
    names.add("DJANGO_SETTINGS_MODULE")  # the stub has no settings
    return {**{k: v for k, v in os.environ.items() if k not in names}, **settings}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Stub:
    """The one-command run over the stub product, in a directory that any account can enter."""

    def __init__(self, root: Path) -> None:
        self.root, self.port, self.log = root, free_port(), root / "log"
        self.run_dir = root / "data/run"
        for package in ("embedded", "up"):
            source = ROOT / "commandcenter" / package
            shutil.copytree(source, root / "commandcenter" / package)
        for name, text in STUB.items():
            (root / name).write_text(text)

    def start(self, *arguments: str, **settings: str) -> "subprocess.Popen[bytes]":
        data = str(self.root / "data")
        return subprocess.Popen(
            [sys.executable, "-m", "commandcenter.up", *arguments],
            cwd=self.root, stdout=self.log.open("a"), stderr=subprocess.STDOUT,
            env=clean_environment(DATA_DIR=data, PORT=str(self.port), **settings),
        )  # fmt: skip

    def said(self, words: str, seconds: float = 20) -> bool:
        return wait_until(lambda: words in self.log.read_text(), seconds)

    def pids(self) -> dict[str, int]:
        return {p.stem: json.loads(p.read_text())["pid"] for p in self.run_dir.glob("*.json")}


@pytest.fixture
def stub() -> Iterator[Stub]:
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="cc-up-") as name:
        Path(name).chmod(0o755)
        yield Stub(Path(name))


# -- The plan -----------------------------------------------------------------------------------


def test_every_program_has_its_turn_at_the_end() -> None:
    assert set(plan.programs(DEMO, {})) == set(plan.STOP_ORDER)
    assert set(plan.programs(ORDER, {})) == set(plan.STOP_ORDER) - {"newsroom"}


def test_an_orderly_end_takes_about_ten_seconds_at_worst() -> None:
    assert sum(program.grace for program in plan.programs(DEMO, {}).values()) <= 12


def test_children_are_told_where_everything_is() -> None:
    services = {"DATABASE_URL": "postgres://x", "REDIS_URL": "redis://x"}
    told = plan.environment(ORDER, {"HOME": "/home", "PACK": "other"}, services)
    assert told["PACK"] == "ntb"
    assert {"DATABASE_URL", "REDIS_URL", "DATA_DIR", "PORT", "HOME"} <= set(told)
    assert "DEMO" not in told


def test_the_demo_may_fetch_from_its_own_newsroom_only() -> None:
    told = plan.environment(DEMO, {}, {})
    assert (told["DEMO"], told["NEWSROOM_PORT"]) == ("1", "8077")
    assert told["FETCH_ALLOW_NETWORKS"] == "127.77.0.0/16"


def test_a_server_for_all_addresses_is_reached_at_the_local_one() -> None:
    assert DEMO.url == "http://127.0.0.1:8000"
    assert "0.0.0.0:8000" in plan.programs(DEMO, {})["web"].argv


def test_the_demo_has_its_own_pack_and_its_own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PACK", "DATA_DIR", "DEMO"):
        monkeypatch.delenv(name, raising=False)
    assert (read_order(["--demo"]).pack, read_order([]).pack) == ("contoh", "ntb")
    assert read_order(["--demo"]).data_dir != read_order([]).data_dir


def test_a_wrong_port_is_refused_with_the_expected_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "http")
    with pytest.raises(UpError, match="PORT='http': expected a port number"):
        read_order([])


def test_the_welcome_shows_the_links_that_exist() -> None:
    words = welcome(ORDER, {"first-login": "/masuk/x"})
    assert "http://127.0.0.1:8000/masuk/x   (works once)" in words
    assert "Wall" not in words


def test_a_silent_port_has_no_status() -> None:
    assert status("127.0.0.1", free_port(), "/healthz") is None


# -- The run ------------------------------------------------------------------------------------


@pytest.mark.services
def test_a_taken_port_is_said_before_anything_starts(stub: Stub) -> None:
    with socket.create_server(("127.0.0.1", stub.port)):
        assert stub.start().wait(timeout=10) == 1
    assert f"Cannot listen on 127.0.0.1 port {stub.port}" in stub.log.read_text()
    assert "make run PORT=" in stub.log.read_text()
    assert not (stub.root / "data/postgres").exists()


@pytest.mark.services
def test_a_failed_preparation_ends_the_start(stub: Stub) -> None:
    assert stub.start("--pack", "wrong").wait(timeout=20) == 1
    assert "prepare  | migrating wrong" in stub.log.read_text()
    assert "The preparation failed (exit code 3)" in stub.log.read_text()
    assert not stub.pids()


@pytest.mark.services
def test_everything_starts_heals_and_ends_in_order(stub: Stub) -> None:
    up = stub.start("--demo")
    try:
        assert stub.said("First login      http://127.0.0.1")
        assert stub.said("a tick was worked")
        before = stub.pids()
        assert set(before) == {*plan.STOP_ORDER, "postgres", "valkey"}
        assert stub.start().wait(timeout=10) == 1
        assert stub.said("already running", 0)
        for name in ("worker", "postgres"):
            os.kill(before[name], signal.SIGKILL)
        assert wait_until(lambda: stub.pids().keys() == before.keys(), 10)
        assert stub.said("worker   | was ended by SIGKILL; next start in 1 s")
        assert wait_until(lambda: len(set(stub.pids().items()) - set(before.items())) == 2, 10)
    finally:
        up.send_signal(signal.SIGINT)
        assert up.wait(timeout=20) == 0
    assert not stub.pids()
    assert not any(map(birth, before.values()))


@pytest.mark.services
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start cleans up")
def test_a_killed_supervisor_leaves_nothing_behind_and_the_next_start_works(stub: Stub) -> None:
    up = stub.start()
    assert stub.said("First login")
    left = stub.pids().values()
    up.kill()
    up.wait()
    assert wait_until(lambda: not any(map(birth, left)), 15)
    stub.log.write_text("")
    again = stub.start()
    assert stub.said("First login")
    again.terminate()
    assert again.wait(timeout=20) == 0
