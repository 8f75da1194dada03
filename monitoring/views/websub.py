"""Where hubs reach us: they confirm subscriptions with GET and report what is new with POST."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from monitoring.pipeline.websub import take_report, verify

# A report carries a feed; what is longer cannot be checked and is not read.
REPORT_MOST = 5_000_000
# Hubs are told that we heard them, whatever we think of it (section 8 of WebSub).
HEARD = 202


@never_cache
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def hub_callback(request: HttpRequest, token: UUID) -> HttpResponse:
    """Echo a challenge we expect; take a report whose signature holds."""
    at = timezone.now()
    if request.method == "GET":
        echo = verify(token, request.GET.dict(), at)
        if echo is None:
            raise Http404
        return HttpResponse(echo, content_type="text/plain; charset=utf-8")
    body = request.body if _fits(request) else b""
    if not take_report(token, request.headers.get("X-Hub-Signature", ""), body, at):
        raise Http404
    return HttpResponse(status=HEARD)


def _fits(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "")
    return length.isascii() and length.isdecimal() and int(length[:12]) <= REPORT_MOST
