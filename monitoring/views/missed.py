"""Why was it missed: addresses people found elsewhere, the answer, and one button to take it in."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.home import home_zone
from monitoring.intake import Fate
from monitoring.intake_forms import MissedForm
from monitoring.models import Missed
from monitoring.pipeline.missed import WEEKS, ask, reasons, recall_by_week, take

# Earlier questions that the page lists.
SHOWN = 20
FATES = {
    Fate.NEW: _("Berita diambil; halamannya segera dibaca."),
    Fate.KNOWN: _("Berita itu sudah ada."),
    Fate.BLOCKED: _("Media itu ditolak; beritanya tidak diambil."),
    Fate.DELETED: _("Berita itu pernah ada dan sudah dihapus menurut masa simpan."),
    Fate.REFUSED: _("Itu bukan alamat berita."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("monitoring.add_item", raise_exception=True)
def missed(request: HttpRequest) -> HttpResponse:
    """Answer for pasted addresses, and show how much we miss."""
    form, at = MissedForm(request.POST or None), timezone.now()
    context: dict[str, object] = {"form": form, "now": at}
    valid = form.is_valid()
    if valid:
        answered, cut = ask(form.cleaned_data["text"], request.user, at)
        context |= {"answered": answered, "cut": cut, "form": MissedForm()}
    earlier = Missed.objects.select_related("item", "outlet")[:SHOWN]
    weeks = recall_by_week(at, home_zone())
    since = at - timedelta(weeks=WEEKS)
    context |= {"earlier": earlier, "weeks": weeks, "reasons": reasons(since)}
    status = 422 if request.method == "POST" and not valid else 200
    return render(request, "monitoring/missed.html", context, status=status)


@require_POST
@permission_required("monitoring.add_item", raise_exception=True)
def take_missed(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in an article somebody asked about."""
    row = get_object_or_404(Missed, pk=pk)
    fate = take(row, request.user, timezone.now())
    add = messages.success if fate in {Fate.NEW, Fate.KNOWN} else messages.warning
    add(request, FATES[fate])
    return redirect("missed")
