"""Orders to a saboteur: files, so that they reach every process of a worker and count once.

An order waits in a directory of its own, one ticket per pass: the pass that takes the last ticket
carries it out. Removing a file succeeds for one process only, hence no locks.
"""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "FAULTS_ORDERS"
LAST = "1"
DONE = "done"


@dataclass(frozen=True)
class Deed:
    """What happens at the point: a signal to the process there, or to its whole group.

    `also` names records of other programs (DATA_DIR/run/NAME.json) whose groups get it first.
    """

    number: int = signal.SIGKILL
    group: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """A deed at the given pass of a point, counted over all processes."""

    point: str
    passes: int
    deed: Deed


@dataclass(frozen=True)
class Orders:
    """The directory that laboratory and saboteurs share."""

    folder: Path

    def give(self, order: Order) -> None:
        """Give an order; who carried out the last one at this point is forgotten."""
        folder, deed = self.folder / order.point, order.deed
        folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{order.point}.{DONE}").unlink(missing_ok=True)
        words = {"number": int(deed.number), "group": deed.group, "also": deed.also}
        (folder / "deed").write_text(json.dumps(words))
        for ticket in range(1, order.passes + 1):
            (folder / str(ticket)).touch()

    def take_ticket(self, point: str) -> bool:
        """Take the highest ticket of the point; say whether it was the last."""
        try:
            names = [file.name for file in (self.folder / point).iterdir()]
        except FileNotFoundError:
            return False
        tickets = sorted((int(name) for name in names if name.isdigit()), reverse=True)
        for ticket in tickets:
            try:
                (self.folder / point / str(ticket)).unlink()
            except FileNotFoundError:
                continue
            return str(ticket) == LAST
        return False

    def carry_out(self, point: str) -> None:
        """Do what was ordered to this process; write down first who it was and when."""
        deed = json.loads((self.folder / point / "deed").read_text())
        report = {"pid": os.getpid(), "group": os.getpgrp(), "at": time.time()}
        (self.folder / f"{point}.{DONE}").write_text(json.dumps(report))
        for name in deed["also"]:
            record = json.loads((self.folder.parent / f"{name}.json").read_text())
            os.killpg(record["pid"], deed["number"])
        if deed["group"]:
            os.killpg(os.getpgrp(), deed["number"])
        else:
            os.kill(os.getpid(), deed["number"])

    def done(self, point: str) -> dict[str, float] | None:
        """Return who carried the order out and when (Unix time); None while nobody did."""
        try:
            return json.loads((self.folder / f"{point}.{DONE}").read_text())
        except (FileNotFoundError, ValueError):
            return None

    def withdraw(self, point: str) -> None:
        """Take back what nobody carried out."""
        for file in (self.folder / point).glob("*"):
            file.unlink(missing_ok=True)
