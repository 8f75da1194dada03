"""Nothing dies, and anything dies: the two ends between which the other scenarios stand."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import psycopg2

from commandcenter.embedded.keeper import LONGEST_PAUSE as PRODUCTION_PAUSE
from tests.faults.lab import Lab
from tests.faults.plant import PRODUCT, pause_at_most
from tests.faults.report import Run

KILLING_FOR, KILL_EVERY = 60.0, 2.0


def undisturbed(lab: Lab) -> Iterator[Run]:
    """Show that the laboratory itself loses nothing, and how long the work takes."""
    yield lab.run("undisturbed", "nothing", lambda: "")


def random_kills(lab: Lab) -> Iterator[Run]:
    """Kill any process group of the product every two seconds for a minute."""
    dice = random.Random(lab.seed)
    words = f"kill -9 of any program every {KILL_EVERY:.0f} s for {KILLING_FOR:.0f} s"
    with pause_at_most(PRODUCTION_PAUSE):
        yield lab.run("random-kills", words, lambda: kill_at_random(lab, dice))
    lab.stop()


def kill_at_random(lab: Lab, dice: random.Random) -> str:
    """Kill for a minute; the rows are emptied again and again, so that there is work to lose."""
    until, killed = time.monotonic() + KILLING_FOR, Counter[str]()
    while time.monotonic() < until:
        name = dice.choice(PRODUCT)
        killed[name] += lab.plant.signal(name)
        lab.plant.rest(KILL_EVERY)
        if lab.observer.settled():
            with suppress(psycopg2.OperationalError):
                lab.empty()
    return ", ".join(f"{name} {count}" for name, count in sorted(killed.items()))
