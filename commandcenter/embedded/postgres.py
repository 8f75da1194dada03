"""The bundled PostgreSQL: makes the cluster once, then says how to run it and whether it is ready.

Only loopback, only with a password, durable, and small. The role of the product may create
databases (tests do) but is no superuser, and no superuser can log in.
"""

import locale
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .addresses import HOST, Address
from .binaries import find_postgres
from .errors import NotYet, StartFailed
from .keeper import Program
from .place import Place, reachable_postgres
from .processes import end_all, number_in_use, occupants, send

NAME = "postgres"
ROLE = DATABASE = "commandcenter"
FIRST_PORT = 15432
SETTINGS = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "50",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "jit": "off",
    "max_logical_replication_workers": "0",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m ",
    "log_checkpoints": "off",
}
# For tests: safe against a killed process, not against a power cut.
FAST = {"fsync": "off", "full_page_writes": "off"}
LOGINS = f"host all {ROLE} {HOST}/32 scram-sha-256\n"


class Postgres:
    """One cluster in one place."""

    def __init__(self, place: Place, known_url: str | None, fast: bool, say: Callable[[str], None]):
        self._place = place
        self._fast = fast
        self._say = say
        self._knows_password = known_url is not None
        self._logins = place.directory / "pg_hba.conf"
        self.address = Address.of(known_url) if known_url else Address(FIRST_PORT)
        self._programs = reachable_postgres(find_postgres(_major(place.cluster)), place)

    @property
    def url(self) -> str:
        return f"postgres://{ROLE}:{self.address.password}@{HOST}:{self.address.port}/{DATABASE}"

    def prepare(self) -> None:
        """Make the cluster if there is none; set the password anew if it was lost."""
        self._place.own_file(self._logins, LOGINS)
        if not self._place.cluster.exists():
            self._create()
        elif not self._knows_password:
            clear_leftovers(self._place.cluster, self._say)
            self._execute(self._place.cluster, f"ALTER ROLE {ROLE} {self._password()}")

    def plan(self) -> Program:
        """Say how to run the server; called before every start, also after a crash."""
        clear_leftovers(self._place.cluster, self._say)
        if self.address.take_free_port():
            self._say(f"moves to port {self.address.port}, the other one is taken")
        settings = {**SETTINGS, **(FAST if self._fast else {}), "port": str(self.address.port)}
        settings["hba_file"] = str(self._logins)
        return Program(
            name=NAME,
            argv=(*self._command(self._programs.postgres), *_options(settings)),
            environment=_environment(),
            stop_signal=signal.SIGINT,  # "fast": ends sessions, then a clean checkpoint
            kill_signal=signal.SIGQUIT,
            grace=8.0,
            account=self._place.account,
            directory=self._place.directory,
        )

    def ready(self, pid: int | None) -> bool:
        """Tell whether this very process takes connections: its lock file says so in line 8."""
        lines = _lock_file(self._place.cluster)
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _create(self) -> None:
        """Run initdb beside the final name, so that a cut start leaves no half cluster."""
        fresh = self._place.cluster.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self._place.own_directory(fresh)
        self._say("making the database, once")
        self._run([*self._command(self._programs.initdb, fresh), *self._initdb_options()])
        create_role = f"CREATE ROLE {ROLE} LOGIN CREATEDB {self._password()}"
        self._execute(fresh, create_role, f"CREATE DATABASE {DATABASE} OWNER {ROLE}")
        fresh.rename(self._place.cluster)

    def _initdb_options(self) -> list[str]:
        options = ["--username=postgres", "--encoding=UTF8", "--auth=reject", "--data-checksums"]
        if self._fast:
            options.append("--no-sync")
        return [*options, "--no-instructions", *_locale_options(self._programs.major)]

    def _password(self) -> str:
        return f"PASSWORD '{self.address.password}'"

    def _execute(self, cluster: Path, *statements: str) -> None:
        """Run statements without a server: one line each, in single-user mode."""
        stop_at_error = _options({"exit_on_error": "true", "log_checkpoints": "off"})
        single = [str(self._programs.postgres), "--single", "-D", str(cluster)]
        self._run([*single, *stop_at_error, "postgres"], "\n".join(statements) + "\n")

    def _run(self, command: list[str], text: str = "") -> None:
        account = self._place.account
        done = subprocess.run(
            command, input=text, text=True, capture_output=True, check=False,
            env=_environment(), cwd=self._place.directory,
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )  # fmt: skip
        if done.returncode != 0:
            program = Path(command[0]).name
            raise StartFailed(f"{program} failed:\n{(done.stderr or done.stdout).strip()}")

    def _command(self, program: Path, cluster: Path | None = None) -> tuple[str, ...]:
        return (str(program), "-D", str(cluster or self._place.cluster))


def clear_leftovers(cluster: Path, say: Callable[[str], None]) -> None:
    """End servers of an earlier life in this cluster, then drop a lock file that only looks held.

    A lock file whose process number is free is left to PostgreSQL: it holds the key of the shared
    memory by which PostgreSQL makes sure that no old session is still writing.
    """
    lines = _lock_file(cluster)
    recorded = int(lines[0]) if lines and lines[0].isdigit() else 0
    present = occupants(cluster.resolve())
    if recorded in present:
        say(f"ending an earlier server (process {recorded})")
        send(recorded, signal.SIGINT)
    end_all(present, patience=8.0 if recorded in present else 1.0)
    if recorded and number_in_use(recorded):
        _drop_lock_file(cluster, recorded, say)


def _drop_lock_file(cluster: Path, recorded: int, say: Callable[[str], None]) -> None:
    if sys.platform != "linux" and _is_postgres(recorded):
        raise NotYet(f"process {recorded} still holds {cluster}")
    say(f"drops a lock file left by a crash: process {recorded} is no server of this cluster")
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def _is_postgres(pid: int) -> bool:
    command = ["ps", "-o", "comm=", "-p", str(pid)]
    return "postgres" in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _lock_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _major(cluster: Path) -> int | None:
    """Return the version that wrote the cluster, if there is one."""
    try:
        return int((cluster / "PG_VERSION").read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def _options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _environment() -> dict[str, str]:
    """Keep PGDATA, PGPORT and their like of the person's own PostgreSQL away from ours."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}


def _locale_options(major: int) -> list[str]:
    """Sort by code point, the same on every system, but know the letters of Unicode.

    The character type matters beyond upper and lower case: with plain C the search parser takes
    the quotation marks in “Gubernur” for letters.
    """
    ctype = next(filter(_has_locale, ("C.UTF-8", "en_US.UTF-8")), "C")
    if major >= 17:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return [*builtin, "--locale=C", f"--lc-ctype={ctype}"]
    return ["--locale=C", f"--lc-ctype={ctype}"]


def _has_locale(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    locale.setlocale(locale.LC_CTYPE, before)
    return True
