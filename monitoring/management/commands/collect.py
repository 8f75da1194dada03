"""Fetch one feed now and say line by line what came of it."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import number_format

from monitoring.door.http import Request
from monitoring.home import home_zone
from monitoring.models import Feed, Fetch
from monitoring.pipeline.feeds import collect_one
from monitoring.pipeline.found import Found
from monitoring.pipeline.turns import Ended

WIDTH = 12


class Command(BaseCommand):
    """manage.py collect FEED"""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the feed by key, number or address."""
        parser.add_argument("feed", help="kunci, nomor atau alamat umpan")

    def handle(self, *args: Any, feed: str, **options: Any) -> None:
        """Fetch it through the pipeline, as a worker would."""
        known = _feed(feed)
        turns = list(collect_one(known.pk))
        if not turns:
            raise CommandError(_busy(known))
        known.refresh_from_db()
        for name, words in account(known, turns[0]):
            self.stdout.write(f"{name:<{WIDTH}}{words}")


def account(feed: Feed, ended: Ended) -> Iterator[tuple[str, str]]:
    """Yield what happened in one turn, as pairs of a heading and words."""
    found, stored = ended.turn.found, ended.stored
    yield "Umpan", f"{feed.key} ({feed.outlet})"
    yield "Alamat", feed.url
    yield "Ditanya", _asked(ended.turn.request)
    yield "Dijawab", _answered(found)
    if found.read:
        yield "Isi", f"{found.read.kind} “{found.read.title}”"
    cut = found.read.cut if found.read else 0
    counts = f"{len(found.entries)} terlihat, {stored.new} baru"
    yield "Entri", f"{counts}, {stored.skipped} ditolak, {cut} dipotong"
    if ended.turn.page and ended.page_stored:
        page = ended.turn.page
        new = f"{len(page.found.entries)} entri, {ended.page_stored.new} baru"
        yield "Arsip", f"halaman {page.number}: {new} {page.found.note}".strip()
    yield "Hasil", f"{Fetch.Outcome(ended.outcome).label}. {ended.note}".strip()
    yield "Berikutnya", _next(feed, ended)
    since = f" sejak {_local(feed.health_since)}" if feed.health_since else ""
    yield "Kesehatan", f"{feed.get_health_display()}{since}. {feed.health_reason}".strip()


def _feed(named: str) -> Feed:
    chosen = Q(key=named) | Q(url=named)
    if named.isascii() and named.isdecimal():
        chosen |= Q(pk=int(named[:18]))
    feed = Feed.objects.select_related("outlet").filter(chosen).first()
    if feed is None:
        raise CommandError(f"Tidak ada umpan dengan kunci, nomor atau alamat {named!r}.")
    return feed


def _busy(feed: Feed) -> str:
    feed.refresh_from_db()
    feed.outlet.refresh_from_db()
    if feed.lease_until and feed.lease_until > timezone.now():
        return (
            f"Umpan ini sedang ditarik pekerja lain, paling lama sampai {_local(feed.lease_until)}."
        )
    due = _local(feed.due_at) if feed.due_at else "belum ditentukan"
    return f"Situsnya sedang diberi jeda; umpan ini ditarik pada {due}."


def _asked(request: Request) -> str:
    if not request.validators():
        return "seluruhnya, tanpa syarat"
    sent = ", ".join(f"{name}: {value}" for name, value in request.validators().items())
    return f"hanya bila berubah ({sent})"


def _answered(found: Found) -> str:
    if not found.url:
        return f"status {found.status}" if found.status else "tidak ada jawaban"
    words = f"{found.status} dari {found.url}, {number_format(found.size, use_l10n=True)} byte"
    validators = {"ETag": found.etag, "Last-Modified": found.last_modified}
    sent = ", ".join(f"{name} {value}" for name, value in validators.items() if value)
    return f"{words}, {sent or 'tanpa penanda versi'}"


def _next(feed: Feed, ended: Ended) -> str:
    minutes = ended.interval.value.total_seconds() / 60
    due = _local(ended.due_at)
    if ended.outcome not in Fetch.GOOD:
        return f"{due}; setelah gagal, jarak pengambilan diperlebar ({feed.failures:g})"
    if feed.page:
        return f"{due}; halaman arsip {feed.page} menunggu"
    return f"{due}, tiap {minutes:g} menit. {ended.interval.reason}"


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(home_zone()):%d-%m-%Y %H.%M.%S %Z}"
