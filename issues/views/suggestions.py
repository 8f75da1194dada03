"""What the machine proposes: the page of all of it, and answering one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import user_passes_test
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from issues import suggestions as proposals
from issues.deciding import ChangedMeanwhile
from issues.models import Suggestion
from monitoring.clean import clean

YES, NO, BACK = "ya", "tidak", "batal"
REASON_MAX = 300


def _able(user: Any) -> bool:
    """Let in those who answer proposals of either sort; others are refused in words."""
    if not user.is_authenticated:
        return False
    if user.has_perm("issues.decide") or user.has_perm("issues.open_issue"):
        return True
    raise PermissionDenied


@require_safe
@vary_on_headers("HX-Request")
@user_passes_test(_able)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, by kind."""
    context = {"groups": proposals.groups(proposals.waiting(request.user)), "at": timezone.now()}
    fragment = request.htmx and not request.htmx.history_restore_request
    page = "issues/_suggestions.html" if fragment else "issues/suggestions.html"
    return render(request, page, context)


@require_POST
@user_passes_test(_able)
def answer_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or reject one, or take that back; who comes second sees the first answer."""
    suggestion = get_object_or_404(Suggestion, pk=pk)
    if not proposals.may_answer(suggestion, request.user):
        raise PermissionDenied
    try:
        words = _do(request, pk)
    except (proposals.CannotAnswer, ChangedMeanwhile) as error:
        return _after(request, pk, str(error), messages.WARNING)
    except Suggestion.DoesNotExist as error:
        # Its story, issue or item was deleted at this moment.
        raise Http404 from error
    return _after(request, pk, words, messages.SUCCESS)


def _do(request: HttpRequest, pk: int) -> str:
    """Do what the pressed button says; return what was done in words."""
    given, by, at = request.POST.get("jawaban"), request.user, timezone.now()
    if given == BACK:
        proposals.take_back(pk, by, at)
        return _("Jawaban diurungkan; usulan menunggu lagi.")
    if given not in {YES, NO}:
        raise proposals.CannotAnswer(_("Mohon pilih Terima atau Tolak."))
    reason = clean(request.POST.get("alasan", ""), REASON_MAX)
    answered = proposals.answer(pk, given == YES, by, at, reason)
    if answered.answered_by_id != by.pk:
        raise proposals.CannotAnswer(_("Usulan ini sudah dijawab orang lain."))
    accepted = answered.answer == Suggestion.Answer.ACCEPTED
    return _("Usulan diterima.") if accepted else _("Usulan ditolak dan tidak diajukan lagi.")


def _after(request: HttpRequest, pk: int, words: str, level: int) -> HttpResponse:
    """Show the card as it stands now, or lead back to the page it was on."""
    suggestion = proposals.told(Suggestion.objects.filter(pk=pk)).get()
    if request.htmx:
        context = {"suggestion": suggestion, "said": words, "at": timezone.now()}
        context["from"] = request.POST.get("halaman", "")
        return render(request, "issues/_suggestion.html", context)
    messages.add_message(request, level, words)
    return redirect(*_page(request.POST.get("halaman", ""), suggestion))


def _page(asked: str, suggestion: Suggestion) -> tuple[Any, ...]:
    """Return the page the form was on; no form may lead anywhere else."""
    if asked == "isu" and suggestion.issue_id:
        return ("issue", suggestion.issue_id)
    if asked == "cerita" and suggestion.story_id:
        return ("story", suggestion.story_id)
    if asked == "berita" and suggestion.item_id:
        return ("item", suggestion.item_id)
    return ("suggestions",)
