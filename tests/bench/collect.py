"""`python -m tests.bench.collect FILE`: how fast feeds are collected; writes figures into FILE.

Real feeds over HTTP, real PostgreSQL that waits for its disk, the workers of production and the
function they call. Outlets want no gap between requests, and nothing else is different. It runs
inside `commandcenter.embedded exec` (`collect_figures`). With the feeds of another server,
BENCH_SERVER=http://host:port/feed-{n}.xml, only what needs no new entries is measured.
"""

import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psycopg2

from tests.bench import conditions
from tests.bench.figures import Figure
from tests.bench.memory import descendants, read_parents
from tests.bench.stack import ROOT, BenchError, environment

FEEDS, MANY = 200, 2_000
ROUNDS, MEMORY_ROUNDS, MEMORY_FEEDS = 3, 50, 50
# As many as commandcenter/up/plan.py starts.
WORKERS = 3
LATENCY = 0.2
# With 30 articles a day, one feed in ten has one more after five minutes.
INTERVAL, EVERY = 300.0, 10
CORES = 2
TICK = os.sysconf("SC_CLK_TCK")

NEW = """
INSERT INTO monitoring_outlet (key, name, home, hosts, kind, tier, official, press_council,
    gap_seconds, parallel, enabled, known, blocked, block_note, slowdown, robots)
SELECT 'ukur-' || n, 'Kabar ' || n, '', '{}', 'online', 3, false, '', 0, 40, true, true, false,
    '', 1, ''
FROM generate_series(0, %(feeds)s - 1) n;
INSERT INTO monitoring_feed (key, outlet_id, url, kind, note, enabled, rules, etag, last_modified,
    body_hash, moved_to, page, interval_reason, habit, health, health_reason, outcome, note_now,
    failures, lease_token, attempts)
SELECT outlet.key, outlet.id, replace(%(url)s, '{n}', substr(outlet.key, 6)), 'rss', '', true,
    '{}', '', '', '', '', 0, '', '{}', 'belum', '', '', '', 0, 0, 0
FROM monitoring_outlet outlet
"""
EMPTY = """
TRUNCATE monitoring_outlet, monitoring_feed, monitoring_item, monitoring_fetch, monitoring_entry
CASCADE
"""
UNSEEN = """
TRUNCATE monitoring_item, monitoring_entry, monitoring_fetch CASCADE;
UPDATE monitoring_feed SET etag = '', last_modified = '', body_hash = '', full_at = NULL,
    outcome = '', page = 0
"""
DUE = "UPDATE monitoring_feed SET due_at = now(), lease_until = NULL"
COUNTS = """
SELECT (SELECT count(*) FROM monitoring_item), (SELECT count(*) FROM monitoring_entry),
    (SELECT count(*) FROM monitoring_itemwords)
"""


@dataclass(frozen=True)
class Round:
    """What one round took: seconds on the clock and of processors, and the largest worker."""

    wall: float
    python_s: float
    postgres_s: float
    mb: float
    outcomes: dict[str, int]


