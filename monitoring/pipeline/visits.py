"""Walks the lanes of one batch through the network door: outlets side by side, each one in turn."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings

from monitoring.http import Answer, Door, Failure, Request
from monitoring.pipeline.politeness import gap_of

Lane = Sequence[tuple[Any, Request]]
Result = tuple[Any, Answer | Failure]
AT_ONCE = 40


def visit(lanes: Sequence[Lane]) -> Iterator[Result]:
    """Fetch every request of every lane; yield each row with its result as soon as it is there.

    A lane belongs to one outlet: its requests follow each other with the outlet's gap. Between
    two results the event loop stands still, so the caller may use the database.
    """
    with asyncio.Runner() as runner:
        results: asyncio.Queue[Result] = asyncio.Queue()
        # The tasks live in the loop between two steps; the runner cancels what is left of them.
        walking = runner.run(_start(lanes, results))
        for _ in range(sum(len(lane) for lane in lanes)):
            yield runner.run(results.get())
        runner.run(_all(walking))


def door() -> Door:
    """Return the network door with the limits of the settings."""
    return Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT)


async def _start(lanes: Sequence[Lane], results: asyncio.Queue[Result]) -> list[asyncio.Task[None]]:
    """Start one task per lane."""
    one, room = door(), asyncio.Semaphore(AT_ONCE)
    return [asyncio.create_task(_along(lane, one, room, results)) for lane in lanes]


async def _along(
    lane: Lane, one: Door, room: asyncio.Semaphore, results: asyncio.Queue[Result]
) -> None:
    """Walk one lane."""
    for position, (row, request) in enumerate(lane):
        if position:
            await asyncio.sleep(gap_of(getattr(row, "outlet", row)).total_seconds())
        async with room:
            await results.put((row, await one.fetch(request)))


async def _all(walking: list[asyncio.Task[None]]) -> None:
    """Let the tasks end, so that an error of ours in one of them is not swallowed."""
    await asyncio.gather(*walking)
