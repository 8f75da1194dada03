"""Issues: the list, one issue with its chronology, and opening one."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from issues import deciding, issue_page
from issues import suggestions as proposals
from issues.forms import CloseForm, IssueForm, OpenIssueForm, ReopenForm, RiskForm
from issues.models import Issue, Response, Suggestion
from issues.opening import open_from, suggested
from issues.opening import open_issue as write_issue
from issues.responding_forms import OutcomeForm, ResponseForm
from monitoring.home import home_zone
from monitoring.models import Item

# The largest primary key.
MOST = 2**63 - 1


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
def issues(request: HttpRequest) -> HttpResponse:
    """List issues by risk, then growth, then volume; closed ones on request."""
    closed, at = request.GET.get("status") == Issue.State.CLOSED, timezone.now()
    context = {
        "rows": issue_page.listed(closed, home_zone(), at),
        "tasks": issue_page.tasks_of(request.user),
        "at": at,
        "closed": closed,
        "live_count": Issue.objects.live().count(),
        "closed_count": Issue.objects.filter(state=Issue.State.CLOSED).count(),
    }
    return render(request, "issues/issues.html", context)


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one issue: how risky and why, who holds it, what happened, and what was printed."""
    return show(request, get_object_or_404(issue_page.whole(), pk=pk))


def show(request: HttpRequest, issue: Issue, status: int = 200, **returned: Any) -> HttpResponse:
    """Show an issue with its forms; `returned` are those that came back with something to say.

    They are named form (handling), risk_form, close_form, reopen_form, response_form and
    outcome_form.
    """
    context = issue_page.read(issue, home_zone(), timezone.now())
    if request.user.has_perm("issues.open_issue"):
        context |= _handling(issue)
    answering = request.user.has_perm("issues.add_response")
    if answering and issue.state != Issue.State.CLOSED:
        context["response_form"] = ResponseForm()
    rows = issue_page.responses(issue)
    back = returned.pop("outcome_form", None)
    context["responses"] = [(row, _outcome(row, back) if answering else None) for row in rows]
    context["open_responses"] = sum(row.done_at is None for row in rows)
    context["proposed"] = proposals.about_issue(issue, request.user)
    context |= returned | {"returned": returned.keys()}
    return render(request, "issues/issue.html", context, status=status)


def _handling(issue: Issue) -> dict[str, Any]:
    """Return the forms of those who handle issues: a closed one can only be reopened."""
    if issue.state == Issue.State.CLOSED:
        return {"reopen_form": ReopenForm(issue)}
    forms = {"form": IssueForm(issue), "risk_form": RiskForm(issue)}
    return forms | {"close_form": CloseForm(issue)}


def _outcome(row: Response, back: OutcomeForm | None) -> OutcomeForm | None:
    """Return the form that marks a response done, as it came back if it did."""
    if back is not None and back.response == row:
        return back
    return None if row.done_at else OutcomeForm(row)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("issues.open_issue", raise_exception=True)
def open_issue(request: HttpRequest) -> HttpResponse:
    """Open an issue, maybe from an item; the same form sent twice leads to the same issue.

    409 when a colleague decided on the item meanwhile; nothing was opened then.
    """
    form = OpenIssueForm(request.POST or None, initial=_suggested(request))
    if not form.is_valid():
        return _ask(request, form, 422 if request.method == "POST" else 200)
    item, at = form.cleaned_data["dari"], timezone.now()
    if item is None:
        issue, created = write_issue(form.new_issue(), request.user, at)
        _accept(request, form, issue)
        messages.success(request, _opened(created))
        return redirect("issue", issue.pk)
    return _open_from(request, form, item)


def _accept(request: HttpRequest, form: OpenIssueForm, issue: Issue) -> None:
    """Accept the proposal an issue was opened from, where there is one and this person may."""
    proposal = form.cleaned_data["usulan"]
    if proposal is None or not request.user.has_perm("issues.decide"):
        return
    try:
        proposals.opened(proposal.pk, issue, request.user, timezone.now())
    except proposals.CannotAnswer as error:
        messages.warning(request, str(error))


def _open_from(request: HttpRequest, form: OpenIssueForm, item: Item) -> HttpResponse:
    """Open an issue from an item, give the item to it, and go back to the item."""
    try:
        seen, key = form.cleaned_data["seen"], form.cleaned_data["key"] or uuid4()
        _issue, created = open_from(item, form.new_issue(), request.user, timezone.now(), seen, key)
    except deciding.ChangedMeanwhile as late:
        words = _("Isu belum dibuka. Mohon periksa beritanya, lalu buka lagi.")
        messages.warning(request, f"{late} {words}")
        again = request.POST.copy()
        again["seen"] = deciding.edition(item)
        return _ask(request, OpenIssueForm(again), 409)
    messages.success(request, _opened(created))
    return redirect("desk_item", item.pk)


def _suggested(request: HttpRequest) -> dict[str, Any]:
    """Return what a form starts with: `usulan`, or `judul` and `dari` of the address.

    Only who may decide on items opens an issue from one.
    """
    proposal = _asked_proposal(request)
    if proposal:
        return proposals.first_values(proposal, timezone.now())
    asked = request.GET.get("dari", "")
    item = None
    if asked.isascii() and asked.isdecimal() and request.user.has_perm("issues.decide"):
        item = Item.objects.filter(pk=min(int(asked), MOST)).first()
    first = suggested(item, request.GET.get("judul", ""))
    return first | ({"seen": deciding.edition(item), "key": uuid4()} if item else {})


def _asked_proposal(request: HttpRequest) -> Suggestion | None:
    """Return the proposal named in the address, while it waits."""
    asked = request.GET.get("usulan", "")
    if not (asked.isascii() and asked.isdecimal()):
        return None
    waiting = proposals.told(proposals.waiting(request.user).filter(kind=Suggestion.Kind.MATTER))
    return waiting.select_related("topic__agency").filter(pk=min(int(asked), MOST)).first()


def _ask(request: HttpRequest, form: OpenIssueForm, status: int) -> HttpResponse:
    return render(request, "issues/open_issue.html", {"form": form}, status=status)


def _opened(created: bool) -> str:
    return _("Isu dibuka.") if created else _("Isu dengan judul ini sudah ada; ini halamannya.")
