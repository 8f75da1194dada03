"""Saved filters: two POSTs that lead back to the page they came from."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from issues.saved import CannotSave, forget, save

# Pages that offer saved filters; no form may lead anywhere else.
PAGES = ("coverage", "desk")


@require_POST
@permission_required("monitoring.view_item", raise_exception=True)
def save_selection(request: HttpRequest) -> HttpResponse:
    """Keep the filter of a page under a name; what is missing is said on that page."""
    address = request.POST.get("address", "")
    try:
        saved = save(request.user, request.POST.get("name", ""), address)
    except CannotSave as error:
        messages.error(request, str(error))
        return _back(request)
    messages.success(request, _("Saringan “%(name)s” disimpan.") % {"name": saved.name})
    return _back(request, saved.address)


@require_POST
@permission_required("monitoring.view_item", raise_exception=True)
def forget_selection(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away one of one's own filters."""
    forget(request.user, pk)
    messages.success(request, _("Saringan tersimpan dihapus."))
    return _back(request)


def _back(request: HttpRequest, address: str = "") -> HttpResponse:
    """Return to the page that offered the form, with the filter just saved."""
    page = request.POST.get("page", "")
    path = reverse(page if page in PAGES else PAGES[0])
    return redirect(f"{path}?{address}" if address else path)
