"""Lists of sources: import with a report before anything is written, and export."""

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from monitoring.home import home_region
from monitoring.source_forms import ListForm
from monitoring.sources import importing
from monitoring.sources.importing import Report
from monitoring.sources.listings import NotAList, Rows
from monitoring.sources.opml import write_opml
from monitoring.sources.table import write_table

SALT = "monitoring.import_sources"
SIGNED_SECONDS = 3600
# Rows the report shows; all of them count, and refused ones come first.
SHOWN = 500
may_manage = permission_required("monitoring.manage_sources", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_manage
def import_sources(request: HttpRequest) -> HttpResponse:
    """Ask for a file and say of each row what would become of it. Nothing is written."""
    if request.method != "POST":
        return render(request, "monitoring/import_sources.html", {"form": ListForm()})
    form = ListForm(request.POST, request.FILES)
    read = importing.read_list(form.body()) if form.is_valid() else None
    if isinstance(read, NotAList):
        form.add_error("file", read.note)
    if not isinstance(read, Rows):
        return render(request, "monitoring/import_sources.html", {"form": form}, status=422)
    rows = [asdict(row) for row in read.rows]
    kept = signing.dumps({"rows": rows, "cut": read.cut}, salt=SALT, compress=True)
    return _show(request, importing.judge(read), kept)


@require_POST
@never_cache
@may_manage
def save_imported(request: HttpRequest) -> HttpResponse:
    """Take in the rows of a report; sent twice, everything is there already."""
    try:
        kept = signing.loads(request.POST.get("seen", ""), salt=SALT, max_age=SIGNED_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("Laporan impor sudah kedaluwarsa; mohon unggah berkasnya lagi."))
        return redirect("import_sources")
    rows = Rows(importing.rows_of(kept["rows"]), kept["cut"])
    return _show(request, importing.take_in(rows, timezone.now()), "")


@require_safe
@never_cache
@may_manage
def export_sources(request: HttpRequest, form: str) -> HttpResponse:
    """Send every watched feed as OPML or CSV."""
    rows = importing.standing_rows()
    home = home_region()
    title = home.title if home and home.title else "Command Center"
    body = write_opml(title, rows) if form == "opml" else write_table(rows)
    kind = "text/x-opml; charset=utf-8" if form == "opml" else "text/csv; charset=utf-8"
    name = f"sumber-{timezone.localdate()}.{form}"
    return HttpResponse(
        body,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _show(request: HttpRequest, report: Report, kept: str) -> HttpResponse:
    """Show a report, refused rows first; with `kept` it can still be taken in."""
    order = {importing.Fate.REFUSED: 0, importing.Fate.NEW: 1, importing.Fate.KNOWN: 2}
    listed = sorted(report.judged, key=lambda one: order[one.fate])
    context = {
        "report": report,
        "counts": report.counts,
        "rows": listed[:SHOWN],
        "hidden_rows": max(0, len(listed) - SHOWN),
        "seen": kept,
    }
    return render(request, "monitoring/import_sources_report.html", context)
