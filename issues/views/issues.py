"""Issues: the list, one issue with its history, opening one, and changing one."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from issues import issue_page
from issues.forms import IssueForm, OpenIssueForm
from issues.models import Issue
from issues.opening import ChangedMeanwhile, change_state, edition
from issues.opening import open_issue as write_issue
from monitoring.home import home_zone


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
def issues(request: HttpRequest) -> HttpResponse:
    """List issues by risk, then growth, then volume; closed ones on request."""
    closed, at = request.GET.get("status") == Issue.State.CLOSED, timezone.now()
    context = {
        "rows": issue_page.listed(closed, home_zone(), at),
        "at": at,
        "closed": closed,
        "live_count": Issue.objects.live().count(),
        "closed_count": Issue.objects.filter(state=Issue.State.CLOSED).count(),
    }
    return render(request, "issues/issues.html", context)


@require_safe
@permission_required("issues.view_issue", raise_exception=True)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one issue: how risky and why, who holds it, and what was printed."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    return _show(request, issue, IssueForm(issue))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("issues.open_issue", raise_exception=True)
def open_issue(request: HttpRequest) -> HttpResponse:
    """Open an issue; sending the same form twice leads to the same issue."""
    form = OpenIssueForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "issues/open_issue.html", {"form": form}, status=status)
    issue, created = write_issue(form.new_issue(), request.user, timezone.now())
    words = _("Isu dibuka.") if created else _("Isu dengan judul ini sudah ada; ini halamannya.")
    messages.success(request, words)
    return redirect("issue", issue.pk)


@require_POST
@permission_required("issues.open_issue", raise_exception=True)
def change_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Set state, holder, next step and deadline; 409 when a colleague was faster."""
    issue = get_object_or_404(issue_page.whole(), pk=pk)
    form = IssueForm(issue, request.POST)
    if not form.is_valid():
        return _show(request, issue, form, status=422)
    try:
        changed = change_state(pk, form.change(), request.user, timezone.now())
    except ChangedMeanwhile:
        words = _("Isu ini baru saja diubah orang lain. Mohon periksa kembali, lalu simpan lagi.")
        messages.warning(request, words)
        again = request.POST.copy()
        again["seen"] = edition(issue)
        return _show(request, issue, IssueForm(issue, again), status=409)
    messages.success(request, _("Perubahan disimpan.") if changed else _("Tidak ada yang berubah."))
    return redirect("issue", pk)


def _show(request: HttpRequest, issue: Issue, form: IssueForm, status: int = 200) -> HttpResponse:
    context = issue_page.read(issue, home_zone(), timezone.now()) | {"form": form}
    return render(request, "issues/issue.html", context, status=status)
