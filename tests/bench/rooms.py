"""The rooms people work in, on a year of a busy province: desk, recap, search, and memory."""

import random
import time
from collections.abc import Iterator
from itertools import cycle, islice
from urllib.parse import urlencode

from django.test import Client

from tests.bench import memory
from tests.bench.browser import Browser, filled
from tests.bench.figures import Figure, percentile
from tests.bench.generator import BASE, ITEMS
from tests.bench.pages import milliseconds, ok
from tests.bench.stack import Stack
from tests.bench.vocabulary import SEED, paragraphs, vocabulary

ON = f"on {ITEMS:,} items"
SAVES, ROUNDS = 60, 3
REQUESTS, SETTLED = 1000, 200
FORM = "penandaan"
PAGES = (
    *("/dinding", "/meja", "/isu", "/sumber", "/berita?tone=neg"),
    *(f"/berita/{BASE + ITEMS - 2}", f"/cerita/{BASE}"),
)


def room_figures(stack: Stack, client: Client) -> list[Figure]:
    """Measure every room as somebody who is logged in; the database must have been filled."""
    browser = Browser(stack.port, client)
    # Models can be loaded only once this process has the settings of the stack.
    from tests.bench.recaps import recap_figures  # noqa: PLC0415

    try:
        return [
            *search_figures(client),
            *recap_figures(ON),
            *desk_figures(browser),
            *memory_figures(stack, browser),
        ]
    finally:
        browser.close()


def desk_figures(browser: Browser) -> list[Figure]:
    """Work through the queue: from sending one text until the next one is there, over HTTP."""
    page, took = browser.get("/meja"), []
    for _ in range(SAVES):
        address, fields = filled(page, FORM)
        begun = time.perf_counter()
        page = browser.send(address, fields)
        took.append((time.perf_counter() - begun) * 1000)
    half = percentile(took, 0.5)
    runs = f"{SAVES} texts saved over HTTP {ON}, half within {half:.0f} ms"
    return [Figure("desk.next_p95_ms", percentile(took, 0.95), "ms", runs)]


def search_figures(client: Client) -> list[Figure]:
    """Search for frequent and rare words, phrases and exclusions, on first and deep pages."""
    addresses, took = list(searches()), {}
    for address in addresses:
        took[address] = milliseconds(lambda address=address: ok(client, address), ROUNDS)
    every = [each for times in took.values() for each in times]
    slowest = max(addresses, key=lambda address: max(took[address]))
    runs = (
        f"{len(addresses)} searches {ROUNDS} times each {ON}, half within"
        f" {percentile(every, 0.5):.0f} ms; the slowest {max(every):.0f} ms: {slowest}"
    )
    return [Figure("search.p95_ms", percentile(every, 0.95), "ms", runs)]


def memory_figures(stack: Stack, browser: Browser) -> list[Figure]:
    """Ask for a thousand pages; say by how much the web server grew after the first of them."""
    if stack.process is None or not memory.PROC.exists():
        return []
    sizes = []
    for number, path in enumerate(islice(cycle(_visits()), REQUESTS), start=1):
        browser.get(path)
        if number in (SETTLED, REQUESTS):
            sizes.append(_web_mb(stack))
    runs = f"PSS growth of the web server, from {sizes[0]:.0f} MB at request {SETTLED}"
    runs += f" to request {REQUESTS:,}, pages and searches mixed"
    return [Figure("memory.flat", sizes[-1] - sizes[0], "MB", runs)]


def _visits() -> list[str]:
    """Return a round through the rooms: mostly reading, now and then a search."""
    return [*PAGES * 4, *islice(searches(), 0, None, 18)]


def _web_mb(stack: Stack) -> float:
    """Return what the processes of the web server hold together."""
    shares = memory.measure(stack.process.pid, stack.data_dir / "run")
    return next(share.mb for share in shares if share.program == "web")


def searches() -> Iterator[str]:
    """Yield addresses of the list that search for something, the same ones every time."""
    words = vocabulary(random.Random(SEED))
    usual, seldom, rare = words[20:40], words[400:420], words[9000:9020]
    text = [word.strip(".").lower() for word in next(paragraphs(1)).split()]
    for number in range(5):
        frequent, other, last = usual[number], seldom[number], rare[number]
        yield _search(frequent)
        yield _search(frequent, halaman=5 + number)
        yield _search(frequent, halaman=330)
        yield _search(other)
        yield _search(other, halaman=3)
        yield _search(last)
        yield _search(last, persis=1)
        yield _search(f"{frequent} {other}")
        yield _search(f"{frequent} {usual[-number - 1]}")
        yield _search(f'"{text[number]} {text[number + 1]}"')
        yield _search(f'"{text[number]} {text[number + 1]} {text[number + 2]}"')
        yield _search(f"{frequent} -{other}")
        yield _search(f'{other} -"{text[number]} {text[number + 1]}"')
        yield _search(f"{other} ATAU {last}")
        yield _search(frequent, tone="neg")
        yield _search(other, tentang="pimpinan", tone="pos")
        yield _search(f"tidakada{number}")


def _search(typed: str, **more: object) -> str:
    return f"/berita?{urlencode({'cari': typed, **more})}"
