"""Sources: how the feeds do, one feed in full, a day in a digest, and what people do to a feed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from monitoring.home import day_bounds, home_zone
from monitoring.models import Feed
from monitoring.nudge import nudge
from monitoring.pipeline.health import judge_sources, look_at
from monitoring.pipeline.missed import recall_by_week
from monitoring.pipeline.orders import adopt_move, catch_up
from monitoring.sources import listed as sources
from monitoring.sources.digest import compose_digest, count_today
from monitoring.sources.feed_page import read_feed_page
from monitoring.sources.regions import State, read_regions

PER_PAGE = 50
# How often a row looks whether its pull is done; _source.html says how long it waits between.
LOOKS = 10
ONE_DAY = timedelta(days=1)
# Days back for which there is a digest; attempts are kept for less, changes of health for ever.
DIGESTS = timedelta(days=365)


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def list_sources(request: HttpRequest) -> HttpResponse:
    """List the feeds, the ones in trouble first; below them the regencies."""
    health, words = request.GET.get("keadaan", ""), request.GET.get("cari", "")
    at = timezone.now()
    feeds = sources.listed(_midnight()).defer("outlet__robots")
    found = sources.chosen(feeds, health, words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    asked = request.GET.copy()
    asked.pop("halaman", None)
    context = {
        "page": page,
        "sources": sources.all_explained(page.object_list),
        "counts": sources.counts(),
        "health": health,
        "words": words,
        "address": asked.urlencode(),
        "now": at,
    }
    if _is_fragment(request):
        return render(request, "monitoring/_sources.html", context)
    regions = read_regions(at)
    context["regions"] = regions
    context["states"] = [(state, sum(row.state == state for row in regions)) for state in State]
    context["today"] = count_today(timezone.localdate(), home_zone())
    (context["recall"],) = recall_by_week(at, home_zone(), weeks=1)
    return render(request, "monitoring/sources.html", context)


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def digest(request: HttpRequest) -> HttpResponse:
    """Show one day of all sources (?hari=2026-11-21; without a day, or with none, today)."""
    today = timezone.localdate()
    first = today - DIGESTS
    day = max(min(_day(request.GET.get("hari", "")) or today, today), first)
    context = {
        "digest": compose_digest(day, home_zone()),
        "earlier": day - ONE_DAY if day > first else None,
        "later": day + ONE_DAY if day < today else None,
        "now": timezone.now(),
    }
    return render(request, "monitoring/digest.html", context)


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a feed in full; to htmx its row, which after a pull asks until the answer is in."""
    if not _is_fragment(request):
        return _feed_page(request, pk)
    text = request.GET.get("ke", "")
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LOOKS))
    return _row(request, pk, int(text) if known else LOOKS)


@require_POST
@vary_on_headers("HX-Request")
@permission_required("monitoring.pull_feed", raise_exception=True)
def pull(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one feed due now and wake the collectors; a feed that is off stays off."""
    feed = get_object_or_404(Feed.objects.select_related("outlet"), pk=pk)
    woken = Feed.objects.watched().filter(pk=pk).update(due_at=timezone.now())
    if woken:
        nudge("feed")
    if request.htmx:
        return _row(request, pk, look=1)
    words = _("%(outlet)s akan segera ditarik.") if woken else _("%(outlet)s sedang dimatikan.")
    messages.success(request, words % {"outlet": feed.outlet})
    return (
        redirect("look_at_feed", pk) if request.POST.get("dari") == "umpan" else redirect("sources")
    )


@require_POST
@permission_required("monitoring.manage_sources", raise_exception=True)
def change_feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Do to a feed what the button says (`aksi`); an unknown word does nothing."""
    feed = get_object_or_404(Feed.objects.select_related("outlet"), pk=pk)
    deed = DEEDS.get(request.POST.get("aksi", ""))
    if deed:
        messages.success(request, deed(feed))
        judge_sources(timezone.now(), pk)
    return redirect("look_at_feed", pk)


def _read_archive(feed: Feed) -> str:
    if catch_up(feed):
        return _("Arsip akan dibaca mundur, mulai sekarang.")
    return _("Arsip tidak bisa dibaca sekarang: umpan dimatikan, atau arsipnya sedang dibaca.")


def _adopt(feed: Feed) -> str:
    return adopt_move(feed) or _("Alamat baru dipakai; umpan akan segera ditarik.")


def _switch_off(feed: Feed) -> str:
    feed.enabled = False
    feed.save(update_fields=["enabled"])
    return _("Umpan dimatikan: tidak ditarik lagi, beritanya tetap ada.")


def _switch_on(feed: Feed) -> str:
    feed.enabled, feed.due_at = True, timezone.now()
    feed.save(update_fields=["enabled", "due_at"])
    nudge("feed")
    return _("Umpan dinyalakan dan akan segera ditarik.")


DEEDS: dict[str, Callable[[Feed], str]] = {
    "arsip": _read_archive,
    "pakai-alamat-baru": _adopt,
    "matikan": _switch_off,
    "nyalakan": _switch_on,
}


def _feed_page(request: HttpRequest, pk: int) -> HttpResponse:
    at = timezone.now()
    feed = get_object_or_404(sources.listed(_midnight()), pk=pk)
    source = sources.explained(feed, look_at(feed, at))
    context = {"page": read_feed_page(source, at, home_zone()), "source": source, "now": at}
    return render(request, "monitoring/source.html", context)


def _row(request: HttpRequest, pk: int, look: int) -> HttpResponse:
    """Render one row; a feed that is still due looks again, LOOKS times at most."""
    at = timezone.now()
    feed = get_object_or_404(sources.listed(_midnight()), pk=pk)
    waits = feed.enabled and feed.due_at is not None and feed.due_at <= at
    again = look + 1 if waits and look < LOOKS else None
    source = sources.explained(feed, look_at(feed, at))
    context = {"source": source, "pulled": waits, "look": again, "now": at}
    return render(request, "monitoring/_source.html", context)


def _is_fragment(request: HttpRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _midnight() -> datetime:
    """Return the first instant of today in the home zone."""
    return day_bounds(timezone.localdate(), home_zone())[0]
