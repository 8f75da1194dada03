"""The disk of the database is full for a while: commits fail cleanly, and it goes on with room."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commandcenter.embedded.place import settle
from tests.faults.lab import Lab
from tests.faults.report import Run, skipped
from tests.faults.scenarios.database import mid_batch

# Room beside the cluster before it is filled: enough to start and to collect the first items.
ROOM = 48 * 2**20
CHUNK = 2**20
FULL = "No space left on device"
NOTICED_WITHIN = 40.0
STAYS_FULL = 6.0


class MountRefused(Exception):
    """This machine does not let us make a small disk."""


def full(lab: Lab) -> Iterator[Run]:
    """Collect on a small disk, fill it mid-batch, and make room again."""
    try:
        with small_disk(lab) as disk:
            words = f"database on a disk that is full for {STAYS_FULL:.0f} s and more"
            yield lab.run("disk-full", words, lambda: fill(lab, disk))
    except MountRefused as error:
        yield skipped("disk-full", str(error))


def fill(lab: Lab, disk: Path) -> str:
    """Fill the disk until PostgreSQL has complained for a while, then make room."""
    mid_batch(lab)
    offset, ballast = lab.plant.log.stat().st_size, disk / "ballast"
    try:
        _take_all_room(ballast)
        words = "nobody noticed the full disk"
        lab.wait(lambda: lab.plant.said(FULL, offset) > 0, NOTICED_WITHIN, words)
        lab.plant.rest(STAYS_FULL)
    finally:
        ballast.unlink(missing_ok=True)
    return f"{lab.plant.said(FULL, offset)} complaints"


@contextmanager
def small_disk(lab: Lab) -> Iterator[Path]:
    """Move the stopped cluster onto a tmpfs with little room, and back afterwards."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        raise MountRefused("a small disk needs the right to mount one (root on Linux)")
    lab.stop()
    cluster = settle(lab.plant.data_dir).cluster
    aside = cluster.with_name("postgres.aside")
    cluster.rename(aside)
    try:
        with mounted(cluster, _size(aside) + ROOM):
            subprocess.run(["cp", "-a", f"{aside}/.", str(cluster)], check=True)
            try:
                yield cluster
            finally:
                lab.stop()
    finally:
        aside.rename(cluster)


@contextmanager
def mounted(place: Path, size: int) -> Iterator[None]:
    """Mount a tmpfs of so many bytes at a new directory. Raises MountRefused."""
    place.mkdir(mode=0o700)
    options = f"size={size},mode=0700"
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        if done.returncode:
            raise MountRefused(done.stderr.strip() or "mount was refused")
        try:
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(place)], check=True)
    finally:
        place.rmdir()


def _size(directory: Path) -> int:
    return sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())


def _take_all_room(ballast: Path) -> None:
    """Write until nothing fits any more."""
    with ballast.open("wb", buffering=0) as file:
        for size in (CHUNK, 4096):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue
