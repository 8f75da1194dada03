"""`python -m tests.bench.collecting`: one worker of the collector, told by lines when to work.

Each line on its input is one round: the worker collects as production does until nothing is due,
and says in one line of JSON what that took.
"""

import json
import os
import resource
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commandcenter.settings")
django.setup()

from django.db import connection  # noqa: E402

from monitoring.pipeline import collect_feeds  # noqa: E402
from tests.bench.memory import pss  # noqa: E402


def main() -> None:
    """Collect at every line, and end with the input."""
    connection.ensure_connection()
    print(json.dumps({"pid": os.getpid()}), flush=True)
    for _line in sys.stdin:
        outcomes: dict[str, int] = {}
        while done := collect_feeds():
            for outcome, count in done.items():
                outcomes[outcome] = outcomes.get(outcome, 0) + count
        used = resource.getrusage(resource.RUSAGE_SELF)
        said = {"outcomes": outcomes, "cpu_s": used.ru_utime + used.ru_stime, "mb": _mb()}
        print(json.dumps(said), flush=True)


def _mb() -> float:
    rollup = Path("/proc/self/smaps_rollup")
    return pss(rollup.read_text()) * 1024 / 1_000_000 if rollup.exists() else 0.0


if __name__ == "__main__":
    main()
