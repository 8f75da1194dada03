"""`python -m tests.bench.reading FILE`: how fast items are read; writes figures into FILE.

The pack of NTB and the articles of the sample newsroom, filled up to WORDS words. Reading alone is
timed on one core, the median of ROUNDS rounds. With a database READERS processes call the function
the workers call, on a real PostgreSQL that waits for its disk, and one reads all of it again. It
runs inside `commandcenter.embedded exec` (`reading_figures`).
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from multiprocessing import Barrier, Process, Queue
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection

from commandcenter.newsroom import articles
from tests.bench.apart import measure_apart
from tests.bench.figures import Figure
from tests.bench.flow import NEWSROOM
from tests.bench.memory import read_pss
from tests.bench.stack import ROOT, BenchError, environment

WORDS, DAYS = 400, 14
ITEMS, WARM, ROUNDS = 1_200, 240, 7
READERS = 2
# Seconds a reader may take; one that died would be waited for else.
AT_MOST = 300
AGAIN_DAYS = 4
SEED = 4001
KIB_PER_MB = 1000 * 1000 / 1024


def reading_figures(data_dir: Path) -> list[Figure]:
    """Measure on a PostgreSQL of our own; raises BenchError when that did not work."""
    place, file = data_dir / "reading", data_dir / "reading.json"
    place.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    ours = (sys.executable, "-m", "commandcenter.embedded", "exec", "--data", str(place), "--")
    command = (*ours, sys.executable, "-m", "tests.bench.reading", str(file))
    subprocess.run(command, cwd=ROOT, env=environment(os.environ), check=False)
    if not file.exists():
        raise BenchError("reading could not be measured")
    return [Figure(**values) for values in json.loads(file.read_text())]


def texts() -> list[tuple[str, str]]:
    """Return articles with exactly WORDS words each, made of paragraphs of the sample week."""
    chance, written = random.Random(SEED), articles.load(NEWSROOM)
    pool = [paragraph for one in written for paragraph in one.paragraphs]
    return [(one.title, _filled(one.paragraphs, pool, chance)) for one in written]


def _filled(own: Sequence[str], pool: Sequence[str], chance: random.Random) -> str:
    paragraphs, words = [], 0
    for paragraph in [*own, *chance.choices(pool, k=WORDS)]:
        said = paragraph.split()[: WORDS - words]
        paragraphs.append(" ".join(said))
        words += len(said)
        if words == WORDS:
            break
    return "\n\n".join(paragraphs)


def measure(at: datetime) -> list[Figure]:
    """Return all figures; the database must be empty and Django set up."""
    # Models can be loaded only now that the settings are those of this database.
    from commandcenter.packs.install import find_pack  # noqa: PLC0415
    from commandcenter.packs.loader import load_pack  # noqa: PLC0415

    load_pack(find_pack("ntb", at), at)
    given = texts()
    return [_read_alone(given, at), *_read_side_by_side(given, at), _read_again()]


def _read_alone(given: Sequence[tuple[str, str]], at: datetime) -> Figure:
    """Read every text in each round; what happens on the way to the database is not in it."""
    from issues.knowledge import load_knowledge  # noqa: PLC0415
    from issues.reading.article import Article, read  # noqa: PLC0415

    knowledge, articles_read = load_knowledge(), [Article(*text, at.date()) for text in given]
    rounds = [_round(lambda one: read(one, knowledge), articles_read) for _ in range(ROUNDS + 1)]
    cpu, wall = (median(times) for times in zip(*rounds[1:], strict=True))
    what = f"CPU of one core, {wall:.1f} by the clock; {len(given)} articles of {WORDS} words"
    return Figure("read.ms_per_item", cpu, "ms", f"{what}, median of {ROUNDS} rounds, {_load()}")


def _round(work: Callable[[Any], Any], given: Sequence[Any]) -> tuple[float, float]:
    """Return milliseconds of processor and of clock per item."""
    cpu, begun = time.process_time(), time.perf_counter()
    for one in given:
        work(one)
    per_item = 1000 / len(given)
    return (time.process_time() - cpu) * per_item, (time.perf_counter() - begun) * per_item


def _read_side_by_side(given: Sequence[tuple[str, str]], at: datetime) -> list[Figure]:
    """Let READERS processes read what waits, each warmed up before the clock starts."""
    _wait(given, WARM * READERS, at)
    ready, go = (Barrier(READERS + 1, timeout=AT_MOST) for _ in range(2))
    done: Queue[tuple[int, float, float]] = Queue()
    database = connection.settings_dict["NAME"]
    readers = [Process(target=_reader, args=(database, ready, go, done)) for _ in range(READERS)]
    connection.close()
    for reader in readers:
        reader.start()
    ready.wait()
    _wait(given, ITEMS, at)
    begun = time.perf_counter()
    go.wait()
    said = [done.get(timeout=AT_MOST) for _ in readers]
    rate = sum(count for count, _mb, _cpu in said) / (time.perf_counter() - begun)
    for reader in readers:
        reader.join(AT_MOST)
    largest, cpu = max(mb for _, mb, _ in said), sum(cpu for _, _, cpu in said) / ITEMS * 1000
    what = f"{ITEMS:,} items, {READERS} processes and PostgreSQL, {cpu:.1f} ms CPU of theirs each"
    return [
        Figure("read.items_per_s", rate, "/s", f"{what}, {_load()}"),
        Figure("read.worker_mb", largest, "MB", "PSS of the larger one after them"),
    ]


def _reader(database: str, ready: Any, go: Any, done: Any) -> None:
    """Read what waits; tell how many items, with how much memory and processor (s)."""
    from issues.pipeline import read_items  # noqa: PLC0415

    connection.settings_dict["NAME"] = database
    while read_items():
        continue
    ready.wait()
    go.wait()
    count, cpu = 0, time.process_time()
    while read := read_items():
        count += read
    done.put((count, read_pss(os.getpid()) / KIB_PER_MB, time.process_time() - cpu))
    connection.close()


def _read_again() -> Figure:
    """Read everything again as `manage.py reread` does."""
    from django.utils import timezone  # noqa: PLC0415

    from issues.pipeline.rereading import Choice, reread  # noqa: PLC0415

    now = timezone.now()
    since = (now - timedelta(days=AGAIN_DAYS)).date()
    end = reread(Choice(now, since, everything=True), lambda _progress: None)
    what = f"{end.done:,} items, one process and PostgreSQL, {_load()}"
    return Figure("read.again_per_s", end.rate, "/s", what)


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}"


def _wait(given: Sequence[tuple[str, str]], count: int, at: datetime) -> None:
    """Make items that wait for their reader, spread over the last days."""
    from monitoring.models import Item, ItemText, Outlet  # noqa: PLC0415

    outlets, chance = list(Outlet.objects.all()), random.Random(count)
    days = [timedelta(days=DAYS) * chance.random() for _ in range(count)]
    chosen = [given[number % len(given)] for number in range(count)]
    items = Item.objects.bulk_create(
        Item(
            title=title,
            outlet=chance.choice(outlets),
            stage=Item.Stage.READ,
            seen_at=at - ago,
            listed_at=at - ago,
            due_at=at - timedelta(hours=1),
        )
        for (title, _body), ago in zip(chosen, days, strict=True)
    )
    ItemText.objects.bulk_create(
        ItemText(item=item, body=body, rung="given", extracted_at=at)
        for item, (_title, body) in zip(items, chosen, strict=True)
    )


if __name__ == "__main__":
    measure_apart(measure, Path(sys.argv[1]))
