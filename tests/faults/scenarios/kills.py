"""Kill -9 at a named point of the work: once the process that stands there, once all around it."""

import random
from collections.abc import Iterator

from tests.faults.lab import Lab
from tests.faults.orders import Deed, Order
from tests.faults.report import Run
from tests.faults.saboteur import POINTS

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
    # What was read is written a batch at a time, and all of it may be one batch.
    "reading": 1,
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
                lambda: "",
                FEW,
                order=Order(point, passes, deed),
            )
