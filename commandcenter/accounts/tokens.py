"""API tokens: a program of a user sends one as `Authorization: Bearer …`."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commandcenter.accounts.models import Token, User, digest, new_secret

USED_EVERY = timedelta(minutes=1)
TOKENS_PER_USER = 20
# A second press of the button within this time replaces the token whose page was not seen.
PRESSED_TWICE = timedelta(seconds=30)


class Refused(Exception):
    """A token cannot be made; the words say why and what to do."""


def bearer(secret: str, at: datetime) -> User | None:
    """Return the active user whose token this is, or None.

    `last_used_at` follows at most once a minute. Wrong tokens are not throttled: 192 random bits
    cannot be guessed, and a lock would only hit others behind the same address.
    """
    valid = Token.objects.filter(revoked_at=None, user__is_active=True)
    token = valid.filter(digest=digest(secret)).select_related("user__region").first()
    if token is None:
        return None
    idle = Q(last_used_at=None) | Q(last_used_at__lte=at - USED_EVERY)
    Token.objects.filter(idle, pk=token.pk).update(last_used_at=at)
    return token.user


@transaction.atomic
def make_token(user: User, name: str, at: datetime) -> str:
    """Store a token and return its secret, which is not kept; raises Refused."""
    User.objects.select_for_update().get(pk=user.pk)
    mine = Token.objects.filter(user=user, revoked_at=None)
    mine.filter(name=name, last_used_at=None, created_at__gt=at - PRESSED_TWICE).delete()
    if mine.filter(name=name).exists():
        raise Refused(_("Sudah ada token dengan nama itu. Pilih nama lain, atau cabut yang lama."))
    if mine.count() >= TOKENS_PER_USER:
        words = _("Sudah ada %(number)d token. Cabut yang tidak dipakai lagi.")
        raise Refused(words % {"number": TOKENS_PER_USER})
    secret = new_secret()
    Token.objects.create(user=user, name=name, digest=digest(secret), created_at=at)
    return secret


def revoke_tokens(user: User, at: datetime) -> None:
    """Revoke all tokens of a user."""
    Token.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
