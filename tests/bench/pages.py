"""How fast pages and the wall answer: in process without the network, and over HTTP."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import django
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.bench.figures import Figure, percentile
from tests.bench.stack import HOST, BenchError, Stack

WALLS, POLLS, VIEWS = 100, 100, 40
# Two processes draw the wall at most every two seconds each: ten seconds hold some ten drawings.
POLL_EVERY = 0.1
PASSWORD = "pengukuran-saja-72"

BIGGEST = {
    "item": "SELECT coverage_id FROM issues_mention GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "story": "SELECT story_id FROM issues_coverage GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
    "issue": "SELECT issue_id FROM issues_coverage WHERE issue_id IS NOT NULL"
    " GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1",
}


@contextmanager
def inside(stack: Stack) -> Iterator[None]:
    """Make this process one of the product: with the settings and the database of the stack."""
    ours = stack.environment
    os.environ.clear()
    os.environ.update(ours, DJANGO_SETTINGS_MODULE="commandcenter.settings")
    django.setup()
    try:
        yield
    finally:
        connection.close()


def wall_figures(stack: Stack) -> list[Figure]:
    """Measure the wall drawn anew for every request, its queries, and polls over HTTP."""
    client, path = _client(HTTP_HX_REQUEST="true"), stack.links["Wall"]
    queries = _queries(client, path)
    drawn = milliseconds(lambda: ok(client, path), WALLS, cache.clear)
    polled, unchanged = _polls(stack)
    return [
        Figure("wall.p95_ms", percentile(drawn, 0.95), "ms", f"{WALLS} drawings, no cache"),
        Figure("wall.p50_ms", percentile(drawn, 0.5), "ms", "the same"),
        Figure("wall.queries", queries, "queries", "one drawing with its access check"),
        Figure(
            "wall.http_p95_ms",
            percentile(polled, 0.95),
            "ms",
            f"{POLLS} polls every {POLL_EVERY} s, {unchanged} of them 304",
        ),
    ]


def page_figures(stack: Stack, client: Client) -> list[Figure]:
    """Measure the pages people work with, on the items, stories and issues with most rows."""
    figures = []
    for name, path in _paths(stack).items():
        queries = _queries(client, path)
        took = milliseconds(lambda path=path: ok(client, path), VIEWS)
        runs = f"{path}, {queries} queries, half within {percentile(took, 0.5):.0f} ms"
        figures.append(Figure(f"page.{name}_p95_ms", percentile(took, 0.95), "ms", runs))
    worst = max(figures, key=lambda figure: figure.value)
    runs = f"{VIEWS} requests each; the slowest: {worst.runs}"
    return [Figure("page.p95_ms", worst.value, "ms", runs), *figures]


def milliseconds(
    work: Callable[[], object], runs: int, before: Callable[[], object] = lambda: None
) -> list[float]:
    """Return how long each run of `work` took; `before` is not counted."""
    took = []
    for _ in range(runs):
        before()
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return took


def _queries(client: Client, path: str) -> int:
    """Count what one page asks the database without a cache; the next request would forget it."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        ok(client, path)
    return len(queries)


def _polls(stack: Stack) -> tuple[list[float], int]:
    """Poll as a screen does, with the ETag of the last answer; return times and the 304s."""
    took, unchanged, etag = [], 0, ""
    for _ in range(POLLS):
        begun = time.perf_counter()
        status, etag, _body = stack.wall(etag)
        took.append((time.perf_counter() - begun) * 1000)
        if status not in (200, 304):
            raise BenchError(f"the wall answered {status}")
        unchanged += status == 304
        time.sleep(POLL_EVERY)
    return took, unchanged


def joined(stack: Stack) -> Client:
    """Return a client that is logged in as the first administrator."""
    client = _client()
    _join(client, stack.links["First login"])
    return client


def _client(**headers: str) -> Client:
    return Client(SERVER_NAME=HOST, **headers)


def ok(client: Client, path: str) -> None:
    """Ask for a page; raises BenchError for any answer but 200."""
    response = client.get(path)
    if response.status_code != 200:
        raise BenchError(f"{path} answered {response.status_code}")


def _join(client: Client, invitation: str) -> None:
    """Take up the invitation of the first administrator, as its link does."""
    person = {"name": "Pengukur", "username": "pengukur"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    response = client.post(invitation, person | passwords)
    if response.status_code != 302:
        raise BenchError(f"the invitation answered {response.status_code}")


def _paths(stack: Stack) -> dict[str, str]:
    """Return the pages to measure, by name."""
    pk = {name: stack.ask(question)[0][0] for name, question in BIGGEST.items()}
    return {
        "list": "/berita",
        "item": f"/berita/{pk['item']}",
        "story": f"/cerita/{pk['story']}",
        "issue": f"/isu/{pk['issue']}",
        "sources": "/sumber",
    }
