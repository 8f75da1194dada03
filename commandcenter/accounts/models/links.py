"""Secrets that open something: invitations, password links, wall displays and API tokens.

Each is shown once and stored as its sha256: a stolen database opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commandcenter.accounts.models.users import Role, User
from issues.models import Agency
from monitoring.models import Region


def digest(secret: str) -> str:
    """Return the form in which a secret is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """Return 192 random bits, safe in addresses and headers; nobody guesses them."""
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """A link that lets one person make one account, once, within its time."""

    LASTS: ClassVar[timedelta] = timedelta(hours=72)

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} {self.created_at:%d-%m-%Y}"

    @classmethod
    def issue(cls, role: Role, at: datetime, **place: Any) -> str:
        """Store an invitation (with `region` or `agency`); return its secret, which is not kept."""
        secret = new_secret()
        cls.objects.create(digest=digest(secret), role=role, created_at=at, **place)
        return secret

    @classmethod
    def open_for(cls, secret: str, at: datetime) -> Self | None:
        """Return the unused invitation this secret opens, or None."""
        fresh = cls.objects.filter(used_at=None, created_at__gt=at - cls.LASTS)
        return fresh.filter(digest=digest(secret)).first()


class PasswordLink(models.Model):
    """A link by which one person sets a new password for an account, once, within its time."""

    LASTS: ClassVar[timedelta] = timedelta(hours=24)

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="password_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%d-%m-%Y}"

    @classmethod
    def issue(cls, user: User, by: User, at: datetime) -> str:
        """Store a link and return its secret, which is not kept; older unused links end."""
        secret = new_secret()
        cls.objects.filter(user=user, used_at=None).delete()
        cls.objects.create(user=user, made_by=by, digest=digest(secret), created_at=at)
        return secret

    @classmethod
    def open_for(cls, secret: str, at: datetime) -> Self | None:
        """Return the unused link of a working account that this secret opens, or None."""
        fresh = cls.objects.filter(used_at=None, created_at__gt=at - cls.LASTS)
        working = fresh.filter(user__is_active=True).select_related("user")
        return working.filter(digest=digest(secret)).first()


class Display(models.Model):
    """A wall screen: its address carries a secret that can only look, and can be revoked."""

    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def pair(cls, name: str, at: datetime) -> str:
        """Store a new screen and return its secret, which is not kept."""
        secret = new_secret()
        cls.objects.create(name=name, digest=digest(secret), created_at=at)
        return secret

    @classmethod
    def opened_by(cls, secret: str) -> Self | None:
        """Return the screen this secret opens, unless it was revoked."""
        return cls.objects.filter(revoked_at=None, digest=digest(secret)).first()


class Token(models.Model):
    """What a program of a user shows instead of name and password; see accounts/tokens.py."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("Nama token"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                condition=models.Q(revoked_at=None),
                name="token_name_once_per_user",
            )
        ]

    def __str__(self) -> str:
        return self.name
