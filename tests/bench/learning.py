"""`python -m tests.bench.learning FILE`: how long training takes after many decisions.

The whole of `manage.py learn now` on a PostgreSQL of our own: decisions are read, texts seen, two
targets trained, judged by whole readings, and stored. It runs inside `commandcenter.embedded exec`.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from issues.learning.corpus import Labelled, read_written
from tests.bench.apart import measure_apart
from tests.bench.figures import Figure
from tests.bench.stack import ROOT, BenchError, environment

# Three decisions for each text, as the desk writes them: tone, that towards the leader, topic.
DECISIONS, WORDS, SEED = 20_000, 400, 4005
TARGETS = ("tone", "official", "topic")
LEADER, NAMED = "gubernur", "Gubernur Arya Wirasena menanggapi hal itu."


def learning_figures(data_dir: Path) -> list[Figure]:
    """Measure on a PostgreSQL of our own; raises BenchError when that did not work."""
    place, file = data_dir / "learning", data_dir / "learning.json"
    place.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    ours = (sys.executable, "-m", "commandcenter.embedded", "exec", "--data", str(place), "--")
    command = (*ours, sys.executable, "-m", "tests.bench.learning", str(file))
    subprocess.run(command, cwd=ROOT, env=environment(os.environ), check=False)
    if not file.exists():
        raise BenchError("learning could not be measured")
    return [Figure(**values) for values in json.loads(file.read_text())]


def measure(at: datetime) -> list[Figure]:
    """Return the figure; the database must be empty and Django set up."""
    # Models can be loaded only now that the settings are those of this database.
    from commandcenter.packs.install import find_pack  # noqa: PLC0415
    from commandcenter.packs.loader import load_pack  # noqa: PLC0415
    from issues.pipeline.learning import learn  # noqa: PLC0415

    load_pack(find_pack("contoh", at), at)
    _decide(_written(DECISIONS // len(TARGETS)), at)
    begun, spent = time.perf_counter(), _cpu()
    rows = [one.row for one in learn(at, TARGETS) if one.row]
    took, cpu = time.perf_counter() - begun, _cpu() - spent
    if len(rows) < len(TARGETS):
        raise BenchError("not every target was trained")
    taught, judged = sum(row.trained_on for row in rows), sum(row.judged_by for row in rows)
    what = f"{taught:,} decisions taught, {judged:,} judged, texts of {WORDS} words"
    return [
        Figure("learn.retrain_s", took, "s", what),
        Figure("learn.retrain_cpu_s", cpu, "s", f"the same, CPU of all {os.cpu_count()} cores"),
    ]


def _cpu() -> float:
    """Return the CPU time of this process and of those it has waited for, in seconds."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _written(count: int) -> list[tuple[Labelled, str]]:
    """Return written items, each with a body of WORDS words: its own, and those of its topic."""
    chance, written = random.Random(SEED), [one for one in read_written() if one.topic]
    of_topic: dict[str, list[Labelled]] = {}
    for one in written:
        of_topic.setdefault(one.topic, []).append(one)
    chosen = [written[number % len(written)] for number in range(count)]
    return [(one, _body(one, of_topic[one.topic], chance)) for one in chosen]


def _body(one: Labelled, like: Sequence[Labelled], chance: random.Random) -> str:
    said = [
        NAMED,
        one.passage.body,
        *(other.passage.body for other in chance.choices(like, k=WORDS)),
    ]
    words = " ".join(said).split()[:WORDS]
    return "\n\n".join(" ".join(words[n : n + 50]) for n in range(0, WORDS, 50))


def _decide(texts: Sequence[tuple[Labelled, str]], at: datetime) -> None:
    """Have a person decide on every text, a minute apart, what its label says."""
    from issues.models import Act, Decision, Office  # noqa: PLC0415
    from monitoring.models import Item, ItemText  # noqa: PLC0415
    from tests.build import make_user  # noqa: PLC0415

    by, times = make_user(), [at - timedelta(minutes=n + 1) for n in range(len(texts))]
    items = Item.objects.bulk_create(
        Item(title=one.passage.title, seen_at=then, listed_at=then, stage=Item.Stage.DONE)
        for (one, _body), then in zip(texts, times, strict=True)
    )
    ItemText.objects.bulk_create(
        ItemText(item=item, body=body, rung="given", extracted_at=at)
        for item, (_one, body) in zip(items, texts, strict=True)
    )
    leader = Office.objects.get(key=LEADER)
    read = {"tone": "unsure", "topics": [], "officials": {leader.identity: "unsure"}}
    acts = Act.objects.bulk_create(
        Act(item=item, by=by, at=then, key=uuid4(), machine=read)
        for item, then in zip(items, times, strict=True)
    )
    for field in TARGETS:
        Decision.objects.bulk_create(
            Decision(
                act=act,
                item=item,
                field=field,
                value=_value(one, field),
                office=leader if field == "official" else None,
            )
            for act, item, (one, _body) in zip(acts, items, texts, strict=True)
        )


def _value(one: Labelled, field: str) -> str | list[str]:
    """Return what a person says; an unrelated text has no tone that teaches."""
    if field == "topic":
        return [one.topic]
    return one.event if one.government == "na" else one.government


if __name__ == "__main__":
    measure_apart(measure, Path(sys.argv[1]))
