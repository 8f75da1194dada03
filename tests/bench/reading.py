"""`python -m tests.bench.reading FILE`: how fast items are read; writes figures into FILE.

The pack of NTB and the articles of the sample newsroom, filled up to WORDS words; a real
PostgreSQL that waits for its disk, and the function the workers call. It runs inside
`commandcenter.embedded exec` (`reading_figures`).
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

from commandcenter.newsroom import articles
from tests.bench.figures import Figure
from tests.bench.flow import NEWSROOM
from tests.bench.memory import read_pss
from tests.bench.stack import ROOT, BenchError, environment

WORDS, DAYS = 400, 14
ITEMS, WARM, ROUNDS = 1_200, 120, 3
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
    from issues.knowledge import load_knowledge  # noqa: PLC0415
    from issues.pipeline import read_items  # noqa: PLC0415
    from issues.reading.article import Article, read  # noqa: PLC0415

    load_pack(find_pack("ntb", at), at)
    given, knowledge = texts(), load_knowledge()
    read_each = [Article(title, body, at.date()) for title, body in given]
    took = [_cpu_ms(read, article, knowledge) for article in read_each * ROUNDS]
    settled = took[len(read_each) :]
    _wait(given, WARM, at)
    while read_items():
        continue
    _wait(given, ITEMS, at)
    begun, read_ones = time.perf_counter(), 0
    while count := read_items():
        read_ones += count
    rate = read_ones / (time.perf_counter() - begun)
    what = f"{len(read_each)} articles of {WORDS} words, slowest {max(settled):.1f} ms"
    return [
        Figure("read.ms_per_item", mean(settled), "ms", f"CPU of one core, {what}"),
        Figure("read.items_per_s", rate, "/s", f"{read_ones} items, one reader and PostgreSQL"),
        Figure("read.worker_mb", read_pss(os.getpid()) / KIB_PER_MB, "MB", "PSS after them"),
    ]


def _wait(given: Sequence[tuple[str, str]], count: int, at: datetime) -> None:
    """Make items that wait for their reader, spread over the last days."""
    from monitoring.models import Item, ItemText, Outlet  # noqa: PLC0415

    outlets, chance = list(Outlet.objects.all()), random.Random(count)
    for number in range(count):
        title, body = given[number % len(given)]
        listed = at - timedelta(days=DAYS) * chance.random()
        item = Item.objects.create(
            title=title,
            outlet=chance.choice(outlets),
            stage=Item.Stage.READ,
            seen_at=listed,
            listed_at=listed,
            due_at=at - timedelta(hours=1),
        )
        ItemText.objects.create(item=item, body=body, rung="given", extracted_at=at)


def _cpu_ms(work: Any, *given: Any) -> float:
    begun = time.process_time()
    work(*given)
    return (time.process_time() - begun) * 1000


def main(file: Path) -> None:
    """Measure in a database made for it, and write the figures."""
    import django  # noqa: PLC0415
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    os.environ["DJANGO_SETTINGS_MODULE"] = "commandcenter.settings"
    django.setup()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        figures = measure(timezone.now())
    finally:
        teardown_databases(databases, verbosity=0)
    file.write_text(json.dumps([asdict(figure) for figure in figures]))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
