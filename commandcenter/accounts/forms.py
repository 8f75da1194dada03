"""Forms of the accounts: logging in, joining, passwords, and who may do what."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    BaseUserCreationForm,
    PasswordChangeForm,
    SetPasswordForm,
    SetPasswordMixin,
)
from django.utils.translation import gettext_lazy as _

from commandcenter.accounts.models import Display, Invitation, Role, Token, User
from issues.models import Agency
from monitoring.models import Region

# Says what AUTH_PASSWORD_VALIDATORS check.
PASSWORD_RULES = _(
    "Sedikitnya 10 karakter, tidak hanya angka, bukan kata sandi yang umum dipakai, dan tidak mirip"
    " dengan nama Anda. Beberapa kata yang tidak berhubungan mudah diingat dan sulit ditebak."
)
# Which roles belong to a place: the field, and the words when it is missing.
PLACES = {
    "region": (Role.CONTRIBUTOR, _("Pilih kabupaten atau kota kontributor ini.")),
    "agency": (Role.AGENCY, _("Pilih OPD petugas ini.")),
}


def _new_password(first: Any, again: Any) -> tuple[forms.CharField, forms.CharField]:
    """Return the two fields of a new password, with the rules in our words."""
    one, two = SetPasswordMixin.create_password_fields(label1=first, label2=again)
    one.help_text, two.help_text = PASSWORD_RULES, ""
    return one, two


class LoginForm(AuthenticationForm):
    """Name and password; one message for every way they can be wrong."""

    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages: ClassVar[dict[str, Any]] = {
        "invalid_login": _("Nama pengguna atau kata sandi tidak cocok. Mohon periksa kembali."),
        "inactive": _("Nama pengguna atau kata sandi tidak cocok. Mohon periksa kembali."),
    }


class JoinForm(BaseUserCreationForm):
    """Name, user name and password of somebody who was invited."""

    password1, password2 = _new_password(_("Kata sandi"), _("Ulangi kata sandi"))
    error_messages: ClassVar[dict[str, Any]] = {
        "password_mismatch": _("Kedua kata sandi tidak sama. Mohon ketik ulang."),
    }

    class Meta:
        model = User
        fields = ("name", "username")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Seperti dikenal rekan kerja; tampil di dinding bila memegang isu."),
            "username": _("Untuk masuk: huruf, angka, titik, dan garis."),
        }


class NewPasswordForm(SetPasswordForm):
    """A new password, twice, for somebody who came with a link of an administrator."""

    new_password1, new_password2 = _new_password(_("Kata sandi baru"), _("Ulangi kata sandi baru"))
    error_messages: ClassVar[dict[str, Any]] = {
        "password_mismatch": _("Kedua kata sandi baru tidak sama. Mohon ketik ulang."),
    }


class PasswordForm(NewPasswordForm, PasswordChangeForm):
    """The old password, and the new one twice."""

    old_password = forms.CharField(
        label=_("Kata sandi lama"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages: ClassVar[dict[str, Any]] = {
        **NewPasswordForm.error_messages,
        "password_incorrect": _("Kata sandi lama tidak cocok. Mohon periksa kembali."),
    }
    field_order: ClassVar[list[str]] = ["old_password", "new_password1", "new_password2"]


class LanguageForm(forms.ModelForm):
    """The language of the own pages."""

    class Meta:
        model = User
        fields = ("language",)


class TokenForm(forms.Form):
    """The name of a new API token."""

    name = forms.CharField(
        label=_("Nama token"), max_length=Token._meta.get_field("name").max_length
    )


class PlaceForm(forms.ModelForm):
    """A role with the place it belongs to: contributors a region, agency officers their agency."""

    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices)
    region = forms.ModelChoiceField(
        Region.objects.regencies(),
        label=_("Wilayah"),
        empty_label=_("Tanpa wilayah"),
        help_text=_("Wajib untuk kontributor daerah; peran lain tidak memakainya."),
        required=False,
    )
    agency = forms.ModelChoiceField(
        Agency.objects.order_by("short"),
        label=_("OPD"),
        empty_label=_("Tanpa OPD"),
        help_text=_("Wajib untuk PPID Pelaksana; peran lain tidak memakainya."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the place the role belongs to, and drop any other."""
        values = super().clean() or self.cleaned_data
        for field, (role, words) in PLACES.items():
            if values.get("role") != role:
                values[field] = None
            elif not values.get(field) and field not in self.errors:
                self.add_error(field, words)
        return values


class InvitationForm(PlaceForm):
    """As what somebody is invited."""

    class Meta:
        model = Invitation
        fields = ("role", "region", "agency")


class UserForm(PlaceForm):
    """What an administrator changes on a user: role and place, and whether the account works."""

    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = User
        fields = ("role", "region", "agency", "is_active")
        labels: ClassVar[dict[str, Any]] = {"is_active": _("Akun aktif")}
        help_texts: ClassVar[dict[str, Any]] = {
            "is_active": _("Bila dimatikan: tidak dapat masuk, semua sesi berakhir, token dicabut.")
        }

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.standing = edition(self.instance)
        self.initial["seen"] = self.standing

    def stale(self) -> bool:
        """Say whether the account was changed after this form was shown."""
        return self.data.get("seen") != self.standing


def edition(user: User) -> str:
    """Return what an administrator can change on a user, as one text to compare."""
    return f"{user.role} {user.region_id} {user.agency_id} {user.is_active}"


class DisplayForm(forms.ModelForm):
    """The name of a new wall display."""

    class Meta:
        model = Display
        fields = ("name",)
        labels: ClassVar[dict[str, Any]] = {"name": _("Nama layar")}
