"""`manage.py reread`: read coverage again with the present mechanism and pack; resumable."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from issues.pipeline.rereading import CannotReread, Choice, Progress, reread
from monitoring.home import home_zone


class Command(BaseCommand):
    """Stories, issues and decisions stay; killed, the same command goes on where it stopped."""

    help = __doc__

    def create_parser(self, *names: str, **values: Any) -> CommandParser:
        """Let --version name that of the readings, not Django's."""
        return super().create_parser(*names, **values | {"conflict_handler": "resolve"})

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, help="only from this day on")
        parser.add_argument("--version", default="", help="only what this version read")
        parser.add_argument("--all", action="store_true", help="also what this version read")
        parser.add_argument("--before", type=_moment, help="with --all: only what was read earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        before = options["before"] or timezone.now()
        choice = Choice(before, options["since"], options["version"], options["all"])
        if choice.everything and not options["before"]:
            self.stdout.write(f"Kalau terhenti, tambahkan --before {before.isoformat()}")
        try:
            end = reread(choice, self._tell)
        except CannotReread as reason:
            raise CommandError(str(reason)) from None
        except KeyboardInterrupt:
            raise CommandError("Terhenti; perintah yang sama melanjutkannya.") from None
        broken = f", {end.broken} gagal dan tetap seperti semula" if end.broken else ""
        self.stdout.write(f"Selesai: {end.done} berita dibaca ulang{broken}.")

    def _tell(self, so_far: Progress) -> None:
        end = so_far.end.astimezone(home_zone()) if so_far.end else None
        self.stdout.write(
            f"{so_far.done} dari {so_far.total} berita, {so_far.rate:.0f} per detik, "
            f"sisa {so_far.left}, perkiraan selesai {end:%d-%m-%Y %H.%M}"
        )


def _moment(words: str) -> datetime:
    """Return a moment, of the home zone where it names none. Raises ValueError."""
    moment = datetime.fromisoformat(words)
    return moment if moment.tzinfo else moment.replace(tzinfo=home_zone())
