"""Add a source: an address, what can be watched there, and whose it is."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from monitoring.models import Feed, Outlet
from monitoring.source_forms import AddressForm, SourceForm, values_of
from monitoring.sources.adding import add_feeds
from monitoring.sources.attribution import Attribution
from monitoring.sources.looking import CANDIDATES_MAX, Look, look_at
from monitoring.sources.preview import Found

SALT = "monitoring.add_source"
# A preview older than this is looked at anew.
SIGNED_SECONDS = 3600
may_manage = permission_required("monitoring.manage_sources", raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_manage
def add_source(request: HttpRequest) -> HttpResponse:
    """Ask for an address; show what can be watched there. Nothing is written."""
    if request.method != "POST":
        form = AddressForm(initial={"address": request.GET.get("alamat", "")[:2048]})
        return render(request, "monitoring/add_source.html", {"form": form})
    form = AddressForm(request.POST)
    if not form.is_valid():
        return render(request, "monitoring/add_source.html", {"form": form}, status=422)
    look = look_at(form.cleaned_data["address"], timezone.now())
    if not look.found:
        context = {"form": form, "look": look}
        return render(request, "monitoring/add_source.html", context, status=422)
    outlet = _outlet_of(look.url)
    return _show(request, look.url, list(look.found), _form_for(look, outlet), look=look)


@require_POST
@never_cache
@may_manage
def save_source(request: HttpRequest) -> HttpResponse:
    """Watch what was chosen of a preview; the same form sent twice changes nothing."""
    seen = _signed(request)
    if seen is None:
        messages.error(request, _("Pratinjau sudah kedaluwarsa; mohon periksa alamatnya lagi."))
        return redirect("add_source")
    url, found = seen
    form = SourceForm(request.POST)
    marks = request.POST.getlist("chosen")
    chosen = [one for number, one in enumerate(found) if str(number) in marks]
    if not chosen:
        form.add_error(None, _("Mohon pilih paling sedikit satu umpan."))
    if not form.is_valid():
        return _show(request, url, found, form, status=422, marks=marks)
    outlet = form.cleaned_data["existing"] or _described(url, form)
    if outlet.blocked:
        form.add_error(None, _("Media ini ditolak; terima lagi dahulu di Media belum dikenal."))
        return _show(request, url, found, form, status=422, marks=marks)
    made = add_feeds(outlet, chosen, timezone.now())
    words = _("%(count)s umpan %(outlet)s ditambahkan dan segera ditarik.")
    again = _("Umpan %(outlet)s sudah dipantau; tidak ada yang ditambahkan.")
    messages.success(request, (words if made else again) % {"count": len(made), "outlet": outlet})
    return redirect("sources")


def _outlet_of(url: str) -> Outlet | None:
    return Attribution.load().find(url)


def _form_for(look: Look, outlet: Outlet | None) -> SourceForm:
    """Return the form with what is known of the site's outlet, else with its title as name."""
    if outlet is None:
        name = next((one.title for one in look.found if one.title), "")
        return SourceForm(initial={"name": name[:120], "kind": Outlet.Kind.ONLINE, "tier": 3})
    existing = outlet if outlet.known and not outlet.blocked else None
    return SourceForm(initial=values_of(outlet) | {"existing": existing})


def _described(url: str, form: SourceForm) -> Outlet:
    """Return the outlet of the site with what the form says of it; a known one stays as it is."""
    outlet = Attribution.load().outlet_of(url, form.cleaned_data["name"])
    return outlet if outlet.known or outlet.blocked else form.save(outlet)


def _signed(request: HttpRequest) -> tuple[str, list[Found]] | None:
    """Return the address and the candidates the form carries; None when they are not ours."""
    try:
        kept = signing.loads(request.POST.get("seen", ""), salt=SALT, max_age=SIGNED_SECONDS)
    except signing.BadSignature:
        return None
    return kept["url"], [Found.from_json(one) for one in kept["found"]]


def _show(
    request: HttpRequest,
    url: str,
    found: list[Found],
    form: SourceForm,
    status: int = 200,
    look: Look | None = None,
    marks: list[str] | None = None,
) -> HttpResponse:
    kept = {"url": url, "found": [one.to_json() for one in found]}
    watched = dict(_watched(found))
    context: dict[str, Any] = {
        "url": url,
        "candidates": [
            (
                number,
                one,
                Feed.Kind(one.kind).label,
                watched.get(one.url),
                _ticked(number, one, marks),
            )
            for number, one in enumerate(found)
        ],
        "form": form,
        "look": look,
        "most": CANDIDATES_MAX,
        "seen": signing.dumps(kept, salt=SALT, compress=True),
    }
    return render(request, "monitoring/add_source_preview.html", context, status=status)


def _ticked(number: int, one: Found, marks: list[str] | None) -> bool:
    """Say whether a candidate is ticked: as the person left it, else the first good one."""
    return str(number) in marks if marks is not None else number == 0 and one.count > 0


def _watched(found: list[Found]) -> Any:
    """Return address and outlet of the candidates that are watched already."""
    watched = Feed.objects.filter(url__in=[one.url for one in found])
    return watched.values_list("url", "outlet__name")
