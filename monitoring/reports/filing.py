"""Act: field reports. One is filed once, whatever the signal does; the province verifies it."""

import hashlib
import textwrap
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import translation
from django.utils.translation import gettext as _

from monitoring.dates import clamp
from monitoring.files.attachments import Accepted, attach, stored
from monitoring.home import home_zone
from monitoring.locks import Lock
from monitoring.models import FieldReport, Item, ItemText, Region
from monitoring.nudge import nudge

OLDEST = timedelta(days=366)
TITLE_LONGEST = 90
# Decimals of a degree that are kept: 0.001 is about 110 m, enough for a village and no house.
DECIMALS = 3
# Until when the province answers (scale of NTB Care, see FieldReport.Urgency).
PROMISES = {
    FieldReport.Urgency.URGENT: timedelta(hours=1),
    FieldReport.Urgency.IMPORTANT: timedelta(hours=24),
    FieldReport.Urgency.ORDINARY: timedelta(hours=48),
}
REGENCIES = (Region.Level.REGENCY, Region.Level.CITY)


class ReportRefused(Exception):
    """The report cannot be filed; `faults` says per field why, in words. Nothing was written."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


class ChangedMeanwhile(Exception):
    """Somebody verified the report after the page was opened; nothing was written."""


@dataclass(frozen=True)
class NewReport:
    """What a reporter filled in. `entry_key` is the key of the form: sent again, still one report.

    `region` counts only for accounts that carry none of their own.
    """

    entry_key: UUID
    subject: str
    what: str
    happened_at: datetime
    source: str
    urgency: str
    region: Region | None = None
    district: Region | None = None
    village: Region | None = None
    place: str = ""
    link: str = ""
    latitude: float | None = None
    longitude: float | None = None
    photos: tuple[Accepted, ...] = ()


def fixed_region(user: Any) -> Region | None:
    """Return the regency or city the account reports from; None for staff of the province."""
    region: Region | None = user.region
    return region if region is not None and region.level in REGENCIES else None


def faults(new: NewReport, by: Any, at: datetime) -> dict[str, str]:
    """Return what keeps a report from being filed: field and words; empty when nothing does."""
    region, found = fixed_region(by) or new.region, {}
    if region is None or region.level not in REGENCIES:
        found["region"] = _("Mohon pilih kabupaten atau kota kejadiannya.")
    elif new.district is not None and new.district.parent_id != region.pk:
        words = _("Kecamatan %(name)s tidak berada di %(region)s. Mohon pilih lagi.")
        found["district"] = words % {"name": new.district, "region": region}
    if new.village is not None and not _lies_in(new.village, new.district):
        words = _("%(name)s tidak berada di kecamatan yang dipilih. Mohon pilih lagi.")
        found["village"] = words % {"name": new.village}
    if new.happened_at < at - OLDEST:
        found["happened_at"] = _("Waktu kejadian lebih dari setahun lalu. Mohon periksa tahunnya.")
    return found


def filed(entry_key: UUID, by: Any) -> FieldReport | None:
    """Return the report this key has made already, if any.

    Raises ReportRefused for a key that somebody else or another form has used.
    """
    known = Item.objects.select_related("report").filter(entry_key=entry_key).first()
    if known is None:
        return None
    report: FieldReport | None = getattr(known, "report", None)
    if report is None or known.entered_by_id != by.pk:
        raise ReportRefused({"entry_key": _("Formulir ini sudah dipakai. Mohon muat ulang.")})
    return report


def file_report(new: NewReport, by: Any, at: datetime) -> FieldReport:
    """Store a report with its item, text and photos, and hand it to the reader.

    The same key again returns the report it made. Raises ReportRefused with words per field.
    """
    with stored(new.photos) as photos, transaction.atomic():
        _one_after_the_other()
        if known := filed(new.entry_key, by):
            return known
        if wrong := faults(new, by, at):
            raise ReportRefused(wrong)
        item = _item(new, by, at)
        report = _report(item, new, fixed_region(by) or new.region, at)
        with translation.override(settings.LANGUAGE_CODE):
            body = text_of(report, new.what)
        ItemText.objects.create(item=item, body=body, rung=ItemText.Rung.GIVEN, extracted_at=at)
        for photo in photos:
            attach(item, photo, at)
        transaction.on_commit(lambda: nudge("read"))
    return report


@transaction.atomic
def verify(pk: int, verdict: str, note: str, by: Any, at: datetime, seen: str) -> FieldReport:
    """Write what the province found out about a report; the same verdict twice is one.

    Raises ChangedMeanwhile when the report is no longer the edition that was seen.
    """
    report = FieldReport.objects.select_for_update(of=("self",)).get(pk=pk)
    if _says(report, verdict, note) and report.verified_by_id == by.pk:
        return report
    if edition(report) != seen:
        raise ChangedMeanwhile(report.number)
    report.verification, report.verification_note = verdict, note
    report.verified_at, report.verified_by = at, by
    report.save(update_fields=["verification", "verification_note", "verified_at", "verified_by"])
    return report


def edition(report: FieldReport) -> str:
    """Return a short name for the verdict as it stands now."""
    parts = (report.verification, report.verification_note, report.verified_at)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def status(report: FieldReport, issue: str = "") -> str:
    """Return how far a report has come, as its reporter is told; `issue` is the linked title."""
    if report.verification == FieldReport.Verification.FALSE:
        return _("Diverifikasi: tidak benar")
    if issue:
        return _("Dikaitkan ke isu %(title)s") % {"title": issue}
    if report.verification == FieldReport.Verification.CONFIRMED:
        return _("Diverifikasi: terkonfirmasi")
    if report.verified_at:
        return _("Diperiksa: belum terkonfirmasi")
    return _("Diterima")


def answer_due(report: FieldReport) -> datetime:
    """Return until when the province has promised an answer."""
    return report.received_at + PROMISES[FieldReport.Urgency(report.urgency)]


def title_of(what: str) -> str:
    """Return the first words of a report as its title, cut between words where there is room."""
    first = what.split("\n", 1)[0]
    short = textwrap.shorten(first, TITLE_LONGEST, placeholder=" …")
    return first[:TITLE_LONGEST] if short.strip() in {"", "…"} else short


def text_of(report: FieldReport, what: str) -> str:
    """Return the text the reader reads: what happened, where, and how it is known."""
    places = [report.place, report.village, report.district, report.region]
    where = _("Tempat: %(places)s.") % {"places": ", ".join(str(p) for p in places if p)}
    source = _("Sumber: %(source)s.") % {"source": report.get_source_display()}
    return f"{what}\n\n{where}\n{source}"


def is_text_of(report: FieldReport, what: str) -> bool:
    """Say whether this is what the report told; cleaned text has no empty lines (`text_of`)."""
    return report.item.text.body.partition("\n\n")[0] == what


def _lies_in(village: Region, district: Region | None) -> bool:
    return district is not None and village.parent_id == district.pk


def _one_after_the_other() -> None:
    """Let one report at a time take a number; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.REPORT_NUMBERS.value])


