"""The one list of changes."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commandcenter.trace.filters import TraceFilter
from commandcenter.trace.telling import tell

PER_PAGE = 50


@require_safe
@never_cache
@permission_required("accounts.view_trace", raise_exception=True)
def trace(request: HttpRequest) -> HttpResponse:
    """Show who changed what, newest first; 400 when the address makes no sense."""
    form = TraceFilter(request.GET)
    if not form.is_valid():
        words = " ".join(error for errors in form.errors.values() for error in errors)
        return render(request, "400.html", {"words": words}, status=400)
    page = Paginator(form.changes(), PER_PAGE).get_page(request.GET.get("halaman"))
    query = request.GET.copy()
    query.pop("halaman", None)
    context = {
        "form": form,
        "page": page,
        "told": tell(page.object_list),
        "address": query.urlencode(),
        "filtered": any(form.cleaned_data.values()),
        "at": timezone.now(),
    }
    return render(request, "trace/trace.html", context)
