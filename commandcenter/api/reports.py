"""Field reports over the API: file one, list one's own, follow one."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router, Status, UploadedFile

from commandcenter.api.shapes import Fault, Filed, ReportIn, ReportOut, Reports
from issues.field_reports import Followed, followed
from monitoring.reports.form import Receipt, receive
from monitoring.reports.lists import mine

PER_PAGE = 50
router = Router(tags=["Laporan lapangan"])
FAULTS = {401: Fault, 403: Fault, 422: Fault}


@router.post("/reports", response={200: Filed, 201: Filed, **FAULTS}, url_name="api_reports")
def file_one(
    request: HttpRequest,
    report: Form[ReportIn],
    photos: File[list[UploadedFile]] = [],  # noqa: B006 - the way the library says "optional"
) -> Status:
    """File a report, with up to four photos as multipart; the same entry_key again is the same."""
    by = request.auth
    if not by.has_perm("monitoring.file_report"):
        return Status(403, {"words": _("Akun ini tidak boleh mengirim laporan lapangan.")})
    received = receive(report.model_dump(), request.FILES, by, timezone.now())
    if isinstance(received, Receipt):
        (row,) = followed([received.report])
        answer = _shown(row) | {"left_out": received.left_out}
        return Status(201 if received.new else 200, answer)
    fields = {name: list(map(str, words)) for name, words in received.errors.items()}
    words = _("Laporan belum diterima. Mohon periksa kembali.")
    return Status(422, {"words": words, "fields": fields})


@router.get("/reports", response={200: Reports, **FAULTS}, url_name="api_reports")
def list_own(request: HttpRequest, page: int = Query(1, ge=1)) -> dict[str, Any]:
    """List the reports of the token's account, newest first."""
    own = mine(request.auth).prefetch_related("item__attachments")
    found = Paginator(own, PER_PAGE).get_page(page)
    rows = [_shown(row) for row in followed(found)]
    paginator = found.paginator
    return {"count": paginator.count, "page": found.number, "pages": paginator.num_pages} | {
        "reports": rows
    }


@router.get(
    "/reports/{number}", response={200: ReportOut, 404: Fault, **FAULTS}, url_name="api_report"
)
def show_own(request: HttpRequest, number: str) -> Status:
    """Show one report of the token's account with its verdict and the issue it belongs to."""
    rows = followed(mine(request.auth).filter(number=number.replace("\x00", "")))
    if not rows:
        return Status(404, {"words": _("Tidak ada laporan Anda dengan nomor ini.")})
    return Status(200, _shown(rows[0]))


def _shown(row: Followed) -> dict[str, Any]:
    report = row.report
    names = ("number", "verification", "verification_note", "urgency", "received_at")
    return {name: getattr(report, name) for name in names} | {
        "title": report.item.title,
        "status": row.status,
        "issue": row.issue,
        "region": report.region_id,
        "district": report.district_id,
        "village": report.village_id,
        "happened_at": report.item.published_at,
        "photos": len(report.item.attachments.all()),
    }
