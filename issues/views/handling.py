"""What people do on the page of an issue: handle, describe, close, reopen, respond, dispose."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from issues import issue_page, overriding, responding, steering
from issues.deciding import ChangedMeanwhile
from issues.forms import CloseForm, DescribeIssueForm, IssueForm, ReopenForm, RiskForm
from issues.models import Issue, Response
from issues.responding_forms import DispositionForm, OutcomeForm, ResponseForm
from issues.templatetags.figures import moment
from issues.views.issues import show


@require_POST
@permission_required("issues.open_issue", raise_exception=True)
def change_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Set state, holder, next step and deadline; 409 when a colleague was faster."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    form = IssueForm(issue, request.POST)
    if not form.is_valid():
        return show(request, issue, 422, form=form)
    try:
        changed = steering.change_issue(pk, form.change(), request.user, timezone.now())
    except ChangedMeanwhile:
        _warn_late(request)
        return show(request, issue, 409, form=IssueForm(issue, _seen(request, issue)))
    messages.success(request, _saved(changed))
    return redirect("issue", pk)


@require_POST
@permission_required("issues.open_issue", raise_exception=True)
def set_risk(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the risk of an issue with a reason, or let the computed one hold again."""
    issue, at = get_object_or_404(issue_page.whole(), pk=pk), timezone.now()
    if request.POST.get("kembali"):
        overriding.release_risk(pk, request.user, at)
        messages.success(request, _("Risiko kembali ke hitungan sistem."))
        return redirect("issue", pk)
    form = RiskForm(issue, request.POST)
    if not form.is_valid():
        return show(request, issue, 422, risk_form=form)
    overriding.set_risk(pk, form.override(), request.user, at)
    messages.success(request, _("Nilai risiko ditetapkan."))
    return redirect("issue", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("issues.open_issue", raise_exception=True)
def describe_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what an issue is: its title, its words, its regions; 409 for a late form."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    form = DescribeIssueForm(issue, request.POST or None)
    if not form.is_valid():
        return _describe(request, issue, form, 422 if request.method == "POST" else 200)
    try:
        changed = steering.describe_issue(pk, form.description(), request.user, timezone.now())
    except ChangedMeanwhile:
        _warn_late(request)
        again = request.POST.copy()
        again["seen"] = steering.described_edition(issue)
        return _describe(request, issue, DescribeIssueForm(issue, again), 409)
    messages.success(request, _saved(changed))
    return redirect("issue", pk)


@require_POST
@permission_required("issues.open_issue", raise_exception=True)
def close_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an issue with its reason and lesson; 409 when a colleague was faster."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    form = CloseForm(issue, request.POST)
    if not form.is_valid():
        return show(request, issue, 422, close_form=form)
    try:
        closed = steering.close_issue(pk, by=request.user, at=timezone.now(), **form.cleaned_data)
    except ChangedMeanwhile:
        _warn_late(request)
        again = _seen(request, issue, CloseForm.prefix)
        return show(request, issue, 409, close_form=CloseForm(issue, again))
    messages.success(request, _("Isu ditutup.") if closed else _("Isu ini sudah selesai."))
    return redirect("issue", pk)


@require_POST
@permission_required("issues.open_issue", raise_exception=True)
def reopen_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a closed issue again, with the reason."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    form = ReopenForm(issue, request.POST)
    if not form.is_valid():
        return show(request, issue, 422, reopen_form=form)
    reason = form.cleaned_data["reason"]
    opened = steering.reopen_issue(pk, reason, request.user, timezone.now())
    messages.success(request, _("Isu dibuka lagi.") if opened else _("Isu ini sudah dibuka."))
    return redirect("issue", pk)


@require_POST
@permission_required("issues.add_response", raise_exception=True)
def add_response(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what will be done about an issue; a double click is one response."""
    issue, at = get_object_or_404(issue_page.whole(), pk=pk), timezone.now()
    form = ResponseForm(request.POST)
    if not form.is_valid():
        return show(request, issue, 422, response_form=form)
    try:
        responding.add_response(pk, form.new_response(at), request.user, at)
    except responding.IssueClosed:
        _warn_closed(request)
        return show(request, issue, 409, response_form=form)
    messages.success(request, _("Tanggapan dicatat."))
    return redirect("issue", pk)


@require_POST
@permission_required("issues.add_response", raise_exception=True)
def finish_response(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a response done with its outcome; 409 when a colleague did with other words."""
    response = get_object_or_404(Response.objects.select_related("issue", "done_by"), pk=pk)
    form = OutcomeForm(response, request.POST)
    if not form.is_valid():
        return _outcome(request, form, 422)
    outcome = form.cleaned_data["outcome"]
    try:
        responding.finish_response(pk, outcome, request.user, timezone.now())
    except responding.AlreadyDone:
        words = _(
            "Tanggapan ini sudah ditandai selesai dengan hasil lain; hasil itu yang tersimpan."
        )
        messages.warning(request, words)
        return _outcome(request, form, 409)
    messages.success(request, _("Ditandai selesai: %(title)s") % {"title": response.title})
    return redirect(*_home(response))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("issues.add_response", raise_exception=True)
def dispose(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an instruction on an issue: to whom, what, by when; made for a phone."""
    issue, at = get_object_or_404(issue_page.whole(), pk=pk), timezone.now()
    first = {"agency": issue.agency, "holder": issue.holder_id}
    form = DispositionForm(at, request.POST or None, initial=first)
    if not form.is_valid():
        return _dispose(request, issue, form, 422 if request.method == "POST" else 200)
    try:
        response, _new = responding.add_response(pk, form.new_response(), request.user, at)
    except responding.IssueClosed:
        _warn_closed(request)
        return _dispose(request, issue, form, 409)
    messages.success(request, _given(response, at))
    return redirect("issue", pk)


def _describe(
    request: HttpRequest, issue: Issue, form: DescribeIssueForm, status: int
) -> HttpResponse:
    context = {"form": form, "issue": issue}
    return render(request, "issues/describe_issue.html", context, status=status)


def _dispose(
    request: HttpRequest, issue: Issue, form: DispositionForm, status: int
) -> HttpResponse:
    context = {"form": form, "issue": issue, "at": timezone.now()}
    return render(request, "issues/dispose.html", context, status=status)


def _outcome(request: HttpRequest, form: OutcomeForm, status: int) -> HttpResponse:
    """Show the form again on the page of its issue; a response without one has a page to go to."""
    issue_pk = form.response.issue_id
    if issue_pk is None:
        messages.warning(request, _("Mohon tulis hasilnya dalam satu kalimat."))
        return redirect(*_home(form.response))
    issue = get_object_or_404(issue_page.whole(), pk=issue_pk)
    return show(request, issue, status, outcome_form=form)


def _home(response: Response) -> tuple[Any, ...]:
    return ("issue", response.issue_id) if response.issue_id else ("issues",)


def _given(response: Response, at: Any) -> str:
    """Say what a disposition now stands for: whom it reaches, by when, and where it shows."""
    whom = ", ".join(str(one) for one in (response.holder, response.agency) if one)
    words = _("Disposisi tercatat untuk %(whom)s, batas %(due)s. Tampil di dinding dan di isu ini.")
    return words % {"whom": whom, "due": moment(response.due_at, at)}


def _seen(request: HttpRequest, issue: Issue, prefix: str = "") -> Any:
    """Return what was sent, as if it had been filled in on the present edition."""
    again = request.POST.copy()
    again[f"{prefix}-seen" if prefix else "seen"] = steering.edition(issue)
    return again


def _warn_late(request: HttpRequest) -> None:
    words = _("Isu ini baru saja diubah orang lain. Mohon periksa kembali, lalu simpan lagi.")
    messages.warning(request, words)


def _warn_closed(request: HttpRequest) -> None:
    messages.warning(request, _("Isu ini sudah selesai. Buka lagi dulu, lalu simpan."))


def _saved(changed: list[str]) -> str:
    return _("Perubahan disimpan.") if changed else _("Tidak ada yang berubah.")
