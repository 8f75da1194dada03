"""`python -m tests.bench [collect] [extraction] [start] [idle] …`: measure and write it down.

Needs nothing but the environment: what it measures brings its own database and newsroom. Collecting
and extraction are measured alone, the other parts on the running stack. The figures go to
DATA_DIR/bench.json, which keeps those of earlier runs that were not measured now.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import Client

from commandcenter.newsroom.addresses import AddressUnavailable
from tests.bench import (
    collect,
    conditions,
    extraction,
    flow,
    generator,
    learning,
    memory,
    pages,
    reading,
    rooms,
    stories,
)
from tests.bench.figures import Figure, figure_table, keep, table
from tests.bench.stack import ROOT, BenchError, Stack, fresh_stack

ALONE = {
    "collect": collect.collect_figures,
    "extraction": extraction.extraction_figures,
    "reading": reading.reading_figures,
    "stories": stories.story_figures,
    "learning": learning.learning_figures,
}
STACK = ("start", "idle", "flow", "rooms", "wall", "pages")
PARTS = (*ALONE, *STACK)
IDLE_AFTER = 20.0


def main(arguments: list[str]) -> int:
    """Measure; return 1 with a word when the stack did not do what it should."""
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    data_dir = Path(os.environ.get("DATA_DIR") or ROOT / ".data/bench").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    said = conditions.before()
    begun = time.monotonic()
    parts = _parts(arguments)
    try:
        figures = [figure for part in ALONE if part in parts for figure in ALONE[part](data_dir)]
        if set(parts) & set(STACK):
            with fresh_stack(data_dir / "stack") as stack:
                figures += measure(stack, parts)
                said += conditions.after(stack)
    except (BenchError, AddressUnavailable) as error:
        print(error, file=sys.stderr)
        return 1
    keep(data_dir / "bench.json", figures)
    said.append(
        ("took", f"{time.monotonic() - begun:.0f} s, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    )
    print(table(said), figure_table(figures), sep="\n\n")
    return 0


def measure(stack: Stack, parts: Iterable[str]) -> list[Figure]:
    """Return the figures of the chosen parts; the stack is started twice whatever they are."""
    wanted = set(parts)
    figures = _first_start(stack)
    if "idle" in wanted:
        figures += _idle(stack)
    figures += _second_start(stack, expected=figures[0].value)
    if "start" not in wanted:
        figures = [figure for figure in figures if not figure.key.startswith("start.")]
    if "flow" in wanted:
        figures += _flow(stack)
    with pages.inside(stack):
        client = pages.joined(stack)
        figures += _rooms(stack, client) if "rooms" in wanted else []
        figures += pages.wall_figures(stack) if "wall" in wanted else []
        figures += pages.page_figures(stack, client) if "pages" in wanted else []
    return figures


def _rooms(stack: Stack, client: Client) -> list[Figure]:
    """Fill the database with a year and measure the rooms; wall and pages then stand on it too."""
    seconds = generator.fill(stack)
    filled = Figure("bench.fill_s", seconds, "s", f"{generator.ITEMS:,} items made")
    return [filled, *rooms.room_figures(stack, client)]


def _parts(arguments: list[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("parts", nargs="*", help=f"any of {', '.join(PARTS)} (default: all)")
    parts: list[str] = parser.parse_args(arguments).parts
    if unknown := set(parts) - set(PARTS):
        parser.error(f"there is no part called {', '.join(sorted(unknown))}")
    return parts or list(PARTS)


def _first_start(stack: Stack) -> list[Figure]:
    """Start on nothing, and wait until the sample week is read."""
    begun = time.monotonic()
    ready = stack.start()
    stack.settle()
    read = time.monotonic() - begun
    return [
        Figure("start.first_s", ready, "s", "empty DATA_DIR, until /readyz answers 200"),
        Figure("start.read_s", read, "s", "the same, until the sample week is collected and read"),
    ]


def _idle(stack: Stack) -> list[Figure]:
    """Weigh the processes once nothing has been going on for a while."""
    time.sleep(IDLE_AFTER)
    # What came out meanwhile is still being worked on for a moment.
    stack.settle()
    if stack.process is None or not memory.PROC.exists():
        print("memory is measured on Linux only")
        return []
    shares = memory.measure(stack.process.pid, stack.data_dir / "run")
    print(table((s.program, f"{s.processes} processes", f"{s.mb:,.1f} MB") for s in shares), "\n")
    ours = [share for share in shares if share.program != memory.NEWSROOM]
    theirs = [share for share in shares if share.program == memory.NEWSROOM]
    quiet = f"PSS of {sum(s.processes for s in ours)} processes, {IDLE_AFTER:.0f} s after the work"
    return [
        Figure("stack.idle_mb", sum(share.mb for share in ours), "MB", quiet),
        Figure("newsroom.idle_mb", sum(share.mb for share in theirs), "MB", "not the product's"),
    ]


def _second_start(stack: Stack, expected: float) -> list[Figure]:
    """Stop in order and start again on the same data; the next articles come out soon after."""
    stack.stop()
    flow.reopen(stack, datetime.now(UTC) + timedelta(seconds=expected) + flow.LEAD)
    return [Figure("start.second_s", stack.start(), "s", "after an orderly stop")]


def _flow(stack: Stack) -> list[Figure]:
    """Watch new articles on their way to the wall."""
    seen, missed = flow.passages(stack)
    rows = [(f"+{p.text:.1f} text", f"+{p.read:.1f} read", f"+{p.wall:.1f} wall") for p in seen]
    print(table((*row, p.title) for row, p in zip(rows, seen, strict=True)))
    print("\n".join(f"not on the wall: {title}" for title in missed))
    if not seen:
        raise BenchError("no new article reached the wall")
    runs = f"the slowest of {len(seen)} new articles, {len(missed)} more never shown"
    return [Figure("flow.fetch_to_wall_s", max(p.wall for p in seen), "s", runs)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