def _item(new: NewReport, by: Any, at: datetime) -> Item:
    happened, origin = clamp(new.happened_at, at)
    return Item.objects.create(
        kind=Item.Kind.FIELD_REPORT,
        medium=Item.Medium.FIELD,
        entered_by=by,
        entry_key=new.entry_key,
        title=title_of(new.what),
        url=new.link,
        published_at=happened,
        published_from=Item.PublishedFrom.PERSON if origin == "feed" else origin,
        seen_at=at,
        listed_at=happened or at,
        stage=Item.Stage.READ,
        due_at=at,
    )


def _report(item: Item, new: NewReport, region: Region | None, at: datetime) -> FieldReport:
    return FieldReport.objects.create(
        item=item,
        number=_next_number(at),
        subject=new.subject,
        region=region,
        district=new.district,
        village=new.village,
        place=new.place,
        source=new.source,
        urgency=new.urgency,
        latitude=_coarse(new.latitude),
        longitude=_coarse(new.longitude),
        received_at=at,
    )


def _next_number(at: datetime) -> str:
    """Return the next number of the home zone's day: LL-261121-0007. Needs the numbers' lock."""
    prefix = f"LL-{at.astimezone(home_zone()):%y%m%d}-"
    running = Cast(Substr("number", len(prefix) + 1), IntegerField())
    today = FieldReport.objects.filter(number__startswith=prefix)
    last = today.order_by().aggregate(last=Max(running))["last"] or 0
    return f"{prefix}{last + 1:04d}"


def _coarse(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, DECIMALS)


def _says(report: FieldReport, verdict: str, note: str) -> bool:
    return (report.verification, report.verification_note) == (verdict, note)
