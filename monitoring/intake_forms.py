"""Forms of what people bring: pasted links, and a clipping."""

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.attachment_field import AttachmentsField
from monitoring.clean import clean, clean_lines
from monitoring.intake import Clipping
from monitoring.links import TEXT_MAX
from monitoring.models import Attachment, Item

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

    text = forms.CharField(
        label=_("Tempel tautan"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "Boleh banyak sekaligus, juga seluruh pesan dari grup WhatsApp."
            " Baris di atas tautan dipakai sebagai judulnya."
        ),
        error_messages={"required": _("Mohon tempel paling sedikit satu tautan.")},
    )


class ClippingForm(forms.Form):
    """Something printed, broadcast, posted or released."""

    medium = forms.ChoiceField(
        label=_("Jenis"),
        choices=[(medium.value, medium.label) for medium in MEDIA],
        widget=forms.RadioSelect,
    )
    outlet = forms.CharField(
        label=_("Media"),
        max_length=120,
        widget=forms.TextInput(attrs={"list": "media"}),
        help_text=_("Pilih dari daftar, atau tulis namanya bila belum ada."),
    )
    title = forms.CharField(label=_("Judul"), max_length=500)
    day = forms.DateField(
        label=_("Tanggal terbit atau siar"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    hour = forms.TimeField(
        label=_("Pukul"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=_("Kosongkan bila tidak tahu; dipakai pukul 06.00."),
    )
    locator = forms.CharField(
        label=_("Halaman atau menit"),
        max_length=60,
        required=False,
        help_text=_("Contoh: hal. 3 kol. 2, atau menit 02.15."),
    )
    body = forms.CharField(
        label=_("Isi atau ringkasan"),
        max_length=BODY_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Yang ditulis di sini dibaca sistem seperti berita lain."),
    )
    url = forms.URLField(label=_("Tautan"), max_length=2048, required=False, assume_scheme="https")
    files = AttachmentsField(
        label=_("Foto atau PDF"),
        most=FILES_MAX,
        kinds=tuple(Attachment.Kind.values),
        help_text=_("Paling banyak empat berkas."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    # Papers are out and the first programmes have run by then.
    USUAL_HOUR = time(6)

    @classmethod
    def empty(cls) -> "ClippingForm":
        """Return the form for a new clipping, of today, with a key of its own."""
        return cls(initial={"key": uuid4(), "day": timezone.localdate(), "medium": MEDIA[0]})

    def clean_outlet(self) -> str:
        """Return the outlet's name as one line."""
        return self._said("outlet", 120)

    def clean_title(self) -> str:
        """Return the title as one line."""
        return self._said("title", 500)

    def clean_body(self) -> str:
        """Return the text without what no text may hold."""
        return clean_lines(self.cleaned_data["body"], BODY_MAX)

    def _said(self, name: str, limit: int) -> str:
        text = clean(self.cleaned_data[name], limit)
        if not text:
            raise forms.ValidationError(_("Mohon isi dengan kata-kata."))
        return text

    def clipping(self) -> Clipping:
        """Return what was filled in; the form must be valid."""
        values: dict[str, Any] = dict(self.cleaned_data)
        day, hour, key = values.pop("day"), values.pop("hour"), values.pop("key")
        at = datetime.combine(day, hour or self.USUAL_HOUR, timezone.get_current_timezone())
        return Clipping(key=UUID(str(key)), published_at=at, **values)
