"""What came out: a table for people, and a file for whoever compares runs."""

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import table
from tests.faults.invariants import CHECKS, Verdict, violated

# Whether the fault really happened: a scenario that broke nothing proves nothing.
HAPPENED = "F"
COLUMNS = (HAPPENED, *CHECKS)


@dataclass(frozen=True)
class Run:
    """One fault and what held after it; `seconds` is None when the plant did not recover."""

    scenario: str
    done: str
    seed: int
    seconds: float | None
    verdicts: tuple[Verdict, ...]
    note: str = ""

    @property
    def held(self) -> bool:
        """Say whether the fault happened, everything recovered, and every invariant held."""
        return self.seconds is not None and not violated(self.verdicts)


def skipped(scenario: str, why: str) -> Run:
    """Return the run of a scenario that this machine does not allow; it counts as not held."""
    return Run(scenario, "not run", 0, None, (Verdict(HAPPENED, False, why),), why)


def runs_table(runs: Sequence[Run]) -> str:
    """Return one line per run, then what was violated in words."""
    lines = [("scenario", "recovered", *COLUMNS, "what was done")]
    lines += [_line(run) for run in runs]
    wrong = [f"{run.scenario}: {words}" for run in runs for words in _wrong(run)]
    return "\n".join([table(lines), *(["", *wrong] if wrong else [])])


def total(runs: Sequence[Run]) -> str:
    """Return the outcome in one line."""
    failed = [run.scenario for run in runs if not run.held]
    checks = sum(len(run.verdicts) for run in runs)
    words = f"{len(runs)} runs, {checks} checks"
    return f"{words}: all held" if not failed else f"{words}; not held: {', '.join(failed)}"


def keep(file: Path, runs: Sequence[Run], conditions: Iterable[tuple[str, str]]) -> None:
    """Write everything down as JSON."""
    slowest = max((run.seconds or 0.0 for run in runs), default=0.0)
    said: dict[str, Any] = {
        "conditions": dict(conditions),
        "totals": {
            "runs": len(runs),
            "held": sum(run.held for run in runs),
            "slowest_recovery_s": round(slowest, 1),
            "at": round(time.time()),
        },
        "runs": [asdict(run) | {"held": run.held} for run in runs],
    }
    file.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _line(run: Run) -> tuple[str, ...]:
    marks = {verdict.key: "ok" if verdict.held else "NO" for verdict in run.verdicts}
    recovered = "never" if run.seconds is None else f"{run.seconds:.1f} s"
    done = f"{run.done} ({run.note})" if run.note else run.done
    return (run.scenario, recovered, *(marks.get(key, "-") for key in COLUMNS), done)


def _wrong(run: Run) -> list[str]:
    late = [] if run.seconds is not None else ["did not recover in its time"]
    return late + [f"{v.key} {v.detail}" for v in run.verdicts if not v.held]
