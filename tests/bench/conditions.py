"""Under which conditions the figures were measured; a figure without them says nothing."""

import os
import platform
from pathlib import Path

from tests.bench.stack import Stack


def machine() -> str:
    """Return the processor by the name the system gives it."""
    for line in _lines(Path("/proc/cpuinfo")):
        name, _, value = line.partition(":")
        if name.strip() in {"model name", "Model"}:
            return f"{platform.machine()} {value.strip()}"
    return f"{platform.machine()} {platform.processor()}".strip()


def memory_gib() -> float:
    """Return the main memory of the machine; 0 where the system does not say."""
    for line in _lines(Path("/proc/meminfo")):
        if line.startswith("MemTotal:"):
            return int(line.split()[1]) / 2**20
    return 0.0


def load() -> str:
    """Return the load averages of 1, 5 and 15 minutes."""
    return ", ".join(f"{value:.2f}" for value in os.getloadavg())


def before() -> list[tuple[str, str]]:
    """Return what can be said before anything starts."""
    return [
        ("machine", f"{machine()}, {os.cpu_count()} cores, {memory_gib():.0f} GiB"),
        ("system", f"{platform.system()} {platform.release()}"),
        ("load before", load()),
        ("Python", platform.python_version()),
    ]


def after(stack: Stack) -> list[tuple[str, str]]:
    """Return what the running stack says of itself."""
    tables = ("monitoring_feed", "monitoring_item", "issues_coverage", "monitoring_fetch")
    counts = {name: stack.ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables}
    rows = ", ".join(f"{count} {name.partition('_')[2]}" for name, count in counts.items())
    return [
        ("PostgreSQL", str(stack.ask("SHOW server_version")[0][0])),
        ("rows", rows),
        ("load after", load()),
    ]


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
