"""Is it alive, and is it ready: two addresses for people, containers and the one-command run."""

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commandcenter.backlog import read_backlog
from issues.models import WordingAsk
from issues.pipeline.wording_proposals import configured
from monitoring.models import Feed, Fetch, Item
from monitoring.silence import silent_after

log = logging.getLogger(__name__)

# Pages of one slow host wait for each other; nothing that is worked on waits longer than this.
STUCK_AFTER = timedelta(hours=2)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can; asks nothing of anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


healthz.asks_nothing = True


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Check database, broker, the newest fetch and every stage; 503 names the failing part."""
    parts = dict(_parts(datetime.now(UTC)))
    failing = [name for name, words in parts.items() if not words.startswith("ok")]
    body = {"ready": not failing, "failing": failing, "parts": parts}
    return JsonResponse(body, status=503 if failing else 200)


def _parts(at: datetime) -> Iterator[tuple[str, str]]:
    """Yield each part with "ok …", or with what is wrong and what to do."""
    database = _database()
    yield "database", database
    yield "broker", _broker()
    if database == "ok":
        yield "fetch", _fetch(at)
        yield from _stages(at)
        yield from _language_model()


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        # The reason names host and user; it is for the log, not for everybody who asks.
        log.warning("PostgreSQL tidak menjawab: %s", str(error).strip())
        return "PostgreSQL tidak menjawab; periksa DATABASE_URL dan layanannya"
    return "ok"


def _broker() -> str:
    """Open a connection to the broker; its protocol is the workers' business."""
    address = urlsplit(settings.CELERY_BROKER_URL)
    try:
        with socket.create_connection((address.hostname, address.port or 6379), timeout=2):
            return "ok"
    except OSError as error:
        return f"Valkey tidak terjangkau ({error}); pengumpulan tetap berjalan lewat cadangan"


def _fetch(at: datetime) -> str:
    """Judge the newest good fetch; an installation without feeds has nothing to be late with."""
    newest = Fetch.objects.newest_good_at()
    if newest is None:
        waiting = not _overdue(at) and not _failing_since(at - silent_after())
        return "ok, belum ada penarikan" if waiting else _stopped("belum pernah berhasil")
    age = at - newest
    if age <= silent_after():
        return f"ok, {round(age.total_seconds())} detik lalu"
    return _stopped(f"terakhir {round(age.total_seconds() / 60)} menit lalu")


def _overdue(at: datetime) -> bool:
    """Say whether some feed has waited for its turn too long."""
    return Feed.objects.watched().filter(due_at__lt=at - silent_after()).exists()


def _stages(at: datetime) -> Iterator[tuple[str, str]]:
    """Yield how long the oldest row of each stage waits; quarantine and lost leases stop nobody."""
    for row in read_backlog(at):
        notes = ["macet; periksa worker dan beat" if row.age > STUCK_AFTER else "ok"]
        if row.due:
            notes.append(f"{row.words}: {row.due} menunggu, yang tertua {_minutes(row.age)}")
        if row.expired:
            notes.append(f"{row.expired} sewa habis sebelum selesai")
        if row.stage == "reading" and (aside := _quarantined()):
            notes.append(f"{aside} berita di karantina (manage.py requeue)")
        yield row.stage, ", ".join(notes)


def _language_model() -> Iterator[tuple[str, str]]:
    """Yield how the language model answers, where one is configured; nobody depends on it."""
    if configured():
        since = WordingAsk.objects.all().failing_since()
        failing = f", tidak menjawab sejak {since:%Y-%m-%d %H.%M} UTC; periksa log worker"
        yield "language_model", f"ok{failing if since else ''}"


def _quarantined() -> int:
    return Item.objects.put_aside().count()


def _minutes(age: timedelta) -> str:
    return f"{round(age.total_seconds() / 60)} menit"


def _failing_since(moment: datetime) -> bool:
    """Say whether there were attempts before this moment; none of them ended well."""
    return Fetch.objects.filter(ended_at__lt=moment).exists()


def _stopped(when: str) -> str:
    return f"tidak ada penarikan yang berhasil ({when}); periksa worker, beat, dan jaringan"
