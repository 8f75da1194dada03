"""Field reports: the form on the phone, the list at the desk, and what the province found out."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitoring.home import home_zone
from monitoring.models import FieldReport
from monitoring.reports import lists as report_lists
from monitoring.reports.filing import ChangedMeanwhile, answer_due, status, verify
from monitoring.reports.form import Receipt, ReportForm, receive
from monitoring.reports.lists import DeskFilter, VerifyForm

PER_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("monitoring.file_report", raise_exception=True)
def report(request: HttpRequest) -> HttpResponse:
    """Show the form and take a report, from a page or from the outbox of a phone."""
    at = timezone.now()
    if request.method != "POST":
        form = ReportForm(request.user, at, region=request.GET.get("wilayah", ""))
        return render(request, "monitoring/report.html", {"form": form})
    received = receive(request.POST, request.FILES, request.user, at)
    return _told(request, received) if request.accepts("text/html") else _answered(received)


@never_cache
@require_safe
@permission_required("monitoring.view_item", raise_exception=True)
def reports(request: HttpRequest) -> HttpResponse:
    """List reports for the desk: unverified first, the most urgent and oldest of them on top."""
    form = DeskFilter(request.GET)
    found = report_lists.waiting_first()
    if form.is_valid():
        verdict, region, day = (form.cleaned_data[n] for n in ("verifikasi", "wilayah", "hari"))
        found = report_lists.chosen(found, verdict, region, day, home_zone())
    address = request.GET.copy()
    address.pop("halaman", None)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "form": form,
        "page": page,
        "rows": [(row, answer_due(row)) for row in page],
        "open_count": FieldReport.objects.filter(verification=report_lists.OPEN).count(),
        "address": address.urlencode(),
        "now": timezone.now(),
    }
    return render(request, "monitoring/reports.html", context)


@require_POST
@permission_required("monitoring.verify_report", raise_exception=True)
def verify_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a verdict on a report; 409 when a colleague was faster, with nothing typed lost."""
    found = get_object_or_404(report_lists.whole(), pk=pk)
    form = VerifyForm.showing(found, request.POST)
    if not form.is_valid():
        return _card(request, found, form, status=422)
    verdict, note, seen = (form.cleaned_data[name] for name in ("verdict", "note", "seen"))
    try:
        verify(pk, verdict, note, request.user, timezone.now(), seen)
    except ChangedMeanwhile:
        messages.warning(request, report_lists.FASTER)
        again = request.POST.copy()
        again["seen"] = report_lists.edition(found)
        return _card(request, found, VerifyForm.showing(found, again), status=409)
    messages.success(request, _("Hasil pemeriksaan %(number)s disimpan.") % {"number": found})
    return redirect("item", pk)


def _card(request: HttpRequest, found: FieldReport, form: VerifyForm, status: int) -> HttpResponse:
    context = {"card": report_lists.card(found, request.user, form), "now": timezone.now()}
    return render(request, "monitoring/report_card.html", context, status=status)


def _told(request: HttpRequest, received: Receipt | ReportForm) -> HttpResponse:
    """Answer a page without JavaScript: the form again, or the list with the new number."""
    if isinstance(received, ReportForm):
        context = {"form": received, "photos_again": bool(request.FILES)}
        return render(request, "monitoring/report.html", context, status=_refusal(received))
    words = _("Laporan diterima dengan nomor %(number)s.") % {"number": received.report}
    messages.success(request, words)
    for left_out in received.left_out:
        messages.warning(request, left_out)
    return redirect("my_reports")


def _answered(received: Receipt | ReportForm) -> HttpResponse:
    """Answer the outbox of a phone: number and status, or the faults in words."""
    if isinstance(received, ReportForm):
        words = [str(error) for errors in received.errors.values() for error in errors]
        return JsonResponse({"words": words}, status=_refusal(received))
    answer = {
        "number": received.report.number,
        "status": status(received.report),
        "left_out": received.left_out,
    }
    return JsonResponse(answer, status=201 if received.new else 200)


def _refusal(form: ReportForm) -> int:
    """Return the status of a refusal: 409 where another account wrote the report on this phone."""
    return 409 if form.has_error("reporter", code="other") else 422
