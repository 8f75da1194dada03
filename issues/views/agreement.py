"""How well machine and people agree, and having the models trained now."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from issues.learning import apart, page
from monitoring.home import home_zone


@require_safe
@vary_on_headers("HX-Request")
@permission_required("monitoring.view_item", raise_exception=True)
def agreement(request: HttpRequest) -> HttpResponse:
    """Show the agreement the address asks for, or only its content to htmx."""
    words = request.GET.dict()
    choice = page.Choice.from_address(words)
    found = page.build(choice, home_zone(), timezone.now(), words.get("halaman"))
    bare = request.htmx and not request.htmx.history_restore_request
    template = "issues/_agreement.html" if bare else "issues/agreement.html"
    return render(request, template, {"page": found})


@require_POST
@permission_required(("issues.decide", "issues.teach"), raise_exception=True)
def learn_now(request: HttpRequest) -> HttpResponse:
    """Have the models trained as soon as a worker is free, in a process of its own."""
    apart.order(request.user, timezone.now())
    messages.success(
        request,
        _("Pelatihan diminta. Muat ulang halaman ini dalam satu menit untuk melihat hasilnya."),
    )
    return redirect("agreement")
