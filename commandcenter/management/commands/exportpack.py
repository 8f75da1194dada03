"""Write the regional data of this installation as a region pack."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commandcenter.packs.export import export
from commandcenter.packs.files import PackError


class Command(BaseCommand):
    """manage.py exportpack FOLDER"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, which must be new or empty."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write and report."""
        try:
            names = export(folder, timezone.now())
        except PackError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{folder}: {', '.join(names)}")
