"""The own account: language, password, sessions and API tokens."""

from datetime import timedelta
from math import ceil

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commandcenter.accounts.devices import device_words
from commandcenter.accounts.forms import LanguageForm, PasswordForm, TokenForm
from commandcenter.accounts.models import Session, Token
from commandcenter.accounts.throttle import knock, passed, password_door
from commandcenter.accounts.tokens import Refused
from commandcenter.accounts.tokens import make_token as make

# More browsers than anybody uses; the rest is counted, and one button ends them all.
SESSIONS_SHOWN = 30


@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, where one is logged in, and which programs may act for one."""
    return _show_account(request)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language of the own pages; the answer already speaks it."""
    form = LanguageForm(request.POST, instance=request.user)
    if not form.is_valid():
        messages.error(request, _("Bahasa itu tidak tersedia."))
        return redirect("account")
    form.save()
    with translation.override(request.user.language):
        messages.success(request, _("Bahasa disimpan."))
    return redirect("account")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Change the own password; every other session ends. 429 after too many wrong old ones."""
    if request.method != "POST":
        context = {"form": PasswordForm(request.user)}
        return render(request, "accounts/password.html", context)
    at, door = timezone.now(), password_door(request.user)
    wait = knock(door, at=at)
    form = PasswordForm(request.user, None if wait else request.POST)
    if wait is not None:
        minutes = ceil(wait / timedelta(minutes=1))
        context = {"form": form, "minutes": minutes}
        return render(request, "accounts/password.html", context, status=429)
    if "old_password" not in form.errors:
        passed(door, at=at)
    if not form.is_valid():
        return render(request, "accounts/password.html", {"form": form}, status=422)
    update_session_auth_hash(request, form.save())
    Session.end(request.user, but=request.session.session_key)
    messages.success(request, _("Kata sandi diubah. Semua perangkat lain dikeluarkan."))
    return redirect("account")


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one own session; the present one ends by logging out."""
    name, mine = request.POST.get("name", ""), Session.objects.filter(user=request.user)
    for session in mine.exclude(session_key=request.session.session_key):
        if session.name == name:
            session.delete()
    messages.success(request, _("Perangkat itu dikeluarkan."))
    return redirect("account")


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every own session but the present one."""
    ended = Session.end(request.user, but=request.session.session_key)
    words = ngettext(
        "%(number)d perangkat dikeluarkan.", "%(number)d perangkat dikeluarkan.", ended
    )
    messages.success(request, words % {"number": ended})
    return redirect("account")


@require_POST
@never_cache
@permission_required("monitoring.file_report", raise_exception=True)
def make_token(request: HttpRequest) -> HttpResponse:
    """Make an API token and show it this once; only its digest is kept."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _show_account(request, status=422, token_form=form)
    name = form.cleaned_data["name"]
    try:
        secret = make(request.user, name, timezone.now())
    except Refused as refusal:
        form.add_error("name", str(refusal))
        return _show_account(request, status=422, token_form=form)
    return _show_account(request, token_secret=secret, token_name=name)


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke an own API token for good."""
    token = get_object_or_404(Token, pk=pk, user=request.user)
    Token.objects.filter(pk=pk, revoked_at=None).update(revoked_at=timezone.now())
    messages.success(request, _("Token %(name)s dicabut.") % {"name": token.name})
    return redirect("account")


def _show_account(request: HttpRequest, status: int = 200, **extra: object) -> HttpResponse:
    """Render the own account, with what was just made."""
    mine = Session.objects.filter(user=request.user, expire_date__gt=timezone.now())
    count, shown = mine.count(), list(mine[:SESSIONS_SHOWN])
    context = {
        "at": timezone.now(),
        "language_form": LanguageForm(instance=request.user),
        "sessions": [(session, device_words(session.agent)) for session in shown],
        "session_key": request.session.session_key,
        "others": count - 1,
        "not_shown": count - len(shown),
        "tokens": Token.objects.filter(user=request.user, revoked_at=None),
        "token_form": TokenForm(),
    }
    return render(request, "accounts/account.html", context | extra, status=status)
