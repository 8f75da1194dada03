"""The recap of one period: as a page, as a WhatsApp message, as a PDF."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from issues.recaps import Recap, compose_recap, logo, moments, page, pdf, periods
from issues.recaps.text import write_text
from monitoring.home import home_region, home_zone

View = Callable[..., HttpResponse]


def _of_period(view: View) -> View:
    """Give a view the recap its address names; where there is none, say why with a 404."""

    @wraps(view)
    def found(request: HttpRequest, day: str, slot: str) -> HttpResponse:
        chosen = page.chosen(day, slot, _slots(), home_zone(), timezone.now())
        if isinstance(chosen, str):
            return render(request, "issues/recap_missing.html", {"words": chosen}, status=404)
        return view(request, compose_recap(chosen))

    return found


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
def recaps(request: HttpRequest) -> HttpResponse:
    """Lead to the newest edition, or to the day and slot that were chosen in the form."""
    newest = periods.newest(_slots(), home_zone(), timezone.now())
    day = request.GET.get("hari") or newest.day.isoformat()
    slot = request.GET.get("edisi") or newest.slot.key
    chosen = page.chosen(day, slot, _slots(), home_zone(), timezone.now())
    if isinstance(chosen, str):
        return render(request, "issues/recap_missing.html", {"words": chosen}, status=404)
    return redirect("recap", chosen.day.isoformat(), chosen.slot.key)


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
@_of_period
def recap(request: HttpRequest, recap: Recap) -> HttpResponse:
    """Show the recap of a day and slot, with the message ready to copy."""
    at = timezone.now()
    context = {
        "recap": recap,
        "at": at,
        "hours": moments.hours(recap.period),
        "choices": page.choices(recap.period, _slots(), home_zone(), at),
        "short_text": write_text(recap, short=True),
        "long_text": write_text(recap, short=False),
        "logo_trouble": logo.find_logo(recap.report).trouble,
    }
    return render(request, "issues/recap.html", context)


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
@_of_period
def recap_text(request: HttpRequest, recap: Recap) -> HttpResponse:
    """Answer with the WhatsApp message; `?panjang=lengkap` asks for the long one."""
    text = write_text(recap, short=request.GET.get("panjang") != "lengkap")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
@_of_period
def recap_pdf(request: HttpRequest, recap: Recap) -> HttpResponse:
    """Answer with the recap as a PDF under the letterhead of the pack."""
    response = HttpResponse(pdf.write_pdf(recap), content_type="application/pdf")
    name = f"rekap-{recap.period.edition}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _slots() -> tuple[periods.Slot, ...]:
    region = home_region()
    return periods.slots(region.report if region else {})
