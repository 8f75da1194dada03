"""The bundled services, with real processes: they start, survive, move aside and end."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import psycopg2
import pytest
import redis

from commandcenter.embedded import binaries, postgres
from commandcenter.embedded.addresses import Address, bind_error, urls
from commandcenter.embedded.errors import AlreadyRunning, ProgramMissing, StartFailed
from commandcenter.embedded.log import Log
from commandcenter.embedded.processes import birth, wait_until
from commandcenter.embedded.services import Services

pytestmark = pytest.mark.services
ROOT = Path(__file__).resolve().parents[2]
with_proc = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


class Told:
    """A log that can be read back."""

    def __init__(self) -> None:
        self.stream = StringIO()
        self.log = Log(self.stream)

    def __contains__(self, words: str) -> bool:
        return words in self.stream.getvalue()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """Yield a directory that any account can enter; pytest's own has a parent with mode 0700."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="cc-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture(scope="module")
def shared() -> Iterator[Services]:
    """Yield one pair of services for the tests that leave them running as they were."""
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="cc-test-") as name:
        Path(name).chmod(0o755)
        with Services(Path(name), Told().log, environ={}) as running:
            yield running


def services(data_dir: Path, told: Told, **options: object) -> Services:
    return Services(data_dir, told.log, fast=True, environ=options.pop("environ", {}), **options)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url, connect_timeout=3)
    connection.autocommit = True
    try:
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def pid_of(running: Services, name: str) -> int:
    return int(json.loads((running.run_dir / f"{name}.json").read_text())["pid"])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def kill_and_heal(running: Services, name: str) -> None:
    """Kill -9 a server and tend the services until another process answers in its place."""
    before = pid_of(running, name)
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: (running.tend(), not running.health()[name])[1], 5)
    assert wait_until(lambda: (running.tend(), running.health()[name])[1], 20)
    assert pid_of(running, name) != before


# -- Running ------------------------------------------------------------------------------------


def test_both_services_answer_to_the_addresses_left_in_the_file(shared: Services) -> None:
    found = urls(shared.data_dir)
    assert query(found["database_url"], "SELECT 1") == [(1,)]
    assert redis.Redis.from_url(found["redis_url"]).ping()
    assert shared.environment() == {name.upper(): url for name, url in found.items()}


def test_a_wrong_password_opens_nothing(shared: Services) -> None:
    for url in urls(shared.data_dir).values():
        wrong = url.replace(Address.of(url).password, "guess")
        with pytest.raises((psycopg2.OperationalError, redis.AuthenticationError)):
            query(wrong, "SELECT 1") if "postgres" in url else redis.Redis.from_url(wrong).ping()


def test_the_role_makes_databases_and_is_no_superuser(shared: Services) -> None:
    url = urls(shared.data_dir)["database_url"]
    statement = "SELECT rolcreatedb, rolsuper FROM pg_roles WHERE rolname = current_user"
    assert query(url, statement) == [(True, False)]
    query(url, "CREATE EXTENSION IF NOT EXISTS pg_trgm")


def test_typographic_quotes_are_no_letters_for_the_search(shared: Services) -> None:
    statement = "SELECT to_tsvector('simple', '“Gubernur”') @@ to_tsquery('simple', 'gubernur')"
    assert query(urls(shared.data_dir)["database_url"], statement) == [(True,)]


def test_valkey_keeps_its_queue_on_disk_and_never_evicts(shared: Services) -> None:
    config = redis.Redis.from_url(urls(shared.data_dir)["redis_url"]).config_get("*")
    assert (config["appendonly"], config["appendfsync"], config["save"]) == ("yes", "everysec", "")
    assert config["maxmemory-policy"] == "noeviction"
    assert config["stop-writes-on-bgsave-error"] == "no"


@with_proc
def test_no_password_stands_on_a_command_line_or_in_a_readable_file(shared: Services) -> None:
    passwords = [Address.of(url).password for url in urls(shared.data_dir).values()]
    for name in ("postgres", "valkey"):
        line = Path(f"/proc/{pid_of(shared, name)}/cmdline").read_text()
        assert not any(password in line for password in passwords)
    for file in ("services.json", "valkey.conf"):
        assert (shared.data_dir / file).stat().st_mode & 0o777 == 0o600


def test_a_second_start_says_who_is_running(shared: Services, told: Told) -> None:
    with pytest.raises(AlreadyRunning, match=f"already running in .* \\(process {os.getpid()}\\)"):
        services(shared.data_dir, told).start()
    assert all(shared.health().values())


# -- Surviving ----------------------------------------------------------------------------------


def test_rows_survive_a_killed_postmaster(shared: Services) -> None:
    url = urls(shared.data_dir)["database_url"]
    query(url, "CREATE TABLE kept AS SELECT generate_series(1, 10000) AS number")
    kill_and_heal(shared, "postgres")
    assert query(url, "SELECT count(*) FROM kept") == [(10000,)]


def test_keys_survive_a_killed_valkey(shared: Services) -> None:
    client = redis.Redis.from_url(urls(shared.data_dir)["redis_url"])
    client.set("kept", "yes")
    kill_and_heal(shared, "valkey")
    assert client.get("kept") == b"yes"


def test_a_second_life_finds_its_data_under_the_same_addresses(open_dir: Path, told: Told) -> None:
    with services(open_dir, told):
        before = urls(open_dir)
        query(before["database_url"], "CREATE TABLE kept AS SELECT 7 AS number")
    with services(open_dir, told):
        assert urls(open_dir) == before
        assert query(before["database_url"], "SELECT number FROM kept") == [(7,)]
    (open_dir / "services.json").unlink()
    with services(open_dir, told):
        assert query(urls(open_dir)["database_url"], "SELECT number FROM kept") == [(7,)]


