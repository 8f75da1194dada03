"""Field reports as pages list them: what waits at the desk, what is mine, and one report's card."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Case, F, FloatField, QuerySet, Value, When
from django.db.models.functions import Extract
from django.utils.translation import gettext_lazy as _

from monitoring.fields import CleanField, DayField
from monitoring.home import day_bounds
from monitoring.models import Attachment, FieldReport, Region
from monitoring.reports.filing import PROMISES, answer_due, edition

OPEN = FieldReport.Verification.OPEN
RANK = {urgency: rank for rank, urgency in enumerate(PROMISES)}
FASTER = _("Laporan ini baru saja diverifikasi orang lain. Mohon periksa kembali, lalu simpan.")


class DeskFilter(forms.Form):
    """The filter of the desk's list, read from the address."""

    verifikasi = forms.ChoiceField(
        label=_("Verifikasi"),
        required=False,
        choices=[("", _("Semua")), *FieldReport.Verification.choices],
    )
    wilayah = forms.ModelChoiceField(
        label=_("Wilayah"),
        required=False,
        queryset=Region.objects.regencies(),
        empty_label=_("Semua"),
    )
    hari = DayField(label=_("Hari diterima"), required=False)


class VerifyForm(forms.Form):
    """What the province found out; `seen` is the edition of the verdict that was looked at."""

    verdict = forms.ChoiceField(
        label=_("Hasil pemeriksaan"),
        choices=FieldReport.Verification.choices,
        widget=forms.RadioSelect,
    )
    note = CleanField(
        label=_("Catatan untuk pelapor"),
        max_length=300,
        required=False,
        help_text=_("Dibaca pelapor. Wajib diisi bila laporannya tidak benar."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def showing(cls, report: FieldReport, data: Any = None) -> "VerifyForm":
        """Return the form set to the verdict as it stands; `data` keeps what somebody typed."""
        now = {"verdict": report.verification, "note": report.verification_note}
        return cls(data, initial=now | {"seen": edition(report)})

    def clean(self) -> dict[str, Any]:
        """Require a reason for "tidak benar": the reporter deserves one."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("verdict") == FieldReport.Verification.FALSE and not values.get("note"):
            self.add_error("note", _("Mohon tulis alasannya; pelapor membacanya."))
        return values


@dataclass(frozen=True)
class Card:
    """Everything a page shows of one report. `form` is None for those who may not verify.

    `reporter` is None for the same people: who reported is for the desk alone.
    """

    report: FieldReport
    photos: list[Attachment]
    due: datetime
    form: VerifyForm | None
    reporter: Any

    @property
    def open(self) -> bool:
        """Say whether nobody has found out yet whether the report is true."""
        return self.report.verification == OPEN


def whole() -> QuerySet[FieldReport]:
    """Return reports with all that rows and cards show of them, photos aside."""
    return FieldReport.objects.select_related("item", "region", "district", "village")


def waiting_first() -> QuerySet[FieldReport]:
    """Return every report: unverified first, by urgency and then by age; then the newest."""
    age = Extract("received_at", "epoch", output_field=FloatField())
    waits, ranks = When(verification=OPEN, then=Value(0)), []
    for urgency, rank in RANK.items():
        ranks.append(When(verification=OPEN, urgency=urgency, then=Value(rank)))
    order = [
        Case(waits, default=Value(1)),
        Case(*ranks, default=Value(0)),
        Case(When(verification=OPEN, then=age), default=-age, output_field=FloatField()),
    ]
    return whole().order_by(*order, F("pk"))


def chosen(
    reports: QuerySet[FieldReport],
    verification: str,
    region: Region | None,
    day: date | None,
    zone: ZoneInfo,
) -> QuerySet[FieldReport]:
    """Keep reports with one verdict, from one regency, received on one local day; any if empty."""
    if verification:
        reports = reports.filter(verification=verification)
    if region is not None:
        reports = reports.filter(region=region)
    if day is not None:
        first, end = day_bounds(day, zone)
        reports = reports.filter(received_at__gte=first, received_at__lt=end)
    return reports


def mine(user: Any) -> QuerySet[FieldReport]:
    """Return the reports of one account, newest first."""
    return whole().filter(item__entered_by=user).order_by("-received_at", "-pk")


def card(report: FieldReport, user: Any, form: VerifyForm | None = None) -> Card:
    """Return the card of a report as this user may see it; `form` keeps what was typed."""
    may = user.has_perm("monitoring.verify_report")
    return Card(
        report=report,
        photos=list(report.item.attachments.all()),
        due=answer_due(report),
        form=(form or VerifyForm.showing(report)) if may else None,
        reporter=report.item.entered_by if may else None,
    )
