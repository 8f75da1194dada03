"""What happened to an issue, as one time line: the press, its state, people's acts, the field.

Events carry words and whether visitors may read them; who shows them decides how many fit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from issues.field_reports import CONFIRMED, of_issue
from issues.models import Coverage, Issue, IssueChange, Response, Tone
from issues.selection import Selection
from monitoring.models import Item

# A day is a peak when it brought at least this many placements and more than its neighbours.
PEAK_FROM = 3
PEAKS = 3
# The outlets people call national (docs/reading.md, 4).
NATIONAL_TIER = 1
CHOICES = {"state": Issue.State.choices, "level": Issue.Level.choices}
LABELS = {
    "state": gettext_lazy("Status"),
    "level": gettext_lazy("Tingkat risiko"),
    "risk": gettext_lazy("Nilai risiko"),
    "holder": gettext_lazy("Pemegang"),
    "next_step": gettext_lazy("Langkah berikutnya"),
    "deadline": gettext_lazy("Tenggat"),
    "title": gettext_lazy("Judul"),
    "statement": gettext_lazy("Pernyataan"),
    "topic": gettext_lazy("Topik"),
    "agency": gettext_lazy("OPD pengampu"),
    "regions": gettext_lazy("Wilayah"),
    "strong": gettext_lazy("Frasa kunci"),
    "seeds": gettext_lazy("Kata pendukung"),
    "exclude": gettext_lazy("Kata pengecuali"),
}
# How much an event tells in six points: the more, the sooner it is shown.
MILESTONE, TURN, DEED, DETAIL = 3, 2, 1, 0


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, in which words, who did it, and where to read on.

    `kind` is press, state, deed or report. Visitors may read an event that is `public`, and of
    it only `words`; `by` is empty for what the press did.
    """

    at: datetime
    kind: str
    words: str
    detail: str = ""
    by: str = ""
    address: str = ""
    weight: int = DETAIL
    public: bool = False


def events(issue: Issue, zone: ZoneInfo, at: datetime) -> list[Event]:
    """Return everything that happened to an issue until now, newest first, in seven questions."""
    found = [
        *_opening(issue),
        *_press(issue, zone),
        *_peaks(issue, zone, at),
        *_changes(issue),
        *_responses(issue),
        *_reports(issue),
    ]
    return sorted(found, key=lambda event: event.at, reverse=True)


def main_points(found: Iterable[Event], most: int) -> list[Event]:
    """Return the events that tell most, at most so many, oldest first."""
    telling = sorted(found, key=lambda event: (event.weight, event.at), reverse=True)
    return sorted(telling[:most], key=lambda event: event.at)


def by_day(found: Sequence[Event], zone: ZoneInfo) -> list[tuple[date, list[Event]]]:
    """Return events that are in order, grouped by local day."""
    days = groupby(found, key=lambda event: event.at.astimezone(zone).date())
    return [(day, list(group)) for day, group in days]


def peaks(counts: Sequence[tuple[date, int]], today: date) -> list[date]:
    """Return the highest days, at most PEAKS; today is not over and can be none.

    `counts` are days that brought something, in order.
    """
    full = dict(pair for pair in counts if pair[0] != today)
    step = date.resolution

    def is_peak(day: date, count: int) -> bool:
        neighbours = (full.get(day - step, 0), full.get(day + step, 0))
        return count >= PEAK_FROM and count > max(neighbours)

    found = [(count, day) for day, count in full.items() if is_peak(day, count)]
    return [day for _count, day in sorted(found, reverse=True)[:PEAKS]]


def change_words(change: IssueChange) -> str:
    """Say what a change changed: "Status: Muncul → Berkembang"."""
    if change.field == "lesson":
        return _("Pelajaran")
    before, after = change.before, change.after
    if change.field in CHOICES:
        words = dict(CHOICES[change.field])
        before, after = str(words.get(before, before)), str(words.get(after, after))
    label = LABELS.get(change.field, change.field)
    return f"{label}: {before or '–'} → {after or '–'}"


def _opening(issue: Issue) -> Iterator[Event]:
    by = str(issue.opened_by or _("paket daerah"))
    words, because = _("Isu dibuka"), issue.opened_because
    yield Event(issue.opened_at, "state", words, because, by, weight=TURN, public=True)


