"""Accounts: users with a role, single-use invitations, and revocable wall displays.

Secrets in links are shown once and stored as their sha256: a stolen database opens nothing.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models import Agency
from monitoring.models import Region


class Role(models.TextChoices):
    """What a person does here; commandcenter/accounts/roles.py says what each may do."""

    ADMINISTRATOR = "administrator", _("Administrator")
    RAPID_RESPONSE = "rapid_response", _("Tim reaksi cepat")
    HIGHLIGHT = "highlight", _("Tim highlight media")
    LEADERSHIP = "leadership", _("Pimpinan")
    CONTRIBUTOR = "contributor", _("Kontributor daerah")
    AGENCY = "agency", _("PPID Pelaksana")
    VIEWER = "viewer", _("Pengamat")


class UserManager(BaseUserManager["User"]):
    """Creates users; there is no default account and no default password."""

    def create_user(self, username: str, password: str | None = None, **values: object) -> "User":
        """Create a user; without a password the account cannot be logged in to."""
        user = self.model(username=self.model.normalize_username(username), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a role; contributors carry their region, agency officers their agency."""

    username = models.CharField(
        _("Nama pengguna"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    name = models.CharField(_("Nama lengkap"), max_length=120)
    role = models.CharField(_("Peran"), max_length=16, choices=Role, default=Role.VIEWER)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        permissions = [
            ("manage_access", _("Kelola akun dan layar")),
            ("view_trace", _("Lihat jejak perubahan")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        """Return the first word of the name, as colleagues call each other on the wall."""
        return self.name.split(" ")[0]


def digest(secret: str) -> str:
    """Return the form in which a secret of a link is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Invitation(models.Model):
    """A link that lets one person make one account, once, within its time."""

    LASTS: ClassVar[timedelta] = timedelta(hours=72)

    digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role)
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role} {self.created_at:%d-%m-%Y}"

    @classmethod
    def issue(cls, role: Role, at: datetime) -> str:
        """Store a new invitation and return its secret, which is not kept."""
        secret = secrets.token_urlsafe(24)
        cls.objects.create(digest=digest(secret), role=role, created_at=at)
        return secret

    @classmethod
    def open_for(cls, secret: str, at: datetime) -> Self | None:
        """Return the unused invitation this secret opens, or None."""
        fresh = cls.objects.filter(used_at=None, created_at__gt=at - cls.LASTS)
        return fresh.filter(digest=digest(secret)).first()


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
        secret = secrets.token_urlsafe(24)
        cls.objects.create(name=name, digest=digest(secret), created_at=at)
        return secret

    @classmethod
    def opened_by(cls, secret: str) -> Self | None:
        """Return the screen this secret opens, unless it was revoked."""
        return cls.objects.filter(revoked_at=None, digest=digest(secret)).first()
