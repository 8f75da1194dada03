"""In, out, joining by invitation, and a new password by link."""

from datetime import timedelta
from math import ceil

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commandcenter.accounts.address import client_address
from commandcenter.accounts.forms import JoinForm, LoginForm, NewPasswordForm
from commandcenter.accounts.models import Invitation, PasswordLink, Role, Session
from commandcenter.accounts.throttle import knock, login_doors, passed

FIRST_PAGE = {
    Role.ADMINISTRATOR: "desk",
    Role.RAPID_RESPONSE: "desk",
    Role.HIGHLIGHT: "recaps",
    Role.LEADERSHIP: "recaps",
    Role.VIEWER: "wall",
    Role.CONTRIBUTOR: "report",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead everybody to the page their work begins on."""
    page = FIRST_PAGE.get(request.user.role)
    return redirect(page) if page else render(request, "accounts/welcome.html")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Log in and go on to the page that was asked for, if it is one of ours; 429 after failures."""
    goal = _own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(goal)
    if request.method != "POST":
        return render(request, "accounts/login.html", {"form": LoginForm(request), "next": goal})
    at = timezone.now()
    doors = login_doors(request.POST.get("username", ""), client_address(request))
    wait = knock(*doors, at=at)
    if wait is not None:
        return _shut(request, wait)
    form = LoginForm(request, request.POST)
    if not form.is_valid():
        context = {"form": form, "next": goal}
        return render(request, "accounts/login.html", context, status=422)
    passed(*doors, at=at)
    Session.clear_expired(at)
    start_session(request, form.get_user())
    return redirect(goal)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session."""
    end_session(request)
    return redirect("login")


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the form behind an invitation and make one account of it; 410 once it is used up."""
    invited = Invitation.open_for(secret, timezone.now())
    if invited is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    form = JoinForm(request.POST or None)
    if form.is_valid():
        return _join(request, invited, form)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "invited": invited}
    return render(request, "accounts/invitation.html", context, status=status)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the form behind a password link and set one password; 410 once it is used up."""
    link = PasswordLink.open_for(secret, timezone.now())
    if link is None:
        return render(request, "accounts/new_password_gone.html", status=410)
    form = NewPasswordForm(link.user, request.POST or None)
    if form.is_valid():
        return _renew(request, link, form)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "person": link.user}
    return render(request, "accounts/new_password.html", context, status=status)


def _shut(request: HttpRequest, wait: timedelta) -> HttpResponse:
    """Say how long to wait."""
    context = {"minutes": ceil(wait / timedelta(minutes=1))}
    response = render(request, "accounts/login_shut.html", context, status=429)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response


def _own_address(request: HttpRequest, wanted: str) -> str:
    """Return the wanted address if it stays on this site, else the first page."""
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(wanted, hosts, require_https=request.is_secure()):
        return wanted
    return resolve_url("home")


def _join(request: HttpRequest, invited: Invitation, form: JoinForm) -> HttpResponse:
    """Make the account and use the invitation up together; the second of two is told so."""
    with transaction.atomic():
        mine = Invitation.objects.filter(pk=invited.pk, used_at=None)
        if not mine.update(used_at=timezone.now()):
            return render(request, "accounts/invitation_gone.html", status=410)
        user = form.save(commit=False)
        user.role, user.region, user.agency = invited.role, invited.region, invited.agency
        user.save()
    start_session(request, user)
    return redirect("home")


def _renew(request: HttpRequest, link: PasswordLink, form: NewPasswordForm) -> HttpResponse:
    """Set the password, use the link up and end every session; the second of two is told so."""
    with transaction.atomic():
        mine = PasswordLink.objects.filter(pk=link.pk, used_at=None)
        if not mine.update(used_at=timezone.now()):
            return render(request, "accounts/new_password_gone.html", status=410)
        user = form.save()
        Session.end(user)
    start_session(request, user)
    messages.success(request, _("Kata sandi baru berlaku. Semua perangkat lain dikeluarkan."))
    return redirect("home")
