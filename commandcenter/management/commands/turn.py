"""Do one turn of every stage by hand: collect, read, weigh."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from commandcenter.turn import run_turn


class Command(BaseCommand):
    """manage.py turn"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it once."""
        run_turn(timezone.now())
