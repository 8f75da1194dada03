"""What the processes of the stack hold in memory: proportional set size, so that shared pages
are counted once."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
KIB_PER_MB = 1000 * 1000 / 1024
# What `up` itself is called; every other name is that of a program it runs.
SUPERVISOR = "up"
NEWSROOM = "newsroom"


@dataclass(frozen=True)
class Share:
    """What one program of the stack holds, with all its processes."""

    program: str
    processes: int
    mb: float


def measure(leader: int, run_dir: Path) -> list[Share]:
    """Return the shares of all programs under the process `leader`, the largest first.

    `run_dir` holds a record of each program's first process; what belongs to none of them is the
    supervisor's.
    """
    parents = read_parents()
    names = {leader: SUPERVISOR} | {
        json.loads(path.read_text())["pid"]: path.stem for path in run_dir.glob("*.json")
    }
    of_program: dict[str, list[int]] = defaultdict(list)
    for pid in descendants(leader, parents):
        of_program[names[owner(pid, names, parents)]].append(read_pss(pid))
    shares = [
        Share(program, len(kib), sum(kib) / KIB_PER_MB) for program, kib in of_program.items()
    ]
    return sorted(shares, key=lambda share: -share.mb)


def descendants(leader: int, parents: Mapping[int, int]) -> set[int]:
    """Return the process and everything it started, directly or not."""
    found = {leader}
    while new := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= new
    return found


def owner(pid: int, names: Mapping[int, str], parents: Mapping[int, int]) -> int:
    """Return the nearest process above (or itself) that has a name."""
    while pid not in names:
        pid = parents[pid]
    return pid


def pss(smaps_rollup: str) -> int:
    """Return the proportional set size in KiB that the kernel reports; 0 for a kernel thread."""
    lines = (line.split() for line in smaps_rollup.splitlines())
    return next((int(words[1]) for words in lines if words and words[0] == "Pss:"), 0)


def parent(stat: str) -> int:
    """Return the parent in the text of /proc/PID/stat, whose second field may hold anything."""
    return int(stat.rpartition(")")[2].split()[1])


def read_parents() -> dict[int, int]:
    """Return the parent of every process there is."""
    found = {}
    for path in PROC.iterdir():
        if path.name.isdigit():
            try:
                found[int(path.name)] = parent((path / "stat").read_text(errors="replace"))
            except (FileNotFoundError, ProcessLookupError):
                continue
    return found


def read_pss(pid: int) -> int:
    """Return the proportional set size of a process; 0 when it just ended."""
    try:
        return pss((PROC / str(pid) / "smaps_rollup").read_text())
    except (FileNotFoundError, ProcessLookupError):
        return 0
