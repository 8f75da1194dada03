"""`manage.py evaluate WHAT PATH [--json]`: measure a stage against answers people wrote down."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.install import find_pack
from commandcenter.packs.knowledge import knowledge_of, official_hosts
from issues.evaluation import kinds, stories, texts
from issues.evaluation.values import Ground, Measured
from monitoring.evaluation import extraction, feeds
from monitoring.evaluation.values import CannotEvaluate, Evaluation

STAGES = {"feeds": feeds.evaluate, "extraction": extraction.evaluate}
OF_READING = {
    "officials": partial(texts.evaluate, kinds.OFFICIALS),
    "regions": partial(texts.evaluate, kinds.REGIONS),
    "tone": partial(texts.evaluate, kinds.TONE),
    "topics": partial(texts.evaluate, kinds.TOPICS),
}
STORIES = "stories"


class Command(BaseCommand):
    """Needs no database; the path holds files with the answers to them."""

    help = "Measure a stage against files with the right answers in them or beside them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=[*STAGES, *OF_READING, STORIES])
        parser.add_argument("path", type=Path)
        parser.add_argument("--pack", default="ntb", help="the region pack that reading knows")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, what: str, path: Path, **options: Any) -> None:
        try:
            found = _measure(what, path, options["pack"])
        except (CannotEvaluate, PackError) as reason:
            raise CommandError(str(reason)) from None
        said = _of_reading(found) if isinstance(found, Measured) else _of_stage(found)
        print(_json(said) if options["json"] else _words(said))


def _measure(what: str, path: Path, pack: str) -> Evaluation | Measured:
    if what in STAGES:
        return STAGES[what](path)
    if what == STORIES:
        return stories.evaluate(path)
    read = find_pack(pack, timezone.now())
    return OF_READING[what](path, Ground(knowledge_of(read), official_hosts(read)))


def _of_stage(found: Evaluation) -> dict[str, Any]:
    return {"metrics": _rounded(found.metrics), "n": found.n, "failures": list(found.failures)}


def _of_reading(found: Measured) -> dict[str, Any]:
    return {
        "metrics": _rounded(found.metrics),
        "intervals": {n: [round(x, 4) for x in pair] for n, pair in found.intervals.items()},
        "n": found.n,
        "skipped": found.skipped,
        "confusion": found.confusion,
        "failures": [[one.id, one.expected, one.got, one.reason] for one in found.failures],
    }


def _rounded(metrics: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in metrics.items()}


def _json(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)


def _words(said: Mapping[str, Any]) -> str:
    lines = [_figure(name, value, said) for name, value in said["metrics"].items()]
    counts = [f"{name:<24} {said[name]}" for name in ("n", "skipped") if name in said]
    table = [f"  {name:<22} {_cell(row)}" for name, row in said.get("confusion", {}).items()]
    failed = [f"  {json.dumps(one, ensure_ascii=False, default=str)}" for one in said["failures"]]
    return "\n".join([*lines, *counts, *table, *failed])


def _figure(name: str, value: float, said: Mapping[str, Any]) -> str:
    pair = said.get("intervals", {}).get(name)
    return f"{name:<24} {value:.3f}" + (f"  ({pair[0]:.3f} to {pair[1]:.3f})" if pair else "")


def _cell(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False) if isinstance(row, Mapping) else str(row)
