"""Forms of `issues`: the filter of coverage, a new issue, and what people change on one."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from issues.models import Agency, Coverage, Issue, Office, Tone, Topic
from issues.opening import Change, Criterion, NewIssue, edition
from issues.selection import MINE, Selection
from monitoring.models import Outlet, Region

Choices = list[tuple[Any, Any]]
WORDS_OF_A_TITLE = 8
PHRASES_MAX = 40
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


@dataclass(frozen=True)
class Chip:
    """One part of a filter that is set: its label, its words, and the address without it."""

    label: str
    words: str
    address: str


class SelectionForm(forms.Form):
    """The filter of coverage. It is only shown; Selection.from_address reads the address."""

    cari = forms.CharField(label=_("Cari"), required=False, max_length=200)
    hari = forms.DateField(label=_("Dari hari"), required=False, widget=DAY)
    sampai = forms.DateField(label=_("Sampai hari"), required=False, widget=DAY)
    tentang = forms.ChoiceField(label=_("Tentang"), choices=[(MINE, _("Pimpinan dan Pemprov"))])
    tone = forms.ChoiceField(label=_("Tone"), choices=Tone.choices)
    pejabat = forms.ChoiceField(label=_("Pejabat"))
    topik = forms.ChoiceField(label=_("Topik"))
    wilayah = forms.ChoiceField(label=_("Wilayah"))
    media = forms.ChoiceField(label=_("Media"))
    sifat = forms.ChoiceField(label=_("Sifat"), choices=Coverage.Nature.choices)
    isu = forms.ChoiceField(label=_("Isu"))
    cerita = forms.IntegerField(label=_("Cerita"), widget=forms.HiddenInput)
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


class OpenIssueForm(forms.Form):
    """A new issue, with the criterion that makes it one."""

    title = forms.CharField(
        label=_("Judul isu"),
        max_length=120,
        help_text=_("Paling banyak delapan kata, netral, tanpa tanda seru atau tanya."),
    )
    statement = forms.CharField(
        label=_("Pernyataan isu"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kesenjangan antara harapan dan kenyataan, dalam satu atau dua kalimat."),
    )
    criterion = forms.ChoiceField(
        label=_("Mengapa ini isu"), choices=Criterion.choices, widget=forms.RadioSelect
    )
    topic = forms.ModelChoiceField(
        label=_("Topik"),
        queryset=Topic.objects.order_by("name"),
        required=False,
        empty_label=_("Belum ditentukan"),
    )
    agency = forms.ModelChoiceField(
        label=_("OPD pengampu"),
        queryset=Agency.objects.filter(valid_to=None),
        required=False,
        empty_label=_("Belum ditentukan"),
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("Wilayah"),
        queryset=Region.objects.regencies(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan untuk seluruh provinsi."),
    )
    strong = forms.CharField(
        label=_("Frasa kunci"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu frasa tiap baris; satu saja yang muncul sudah cukup."),
    )
    seeds = forms.CharField(
        label=_("Kata pendukung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kata tiap baris; perlu dua yang berbeda."),
    )

    def clean_title(self) -> str:
        """Keep titles short and neutral."""
        title: str = " ".join(self.cleaned_data["title"].split())
        if len(title.split()) > WORDS_OF_A_TITLE:
            raise forms.ValidationError(_("Mohon persingkat: paling banyak delapan kata."))
        if set(title) & set("!?"):
            raise forms.ValidationError(_("Mohon tanpa tanda seru atau tanda tanya."))
        if not slugify(title):
            raise forms.ValidationError(_("Mohon isi judul dengan kata-kata."))
        return title

    def clean_strong(self) -> list[str]:
        """Return the key phrases."""
        return _phrases(self.cleaned_data["strong"])

    def clean_seeds(self) -> list[str]:
        """Return the supporting words."""
        return _phrases(self.cleaned_data["seeds"])

    def new_issue(self) -> NewIssue:
        """Return what was filled in; the form must be valid."""
        return NewIssue(**self.cleaned_data | {"regions": list(self.cleaned_data["regions"])})


class IssueForm(forms.Form):
    """What people change on an issue: its state with a reason, who holds it, what comes next."""

    state = forms.ChoiceField(
        label=_("Status"),
        choices=Issue.State.choices,
        help_text=_(
            "Yang ditetapkan petugas tidak lagi diubah sistem, kecuali isu selesai kambuh."
        ),
    )
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300, required=False)
    holder = forms.ModelChoiceField(
        label=_("Pemegang"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Belum ada pemegang"),
    )
    next_step = forms.CharField(label=_("Langkah berikutnya"), max_length=160, required=False)
    deadline = forms.DateTimeField(
        label=_("Tenggat"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, issue: Issue, data: Any = None) -> None:
        names = ("state", "holder", "next_step", "deadline")
        initial = {name: getattr(issue, name) for name in names}
        super().__init__(data, initial=initial | {"seen": edition(issue)})
        self.issue = issue
        self.fields["holder"].queryset = _holders(issue)

    def clean(self) -> dict[str, Any]:
        """Require a reason for a change of state: it stands in the history."""
        values: dict[str, Any] = super().clean() or {}
        moved = values.get("state") not in {None, self.issue.state}
        if moved and not values.get("reason"):
            self.add_error("reason", _("Mohon tulis alasan perubahan status."))
        return values

    def change(self) -> Change:
        """Return what was set; the form must be valid."""
        return Change(**self.cleaned_data)


def _title(office: Office) -> str:
    """Name an office so that one bupati is told from another."""
    home = office.region.level == Region.Level.PROVINCE
    return office.title if home else f"{office.title} {office.region.short}"


def _holders(issue: Issue) -> QuerySet[Any]:
    """Return people who may hold an issue: those who may open one, and the present holder."""
    people = get_user_model().objects.filter(is_active=True)
    able = [person.pk for person in people if person.has_perm("issues.open_issue")]
    return get_user_model().objects.filter(pk__in=[*able, issue.holder_id])


def _phrases(text: str) -> list[str]:
    """Return one phrase per line or comma, none twice; refuses what would match everything."""
    lines = [" ".join(part.split()) for part in text.replace(",", "\n").splitlines()]
    phrases = list(dict.fromkeys(line for line in lines if line))
    if len(phrases) > PHRASES_MAX or any(len(phrase) > 120 for phrase in phrases):
        raise forms.ValidationError(_("Mohon paling banyak 40 frasa, masing-masing 120 huruf."))
    if any(len(phrase) < 3 for phrase in phrases):
        raise forms.ValidationError(_("Mohon tanpa kata yang kurang dari tiga huruf."))
    return phrases
