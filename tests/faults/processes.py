"""Which processes belong to a DATA_DIR: they carry it in their environment (Linux)."""

import json
from pathlib import Path

from commandcenter.embedded.processes import Record

PROC = Path("/proc")


def of_data_dir(data_dir: Path, proc: Path = PROC) -> dict[int, int]:
    """Return the living processes that were started for the directory, each with its session."""
    mark = f"DATA_DIR={data_dir}".encode()
    found = {}
    for entry in proc.iterdir():
        if entry.name.isdigit() and (session := _session(entry, mark)) is not None:
            found[int(entry.name)] = session
    return found


def living(record: Path) -> Record | None:
    """Return the process a keeper left word of, while it lives."""
    try:
        found = Record(**json.loads(record.read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.alive() else None


def _session(entry: Path, mark: bytes) -> int | None:
    """Return the session of a process with this mark; None for others, zombies and the gone."""
    try:
        if mark not in (entry / "environ").read_bytes().split(b"\0"):
            return None
        stat = (entry / "stat").read_text(errors="replace")
    except OSError:
        return None
    # The name in parentheses may hold anything; behind it: state, parent, group, session.
    state, _parent, _group, session = stat.rpartition(")")[2].split()[:4]
    return None if state in "ZX" else int(session)
