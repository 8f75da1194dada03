"""Who uses the product: a person with a role and a language."""

from typing import ClassVar

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


class Language(models.TextChoices):
    """The languages of the interface, each by its own name."""

    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"


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
        error_messages={"unique": _("Nama pengguna ini sudah dipakai. Mohon pilih yang lain.")},
    )
    name = models.CharField(_("Nama lengkap"), max_length=120)
    role = models.CharField(_("Peran"), max_length=16, choices=Role, default=Role.VIEWER)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True)
    language = models.CharField(
        _("Bahasa"), max_length=5, choices=Language, default=Language.INDONESIAN
    )
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
