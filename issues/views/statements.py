"""The page of statements: who said what, who speaks most, of whom most is told."""

from datetime import timedelta

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from issues import listing, speakers
from issues.selection import BadSelection, Selection
from issues.selection_form import SelectionForm
from monitoring.home import home_zone

# What the page shows when nobody chose a time: the last week.
DAYS = 7


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def statements(request: HttpRequest) -> HttpResponse:
    """Show the statements of a selection, newest first; 400 when the address makes no sense."""
    today, zone = timezone.localdate(), home_zone()
    try:
        selection = Selection.from_address(request.GET.dict())
        if not request.GET:
            selection = Selection(hari=today - timedelta(days=DAYS - 1), sampai=today)
        page = speakers.read(selection, zone, request.GET.get("halaman"))
    except (BadSelection, OverflowError) as error:
        return render(request, "400.html", {"words": str(error)}, status=400)
    form = SelectionForm.showing(selection)
    context = {
        "selection": selection,
        "page": page,
        "periods": listing.periods(selection, today),
        "fields": [form[name] for name in ("hari", "sampai", "pejabat")],
        "chips": form.chips(selection),
        "tervokal": speakers.tervokal(selection, zone),
        "terpegah": speakers.terpegah(selection, zone),
        "emptiness": None if page.paginator.count else listing.emptiness(selection, zone),
    }
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "issues/_statements.html" if part else "issues/statements.html", context)