class Bench:
    """The workers, the database they fill, and the server they ask."""

    def __init__(self, workers: Sequence["subprocess.Popen[str]"], server: str) -> None:
        self._workers, self._server = workers, server
        self._database = psycopg2.connect(os.environ["DATABASE_URL"])
        self._database.autocommit = True
        self._used = {worker.pid: 0.0 for worker in workers}
        for worker in workers:
            _heard(worker)

    def ask(self, question: str, **values: object) -> list[tuple[object, ...]]:
        """Return the rows that answer a question in SQL."""
        with self._database.cursor() as cursor:
            cursor.execute(question, values or None)
            return list(cursor.fetchall()) if cursor.description else []

    def tell(self, said: str) -> None:
        """Tell our own server what comes next; a foreign one is left alone."""
        if self._server:
            urlopen(f"{self._server}/set?{said}", timeout=60).close()

    def prepare(self, feeds: int, url: str) -> None:
        """Begin with so many feeds and nothing else."""
        self.ask(EMPTY)
        self.ask(NEW, feeds=feeds, url=url)
        self.tell(f"feeds={feeds}")

    def run(self) -> Round:
        """Let every feed be due now and collect until none is."""
        self.ask(DUE)
        before, begun = self._postgres_cpu(), time.perf_counter()
        for worker in self._workers:
            print("go", file=worker.stdin, flush=True)
        said = [_heard(worker) for worker in self._workers]
        wall = time.perf_counter() - begun
        spent = 0.0
        outcomes: dict[str, int] = {}
        for worker, words in zip(self._workers, said, strict=True):
            spent += words["cpu_s"] - self._used[worker.pid]
            self._used[worker.pid] = words["cpu_s"]
            for outcome, count in words["outcomes"].items():
                outcomes[outcome] = outcomes.get(outcome, 0) + count
        largest = max(words["mb"] for words in said)
        return Round(wall, spent, self._postgres_cpu() - before, largest, outcomes)

    def _postgres_cpu(self) -> float:
        """Return the seconds of processors PostgreSQL has used, with its ended children."""
        parents = read_parents()
        leader = parents[int(str(self.ask("SELECT pg_backend_pid()")[0][0]))]
        ticks = 0
        for pid in descendants(leader, parents):
            try:
                words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue
            ticks += sum(map(int, words[11:15] if pid == leader else words[11:13]))
        return ticks / TICK


def collect_figures(data_dir: Path) -> list[Figure]:
    """Measure on a PostgreSQL of our own; raises BenchError when that did not work."""
    place, file = data_dir / "collect", data_dir / "collect.json"
    place.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    ours = (sys.executable, "-m", "commandcenter.embedded", "exec", "--data", str(place), "--")
    command = (*ours, sys.executable, "-m", "tests.bench.collect", str(file))
    allowed = {"FETCH_ALLOW_NETWORKS": _network()}
    subprocess.run(command, cwd=ROOT, env=environment(os.environ) | allowed, check=False)
    if not file.exists():
        raise BenchError("the collector could not be measured")
    return [Figure(**values) for values in json.loads(file.read_text())]


def _network() -> str:
    """Return the network of the server of the feeds, for the door to be opened to."""
    host = urlsplit(os.environ.get("BENCH_SERVER", "")).hostname or "127.0.0.1"
    return f"{socket.gethostbyname(host)}/32"


def measure(bench: Bench, url: str) -> list[Figure]:
    """Return all figures; those that need new entries only from our own server."""
    bench.prepare(FEEDS, url)
    bench.run()
    figures = _cold(bench, "")
    if "{n}" in url and not os.environ.get("BENCH_SERVER"):
        figures.append(_fresh(bench))
        bench.tell(f"latency={LATENCY}")
        figures += _cold(bench, "_200ms")
        bench.tell("latency=0")
        figures += [_steady(bench, url), _memory(bench, url)]
    return figures


def _cold(bench: Bench, name: str) -> list[Figure]:
    cold = []
    for _ in range(ROUNDS):
        bench.ask(UNSEEN)
        cold.append(bench.run())
        _expect(cold[-1], "new", FEEDS)
    items, entries, words = bench.ask(COUNTS)[0]
    unchanged = [bench.run() for _ in range(ROUNDS)]
    rows = f"{items} items, {entries} entries, {words} with search words; {_spent(cold)}"
    return [
        Figure(f"collect.cold{name}_s", _median(cold), "s", rows),
        Figure(f"collect.unchanged{name}_s", _median(unchanged), "s", _spent(unchanged)),
    ]


def _fresh(bench: Bench) -> Figure:
    fresh = []
    for _ in range(ROUNDS):
        bench.tell(f"fresh=30&feeds={FEEDS}")
        fresh.append(bench.run())
        _expect(fresh[-1], "new", FEEDS)
    return Figure("collect.fresh_s", _median(fresh), "s", f"30 new in each; {_spent(fresh)}")


