"""Feeds as the sources page shows them: the ones in trouble first, with what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from monitoring.models import Entry, Feed, Fetch


class Health(TextChoices):
    """How a feed is doing, worst first."""

    TROUBLE = "bermasalah", _("Bermasalah")
    NEVER = "belum", _("Belum pernah ditarik")
    GOOD = "sehat", _("Sehat")
    OFF = "mati", _("Dimatikan")


# Twice the longest usual interval: a feed whose turn is this long past is not being fetched.
OVERDUE = timedelta(minutes=30)
OFF = Q(enabled=False) | Q(outlet__enabled=False)
LATE = Q(due_at__lt=Now() - OVERDUE)
CONDITIONS = {
    Health.OFF: OFF,
    Health.NEVER: ~OFF & Q(outcome=""),
    Health.GOOD: ~OFF & Q(outcome__in=Fetch.GOOD) & ~LATE,
    Health.TROUBLE: ~OFF & ~Q(outcome="") & (~Q(outcome__in=Fetch.GOOD) | LATE),
}
# What a person can do about an outcome; the note of the attempt says what happened.
ADVICE: dict[str, Any] = {
    Fetch.Outcome.EMPTY: _("Buka alamatnya; bila memang kosong, cari umpan lain dari media ini."),
    Fetch.Outcome.NOT_A_FEED: _("Yang menjawab halaman biasa; cari alamat umpan yang baru."),
    Fetch.Outcome.REFUSED: _("Alamat tidak boleh dihubungi; periksa penulisannya."),
    Fetch.Outcome.BLOCKED: _("Media menolak penarikan; hubungi redaksinya."),
    Fetch.Outcome.GONE: _("Umpan dihapus media; cari alamat penggantinya."),
    Fetch.Outcome.TOO_LARGE: _("Jawaban melebihi batas; cari umpan yang lebih ringkas."),
    Fetch.Outcome.TIMEOUT: _("Dicoba lagi sendiri; bila berhari-hari, hubungi media."),
    Fetch.Outcome.UNREACHABLE: _("Periksa alamat dan jaringan; dicoba lagi sendiri."),
    Fetch.Outcome.SERVER_ERROR: _("Gangguan di media; dicoba lagi sendiri."),
    Fetch.Outcome.BROKEN: _("Laporkan kepada administrator; dicoba lagi sendiri."),
}

# For a feed whose last answer was good: it is in trouble only because nobody asks it any more.
NOT_FETCHED = _("Penarikan tertunda; periksa worker dan beat, atau jalankan Tarik sekarang.")


@dataclass(frozen=True)
class Source:
    """A feed with its health, how its newest attempt ended in words, and what can be done."""

    feed: Feed
    health: Health
    outcome: str
    advice: str
    entries_today: int


def listed(since: datetime) -> QuerySet[Feed]:
    """Return every feed with its outlet, worst first, in one query.

    Each carries `condition`, and as `entries_today` how many entries were first seen since `since`.
    """
    seen = Entry.objects.filter(feed=OuterRef("pk"), seen_at__gte=since).order_by().values("feed")
    order = [When(CONDITIONS[kind], Value(n)) for n, kind in enumerate(Health)]
    names = [When(CONDITIONS[kind], Value(str(kind))) for kind in Health]
    return (
        Feed.objects.select_related("outlet")
        .annotate(
            condition=Case(*names, output_field=CharField()),
            order=Case(*order, output_field=IntegerField()),
            entries_today=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), Value(0)),
        )
        .order_by("order", "outcome_since", "outlet__name", "key")
    )


def chosen(feeds: QuerySet[Feed], health: str, words: str) -> QuerySet[Feed]:
    """Keep feeds of one health (any when unknown) whose outlet or address has these words."""
    if health in Health.values:
        feeds = feeds.filter(CONDITIONS[Health(health)])
    for word in words.replace("\x00", "").split()[:5]:
        feeds = feeds.filter(Q(outlet__name__icontains=word) | Q(url__icontains=word))
    return feeds


def explained(feeds: Iterable[Any]) -> list[Source]:
    """Return the listed feeds with what the page says about them, in one query."""
    outcomes = dict(Fetch.Outcome.choices)
    return [
        Source(
            feed=feed,
            health=Health(feed.condition),
            outcome=str(outcomes.get(feed.outcome, "")),
            advice=str(ADVICE.get(feed.outcome, NOT_FETCHED)),
            entries_today=feed.entries_today,
        )
        for feed in feeds
    ]


def counts() -> list[tuple[Health, int]]:
    """Count feeds by health, in one query; the parts add up to all feeds."""
    columns = {kind.name: Count("pk", filter=CONDITIONS[kind]) for kind in Health}
    row = Feed.objects.aggregate(**columns)
    return [(kind, row[kind.name]) for kind in Health]
