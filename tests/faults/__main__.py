"""`python -m tests.faults [scenario …]`: let everything die that can, and see that nothing is lost.

Needs nothing but the environment. Prints the table and writes DATA_DIR/faults.json; ends with 1
when an invariant did not hold.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from commandcenter.embedded.errors import ServicesError
from commandcenter.newsroom.addresses import AddressUnavailable
from tests.bench import conditions
from tests.bench.figures import table
from tests.bench.stack import ROOT
from tests.faults.invariants import Verdict
from tests.faults.lab import Lab
from tests.faults.plant import LEASE_SECONDS, Plant, PlantError, fresh, pause_at_most
from tests.faults.report import Run, keep, runs_table, total
from tests.faults.saboteur import SeamMissing
from tests.faults.scenarios import SCENARIOS

# Experiment after experiment kills the same programs; their keepers would wait longer each time.
PAUSE = 2.0


def main(arguments: list[str]) -> int:
    """Run the chosen scenarios; return 1 when something did not hold or nothing could run."""
    options = _read(arguments)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / ".data").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    said, begun = conditions.before(), time.monotonic()
    plant = fresh(data_dir / "faults")
    try:
        with pause_at_most(PAUSE):
            runs = experiments(plant, options.scenarios, options.seed)
    except (PlantError, SeamMissing, ServicesError, AddressUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        plant.stop()
    runs.append(closing(plant, options.seed))
    said += [("lease", f"{LEASE_SECONDS} s"), ("seed", str(options.seed))]
    took = f"{time.monotonic() - begun:.0f} s, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    said += [("load after", conditions.load()), ("took", took)]
    keep(data_dir / "faults.json", runs, said)
    print(table(said), runs_table(runs), total(runs), sep="\n\n")
    return 0 if all(run.held for run in runs) else 1


def experiments(plant: Plant, scenarios: Sequence[str], seed: int) -> list[Run]:
    """Start the plant once and run the scenarios on it, each told as soon as it is over."""
    lab, runs = Lab.open(plant, seed), []
    for name in scenarios:
        for run in SCENARIOS[name](lab):
            print(runs_table([run]).partition("\n")[2], flush=True)
            runs.append(run)
    plant.beside = lambda: None
    return runs


def closing(plant: Plant, seed: int) -> Run:
    """Judge the orderly end of everything: nothing may be left running."""
    left = plant.left()
    detail = f"still running: {', '.join(map(str, left))}" if left else ""
    verdict = Verdict("I8", not left, detail)
    return Run("closing", "orderly stop of everything", seed, 0.0, (verdict,))


def _read(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument(
        "scenarios", nargs="*", help=f"any of {', '.join(SCENARIOS)} (default: all)"
    )
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    options = parser.parse_args(arguments)
    if unknown := set(options.scenarios) - set(SCENARIOS):
        parser.error(f"there is no scenario called {', '.join(sorted(unknown))}")
    options.scenarios = options.scenarios or list(SCENARIOS)
    return options


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
