"""Walks the lanes of one batch through the network door: hosts side by side, each one in turn."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from monitoring.door.http import Answer, Door, Failure, Request
from monitoring.door.http import Session as DoorSession
from monitoring.pipeline.politeness import LANE, clock_of, gap_of, heed, pause_after

Lane = Sequence[tuple[Any, Request]]
# A row and how to take its answer: taking it raises what went wrong in fetching just this one.
Arrival = tuple[Any, Callable[[], Answer | Failure]]
Fetching = asyncio.Task[Answer | Failure]
Arrivals = asyncio.Queue[tuple[Any, Fetching]]
# More than the rows of any batch: a host that hangs takes nobody's place.
AT_ONCE = 64
# Seconds after which a lane begins no further request: with the longest fetch (Limits.total) a
# batch stays well inside its lease whatever one host does.
LANE_DEADLINE = 20.0


def visit(lanes: Sequence[Lane], *, again: bool = False) -> Iterator[Arrival]:
    """Fetch the requests of every lane; yield each row with its answer as soon as it is there.

    A lane belongs to one host: its requests follow each other with the host's gap, and end early
    when the host asks to be left alone, does not answer, or has had LANE_DEADLINE; rows that were
    not reached are not yielded. `again`: the hosts were asked a moment ago, so the gap comes first,
    at most LANE of it: a host with a longer one may not hold up the others.
    Between two arrivals the event loop stands still, so the caller may use the database.
    """
    with asyncio.Runner() as runner:
        arrivals: Arrivals = asyncio.Queue()
        # The task lives in the loop between two steps; the runner cancels what is left of it.
        walking = runner.run(_start(lanes, arrivals, again))
        while (arrival := runner.run(_next(arrivals, walking))) is not None:
            row, fetching = arrival
            if fetching.exception() is None:
                heed(clock_of(row), fetching.result(), timezone.now())
            yield row, fetching.result


def door() -> Door:
    """Return the network door with the limits of the settings."""
    return Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT)


async def _start(lanes: Sequence[Lane], arrivals: Arrivals, again: bool) -> asyncio.Task[None]:
    return asyncio.create_task(_walk(lanes, arrivals, again))


async def _walk(lanes: Sequence[Lane], arrivals: Arrivals, again: bool) -> None:
    """Walk all lanes in one session of the door."""
    async with door().open(AT_ONCE) as session:
        walker = _Walker(session, asyncio.Semaphore(AT_ONCE), arrivals)
        await asyncio.gather(*(_along(lane, walker, again) for lane in lanes if lane))


@dataclass(frozen=True)
class _Walker:
    """What all lanes of a walk share."""

    session: DoorSession
    room: asyncio.Semaphore
    arrivals: Arrivals

    async def fetch(self, row: Any, request: Request) -> Fetching:
        """Fetch for one row; an unforeseen error belongs to it and does not end the lane."""
        async with self.room:
            fetching = asyncio.create_task(self.session.fetch(request))
            await asyncio.wait([fetching])
        await self.arrivals.put((row, fetching))
        return fetching


async def _along(lane: Lane, walker: _Walker, again: bool) -> None:
    """Walk one lane, as many abreast as its host allows."""
    clock = clock_of(lane[0][0])
    gap, abreast = gap_of(clock).total_seconds(), max(1, clock.parallel)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + LANE_DEADLINE
    wait = min(gap, LANE.total_seconds()) if again else 0.0
    for start in range(0, len(lane), abreast):
        if loop.time() + wait > deadline:
            return
        await asyncio.sleep(wait)
        wait = gap
        fetches = (walker.fetch(*one) for one in lane[start : start + abreast])
        if any(map(_wants_peace, await asyncio.gather(*fetches))):
            return


def _wants_peace(fetching: Fetching) -> bool:
    return fetching.exception() is None and bool(pause_after(fetching.result()))


async def _next(arrivals: Arrivals, walking: asyncio.Task[None]) -> tuple[Any, Fetching] | None:
    """Wait for the next arrival; None after the last. Raises why when the walk itself broke."""
    getting = asyncio.create_task(arrivals.get())
    await asyncio.wait({getting, walking}, return_when=asyncio.FIRST_COMPLETED)
    if getting.done() or not arrivals.empty():
        return await getting
    getting.cancel()
    walking.result()
    return None
