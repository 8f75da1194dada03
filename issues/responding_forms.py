"""Forms of responses: a new one, its outcome, and a disposition, which leaders write on a phone."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.forms import MOMENT, holders
from issues.models import Agency, Response
from issues.responding import NewResponse, disposition

OTHER = "lain"
# What a leader says first when asked "until when?"; hours of the office, local time.
OFFICE_ENDS, OFFICE_BEGINS = time(16), time(9)


class WhoForm(forms.Form):
    """Who acts: an agency, a person, or both; and the key that makes a double click harmless."""

    agency = forms.ModelChoiceField(
        label=_("OPD"),
        queryset=Agency.objects.filter(valid_to=None),
        required=False,
        empty_label=_("Belum ditentukan"),
    )
    holder = forms.ModelChoiceField(
        label=_("Pemegang"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Belum ada pemegang"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, initial={"key": uuid4()} | options.pop("initial", {}), **options)
        self.fields["holder"].queryset = holders("issues.open_issue")


class ResponseForm(WhoForm):
    """What will be done about an issue; to answer nothing needs a reason."""

    prefix = "tanggapan"
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[pair for pair in Response.Kind.choices if pair[0] != Response.Kind.DISPOSITION],
    )
    title = forms.CharField(
        label=_("Yang dikerjakan"),
        max_length=160,
        help_text=_("Seperti dibaca di dinding: Data penerima beasiswa."),
    )
    due_at = forms.DateTimeField(label=_("Batas waktu"), required=False, widget=MOMENT)
    outcome = forms.CharField(
        label=_("Alasan tidak ditanggapi"),
        max_length=400,
        required=False,
        help_text=_("Hanya bila jenisnya: tidak ditanggapi."),
    )
    field_order = ("kind", "title", "agency", "holder", "due_at", "outcome")

    def clean(self) -> dict[str, Any]:
        """Require a deadline for what is done, and a reason where nothing is."""
        values: dict[str, Any] = super().clean() or {}
        nothing = values.get("kind") == Response.Kind.NONE
        if nothing and not values.get("outcome"):
            self.add_error("outcome", _("Mohon tulis alasan mengapa tidak ditanggapi."))
        if not nothing and "due_at" in values and not values["due_at"]:
            self.add_error("due_at", _("Mohon isi batas waktunya."))
        return values

    def new_response(self, at: datetime) -> NewResponse:
        """Return what was filled in; the form must be valid. Answering nothing is due at once."""
        values = dict(self.cleaned_data)
        if values["kind"] == Response.Kind.NONE:
            return NewResponse(**values | {"due_at": at})
        return NewResponse(**values | {"outcome": ""})


class OutcomeForm(forms.Form):
    """What came of a response, in a sentence."""

    outcome = forms.CharField(label=_("Hasilnya, dalam satu kalimat"), max_length=400)

    def __init__(self, response: Response, data: Any = None) -> None:
        super().__init__(data, auto_id=f"id_hasil_{response.pk}_%s")
        self.response = response


class DispositionForm(WhoForm):
    """An instruction: to whom, what, by when."""

    instruction = forms.CharField(
        label=_("Arahan"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "autocapitalize": "sentences"}),
    )
    until = forms.ChoiceField(label=_("Batas waktu"), widget=forms.RadioSelect)
    until_other = forms.DateTimeField(
        label=_("Waktu lain"),
        required=False,
        widget=MOMENT,
        help_text=_("Bila memilih waktu lain."),
    )
    field_order = ("instruction", "agency", "holder", "until", "until_other")

    def __init__(self, at: datetime, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.at, self.deadlines = at, dict(deadlines(at))
        words = [(key, label) for key, (label, _due) in self.deadlines.items()]
        self.fields["until"].choices = [*words, (OTHER, _("Waktu lain"))]
        self.fields["until"].initial = "besok"

    def clean(self) -> dict[str, Any]:
        """Require somebody to do it, and an instant that still lies ahead."""
        values: dict[str, Any] = super().clean() or {}
        if not self.errors and not (values.get("agency") or values.get("holder")):
            self.add_error("agency", _("Mohon pilih OPD atau pemegang."))
        if values.get("until") == OTHER and "until_other" in values:
            other = values["until_other"]
            if other is None or other <= self.at:
                self.add_error("until_other", _("Mohon isi waktu yang belum lewat."))
        return values

    def new_response(self) -> NewResponse:
        """Return the disposition; the form must be valid."""
        values = self.cleaned_data
        until = values["until"]
        due = values["until_other"] if until == OTHER else self.deadlines[until][1]
        who = (values["agency"], values["holder"])
        return disposition(values["instruction"], due, values["key"], *who)


def deadlines(at: datetime) -> list[tuple[str, tuple[Any, datetime]]]:
    """Return the deadlines to choose from: a key, its words and the instant.

    A deadline of today is offered while it is at least an hour away.
    """
    today = timezone.localtime(at)
    evening = today.replace(hour=OFFICE_ENDS.hour, minute=0, second=0, microsecond=0)
    morning = today.replace(hour=OFFICE_BEGINS.hour, minute=0, second=0, microsecond=0)
    day = timedelta(days=1)
    offered = [
        ("2jam", (_("2 jam lagi"), at + timedelta(hours=2))),
        ("sore", (_("Hari ini 16.00"), evening)),
        ("besok", (_("Besok 09.00"), morning + day)),
        ("3hari", (_("3 hari lagi, 09.00"), morning + 3 * day)),
    ]
    return [(key, (words, due)) for key, (words, due) in offered if due - at >= timedelta(hours=1)]
