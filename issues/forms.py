"""Forms of `issues`: the filter of coverage, a new issue, and what people change on one."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from issues.models import Agency, Issue, Suggestion, Topic
from issues.opening import TITLE_MAX, WORDS_OF_A_TITLE, Criterion, NewIssue
from issues.overriding import Override
from issues.steering import (
    WORDS,
    Change,
    Description,
    described_edition,
    edition,
)
from monitoring.clean import clean
from monitoring.models import Item, Region

Choices = list[tuple[Any, Any]]
PHRASES_MAX = 40
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class DescriptionForm(forms.Form):
    """What an issue is: its title, what it is about, and the words that find its coverage."""

    title = forms.CharField(
        label=_("Judul isu"),
        max_length=TITLE_MAX,
        help_text=_("Paling banyak delapan kata, netral, tanpa tanda seru atau tanya."),
    )
    statement = forms.CharField(
        label=_("Pernyataan isu"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kesenjangan antara harapan dan kenyataan, dalam satu atau dua kalimat."),
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
    exclude = forms.CharField(
        label=_("Kata pengecuali"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu kata tiap baris; berita yang memuatnya bukan tentang isu ini."),
    )

    def clean_title(self) -> str:
        """Keep titles short and neutral."""
        title = clean(self.cleaned_data["title"], TITLE_MAX)
        if len(title.split()) > WORDS_OF_A_TITLE:
            raise forms.ValidationError(_("Mohon persingkat: paling banyak delapan kata."))
        if set(title) & set("!?"):
            raise forms.ValidationError(_("Mohon tanpa tanda seru atau tanda tanya."))
        if not slugify(title):
            raise forms.ValidationError(_("Mohon isi judul dengan kata-kata."))
        return title

    def clean_statement(self) -> str:
        """Return the statement as one line."""
        return clean(self.cleaned_data["statement"], 400)

    def clean_strong(self) -> list[str]:
        """Return the key phrases; without any the issue would find nothing."""
        phrases = _phrases(self.cleaned_data["strong"])
        if not phrases:
            raise forms.ValidationError(self.fields["strong"].error_messages["required"])
        return phrases

    def clean_seeds(self) -> list[str]:
        """Return the supporting words."""
        return _phrases(self.cleaned_data["seeds"])

    def clean_exclude(self) -> list[str]:
        """Return the words that keep coverage out."""
        return _phrases(self.cleaned_data["exclude"])

    def described(self) -> dict[str, Any]:
        """Return what was filled in, by the names of the columns; the form must be valid."""
        names = DescriptionForm.base_fields
        values = {name: self.cleaned_data[name] for name in names}
        return values | {"regions": list(values["regions"])}


class OpenIssueForm(DescriptionForm):
    """A new issue, its criterion, and the item or the proposal it is opened from."""

    criterion = forms.ChoiceField(
        label=_("Mengapa ini isu"), choices=Criterion.choices, widget=forms.RadioSelect
    )
    usulan = forms.ModelChoiceField(
        Suggestion.objects.filter(kind=Suggestion.Kind.MATTER),
        required=False,
        widget=forms.HiddenInput,
    )
    dari = forms.ModelChoiceField(Item.objects.all(), required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    field_order = ("title", "statement", "criterion")

    def new_issue(self) -> NewIssue:
        """Return what was filled in; the form must be valid."""
        return NewIssue(criterion=self.cleaned_data["criterion"], **self.described())


class DescribeIssueForm(DescriptionForm):
    """What an issue is, to be changed; issues of the pack may come without a statement."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, issue: Issue, data: Any = None) -> None:
        plain = {name: getattr(issue, name) for name in ("title", "statement", "topic", "agency")}
        lines = {name: "\n".join(getattr(issue, name)) for name in WORDS}
        more = {"regions": issue.regions.all(), "seen": described_edition(issue)}
        super().__init__(data, initial=plain | lines | more)
        self.fields["statement"].required = False
        self.fields["agency"].queryset = Agency.objects.filter(
            Q(valid_to=None) | Q(pk=issue.agency_id)
        )

    def description(self) -> Description:
        """Return what was filled in; the form must be valid."""
        return Description(seen=self.cleaned_data["seen"], **self.described())


