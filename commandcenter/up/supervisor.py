"""Runs several programs side by side until a signal comes, then ends them in order.

Generic: it knows keepers and signals, nothing of the product.
"""

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from commandcenter.embedded.keeper import Keeper

HEAD_START = 2.0
TICK = 0.2
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Wish:
    """What the person wants: nothing, an orderly end (one signal), or an end at once (two)."""

    def __init__(self) -> None:
        self._count = 0

    def listen(self) -> None:
        """From now on signals are counted and no longer interrupt."""
        for number in SIGNALS:
            signal.signal(number, self._hear)

    def end(self) -> bool:
        return self._count >= 1

    def hurry(self) -> bool:
        return self._count >= 2

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._count += 1


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat any of the signals like Ctrl-C: for the time before the programs run."""
    raise KeyboardInterrupt


class Supervisor:
    """Keepers in the order of their start; ``beside`` is called with every look at them.

    Those named in ``first`` get a head start: five Python programs that load side by side on two
    cores keep the person waiting for the one that answers.
    """

    def __init__(
        self,
        keepers: Sequence[Keeper],
        stop_order: Sequence[str],
        wish: Wish,
        first: Sequence[str] = (),
    ) -> None:
        self.keepers = keepers
        self._first = first
        self._stop_order = stop_order
        self._wish = wish

    def run(self, beside: Callable[[], None]) -> None:
        """Keep everything running until the wish to end, then end it."""
        others_from = time.monotonic() + (HEAD_START if self._first else 0.0)
        try:
            while not self._wish.end():
                beside()
                for keeper in self.keepers:
                    if keeper.name in self._first or time.monotonic() >= others_from:
                        keeper.tend()
                time.sleep(TICK)
        finally:
            self.stop()

    def restart(self) -> None:
        """Start everything afresh, for instance since its environment changed."""
        for keeper in self.keepers:
            keeper.restart()

    def stop(self) -> None:
        for keeper in sorted(self.keepers, key=lambda keeper: self._stop_order.index(keeper.name)):
            keeper.stop(self._wish.hurry)
