"""Who may do what: users, invitations, password links and wall displays, for administrators."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commandcenter.accounts.forms import DisplayForm, InvitationForm, UserForm
from commandcenter.accounts.models import (
    Display,
    Invitation,
    PasswordLink,
    Role,
    Session,
    User,
)
from commandcenter.accounts.tokens import revoke_tokens


@require_safe
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def access(request: HttpRequest) -> HttpResponse:
    """Show users, invitations and wall displays."""
    return _show_access(request)


@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change_user(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one user, and change role, place, or whether the account works.

    Never one's own, so that an administrator stays in; 409 when another changed it meanwhile.
    """
    if request.method != "POST":
        return _show_user(request, get_object_or_404(User, pk=pk))
    with transaction.atomic():
        user = get_object_or_404(User.objects.select_for_update(), pk=pk)
        return _change(request, user, UserForm(request.POST, instance=user))


@require_POST
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link for a new password and show it this once; only its digest is kept."""
    user = get_object_or_404(User, pk=pk)
    if user == request.user:
        return redirect("change_password")
    if not user.is_active:
        messages.error(request, _("Akun ini nonaktif. Aktifkan dahulu, lalu buat tautannya."))
        return redirect("change_user", pk)
    secret = PasswordLink.issue(user, request.user, timezone.now())
    link = request.build_absolute_uri(reverse("new_password", args=[secret]))
    return _show_user(request, user, link=link)


@require_POST
@never_cache
@permission_required("accounts.manage_access", raise_exception=True)
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link this once; only its digest is kept."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _show_access(request, status=422, invitation_form=form)
    role, region, agency = (form.cleaned_data[name] for name in ("role", "region", "agency"))
    secret = Invitation.issue(Role(role), timezone.now(), region=region, agency=agency)
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return _show_access(request, invitation_link=link, invitation_role=Role(role).label)


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


def _change(request: HttpRequest, user: User, form: UserForm) -> HttpResponse:
    """Save the form unless it is one's own account, stale or wrong."""
    if user == request.user:
        messages.error(request, _("Peran sendiri tidak dapat diubah; minta administrator lain."))
        return redirect("change_user", user.pk)
    if form.stale():
        return _show_stale(request, user)
    if not form.is_valid():
        return _show_user(request, user, status=422, form=form)
    form.save()
    if not user.is_active:
        Session.end(user)
        revoke_tokens(user, timezone.now())
    messages.success(request, _("Akun %(name)s diperbarui.") % {"name": user.name})
    return redirect("access")


def _show_stale(request: HttpRequest, user: User) -> HttpResponse:
    """Show what the account is by now above what was wanted; sending it again decides."""
    wanted = request.POST.copy()
    form = UserForm(instance=user)
    wanted["seen"] = form.standing
    again = UserForm(wanted, instance=get_object_or_404(User, pk=user.pk))
    return _show_user(request, user, status=409, form=again, stale=True)


def _show_user(
    request: HttpRequest, user: User, status: int = 200, **extra: object
) -> HttpResponse:
    """Render one user, with what was just made or what is wrong."""
    context = {"person": user, "form": UserForm(instance=user)}
    return render(request, "accounts/person.html", context | extra, status=status)


def _show_access(request: HttpRequest, status: int = 200, **extra: object) -> HttpResponse:
    """Render the access page, with what was just made."""
    at = timezone.now()
    waiting = Invitation.objects.filter(used_at=None, created_at__gt=at - Invitation.LASTS)
    context = {
        "at": at,
        "users": User.objects.select_related("region", "agency").order_by("-is_active", "name"),
        "displays": Display.objects.all(),
        "waiting": waiting.select_related("region", "agency").order_by("-created_at"),
        "invitation_form": InvitationForm(initial={"role": Role.VIEWER}),
        "display_form": DisplayForm(),
    }
    return render(request, "accounts/access.html", context | extra, status=status)
