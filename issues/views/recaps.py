"""The recap of one period: as a page, as a WhatsApp message, as a PDF.

The page speaks the language of the account. Message and PDF are documents of the office, which
go out to others: they are Indonesian whoever makes them.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from issues.recaps import compose_recap, logo, moments, page, pdf, periods
from issues.recaps.text import write_text
from monitoring.home import home_region, home_zone

View = Callable[..., HttpResponse]


def _of_period(view: View) -> View:
    """Give a view the period its address names; where there is none, say why with a 404."""

    @wraps(view)
    def found(request: HttpRequest, day: str, slot: str) -> HttpResponse:
        chosen = page.chosen(day, slot, _slots(), home_zone(), timezone.now())
        if isinstance(chosen, str):
            return render(request, "issues/recap_missing.html", {"words": chosen}, status=404)
        return view(request, chosen)

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
def recap(request: HttpRequest, period: periods.Period) -> HttpResponse:
    """Show the recap of a day and slot, with the message ready to copy."""
    at, recap = timezone.now(), compose_recap(period)
    own = translation.get_language() == settings.LANGUAGE_CODE
    with translation.override(settings.LANGUAGE_CODE):
        document = recap if own else compose_recap(period)
        short, long = write_text(document, short=True), write_text(document, short=False)
    context = {
        "recap": recap,
        "at": at,
        "hours": moments.hours(recap.period),
        "good": page.good(recap),
        "choices": page.choices(recap.period, _slots(), home_zone(), at),
        "short_text": short,
        "long_text": long,
        "logo_trouble": logo.find_logo(recap.report).trouble,
    }
    return render(request, "issues/recap.html", context)


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
@_of_period
def recap_text(request: HttpRequest, period: periods.Period) -> HttpResponse:
    """Answer with the WhatsApp message; `?panjang=lengkap` asks for the long one."""
    with translation.override(settings.LANGUAGE_CODE):
        text = write_text(compose_recap(period), short=request.GET.get("panjang") != "lengkap")
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
@_of_period
def recap_pdf(request: HttpRequest, period: periods.Period) -> HttpResponse:
    """Answer with the recap as a PDF under the letterhead of the pack."""
    with translation.override(settings.LANGUAGE_CODE):
        document = pdf.write_pdf(compose_recap(period))
    response = HttpResponse(document, content_type="application/pdf")
    name = f"rekap-{period.edition}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _slots() -> tuple[periods.Slot, ...]:
    region = home_region()
    return periods.slots(region.report if region else {})
