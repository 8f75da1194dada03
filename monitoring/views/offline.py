"""What a phone needs to report without a signal: the empty form, its worker, and whose session."""

from functools import cache as remember
from hashlib import sha256
from json import dumps
from pathlib import Path

from django.contrib.auth.decorators import login_not_required, permission_required
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from monitoring.reports.form import ReportForm

# What the form is made of; the service worker keeps exactly these.
ASSETS = (
    *("tokens.css", "base.css", "desk.css", "report.css", "icon.svg", "page.js"),
    *("report.js", "report-outbox.js", "report-photo.js", "report-waiting.js"),
    *("vendor/plus-jakarta-sans/latin.woff2", "django_htmx/htmx-2.min.js"),
)


@require_safe
@login_not_required
def report_offline(request: HttpRequest) -> HttpResponse:
    """Show the empty form that a phone keeps for places without a signal; it knows nobody."""
    nobody = AnonymousUser()
    nobody.region = None
    form = ReportForm(nobody, timezone.now())
    context = {"form": form, "user": nobody, "csrf_token": "", "messages": (), "kept": True}
    return render(request, "monitoring/report.html", context)


@never_cache
@require_safe
@permission_required("monitoring.file_report", raise_exception=True)
def report_session(request: HttpRequest) -> HttpResponse:
    """Tell the outbox of a phone whose session this is, and the token its next form needs."""
    return JsonResponse({"reporter": str(request.user.pk), "token": get_token(request)})


@require_safe
@login_not_required
def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the service worker with the list of what it keeps; it changes when they change."""
    kept = [static(name) for name in ASSETS]
    script = f"const BUILD = {dumps(build())};\nconst ASSETS = {dumps(kept)};\n"
    script += _bytes("sw.js").decode()
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/lapor"
    response["Cache-Control"] = "no-cache"
    return response


@remember
def build() -> str:
    """Return a name for what phones keep; when it changes they fetch everything again."""
    return sha256(b"".join(map(_bytes, ("sw.js", *ASSETS)))).hexdigest()[:12]


def _bytes(name: str) -> bytes:
    path = finders.find(name)
    return Path(path).read_bytes() if path else b""
