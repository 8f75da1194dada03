"""The form of a field report, the same behind the page and the API, and how it is received."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.clean import clean, clean_lines
from monitoring.fields import READ_LONGEST, CleanField, LinkField
from monitoring.files.attachments import Accepted, Refused, accept
from monitoring.models import Attachment, FieldReport, Region
from monitoring.reports.filing import (
    NewReport,
    ReportRefused,
    faults,
    file_report,
    filed,
    fixed_region,
    is_text_of,
)

WHAT_LONGEST = 5000
PHOTOS_MAX = 4
# More files than this are not even named in the answer.
FILES_NAMED = 12
# Of a region's code, such as 99.01.01.2001.
CODE_LONGEST = 13
PHOTOS_ONLY = (Attachment.Kind.PHOTO,)
HERE = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
UNKNOWN_PLACE = {"invalid_choice": gettext_lazy("Wilayah ini tidak dikenal. Mohon pilih lagi.")}
URGENCIES = {
    FieldReport.Urgency.URGENT: gettext_lazy("Mendesak: dijawab dalam 1 jam"),
    FieldReport.Urgency.IMPORTANT: gettext_lazy("Penting: dijawab dalam 1×24 jam"),
    FieldReport.Urgency.ORDINARY: gettext_lazy("Biasa: dijawab dalam 2×24 jam"),
}


class Tick(forms.CheckboxInput):
    """A checkbox; programs write 0 where a browser sends nothing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        """Say whether the box is ticked."""
        return data.get(name) != "0" and super().value_from_datadict(data, files, name)


