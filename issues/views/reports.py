"""Field reports as their reporter follows them: number, verdict, and the issue behind it."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from issues.field_reports import followed
from monitoring.reports.lists import mine

PER_PAGE = 20


@never_cache
@require_safe
@permission_required("monitoring.file_report", raise_exception=True)
def my_reports(request: HttpRequest) -> HttpResponse:
    """Show the reports of the one who asks, newest first, each with how far it has come."""
    page = Paginator(mine(request.user), PER_PAGE).get_page(request.GET.get("halaman"))
    return render(request, "issues/my_reports.html", {"page": page, "rows": followed(page)})