def _press(issue: Issue, zone: ZoneInfo) -> Iterator[Event]:
    """Yield when it was first printed, first by a national outlet, first with a negative tone.

    One placement may be all three.
    """
    firsts: dict[int, tuple[Coverage, list[str]]] = {}
    for words, coverage in _firsts(Selection(isu=issue.pk).coverage(zone)):
        firsts.setdefault(coverage.pk, (coverage, []))[1].append(words)
    for coverage, words in firsts.values():
        yield Event(
            coverage.at,
            "press",
            "; ".join(words),
            printed(coverage.item),
            address=reverse("item", args=[coverage.pk]),
            weight=MILESTONE,
            public=True,
        )


def _firsts(rows: QuerySet[Coverage]) -> Iterator[tuple[str, Coverage]]:
    oldest = rows.select_related("item__outlet").order_by("at", "pk")
    national = oldest.filter(item__outlet__tier=NATIONAL_TIER)
    for words, found in (
        (_("Berita pertama"), oldest.first()),
        (_("Media nasional pertama"), national.first()),
        (_("Negatif pertama"), oldest.filter(tone=Tone.NEGATIVE).first()),
    ):
        if found:
            yield words, found


def printed(item: Item) -> str:
    """Return outlet and headline of an item."""
    return f"{item.outlet}: {item.title}" if item.outlet else item.title


def _peaks(issue: Issue, zone: ZoneInfo, at: datetime) -> Iterator[Event]:
    rows = Selection(isu=issue.pk).coverage(zone).order_by()
    counted = rows.values(day=TruncDate("at", tzinfo=zone)).annotate(n=Count("pk"), end=Max("at"))
    days = {row["day"]: row for row in counted.order_by("day")}
    today = at.astimezone(zone).date()
    for day in peaks([(day, row["n"]) for day, row in days.items()], today):
        count = days[day]["n"]
        words = ngettext("Puncak: %(n)s pemuatan", "Puncak: %(n)s pemuatan", count) % {"n": count}
        selection = Selection(isu=issue.pk, hari=day)
        address = f"{reverse('coverage')}?{selection.address()}"
        end = days[day]["end"]
        yield Event(end, "press", words, address=address, weight=TURN, public=True)


def _changes(issue: Issue) -> Iterator[Event]:
    """Yield one event for each save; a save may change several things."""
    rows = issue.changes.select_related("by").order_by("at", "pk")
    for (at, _by), group in groupby(rows, key=lambda row: (row.at, row.by_id)):
        changes = list(group)
        turned = any(change.field == "state" for change in changes)
        yield Event(
            at,
            "state" if turned or changes[0].field == "level" else "deed",
            "; ".join(change_words(change) for change in changes),
            " ".join(dict.fromkeys(change.reason for change in changes if change.reason)),
            str(changes[0].by or _("sistem")),
            weight=TURN if turned else DETAIL,
            public=all(change.field in CHOICES for change in changes),
        )


def _responses(issue: Issue) -> Iterator[Event]:
    people = ("agency", "holder", "opened_by", "done_by")
    for row in issue.responses.select_related(*people):
        if row.opened_at and row.kind != Response.Kind.NONE:
            about = row.instruction or row.title
            yield Event(row.opened_at, "deed", _asked(row), about, _who(row.opened_by), weight=DEED)
        if row.done_at:
            kind = row.get_kind_display()
            words = (
                kind if row.kind == Response.Kind.NONE else _("%(kind)s selesai") % {"kind": kind}
            )
            detail = ". ".join(part for part in (row.title, row.outcome) if part)
            yield Event(row.done_at, "deed", words, detail, _who(row.done_by), weight=TURN)


def _asked(row: Response) -> str:
    """Say what was asked of whom: "Disposisi kepada BPSDM, Bayu"."""
    whom = ", ".join(str(one) for one in (row.agency, row.holder) if one)
    kind = row.get_kind_display()
    return _("%(kind)s kepada %(whom)s") % {"kind": kind, "whom": whom} if whom else kind


def _who(person: Any) -> str:
    return str(person or "")


def _reports(issue: Issue) -> Iterator[Event]:
    """Yield the field reports of an issue, always with what is known of their truth."""
    for report in of_issue(issue.pk):
        label = report.get_verification_display().lower()
        yield Event(
            report.received_at,
            "report",
            _("Laporan lapangan, %(label)s") % {"label": label},
            f"{report.region.short}: {report.item.title}",
            address=reverse("item", args=[report.pk]),
            weight=DEED,
            public=report.verification == CONFIRMED,
        )
