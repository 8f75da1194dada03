"""One experiment: empty the rows, let something die, wait until all is collected, judge."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import django.db
import psycopg2

from tests.faults import product, wall
from tests.faults.invariants import CHECKS, Verdict, judge, violated
from tests.faults.observer import OUTLETS, Observer
from tests.faults.orders import Order
from tests.faults.plant import LEASE_SECONDS, USUAL, Layout, Plant, PlantError
from tests.faults.press import ZONE, Press, opened_at
from tests.faults.report import HAPPENED, Run
from tests.faults.saboteur import Saboteur, found

# A keeper pauses for 30 s at most, the stand-in waits for 20 s; the rest is for a busy machine.
PATIENCE = 180.0
# A wall may be two seconds behind, and so may processes that are just being ended.
AGREE_WITHIN = 8.0
# From the emptied rows until a process passes the point of an order.
REACHED_WITHIN = 60.0
DAY = timedelta(days=1)
# How the log says that a fencing token was no longer the newest (monitoring/pipeline/feeds.py).
REFUSED = "sewa habis"


class NotDone(Exception):
    """The fault did not happen as it should; the message says what is missing."""


@dataclass
class Lab:
    """A running plant, the truth of its newsroom, and eyes on its rows and its wall."""

    plant: Plant
    observer: Observer
    press: Press
    watch: wall.Watch
    seed: int

    @classmethod
    def open(cls, plant: Plant, seed: int) -> "Lab":
        """Start the plant and look at it. Raises SeamMissing, PlantError."""
        plant.start()
        product.join(plant)
        for name in Saboteur(plant.orders).seams():
            found(name)
        observer = Observer(plant.database_url)
        press = Press(opened_at(plant.data_dir), plant.order.newsroom_port)
        watch = wall.Watch(plant.order.port, plant.links["display"], observer)
        lab = cls(plant, observer, press, watch, seed)
        lab.ready()
        return lab

    def stop(self) -> None:
        """Stop everything; the next experiment starts it afresh, and no keeper bears a grudge."""
        self.plant.beside = lambda: None
        self.plant.stop()

    def ready(self, layout: Layout = USUAL) -> None:
        """See to it that this layout runs and that its wall answers."""
        if self.plant.layout != layout:
            self.stop()
            self.plant.start(layout)
        self.plant.wait(lambda: wall.ask(self.watch.port, self.watch.path) is not None, PATIENCE)
        self.plant.beside = self.watch.look
        product.follow(self.plant.database_url())

    def run(
        self,
        scenario: str,
        done: str,
        fault: Callable[[], str],
        outlets: Sequence[str] = OUTLETS,
        layout: Layout = USUAL,
        order: Order | None = None,
    ) -> Run:
        """Do one experiment on the feeds of these outlets.

        `fault` breaks something and returns a note; it raises NotDone when it could not. An
        `order` is given before there is work, so that its pass cannot be missed.
        """
        self.ready(layout)
        self.attend()
        offset = self.plant.log.stat().st_size
        if order is not None:
            self.plant.orders.give(order)
        self.empty(outlets)
        happened = Verdict(HAPPENED, True, "")
        note = ""
        try:
            self._carried_out(order)
            note = fault()
        except NotDone as error:
            happened = Verdict(HAPPENED, False, str(error))
        broken = time.monotonic()
        settled = self.plant.wait(self.observer.settled, PATIENCE)
        seconds = time.monotonic() - broken if settled else None
        verdicts = (happened, *self._agreed())
        refused = self.plant.said(REFUSED, offset)
        notes = [note, f"{refused} late writes refused" if refused else ""]
        notes += self.observer.poorer()
        return Run(scenario, done, self.seed, seconds, verdicts, ", ".join(filter(None, notes)))

    def attend(self) -> None:
        """Wait until everything that should run has a process and the database answers."""
        everything = (self.plant.complete, self.observer.answers)
        if not self.plant.wait(lambda: all(there() for there in everything), PATIENCE):
            raise PlantError(f"not everything runs; see {self.plant.log}")

    def empty(self, outlets: Sequence[str] = OUTLETS) -> None:
        """Forget what was collected, so that there is work again."""
        self.observer.reset(outlets)
        self.watch.forget()

    def _carried_out(self, order: Order | None) -> None:
        """Wait until the order was carried out. Raises NotDone."""
        if order is None:
            return
        orders = self.plant.orders
        try:
            words = f"{order.point} was not passed {order.passes} times"
            self.wait(lambda: orders.done(order.point) is not None, REACHED_WITHIN, words)
        finally:
            orders.withdraw(order.point)

    def _agreed(self) -> tuple[Verdict, ...]:
        """Judge; what only needs a moment to come true gets it."""
        deadline = time.monotonic() + AGREE_WITHIN
        while violated(verdicts := self._judged()) and time.monotonic() < deadline:
            self.plant.rest(0.5)
        return verdicts

    def _judged(self) -> tuple[Verdict, ...]:
        """Judge; what cannot be judged, because the rows cannot be read, did not hold."""
        try:
            return self.judge()
        except (psycopg2.Error, django.db.Error) as error:
            words = f"not judged: {str(error).strip()}"
            return tuple(Verdict(key, False, words) for key in CHECKS)

    def judge(self) -> tuple[Verdict, ...]:
        """Return the verdict on every invariant as things stand now."""
        shown = wall.ask(self.watch.port, self.watch.path)
        start = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
        seen = self.observer.seen(
            self.press,
            float(LEASE_SECONDS),
            tuple(self.watch.looks),
            recaps_equal=product.recaps_equal(datetime.now(UTC)),
            wall_count=None if shown is None else wall.placements(shown.words),
            counted=self.observer.about_us(start, start + DAY),
            strangers=tuple(self.plant.strangers()),
        )
        return judge(seen)

    def wait(self, condition: Callable[[], bool], seconds: float, otherwise: str) -> None:
        """Wait until something happened. Raises NotDone with the words when it did not."""
        if not self.plant.wait(condition, seconds):
            raise NotDone(f"{otherwise} within {seconds:.0f} s")
