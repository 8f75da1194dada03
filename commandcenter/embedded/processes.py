"""Knows processes by number and birth, so that only our own are ever ended.

A process number is reused; number and start time together are not. Every process we start leaves
both in ``DATA_DIR/run``; after a crash of the parent the next start ends what still runs.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HAS_PROC = sys.platform == "linux"


@dataclass(frozen=True)
class Record:
    """One process we started; it leads a process group of the same number."""

    pid: int
    birth: str
    stop_signal: int

    def alive(self) -> bool:
        return birth(self.pid) == self.birth


def birth(pid: int) -> str | None:
    """Name the life behind a process number; None for no process and for a zombie."""
    return _birth_from_proc(pid) if HAS_PROC else _birth_from_ps(pid)


def write_record(path: Path, pid: int, stop_signal: int) -> None:
    """Leave word of a process that was just started."""
    record = Record(pid, birth(pid) or "", stop_signal)
    path.write_text(json.dumps(asdict(record)), encoding="utf-8")


def end_recorded(run_dir: Path, say: Callable[[str], None], grace: float = 8.0) -> None:
    """End what an earlier start left running, and forget what it left written."""
    records = {path: _read_record(path) for path in sorted(run_dir.glob("*.json"))}
    alive = {path.stem: record for path, record in records.items() if record and record.alive()}
    for name, record in alive.items():
        say(f"ending {name} (process {record.pid}), left over from an earlier start")
        send(record.pid, record.stop_signal)
    wait_until(lambda: not any(record.alive() for record in alive.values()), grace)
    for record in alive.values():
        end_group(record.pid)
    for path in records:
        path.unlink(missing_ok=True)


def occupants(directory: Path) -> list[int]:
    """Return the live processes that work in ``directory``; none where there is no /proc."""
    if not HAS_PROC:
        return []
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if _works_in(pid, directory) and birth(pid)]


def number_in_use(pid: int) -> bool:
    """Tell whether the number is taken, be it by a zombie or by somebody else's process."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end_all(pids: Iterable[int], patience: float) -> None:
    """Wait for processes to leave, then kill those that stay."""
    left = list(pids)
    wait_until(lambda: not any(map(birth, left)), patience)
    for pid in left:
        send(pid, signal.SIGKILL)
    wait_until(lambda: not any(map(birth, left)), 2)


def end_group(leader: int) -> None:
    """Kill what is left of a process group of ours."""
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def send(pid: int, number: int) -> None:
    """Send a signal to a process that may just have ended."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask again and again, for so long at most; return the last answer."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.05)
    return True


def _read_record(path: Path) -> Record | None:
    """Read a record; one cut short by a crash counts as none."""
    try:
        return Record(**json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, TypeError):
        return None


def _birth_from_proc(pid: int) -> str | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The command name in parentheses may itself hold spaces and parentheses.
    state, *fields = stat.rpartition(")")[2].split()
    boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return None if state in "ZX" else f"{boot}:{fields[18]}"


def _birth_from_ps(pid: int) -> str | None:
    command = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    state, _, started = answer.strip().partition(" ")
    return None if not state or state.startswith("Z") else started.strip()


def _works_in(pid: int, directory: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == directory
    except OSError:
        return False
