"""`manage.py evaluate WHAT FOLDER [--json]`: measure a stage against answers people wrote down."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.evaluation import extraction, feeds
from monitoring.evaluation.values import CannotEvaluate, Evaluation

KINDS = {"feeds": feeds.evaluate, "extraction": extraction.evaluate}


class Command(BaseCommand):
    """Needs no database; the folder holds files and the answers to them."""

    help = "Measure a stage against a folder of files with the right answers beside them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=KINDS)
        parser.add_argument("folder", type=Path)
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, what: str, folder: Path, **options: Any) -> None:
        try:
            found = KINDS[what](folder)
        except CannotEvaluate as reason:
            raise CommandError(str(reason)) from None
        print(_json(found) if options["json"] else _words(found))


def _json(found: Evaluation) -> str:
    metrics = {name: round(value, 4) for name, value in found.metrics.items()}
    said = {"metrics": metrics, "n": found.n, "failures": list(found.failures)}
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)


def _words(found: Evaluation) -> str:
    lines = [f"{name:<24} {value:.3f}" for name, value in found.metrics.items()]
    failed = [f"  {json.dumps(one, ensure_ascii=False, default=str)}" for one in found.failures]
    return "\n".join([*lines, f"{'n':<24} {found.n}", *failed])