class ReportForm(forms.Form):
    """A field report as its reporter writes it, in the order it is asked for."""

    entry_key = forms.UUIDField(widget=forms.HiddenInput)
    # Whose page this was: on a shared phone a report must not be sent under another name.
    reporter = forms.IntegerField(required=False, widget=forms.HiddenInput)
    subject = forms.ChoiceField(
        label=gettext_lazy("Jenis"), choices=FieldReport.Subject.choices, widget=forms.RadioSelect
    )
    what = CleanField(
        label=gettext_lazy("Apa yang terjadi"),
        lines=True,
        max_length=WHAT_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Siapa, apa, di mana, kapan, mengapa, dan bagaimana."),
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("Kabupaten atau kota"),
        queryset=Region.objects.regencies(),
        required=False,
        empty_label=gettext_lazy("Pilih kabupaten atau kota"),
        error_messages=UNKNOWN_PLACE,
    )
    district = forms.ModelChoiceField(
        label=gettext_lazy("Kecamatan"),
        queryset=Region.objects.filter(level=Region.Level.DISTRICT),
        required=False,
        empty_label=gettext_lazy("Belum tahu"),
        error_messages=UNKNOWN_PLACE,
    )
    village = forms.ModelChoiceField(
        label=gettext_lazy("Desa atau kelurahan"),
        queryset=Region.objects.filter(level=Region.Level.VILLAGE),
        required=False,
        empty_label=gettext_lazy("Belum tahu"),
        error_messages=UNKNOWN_PLACE,
    )
    place = CleanField(
        label=gettext_lazy("Nama tempat"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Misalnya nama jalan, pasar, atau kantor."),
    )
    happened_at = forms.DateTimeField(label=gettext_lazy("Waktu kejadian"), widget=HERE)
    source = forms.ChoiceField(
        label=gettext_lazy("Sumber informasi"),
        choices=FieldReport.Source.choices,
        widget=forms.RadioSelect,
    )
    urgency = forms.ChoiceField(
        label=gettext_lazy("Tingkat"), choices=list(URGENCIES.items()), widget=forms.RadioSelect
    )
    link = LinkField(
        label=gettext_lazy("Tautan"),
        required=False,
        max_length=2048,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
        help_text=gettext_lazy("Bila ada unggahan atau beritanya."),
    )
    share_position = forms.BooleanField(
        label=gettext_lazy("Sertakan posisi saya (kira-kira 100 meter)"),
        required=False,
        widget=Tick,
    )
    latitude = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = forms.FloatField(
        required=False,
        widget=forms.HiddenInput,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    def __init__(self, by: Any, at: datetime, data: Any = None, region: str = "") -> None:
        """Show or check a report by an account; `region` is the regency to list places of."""
        fixed = fixed_region(by)
        start = {"subject": "kejadian", "urgency": "biasa", "happened_at": at, "reporter": by.pk}
        super().__init__(data, initial=start | {"entry_key": uuid.uuid4(), "region": region})
        self.by, self.at, self.fixed = by, at, fixed
        given = (data or {}).get("region") or region
        self.places_of = fixed.pk if fixed else clean(given, CODE_LONGEST)
        here = self.places_of
        for name, groups in (("district", _districts(here)), ("village", _villages(here))):
            field = self.fields[name]
            field.widget.choices = [("", str(field.empty_label)), *groups]

    def clean_reporter(self) -> int | None:
        """Refuse what somebody else wrote on this phone."""
        reporter: int | None = self.cleaned_data["reporter"]
        if reporter is not None and reporter != self.by.pk:
            raise forms.ValidationError(_("Laporan ini ditulis dengan akun lain."), code="other")
        return reporter

    def clean(self) -> dict[str, Any]:
        """Ask the rules of reports about place and time, once every part can be read."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for name, words in faults(self.new_report(), self.by, self.at).items():
                self.add_error(name, words)
        return values

    def new_report(self, photos: Iterable[Accepted] = ()) -> NewReport:
        """Return what was filled in; the form must be valid."""
        values = dict(self.cleaned_data)
        values.pop("reporter")
        if not values.pop("share_position"):
            values["latitude"] = values["longitude"] = None
        return NewReport(**values, photos=tuple(photos))


@dataclass(frozen=True)
class Receipt:
    """A report that is in, and words about files that were not taken. `new`: it was not before."""

    report: FieldReport
    new: bool
    left_out: tuple[str, ...] = ()


def receive(
    data: Any, files: MultiValueDict[str, Any], by: Any, at: datetime
) -> Receipt | ReportForm:
    """File what was sent; return its receipt, or the form with its faults in words.

    A file that cannot be taken never holds up the report: it is named on the receipt instead.
    """
    form = ReportForm(by, at, data)
    try:
        if known := _known(data, by):
            return Receipt(known, new=False)
        if not form.is_valid():
            return form
        photos, left_out = taken(files.getlist("photos"))
        return Receipt(file_report(form.new_report(photos), by, at), True, tuple(left_out))
    except ReportRefused as refused:
        return _with_new_key(data, refused, by, at)


def taken(files: list[UploadedFile]) -> tuple[list[Accepted], list[str]]:
    """Return the photos that are kept, at most PHOTOS_MAX, and words about every other file."""
    kept: list[Accepted] = []
    left_out: list[str] = []
    for file in files[:FILES_NAMED]:
        judged = _too_many(file) if len(kept) == PHOTOS_MAX else accept(file, PHOTOS_ONLY)
        if isinstance(judged, Refused):
            left_out.append(judged.words)
        else:
            kept.append(judged)
    return kept, left_out


def _too_many(file: UploadedFile) -> Refused:
    words = _("“%(name)s” tidak disertakan: paling banyak %(max)d foto dalam satu laporan.")
    return Refused(words % {"name": clean(file.name or "", 60), "max": PHOTOS_MAX})


def _known(data: Any, by: Any) -> FieldReport | None:
    """Return the report this key made, so that a retry is answered whatever has changed since.

    Raises ReportRefused where the key comes back with another text: that is no retry.
    """
    try:
        known = filed(uuid.UUID(data.get("entry_key", "")), by)
    except ValueError:
        return None
    if known is not None and not is_text_of(known, clean_lines(data.get("what", ""), READ_LONGEST)):
        words = _("Formulir ini sudah dipakai untuk laporan %(number)s. Kirim lagi bila ini baru.")
        raise ReportRefused({"entry_key": words % {"number": known}})
    return known


def _with_new_key(data: Any, refused: ReportRefused, by: Any, at: datetime) -> ReportForm:
    """Return the form as it was filled in, with the words and a key that can be used."""
    again = data.copy()
    again["entry_key"] = str(uuid.uuid4())
    form = ReportForm(by, at, again)
    form.is_valid()
    for words in refused.faults.values():
        form.add_error(None, words)
    return form


def _districts(region: str) -> list[tuple[str, str]]:
    places = Region.objects.filter(level=Region.Level.DISTRICT, parent=region)
    return list(places.order_by("name").values_list("pk", "name"))


def _villages(region: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the villages of a regency, grouped by district, as a select shows them."""
    places = Region.objects.filter(level=Region.Level.VILLAGE, parent__parent=region)
    rows = places.order_by("parent__name", "name").values_list("parent__name", "pk", "name")
    groups: dict[str, list[tuple[str, str]]] = {}
    for district, code, name in rows:
        groups.setdefault(district, []).append((code, name))
    return list(groups.items())
