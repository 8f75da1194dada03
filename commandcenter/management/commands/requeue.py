"""Hand items from quarantine to the reader again, after what broke on them was mended."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from monitoring.models import Item


class Command(BaseCommand):
    """manage.py requeue"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Give every item in quarantine its tries back."""
        aside = Item.objects.filter(stage=Item.Stage.QUARANTINE)
        count = aside.update(
            stage=Item.Stage.READ, due_at=timezone.now(), attempts=0, stage_note=""
        )
        self.stdout.write(f"{count} berita kembali ke antrean baca")
