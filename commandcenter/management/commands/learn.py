"""Train the models that read: `now` on what people decided, `start` on the labelled data."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.install import find_pack
from commandcenter.packs.knowledge import knowledge_of
from issues.learning.corpus import CorpusError
from issues.learning.start import figures, keep, start
from issues.pipeline.learning import TARGETS, learn


class Command(BaseCommand):
    """manage.py learn now [--target tone] | learn start PATH_TO_DATA [--check]"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        now = deeds.add_parser("now", help="train on what people decided; the better model rules")
        now.add_argument("--target", action="append", choices=list(TARGETS))
        begin = deeds.add_parser("start", help="make the shipped weights again from labelled data")
        begin.add_argument("data", type=Path, help="the folder that holds the data sets")
        begin.add_argument("--check", action="store_true", help="measure only, write nothing")
        begin.add_argument("--pack", default="ntb", help="the pack whose words read topics")

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and say for every target what came of it."""
        if options["deed"] == "start":
            self._start(options["data"], options["pack"], write=not options["check"])
            return
        for one in learn(timezone.now(), options["target"]):
            self.stdout.write(f"{one.target}: {one.words}" if one.target else one.words)

    def _start(self, data: Path, pack: str, *, write: bool) -> None:
        """Make the starting weights; print their figures."""
        try:
            started = start(data, knowledge_of(find_pack(pack, timezone.now())))
        except (CorpusError, PackError) as reason:
            raise CommandError(str(reason)) from None
        if write:
            keep(started)
        self.stdout.write(figures(started))
