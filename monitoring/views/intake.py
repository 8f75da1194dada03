"""Pages for what people bring: pasted links, and clippings."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from monitoring.intake import Fate, clip, hand_in, handed_in_by
from monitoring.intake_forms import ClippingForm, HandInForm
from monitoring.models import Outlet

# The last hand-ins that the page lists.
SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("monitoring.add_item", raise_exception=True)
def hand_in_links(request: HttpRequest) -> HttpResponse:
    """Take in pasted links and say what became of each."""
    form = HandInForm(request.POST or None)
    context: dict[str, object] = {"form": form, "earlier": handed_in_by(request.user)[:SHOWN]}
    if form.is_valid():
        results, cut = hand_in(form.cleaned_data["text"], request.user, timezone.now())
        counts = {fate.name.lower(): sum(one.fate == fate for one in results) for fate in Fate}
        context |= {"results": results, "cut": cut, "counts": counts, "form": HandInForm()}
        return render(request, "monitoring/hand_in.html", context)
    return render(request, "monitoring/hand_in.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("monitoring.add_item", raise_exception=True)
def clipping(request: HttpRequest) -> HttpResponse:
    """Take in one clipping; the same form sent twice is one clipping."""
    form = ClippingForm(request.POST, request.FILES) if request.POST else ClippingForm.empty()
    if form.is_valid():
        item, created = clip(form.clipping(), request.user, timezone.now())
        words = _("Kliping “%(title)s” masuk dan segera dibaca.")
        again = _("Kliping “%(title)s” sudah ada; tidak dicatat dua kali.")
        messages.success(request, (words if created else again) % {"title": item.title})
        return redirect("clipping")
    context = {"form": form, "outlets": Outlet.objects.filter(enabled=True)}
    return render(request, "monitoring/clipping.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    """Return 422 for a form that was sent and not accepted."""
    return 422 if request.method == "POST" else 200