def _steady(bench: Bench, url: str) -> Figure:
    """Weigh one turn of many feeds against the time until the next."""
    bench.prepare(MANY, url)
    bench.run()
    bench.tell(f"fresh=1&every={EVERY}&feeds={MANY}")
    one = bench.run()
    _expect(one, "new", MANY // EVERY)
    share = (one.python_s + one.postgres_s) / INTERVAL / CORES
    runs = f"of {CORES} cores: {MANY} feeds every {INTERVAL:.0f} s, one new entry in {EVERY}"
    return Figure("collect.steady_cpu", share, "", f"{runs}; {_spent([one])}")


def _memory(bench: Bench, url: str) -> Figure:
    bench.prepare(MEMORY_FEEDS, url)
    sizes = []
    for _ in range(MEMORY_ROUNDS):
        bench.tell(f"fresh=30&feeds={MEMORY_FEEDS}")
        sizes.append(bench.run().mb)
    grown = sizes[-1] - sizes[MEMORY_ROUNDS // 5]
    runs = f"largest of {WORKERS}, {MEMORY_ROUNDS} rounds of {MEMORY_FEEDS} changed feeds"
    return Figure("collect.worker_mb", max(sizes), "MB", f"{runs}; {grown:+.1f} after the tenth")


def _median(rounds: Sequence[Round]) -> float:
    return statistics.median(one.wall for one in rounds)


def _spent(rounds: Sequence[Round]) -> str:
    python = statistics.median(one.python_s for one in rounds)
    postgres = statistics.median(one.postgres_s for one in rounds)
    walls = ", ".join(f"{one.wall:.2f}" for one in rounds)
    return f"{walls} s; CPU {python:.2f} s Python, {postgres:.2f} s PostgreSQL"


def _expect(one: Round, outcome: str, count: int) -> None:
    if one.outcomes.get(outcome, 0) != count:
        raise BenchError(f"{count} feeds should have been {outcome}: {one.outcomes}")


def _heard(worker: "subprocess.Popen[str]") -> dict[str, object]:
    line = worker.stdout.readline() if worker.stdout else ""
    if not line:
        raise BenchError("a worker of the collector ended")
    return json.loads(line)  # type: ignore[no-any-return]


@contextmanager
def _children() -> Iterator[tuple[list["subprocess.Popen[str]"], str]]:
    """Start the workers, and our own server unless there is another; end them in any case."""
    workers = [_start("tests.bench.collecting") for _ in range(WORKERS)]
    server, address = None, ""
    if not os.environ.get("BENCH_SERVER"):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server, address = _start("tests.bench.feedserver", str(port)), f"http://127.0.0.1:{port}"
        _wait_for(port)
    try:
        yield workers, address
    finally:
        for child in filter(None, [*workers, server]):
            child.terminate()
            child.wait()


def _start(module: str, *arguments: str) -> "subprocess.Popen[str]":
    quiet = None if os.environ.get("BENCH_LOG") else subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=quiet,
        cwd=ROOT,
        text=True,
    )


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise BenchError("the server of the feeds did not start")


def main(file: str) -> None:
    """Measure and write; the database must be there."""
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
    with _children() as (workers, server):
        bench = Bench(workers, server)
        url = os.environ.get("BENCH_SERVER") or f"{server}/feed-{{n}}.xml"
        figures = measure(bench, url)
        sure = {name: bench.ask(f"SHOW {name}")[0][0] for name in ("synchronous_commit", "fsync")}
        said = [*sure.items(), ("server", url), ("workers", WORKERS), ("load", conditions.load())]
    Path(file).write_text(json.dumps([asdict(figure) for figure in figures]))
    print("collector:", ", ".join(f"{name} {value}" for name, value in said))


if __name__ == "__main__":
    main(sys.argv[1])
