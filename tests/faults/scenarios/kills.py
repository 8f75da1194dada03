"""Kill -9 at a named point of the work: once the process that stands there, once all around it."""

import random
import time
from collections.abc import Iterator

from tests.faults.lab import Lab
from tests.faults.orders import Deed
from tests.faults.report import Run
from tests.faults.saboteur import POINTS

REACHED_WITHIN = 60.0
# Sixteen experiments: half the outlets are enough work for each of them.
FEW = ("suara-seroja", "antar-pulau", "arunika-pos")
# How often a point is passed at least while the rows of one experiment are collected.
PASSES = {
    "after_claim": 3,
    "after_fetch": 5,
    "after_parse": 5,
    "before_commit": 4,
    "after_commit": 4,
    "before_ack": 4,
    "page_settle": 15,
    "reading": 15,
}
DEEDS = {
    "worker": (Deed(), "kill -9 of the process"),
    "beat": (Deed(group=True, also=("beat",)), "kill -9 of the whole worker and of beat"),
}


def kill_points(lab: Lab) -> Iterator[Run]:
    """Every point, with each of the two deeds, at a pass that the seed chooses."""
    dice = random.Random(lab.seed)
    for point in POINTS:
        for who, (deed, words) in DEEDS.items():
            passes = dice.randint(1, PASSES[point])
            yield lab.run(
                f"{point} × {who}",
                f"{words} at pass {passes}",
                lambda point=point, passes=passes, deed=deed: kill(lab, point, passes, deed),
                FEW,
            )


def kill(lab: Lab, point: str, passes: int, deed: Deed) -> str:
    """Order the deed and wait until it was done."""
    orders = lab.plant.orders
    orders.give(point, passes, deed)
    try:
        words = f"{point} was not passed {passes} times"
        lab.wait(lambda: orders.done(point) is not None, REACHED_WITHIN, words)
    finally:
        orders.withdraw(point)
    done = orders.done(point) or {"at": time.time()}
    return f"{time.time() - done['at']:.1f} s ago" if time.time() - done["at"] > 1 else ""
