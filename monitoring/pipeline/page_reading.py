"""Pages are read while others are still on their way: two children, two threads, per process.

Threads live as long as the worker process and children until nothing came for a while: importing
the extraction takes half a second, and the kernel ends a child together with the thread that
started it.
"""

import atexit
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cache

from monitoring.door.http import Answer, Failure
from monitoring.models import Item
from monitoring.pages.extract import Extraction, Extractor

# Pages read at the same time. A child takes 75 MB.
READERS = 2
# Pages that wait to be written; their attempts are counted already, so they are few.
_IN_HAND = 2 * READERS


@dataclass(frozen=True)
class Page:
    """One item in its turn: what came of fetching, and what that was read into.

    `won` is None without an answer. `again` says why another try is worth while although there is
    a text: a further page of the article failed.
    """

    item: Item
    answer: Answer | Failure | None
    won: Extraction | None = None
    again: Failure | None = None


# Without work for so long the children end: two hold as much memory as the worker itself.
IDLE_SECONDS = 60


@dataclass
class Readers:
    """The threads and children of one process; `used` is when they were last given a page."""

    extractor: Extractor = field(default_factory=lambda: Extractor(processes=READERS))
    threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(READERS, thread_name_prefix="halaman")
    )
    used: float = field(default_factory=time.monotonic)

    def read(self, answer: Answer, item: Item, zone: tzinfo, seen: str = "") -> Future[Extraction]:
        """Begin to read a page of an item; `seen` are words of it known besides its summary.

        What stands above a link in a message may be a greeting: the page knows its title better.
        """
        self.used = time.monotonic()
        return self.threads.submit(
            self.extractor.extract,
            answer.body,
            answer.url,
            answer.charset,
            "" if untitled(item) or item.entered_by_id else item.title,
            f"{item.summary} {seen}".strip(),
            need_date=item.published_at is None,
            zone=zone,
        )

    def rest(self) -> None:
        """Let the children end when nobody needed them for a while; the next page starts them."""
        if time.monotonic() - self.used > IDLE_SECONDS:
            self.extractor.close()


def readers() -> Readers:
    """Return the readers of this process; a forked one has its own."""
    return _readers_of(os.getpid())


@cache
def _readers_of(_process: int) -> Readers:
    made = Readers()
    atexit.register(made.extractor.close)
    return made


def read_side_by_side(
    arrivals: Iterable[tuple[Item, Answer | Failure | None]], zone: tzinfo
) -> Iterator[Page]:
    """Yield each item with its page read; while one is read, the next ones arrive."""
    waiting: deque[tuple[Item, Answer | Failure | None, Future[Extraction] | None]] = deque()
    for item, answer in arrivals:
        reading = readers().read(answer, item, zone) if isinstance(answer, Answer) else None
        waiting.append((item, answer, reading))
        while waiting and (len(waiting) > _IN_HAND or _is_read(waiting[0][2])):
            yield _page(*waiting.popleft())
    while waiting:
        yield _page(*waiting.popleft())


def untitled(item: Item) -> bool:
    """Say whether the item came as a bare link, whose title only its page knows."""
    return item.title == item.url[:500]


def _is_read(reading: Future[Extraction] | None) -> bool:
    return reading is None or reading.done()


def _page(item: Item, answer: Answer | Failure | None, reading: Future[Extraction] | None) -> Page:
    return Page(item, answer, reading.result() if reading else None)
