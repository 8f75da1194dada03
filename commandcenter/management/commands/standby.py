"""Watch for overdue work and do it when the workers do not."""

from typing import Any

from django.core.management.base import BaseCommand

from commandcenter.standby import stand_by


class Command(BaseCommand):
    """manage.py standby"""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Stand by until stopped."""
        stand_by()
