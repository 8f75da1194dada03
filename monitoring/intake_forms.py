"""Forms of what people bring: pasted links, and a clipping."""

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.fields import AttachmentsField, CleanField, DayField, LinkField
from monitoring.intake import Clipping
from monitoring.links import TEXT_MAX
from monitoring.models import Item

FILES_MAX = 4
BODY_MAX = 50_000
MEDIA = [
    Item.Medium.PRINT,
    Item.Medium.TELEVISION,
    Item.Medium.RADIO,
    Item.Medium.SOCIAL,
    Item.Medium.RELEASE,
]


class HandInForm(forms.Form):
    """Any text with links in it."""

    text = CleanField(
        lines=True,
        label=_("Tempel tautan"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Boleh banyak sekaligus, juga seluruh pesan dari grup WhatsApp."
            " Baris di atas tautan dipakai sebagai judulnya."
        ),
        error_messages={"required": _("Mohon tempel paling sedikit satu tautan.")},
    )


class MissedForm(forms.Form):
    """Addresses somebody found elsewhere."""

    text = CleanField(
        lines=True,
        label=_("Alamat berita"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Boleh beberapa sekaligus, satu per baris."),
        error_messages={"required": _("Mohon tempel paling sedikit satu tautan.")},
    )


class ClippingForm(forms.Form):
    """Something printed, broadcast, posted or released."""

    medium = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(medium.value, medium.label) for medium in MEDIA],
        widget=forms.RadioSelect,
    )
    outlet = CleanField(
        label=_("Media"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "media"}),
        help_text=_("Pilih dari daftar, atau tulis namanya bila belum ada."),
    )
    title = CleanField(label=_("Judul"), max_length=500)
    day = DayField(label=_("Tanggal terbit atau siar"))
    hour = forms.TimeField(
        label=_("Pukul"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Kosongkan bila tidak tahu; dipakai pukul 06.00."),
    )
    locator = CleanField(
        label=_("Halaman atau menit"),
        max_length=60,
        required=False,
        help_text=_("Contoh: hal. 3 kol. 2, atau menit 02.15."),
    )
    body = CleanField(
        lines=True,
        label=_("Isi atau ringkasan"),
        max_length=BODY_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Yang ditulis di sini dibaca sistem seperti berita lain."),
    )
    url = LinkField(label=_("Tautan"), max_length=2048, required=False)
    files = AttachmentsField(
        label=_("Foto atau PDF"),
        most=FILES_MAX,
        help_text=_("Paling banyak empat berkas."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    # Papers are out and the first programmes have run by then.
    USUAL_HOUR = time(6)

    @classmethod
    def empty(cls) -> "ClippingForm":
        """Return the form for a new clipping, of today, with a key of its own."""
        return cls(initial={"key": uuid4(), "day": timezone.localdate(), "medium": MEDIA[0]})

    def clipping(self) -> Clipping:
        """Return what was filled in; the form must be valid."""
        values: dict[str, Any] = dict(self.cleaned_data)
        day, hour, key = values.pop("day"), values.pop("hour"), values.pop("key")
        at = datetime.combine(day, hour or self.USUAL_HOUR, timezone.get_current_timezone())
        return Clipping(key=UUID(str(key)), published_at=at, **values)
