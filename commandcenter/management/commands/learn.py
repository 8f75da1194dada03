"""Train the models that read: `now` on what people decided."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from issues.pipeline.learning import TARGETS, learn


class Command(BaseCommand):
    """manage.py learn now [--target tone]"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        now = deeds.add_parser("now", help="train on what people decided; the better model rules")
        now.add_argument("--target", action="append", choices=list(TARGETS))

    def handle(self, *args: Any, **options: Any) -> None:
        """Train and say for every target what came of it."""
        for one in learn(timezone.now(), options["target"]):
            self.stdout.write(f"{one.target}: {one.words}" if one.target else one.words)
