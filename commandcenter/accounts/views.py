"""Pages of the accounts: in, out, joining, and who may do what."""

from django.contrib import messages
from django.contrib.auth import login as start_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commandcenter.accounts.forms import DisplayForm, JoinForm, LoginForm, RoleForm, UserForm
from commandcenter.accounts.models import Display, Invitation, Role, User

FIRST_PAGE = {
    Role.ADMINISTRATOR: "coverage",
    Role.RAPID_RESPONSE: "coverage",
    Role.HIGHLIGHT: "wall",
    Role.LEADERSHIP: "wall",
    Role.VIEWER: "wall",
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
    """Log in and go on to the page that was asked for, if it is one of ours."""
    goal = _own_address(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(goal)
    form = LoginForm(request, request.POST or None)
    if form.is_valid():
        start_session(request, form.get_user())
        return redirect(goal)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/login.html", {"form": form, "next": goal}, status=status)


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


@require_safe
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def access(request: HttpRequest) -> HttpResponse:
    """Show users, invitations and wall displays."""
    return _show_access(request)


@require_POST
@permission_required("accounts.manage_access", raise_exception=True)
def change_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a user's role or switch the account off; never one's own, so that one stays in."""
    user = get_object_or_404(User, pk=pk)
    form = UserForm(request.POST, instance=user)
    if user == request.user:
        messages.error(request, _("Peran sendiri tidak dapat diubah; minta administrator lain."))
    elif form.is_valid():
        form.save()
        messages.success(request, _("Akun %(name)s diperbarui.") % {"name": user.name})
    else:
        messages.error(request, _("Mohon periksa kembali perannya."))
    return redirect("access")


@require_POST
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link this once; only its digest is kept."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _show_access(request, status=422, role_form=form)
    role = Role(form.cleaned_data["role"])
    secret = Invitation.issue(role, timezone.now())
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return _show_access(request, invitation_link=link, invitation_role=role.label)


@require_POST
@permission_required("accounts.manage_access", raise_exception=True)
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget an invitation that nobody has used."""
    Invitation.objects.filter(pk=pk, used_at=None).delete()
    messages.success(request, _("Undangan dibatalkan."))
    return redirect("access")


@require_POST
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def pair_display(request: HttpRequest) -> HttpResponse:
    """Pair a wall display and show its address this once; only its digest is kept."""
    form = DisplayForm(request.POST)
    if not form.is_valid():
        return _show_access(request, status=422, display_form=form)
    secret = Display.pair(form.cleaned_data["name"], timezone.now())
    link = request.build_absolute_uri(reverse("wall_display", args=[secret]))
    return _show_access(request, display_link=link, display_name=form.cleaned_data["name"])


@require_POST
@permission_required("accounts.manage_access", raise_exception=True)
def revoke_display(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the address of a wall display for good."""
    display = get_object_or_404(Display, pk=pk)
    Display.objects.filter(pk=pk, revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, _("Layar %(name)s dicabut.") % {"name": display.name})
    return redirect("access")


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
        user.role, user.region = invited.role, invited.region
        user.save()
    start_session(request, user)
    return redirect("home")


def _show_access(request: HttpRequest, status: int = 200, **extra: object) -> HttpResponse:
    """Render the access page, with what was just made."""
    at = timezone.now()
    context = {
        "at": at,
        "users": User.objects.select_related("region", "agency").order_by("-is_active", "name"),
        "roles": Role.choices,
        "displays": Display.objects.all(),
        "waiting": Invitation.objects.filter(used_at=None, created_at__gt=at - Invitation.LASTS),
        "role_form": RoleForm(initial={"role": Role.VIEWER}),
        "display_form": DisplayForm(),
    }
    return render(request, "accounts/access.html", context | extra, status=status)
