"""The filter of coverage as a form, and the parts of it that are set as chips."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from issues.models import Coverage, Issue, Office, Programme, Tone, Topic
from issues.selection import ALL_KINDS, EXACTLY, LONGEST, MINE, PRESS, REPORTS, Selection
from monitoring.models import Outlet, Region

Choices = list[tuple[Any, Any]]
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


@dataclass(frozen=True)
class Chip:
    """One part of a filter that is set: its label, its words, and the address without it."""

    label: str
    words: str
    address: str


class SelectionForm(forms.Form):
    """The filter of coverage. It is only shown; Selection.from_address reads the address."""

    cari = forms.CharField(
        label=_("Cari"),
        required=False,
        max_length=LONGEST,
        help_text=_(
            'Semua kata dicari; "dua kata" untuk frasa, -kata untuk pengecuali, '
            "ATAU untuk salah satunya."
        ),
    )
    persis = forms.ChoiceField(
        label=_("Bentuk kata"),
        choices=[("", _("Semua bentuk kata")), (EXACTLY, _("Persis seperti ditulis"))],
    )
    hari = forms.DateField(label=_("Dari hari"), required=False, widget=DAY)
    sampai = forms.DateField(label=_("Sampai hari"), required=False, widget=DAY)
    jenis = forms.ChoiceField(
        label=_("Jenis"),
        choices=[
            (PRESS, _("Berita media")),
            (REPORTS, _("Laporan lapangan")),
            (ALL_KINDS, _("Semua")),
        ],
    )
    tentang = forms.ChoiceField(label=_("Tentang"), choices=[(MINE, _("Pimpinan dan Pemprov"))])
    tone = forms.ChoiceField(label=_("Tone"), choices=Tone.choices)
    pejabat = forms.ChoiceField(label=_("Pejabat"))
    topik = forms.ChoiceField(label=_("Topik"))
    program = forms.ChoiceField(label=_("Program"))
    wilayah = forms.ChoiceField(label=_("Wilayah"))
    media = forms.ChoiceField(label=_("Media"))
    sifat = forms.ChoiceField(label=_("Sifat"), choices=Coverage.Nature.choices)
    isu = forms.ChoiceField(label=_("Isu"))
    cerita = forms.IntegerField(label=_("Cerita"), widget=forms.HiddenInput)
    pernyataan = forms.IntegerField(label=_("Pernyataan"), widget=forms.HiddenInput)
    sejak_jam = forms.CharField(label=_("Sejak pukul"), widget=forms.HiddenInput)
    sampai_jam = forms.CharField(label=_("Sampai pukul"), widget=forms.HiddenInput)

    @classmethod
    def showing(cls, selection: Selection) -> "SelectionForm":
        """Return the filter set to a selection, with the pack's names to choose from."""
        hours = {"sejak_jam": selection.sejak_jam, "sampai_jam": selection.sampai_jam}
        written = {name: at.isoformat() if at else "" for name, at in hours.items()}
        initial = asdict(selection) | written
        form = cls(initial=initial, use_required_attribute=False)
        offices = Office.objects.select_related("region")
        regions = Region.objects.filter(
            level__in=[Region.Level.PROVINCE, Region.Level.REGENCY, Region.Level.CITY]
        )
        form._offer("pejabat", [(office.identity, _title(office)) for office in offices])
        form._offer("topik", list(Topic.objects.order_by("name").values_list("code", "name")))
        form._offer("program", list(Programme.objects.values_list("key", "name")))
        form._offer("wilayah", list(regions.values_list("code", "name")))
        form._offer("media", list(Outlet.objects.values_list("key", "name")))
        form._offer("isu", list(Issue.objects.values_list("pk", "title")))
        for name in ("tentang", "tone", "sifat"):
            form._offer(name, list(form.fields[name].choices))
        return form

    def _offer(self, name: str, choices: Choices) -> None:
        """Offer choices after the one that filters nothing."""
        self.fields[name].choices = [("", _("Semua")), *choices]

    def chips(self, selection: Selection) -> list[Chip]:
        """Return every part of the selection that is set, each with the address without it."""
        empty = Selection()
        return [
            Chip(
                str(field.label),
                self._chosen(name, getattr(selection, name)),
                selection.address(**{name: getattr(empty, name)}),
            )
            for name, field in self.fields.items()
            if getattr(selection, name) != getattr(empty, name)
        ]

    def _chosen(self, name: str, value: Any) -> str:
        """Return a part of the selection in the words of its list of choices."""
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "j M Y, H.i")
        if isinstance(value, date):
            return date_format(value, "j M Y")
        return str(dict(getattr(self.fields[name], "choices", ())).get(value, value))


def _title(office: Office) -> str:
    """Name an office so that one bupati is told from another."""
    home = office.region.level == Region.Level.PROVINCE
    return office.title if home else f"{office.title} {office.region.short}"
