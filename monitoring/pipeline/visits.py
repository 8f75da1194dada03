"""Walks the lanes of one batch through the network door: outlets side by side, each one in turn."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.conf import settings

from monitoring.door.http import Answer, Door, Failure, Request
from monitoring.door.http import Session as DoorSession
from monitoring.pipeline.politeness import gap_of

Lane = Sequence[tuple[Any, Request]]
# A row and how to take its answer: taking it raises what went wrong in fetching just this one.
Arrival = tuple[Any, Callable[[], Answer | Failure]]
AT_ONCE = 40


def visit(lanes: Sequence[Lane]) -> Iterator[Arrival]:
    """Fetch every request of every lane; yield each row with its answer as soon as it is there.

    A lane belongs to one outlet: its requests follow each other with the outlet's gap. Between
    two arrivals the event loop stands still, so the caller may use the database.
    """
    with asyncio.Runner() as runner:
        arrivals: asyncio.Queue[Arrival] = asyncio.Queue()
        # The task lives in the loop between two steps; the runner cancels what is left of it.
        walking = runner.run(_start(lanes, arrivals))
        for _ in range(sum(len(lane) for lane in lanes)):
            yield runner.run(_next(arrivals, walking))


def door() -> Door:
    """Return the network door with the limits of the settings."""
    return Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT)


async def _start(lanes: Sequence[Lane], arrivals: asyncio.Queue[Arrival]) -> asyncio.Task[None]:
    return asyncio.create_task(_walk(lanes, arrivals))


async def _walk(lanes: Sequence[Lane], arrivals: asyncio.Queue[Arrival]) -> None:
    """Walk all lanes in one session of the door."""
    room = asyncio.Semaphore(AT_ONCE)
    async with door().open(AT_ONCE) as session:
        await asyncio.gather(*(_along(lane, session, room, arrivals) for lane in lanes))


async def _along(
    lane: Lane, session: DoorSession, room: asyncio.Semaphore, arrivals: asyncio.Queue[Arrival]
) -> None:
    """Walk one lane; an unforeseen error belongs to its row and does not end the lane."""
    for position, (row, request) in enumerate(lane):
        if position:
            await asyncio.sleep(gap_of(getattr(row, "outlet", row)).total_seconds())
        async with room:
            fetching = asyncio.create_task(session.fetch(request))
            await asyncio.wait([fetching])
        await arrivals.put((row, fetching.result))


async def _next(arrivals: asyncio.Queue[Arrival], walking: asyncio.Task[None]) -> Arrival:
    """Wait for the next arrival; when the walk itself broke, raise why instead of waiting on."""
    getting = asyncio.create_task(arrivals.get())
    await asyncio.wait({getting, walking}, return_when=asyncio.FIRST_COMPLETED)
    if not getting.done() and walking.exception() is not None:
        getting.cancel()
        walking.result()
    return await getting
