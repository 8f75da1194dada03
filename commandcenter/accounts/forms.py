"""Forms of the accounts: logging in, joining by invitation, and who may do what."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm, BaseUserCreationForm
from django.utils.translation import gettext_lazy as _

from commandcenter.accounts.models import Display, Role, User


class LoginForm(AuthenticationForm):
    """Name and password; one message for every way they can be wrong."""

    error_messages: ClassVar[dict[str, Any]] = {
        "invalid_login": _("Nama pengguna atau kata sandi tidak cocok. Mohon periksa kembali."),
        "inactive": _("Nama pengguna atau kata sandi tidak cocok. Mohon periksa kembali."),
    }


class JoinForm(BaseUserCreationForm):
    """Name, user name and password of somebody who was invited."""

    class Meta:
        model = User
        fields = ("name", "username")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Seperti dikenal rekan kerja; tampil di dinding bila memegang isu."),
            "username": _("Untuk masuk: huruf, angka, titik, dan garis."),
        }


class RoleForm(forms.Form):
    """A role: of an invitation, or the new one of a user."""

    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)


class UserForm(forms.ModelForm):
    """What an administrator changes on a user: role, and whether the account works."""

    class Meta:
        model = User
        fields = ("role", "is_active")
        labels: ClassVar[dict[str, Any]] = {"is_active": _("Aktif")}


class DisplayForm(forms.ModelForm):
    """The name of a new wall display."""

    class Meta:
        model = Display
        fields = ("name",)
        labels: ClassVar[dict[str, Any]] = {"name": _("Nama layar")}
