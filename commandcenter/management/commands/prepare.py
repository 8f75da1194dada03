"""Make the installation ready: migrate, load the pack, and offer the first administrator a link."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from commandcenter.accounts.models import Display, Invitation, Role, User
from commandcenter.packs.files import PackError
from commandcenter.packs.install import install
from commandcenter.packs.sample import refresh_sample


class Command(BaseCommand):
    """manage.py prepare --pack ntb"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the pack; the setting PACK is the default."""
        parser.add_argument("--pack", default=settings.PACK)

    def handle(self, *args: Any, pack: str, **options: Any) -> None:
        """Prepare; print `first-login:` and `display:` lines for whoever starts the stack."""
        at = timezone.now()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", interactive=False, verbosity=0)
            if settings.DEMO:
                refresh_sample(at)
            self.stdout.write(f"paket {pack}: {install(pack, at)}")
        except PackError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            words = str(error).strip().splitlines()[0]
            raise CommandError(f"PostgreSQL tidak terjangkau: {words} (DATABASE_URL)") from error
        self._offer_links(at)

    def _offer_links(self, at: datetime) -> None:
        """Print a single-use link while there is no administrator, and the demo's wall."""
        if not User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
            Invitation.objects.filter(role=Role.ADMINISTRATOR, used_at=None).delete()
            secret = Invitation.issue(Role.ADMINISTRATOR, at)
            self.stdout.write(f"first-login: /undangan/{secret}")
        if settings.DEMO:
            self.stdout.write(f"display: /dinding/{self._sample_wall(at)}")

    def _sample_wall(self, at: datetime) -> str:
        """Return the secret of the demo's wall, the same at every start: a screen stays paired."""
        kept = settings.DATA_DIR / "sample-wall"
        if not kept.exists() or Display.opened_by(kept.read_text()) is None:
            kept.touch(mode=0o600)
            kept.write_text(Display.pair("Dinding contoh", at))
        return kept.read_text()
