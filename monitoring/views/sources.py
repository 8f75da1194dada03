"""Sources: the feeds and their health, and pulling one now."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from monitoring.home import day_bounds, home_zone
from monitoring.models import Feed
from monitoring.nudge import nudge
from monitoring.sources import listed as sources

# How often a row looks whether its pull is done; _source.html says how long it waits between.
LOOKS = 10


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def list_sources(request: HttpRequest) -> HttpResponse:
    """List the feeds, the ones in trouble first."""
    health, words = request.GET.get("keadaan", ""), request.GET.get("cari", "")
    feeds = sources.chosen(sources.listed(_midnight()), health, words)
    counts = sources.counts()
    context = {
        "sources": sources.explained(feeds),
        "counts": [(kind, count) for kind, count in counts if count],
        "total": sum(count for _kind, count in counts),
        "health": health,
        "words": words,
        "now": timezone.now(),
    }
    fragment = request.htmx and not request.htmx.history_restore_request
    name = "monitoring/_sources.html" if fragment else "monitoring/sources.html"
    return render(request, name, context)


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
    return redirect("sources")


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the row of a feed anew; after a pull the row asks for it until the answer is in."""
    if not request.htmx:
        return redirect("sources")
    text = request.GET.get("ke", "")
    known = text.isascii() and text.isdigit() and len(text) <= len(str(LOOKS))
    return _row(request, pk, int(text) if known else LOOKS)


def _row(request: HttpRequest, pk: int, look: int) -> HttpResponse:
    """Render one row; a feed that is still due looks again, LOOKS times at most."""
    at = timezone.now()
    feed = get_object_or_404(sources.listed(_midnight()), pk=pk)
    (source,) = sources.explained([feed])
    waits = feed.due_at is not None and feed.due_at <= at
    again = look + 1 if waits and look < LOOKS else None
    context = {"source": source, "pulled": waits, "look": again, "now": at}
    return render(request, "monitoring/_source.html", context)


def _midnight() -> datetime:
    """Return the first instant of today in the home zone."""
    return day_bounds(timezone.localdate(), home_zone())[0]