class IssueForm(forms.Form):
    """How an issue is handled: its state with a reason, who holds it, what comes next.

    Closing is no state to choose here: it asks for the lesson (CloseForm).
    """

    state = forms.ChoiceField(
        label=_("Status"),
        choices=[pair for pair in Issue.State.choices if pair[0] != Issue.State.CLOSED],
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
    deadline = forms.DateTimeField(label=_("Tenggat"), required=False, widget=MOMENT)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, issue: Issue, data: Any = None) -> None:
        names = ("state", "holder", "next_step", "deadline")
        initial = {name: getattr(issue, name) for name in names}
        super().__init__(data, initial=initial | {"seen": edition(issue)})
        self.issue = issue
        self.fields["holder"].queryset = holders("issues.open_issue", issue.holder_id)

    def clean(self) -> dict[str, Any]:
        """Require a reason for a change of state, and a new deadline that lies ahead."""
        values: dict[str, Any] = super().clean() or {}
        moved = values.get("state") not in {None, self.issue.state}
        if moved and not values.get("reason"):
            self.add_error("reason", _("Mohon tulis alasan perubahan status."))
        deadline = values.get("deadline")
        if deadline and deadline != self.issue.deadline and deadline < timezone.now():
            self.add_error("deadline", _("Tenggat ini sudah lewat. Mohon periksa kembali."))
        return values

    def change(self) -> Change:
        """Return what was set; the form must be valid."""
        return Change(**self.cleaned_data)


class RiskForm(forms.Form):
    """The risk a person sets instead of the computed one, with the reason."""

    prefix = "risiko"
    score = forms.IntegerField(
        label=_("Nilai risiko"),
        min_value=0,
        max_value=100,
        help_text=_("Rendah 0–24, sedang 25–49, tinggi 50–74, kritis 75–100."),
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)
    until = forms.DateTimeField(
        label=_("Berlaku sampai"),
        required=False,
        widget=MOMENT,
        help_text=_("Kosongkan: berlaku sampai tingkat menurut hitungan sistem berubah."),
    )

    def __init__(self, issue: Issue, data: Any = None) -> None:
        set_one = {"score": issue.risk, "reason": issue.risk_person_reason}
        super().__init__(data, initial=set_one | {"until": issue.risk_person_until})

    def clean_until(self) -> Any:
        """Require a time that lies ahead."""
        until = self.cleaned_data["until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(_("Waktu ini sudah lewat. Mohon periksa kembali."))
        return until

    def override(self) -> Override:
        """Return what was filled in; the form must be valid."""
        return Override(**self.cleaned_data)


class CloseForm(forms.Form):
    """Why an issue is over, and what was learnt from it."""

    prefix = "tutup"
    reason = forms.CharField(
        label=_("Mengapa selesai"),
        max_length=300,
        help_text=_("Hasilnya dalam satu kalimat: apa yang menyelesaikan isu ini."),
    )
    lesson = forms.CharField(
        label=_("Pelajaran"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Yang perlu diulang atau dihindari lain kali."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, issue: Issue, data: Any = None) -> None:
        super().__init__(data, initial={"seen": edition(issue)})


class ReopenForm(forms.Form):
    """Why a closed issue is watched again."""

    prefix = "buka"
    reason = forms.CharField(label=_("Mengapa dibuka lagi"), max_length=300)

    def __init__(self, _issue: Issue, data: Any = None) -> None:
        super().__init__(data)


def holders(permission: str, present: int | None = None) -> QuerySet[Any]:
    """Return active people with a permission, and whoever holds it at present."""
    people = get_user_model().objects.filter(is_active=True)
    able = [person.pk for person in people if person.has_perm(permission)]
    return get_user_model().objects.filter(pk__in=[*able, present])


def _phrases(text: str) -> list[str]:
    """Return one phrase per line or comma, none twice; refuses what would match everything."""
    lines = [" ".join(part.split()) for part in text.replace(",", "\n").splitlines()]
    phrases = list(dict.fromkeys(line for line in lines if line))
    if len(phrases) > PHRASES_MAX or any(len(phrase) > 120 for phrase in phrases):
        raise forms.ValidationError(_("Mohon paling banyak 40 frasa, masing-masing 120 huruf."))
    if any(len(phrase) < 3 for phrase in phrases):
        raise forms.ValidationError(_("Mohon tanpa kata yang kurang dari tiga huruf."))
    return phrases
