"""Serve the sample newsroom on loopback: fictional outlets for the sample province."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from commandcenter.newsroom.server import run
from commandcenter.packs.sample import NEWSROOM, opened_at
from monitoring.home import home_zone


class Command(BaseCommand):
    """manage.py newsroom"""

    help = __doc__
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until stopped."""
        opened = opened_at()
        if opened is None:
            raise CommandError("Redaksi contoh belum disiapkan: jalankan `manage.py prepare` dulu.")
        try:
            run(NEWSROOM, settings.NEWSROOM_PORT, opened, home_zone())
        except ValueError as error:
            raise CommandError(str(error)) from error
