"""Load a region pack; loading it again changes nothing that people edited."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.install import install


class Command(BaseCommand):
    """manage.py loadpack ntb"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the pack, or the path of a folder."""
        parser.add_argument("pack")

    def handle(self, *args: Any, pack: str, **options: Any) -> None:
        """Load and report."""
        try:
            self.stdout.write(f"paket {pack}: {install(pack, timezone.now())}")
        except PackError as error:
            raise CommandError(str(error)) from error
