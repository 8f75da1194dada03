"""The kinds of records people edit: their form, their list, and the kind of the pack they are."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commandcenter.packs.editor import people_forms, source_forms, subject_forms
from commandcenter.packs.editor.forms import RecordForm
from commandcenter.packs.kinds import MODELS


@dataclass(frozen=True)
class Kind:
    """One kind: `pack` is its name in packs/kinds.py; `shown` are the columns of its list."""

    pack: str
    plural: Any
    about: Any
    form: type[RecordForm]
    shown: tuple[str, ...]
    search: tuple[str, ...]
    related: tuple[str, ...] = ()
    # Where a new one is made, when not here.
    made_at: str = ""
    # The kind that hangs on this one, and its field that says so.
    child: tuple[str, str] | None = None

    @property
    def slug(self) -> str:
        """Return the kind as it stands in addresses and in the trace."""
        return self.form.slug

    @property
    def model(self) -> type[models.Model]:
        """Return the model of these records."""
        return MODELS[self.pack]

    @property
    def switched(self) -> bool:
        """Say whether these records can be switched off."""
        return "enabled" in self.form.base_fields

    @property
    def new_address(self) -> str:
        """Return where a new one is made."""
        return reverse(self.made_at) if self.made_at else reverse("new_record", args=[self.slug])


KINDS = (
    Kind(
        "outlet",
        pgettext_lazy("daftar", "Media"),
        _("Siapa yang memberitakan, jenis dan kelas jangkauannya."),
        source_forms.OutletForm,
        ("kind", "tier", "home"),
        ("name", "key", "home"),
        child=("umpan", "outlet"),
    ),
    Kind(
        "feed",
        pgettext_lazy("daftar", "Umpan"),
        _("Alamat RSS atau Atom yang ditarik dari tiap media."),
        source_forms.FeedForm,
        ("outlet", "url"),
        ("outlet__name", "url", "note"),
        ("outlet",),
    ),
    Kind(
        "person",
        pgettext_lazy("daftar", "Tokoh"),
        _("Nama pejabat dengan semua cara media menulisnya."),
        people_forms.PersonForm,
        ("full_name", "aliases"),
        ("name", "full_name", "key"),
        child=("masa-jabatan", "person"),
    ),
    Kind(
        "office",
        pgettext_lazy("daftar", "Jabatan"),
        _("Jabatan pimpinan dan kepala daerah, dengan sebutannya."),
        people_forms.OfficeForm,
        ("region", "agency", "leader"),
        ("title", "key", "region__name"),
        ("region", "agency"),
        child=("masa-jabatan", "office"),
    ),
    Kind(
        "tenure",
        pgettext_lazy("daftar", "Masa jabatan"),
        _("Siapa menjabat apa, sejak kapan sampai kapan, dalam kapasitas apa."),
        people_forms.TenureForm,
        ("office__region", "capacity", "valid_from", "valid_to"),
        ("person__name", "person__full_name", "office__title", "office__region__name"),
        ("office__region", "person"),
    ),
    Kind(
        "agency",
        pgettext_lazy("daftar", "OPD"),
        _("Perangkat daerah, nama lamanya, dan masa berlakunya."),
        people_forms.AgencyForm,
        ("name", "kind", "valid_to"),
        ("name", "short", "key"),
    ),
    Kind(
        "topic",
        pgettext_lazy("daftar", "Topik"),
        _("Urusan yang dipantau, dengan kata yang menunjuknya."),
        subject_forms.TopicForm,
        ("code", "agency", "strong"),
        ("name", "code"),
        ("agency",),
    ),
    Kind(
        "issue",
        pgettext_lazy("daftar", "Isu"),
        _("Isu berulang, dengan kata yang mencocokkan berita kepadanya."),
        subject_forms.IssueForm,
        ("topic", "agency", "strong"),
        ("title", "statement"),
        ("topic", "agency"),
        "open_issue",
    ),
    Kind(
        "programme",
        pgettext_lazy("daftar", "Program unggulan"),
        _("Nama program dan sebutan lainnya."),
        subject_forms.ProgrammeForm,
        ("topic", "agency", "aliases"),
        ("name",),
        ("topic", "agency"),
    ),
    Kind(
        "query",
        pgettext_lazy("daftar", "Kata pencarian"),
        _("Kata yang dititipkan kepada mesin pencari."),
        source_forms.QueryForm,
        ("about",),
        ("text", "about"),
    ),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}


def children(kind: Kind, row: models.Model) -> tuple[Kind, str, Any] | None:
    """Return the kind that hangs on this row, the name of its field, and its rows."""
    if kind.child is None:
        return None
    slug, field = kind.child
    child = BY_SLUG[slug]
    rows = child.model._default_manager.select_related(*child.related).filter(**{field: row})
    return child, field, rows
