"""Forms of the leadership: persons, offices, who held which when, and agencies."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commandcenter.packs.editor.forms import Fields, RecordForm
from issues.models import Agency, Office, Person, Tenure

AGENCY_KINDS = [
    ("dinas", gettext_lazy("Dinas")),
    ("badan", gettext_lazy("Badan")),
    ("biro", gettext_lazy("Biro")),
    ("inspektorat", gettext_lazy("Inspektorat")),
    ("rsud", gettext_lazy("RSUD")),
    ("bumd", gettext_lazy("BUMD")),
    ("dprd", gettext_lazy("DPRD")),
    ("vertikal", gettext_lazy("Instansi vertikal")),
]


class PersonForm(RecordForm):
    """A person with every way the press writes the name."""

    slug, key_from = "tokoh", "name"

    class Meta(Fields):
        model = Person
        fields = ("name", "full_name", "aliases", "weak_aliases", "variants", "not_after")
        help_texts = {
            "aliases": gettext_lazy("Satu nama tiap baris; satu saja sudah menunjuk tokoh ini."),
            "weak_aliases": gettext_lazy(
                "Baru dihitung sesudah nama yang jelas di berita yang sama."
            ),
            "variants": gettext_lazy("Ejaan keliru yang biasa ditulis media."),
            "not_after": gettext_lazy("Kata di depan nama yang berarti orang lain."),
        }


class OfficeForm(RecordForm):
    """A post; its region is part of what it is."""

    slug, key_from, fixed = "jabatan", "title", ("region",)

    class Meta(Fields):
        model = Office
        fields = ("title", "region", "leader", "rank", "agency", "forms", "full_forms", "epithets")
        help_texts = {
            "leader": gettext_lazy("Pimpinan dihitung tersendiri di dinding dan rekap."),
            "rank": gettext_lazy("1 paling atas."),
            "forms": gettext_lazy("Satu sebutan tiap baris, misalnya Gubernur."),
            "full_forms": gettext_lazy("Sebutan dengan nama wilayahnya."),
            "epithets": gettext_lazy(
                "Sebutan lain yang lazim, misalnya orang nomor satu di provinsi."
            ),
        }

    def _natural(self) -> dict[str, Any]:
        return {"key": self.instance.key, "region": self.cleaned_data.get("region")}


class TenureForm(RecordForm):
    """Who holds an office from when to when; two definitive terms never overlap."""

    slug = "masa-jabatan"

    class Meta(Fields):
        model = Tenure
        fields = ("office", "person", "capacity", "valid_from", "valid_to")
        help_texts = {
            "valid_to": gettext_lazy("Hari terakhir menjabat; kosong selama masih menjabat.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.select_related("region")
        self.fields["office"].choices = [
            ("", gettext_lazy("Pilih")),
            *((office.pk, f"{office.title}, {office.region.short}") for office in offices),
        ]

    def check(self, values: dict[str, Any]) -> None:
        """Refuse a term that ends before it starts, is there already, or overlaps another."""
        start, end = values.get("valid_from"), values.get("valid_to")
        if not start or not values.get("office"):
            return
        if end and end < start:
            self.add_error("valid_to", _("Hari terakhir mendahului hari mulai."))
        elif self.twin():
            self.add_error("valid_from", _("Masa jabatan dengan hari mulai ini sudah ada."))
        elif values.get("capacity") == Tenure.Capacity.DEFINITIVE:
            self._refuse_overlap(values["office"], start, end)

    def _refuse_overlap(self, office: Office, start: date, end: date | None) -> None:
        others = Tenure.objects.filter(office=office, capacity=Tenure.Capacity.DEFINITIVE)
        meets = Q(valid_to=None) | Q(valid_to__gte=start)
        others = others.filter(meets, valid_from__lte=end or date.max).exclude(pk=self.instance.pk)
        other = others.select_related("person").first()
        if other:
            until = date_format(other.valid_to, "j M Y") if other.valid_to else _("sekarang")
            words = _("Tumpang tindih dengan %(person)s, %(start)s sampai %(end)s.") % {
                "person": other.person,
                "start": date_format(other.valid_from, "j M Y"),
                "end": until,
            }
            self.add_error("valid_from", words)

    def _natural(self) -> dict[str, Any]:
        names = ("office", "person", "valid_from")
        found = {name: self.cleaned_data.get(name) for name in names}
        return found if all(found.values()) else {}


class AgencyForm(RecordForm):
    """An agency with its validity and the one that took over."""

    slug, key_from = "opd", "short"
    kind = forms.ChoiceField(choices=AGENCY_KINDS)

    class Meta(Fields):
        model = Agency
        fields = ("name", "short", "kind", "aliases", "valid_from", "valid_to", "successor")
        help_texts = {
            "valid_to": gettext_lazy(
                "Hari terakhir nama ini berlaku; kosong selama masih berlaku."
            ),
            "successor": gettext_lazy("OPD yang melanjutkan, bila berganti nama atau digabung."),
        }

    def check(self, values: dict[str, Any]) -> None:
        """Refuse an agency that ends before it starts or succeeds itself."""
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Hari terakhir mendahului hari mulai."))
        heir, seen = values.get("successor"), {self.instance.pk}
        while heir is not None and heir.pk not in seen:
            seen.add(heir.pk)
            heir = heir.successor
        if heir is not None and self.instance.pk:
            self.add_error("successor", _("Penerus ini berujung pada OPD yang sama."))