def test_a_lock_file_with_a_dead_or_foreign_number_does_not_stop_the_start(
    open_dir: Path, told: Told
) -> None:
    with services(open_dir, told, environ={"REDIS_URL": "redis://elsewhere"}):
        lock = (open_dir / "postgres/postmaster.pid").read_text()
    zombie = subprocess.Popen(["true"])
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        for number in (zombie.pid, stranger.pid):
            stale = "\n".join([str(number), *lock.splitlines()[1:]]) + "\n"
            (open_dir / "postgres/postmaster.pid").write_text(stale)
            with services(open_dir, told, environ={"REDIS_URL": "redis://elsewhere"}) as running:
                assert running.health() == {"postgres": True}
            assert f"process {number} is no server of this cluster" in told
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()
        zombie.wait()


def test_services_move_when_a_stranger_listens_on_their_port(open_dir: Path, told: Told) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere"}
    with services(open_dir, told, environ=given):
        before = Address.of(urls(open_dir)["redis_url"]).port
    with socket.create_server(("127.0.0.1", before)), services(open_dir, told, environ=given) as it:
        after = Address.of(urls(open_dir)["redis_url"]).port
        assert after != before
        assert it.environment()["DATABASE_URL"] == "postgres://elsewhere"
        assert list(it.health()) == ["valkey"]


def test_a_moved_service_is_said_to_whoever_depends_on_it(open_dir: Path, told: Told) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere"}
    with services(open_dir, told, environ=given) as running:
        before = running.environment()
        assert not running.tend()
        os.kill(pid_of(running, "valkey"), signal.SIGKILL)
        port = Address.of(before["REDIS_URL"]).port
        assert wait_until(lambda: bind_error(port, "127.0.0.1") is None, 5)
        with socket.create_server(("127.0.0.1", port)):
            assert wait_until(running.tend, 10)
            assert wait_until(lambda: running.health()["valkey"], 5)
        assert running.environment() != before


@with_proc
def test_two_valkeys_never_share_a_file(open_dir: Path, told: Told) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere"}
    with services(open_dir, told, environ=given):
        pass
    program = binaries.find_valkey().server
    command = [program, "--port", str(free_port()), "--save", ""]
    lost = subprocess.Popen(command, cwd=open_dir / "valkey", stdout=subprocess.DEVNULL)
    with services(open_dir, told, environ=given) as running:
        assert f"ending an earlier server (process {lost.pid})" in told
        assert lost.wait(timeout=1) == 0
        assert running.health() == {"valkey": True}


def test_nothing_starts_when_the_environment_names_both(tmp_path: Path, told: Told) -> None:
    given = {"DATABASE_URL": "postgres://elsewhere", "REDIS_URL": "redis://elsewhere"}
    with services(tmp_path, told, environ=given) as running:
        assert running.health() == {}
        assert running.environment() == given
    assert urls(tmp_path) == {}


def test_a_server_that_cannot_start_is_named_with_its_last_words(
    open_dir: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.SETTINGS, "shared_buffers", "lots")
    monkeypatch.setattr("commandcenter.embedded.services.TRIES", 1)
    with pytest.raises(StartFailed, match=r"(?s)postgres does not start:.*shared_buffers"):
        services(open_dir, told, environ={"REDIS_URL": "redis://elsewhere"}).start()


def test_data_written_by_another_version_are_not_opened(open_dir: Path, told: Told) -> None:
    (open_dir / "postgres").mkdir()
    (open_dir / "postgres/PG_VERSION").write_text("9\n")
    with pytest.raises(ProgramMissing, match=r"PostgreSQL 9 not found \(the stored data"):
        services(open_dir, told).start()


# -- Ending -------------------------------------------------------------------------------------


@with_proc
def test_the_services_do_not_outlive_a_killed_parent(open_dir: Path) -> None:
    script = f"from pathlib import Path; print(*Path({str(open_dir / 'run')!r}).glob('*.json'))"
    command = [sys.executable, "-m", "commandcenter.embedded", "exec", "--fast"]
    wait = [sys.executable, "-c", f"{script}; import sys, time; sys.stdout.flush(); time.sleep(60)"]
    parent = subprocess.Popen(
        [*command, "--data", str(open_dir), "--", *wait], cwd=ROOT, stdout=subprocess.PIPE,
        env={k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")},
    )  # fmt: skip
    assert parent.stdout is not None
    records = parent.stdout.readline().decode().split()
    pids = [json.loads(Path(path).read_text())["pid"] for path in records]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert len(pids) == 2
    assert wait_until(lambda: not any(map(birth, pids)), 10)


def test_exec_hands_over_the_addresses_and_returns_the_exit_code(open_dir: Path) -> None:
    check = "import os, sys; sys.exit(7 if os.environ['REDIS_URL'] == 'redis://given' else 1)"
    command = ["exec", "--data", str(open_dir), "--", sys.executable, "-c", check]
    given = {"DATABASE_URL": "postgres://given", "REDIS_URL": "redis://given"}
    done = subprocess.run(
        [sys.executable, "-m", "commandcenter.embedded", *command],
        cwd=ROOT, env={**os.environ, **given}, check=False,
    )  # fmt: skip
    assert done.returncode == 7
