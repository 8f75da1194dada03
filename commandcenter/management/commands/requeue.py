"""Hand items from quarantine to their stage again, after what broke on them was mended."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from monitoring.models import Item


class Command(BaseCommand):
    """manage.py requeue"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Give every item in quarantine its tries back; those of blocked outlets stay aside."""
        back = {"due_at": timezone.now(), "attempts": 0, "stage_note": ""}
        aside = Item.objects.put_aside()
        # Without a text there is nothing to read: the page is fetched again.
        pages = aside.filter(text=None).exclude(url="").update(stage=Item.Stage.PAGE, **back)
        readings = aside.update(stage=Item.Stage.READ, **back)
        self.stdout.write(f"{readings} berita kembali ke antrean baca, {pages} ke antrean halaman")
