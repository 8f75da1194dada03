"""The list of a selection as an Excel file."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from issues import exports
from issues.selection import BadSelection, Selection
from issues.selection_form import SelectionForm
from issues.wall.sources import read_sources
from monitoring.home import home_region, home_zone
from monitoring.models import Fetch

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@permission_required("monitoring.view_item", raise_exception=True)
def export_coverage(request: HttpRequest) -> HttpResponse:
    """Send what an address selects as a workbook; 400 when the address makes no sense."""
    try:
        selection = Selection.from_address(request.GET.dict())
        wanted = _wanted(request, selection)
        file = exports.export(wanted)
    except (BadSelection, OverflowError) as error:
        return render(request, "400.html", {"words": str(error)}, status=400)
    name = f"berita-{timezone.localtime(wanted.at):%Y-%m-%d-%H%M}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPE)


def _wanted(request: HttpRequest, selection: Selection) -> exports.Request:
    """Return the selection with all that the sheet "Metadata" says about it."""
    home, chips = home_region(), SelectionForm.showing(selection).chips(selection)
    return exports.Request(
        selection=selection,
        filters=[(chip.label, chip.words) for chip in chips],
        at=timezone.now(),
        by=request.user.name,
        zone=home_zone(),
        zone_label=home.zone_label if home else "",
        unreadable=read_sources(Fetch.objects.newest_good_at()).silent_names,
    )
