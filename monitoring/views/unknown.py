"""Outlets nobody described yet, and those that are turned away."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from monitoring.models import Outlet
from monitoring.source_forms import BlockForm, DescribeForm, MergeForm
from monitoring.sources import unknown

PER_PAGE = 30
# Items that the page of one outlet shows.
SHOWN = 10
may_manage = permission_required("monitoring.manage_sources", raise_exception=True)


@require_safe
@never_cache
@may_manage
def unknown_outlets(request: HttpRequest) -> HttpResponse:
    """List what waits to be described, or what is turned away (?keadaan=ditolak)."""
    turned_away = request.GET.get("keadaan") == "ditolak"
    rows = unknown.blocked() if turned_away else unknown.waiting()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "turned_away": turned_away,
        "page": page,
        "address": "keadaan=ditolak" if turned_away else "",
        "outlets": page.object_list if turned_away else unknown.explained(list(page.object_list)),
        "waiting_count": Outlet.objects.filter(known=False, blocked=False).count(),
        "blocked_count": Outlet.objects.filter(blocked=True).count(),
        "now": timezone.now(),
    }
    return render(request, "monitoring/unknown.html", context)


@require_safe
@never_cache
@may_manage
def unknown_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one outlet that waits, with what it brought and what can be decided."""
    return _show(request, _outlet(pk))


@require_POST
@may_manage
def describe_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what an outlet is; it is known from now on."""
    outlet, form = _outlet(pk), DescribeForm(request.POST)
    if not form.is_valid():
        return _show(request, outlet, describing=form)
    form.save(outlet)
    messages.success(request, _("%(outlet)s kini dikenal.") % {"outlet": outlet})
    return redirect("unknown_outlets")


@require_POST
@may_manage
def merge_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand everything of an outlet over to the one it belongs to."""
    outlet = Outlet.objects.filter(pk=pk).first()
    if outlet is None:
        messages.success(request, _("Sudah digabungkan sebelumnya."))
        return redirect("unknown_outlets")
    form = MergeForm(request.POST, outlet=outlet)
    if outlet.known or not form.is_valid():
        return _show(request, outlet, merging=form)
    into = form.cleaned_data["into"]
    moved = unknown.merge(outlet, into)
    words = _("%(outlet)s digabungkan dengan %(into)s; %(count)s berita dipindahkan.")
    messages.success(request, words % {"outlet": outlet, "into": into, "count": moved})
    return redirect("unknown_outlets")


@require_POST
@may_manage
def block_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn an outlet away from now on."""
    outlet, form = _outlet(pk), BlockForm(request.POST)
    if not form.is_valid():
        return _show(request, outlet, blocking=form)
    aside = unknown.block(outlet, form.cleaned_data["reason"], form.cleaned_data["note"])
    words = _("%(outlet)s ditolak; %(count)s berita yang belum dibaca disisihkan.")
    messages.success(request, words % {"outlet": outlet, "count": aside})
    return redirect("unknown_outlets")


@require_POST
@may_manage
def unblock_outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an outlet in again, with what was put aside."""
    outlet = _outlet(pk)
    back = unknown.unblock(outlet, timezone.now())
    words = _("%(outlet)s diterima lagi; %(count)s berita kembali ke antrean.")
    messages.success(request, words % {"outlet": outlet, "count": back})
    return redirect("unknown_outlets")


def _outlet(pk: int) -> Outlet:
    return get_object_or_404(Outlet.objects.defer("robots"), pk=pk)


def _show(request: HttpRequest, outlet: Outlet, **forms: Any) -> HttpResponse:
    """Show an outlet with its forms; one that was filled in wrongly comes back as it was."""
    counted = unknown.counted().get(pk=outlet.pk)
    context = {
        "outlet": outlet,
        "one": unknown.explained([counted])[0],
        "items": outlet.items.order_by("-seen_at")[:SHOWN],
        "describing": DescribeForm.of(outlet),
        "merging": MergeForm(outlet=outlet),
        "blocking": BlockForm(),
        "now": timezone.now(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "monitoring/unknown_outlet.html", context | forms, status=status)
