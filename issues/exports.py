"""A selection of coverage as an Excel workbook: the rows people count by hand today, and totals.

Rows are written as they are read, so that a long list needs no more memory than a short one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from issues import listing
from issues.models import Coverage, CoverageRegion, Mention, Tone
from issues.selection import Selection
from issues.workbook import Book, Link
from monitoring.clean import clean
from monitoring.models import Region

# Some three months of a province; more is asked for in parts, so that nobody waits for a minute.
# Excel itself would take 65,530 links on one sheet.
EXPORT_ROWS_MAX = 20_000
ROWS_AT_ONCE = 500
SUMMARY_LETTERS = 600


@dataclass(frozen=True)
class Request:
    """What an export is of: a selection, its filters in words, when, by whom, for which zone."""

    selection: Selection
    filters: Sequence[tuple[str, str]]
    at: datetime
    by: str
    zone: ZoneInfo
    zone_label: str
    unreadable: Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column of the list: its head, its width in letters, and the value of a row."""

    head: str
    width: int
    value: Callable[[Coverage], Any]


def export(request: Request) -> IO[bytes]:
    """Return the workbook of a selection as an open temporary file, at its start."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    write_workbook(file, request)
    file.seek(0)
    return file


def write_workbook(target: IO[bytes], request: Request) -> int:
    """Write the workbook of a selection; return how many placements its list holds.

    The list stops at EXPORT_ROWS_MAX, which the sheet "Metadata" says; totals count everything.
    """
    found = request.selection.coverage(request.zone)
    totals = listing.totals(found)
    with closing(Book(target, request.zone)) as book:
        written = _list(book, found, request)
        _summary(book, totals, request)
        _issues(book, found)
        _outlets(book, found)
        _people(book, request)
        _regions(book, found)
        _metadata(book, totals, written, request)
    return written


def _list(book: Book, found: QuerySet[Coverage], request: Request) -> int:
    """Write the list itself; return its rows."""
    columns = _columns(request)
    heads = [_("No"), *(column.head for column in columns)]
    sheet = book.sheet(_("Rekap"), heads, [6, *(column.width for column in columns)])
    line = 0
    rows = _rows(found)[:EXPORT_ROWS_MAX]
    for line, row in enumerate(rows.iterator(chunk_size=ROWS_AT_ONCE), start=1):
        book.row(sheet, line, [line, *(column.value(row) for column in columns)])
    sheet.autofilter(0, 0, line, len(columns))
    return line


def _rows(found: QuerySet[Coverage]) -> QuerySet[Coverage]:
    """Ask for all a row shows; the printings of its story come with it."""
    regions = CoverageRegion.objects.select_related("region")
    related = ("issue__agency", "topic__agency", "item__outlet", "item__report")
    rows = listing.rows(found).select_related(*related, "topic", "issue")
    return rows.prefetch_related(Prefetch("regions", queryset=regions))


def _columns(request: Request) -> list[Column]:
    """Return the columns of a recap as offices keep it by hand, as far as we know them."""
    published = _("Terbit (%(zone)s)") % {"zone": request.zone_label or "UTC"}
    seen = _("Direkam (%(zone)s)") % {"zone": request.zone_label or "UTC"}
    return [
        Column(published, 17, lambda row: row.item.published_at),
        Column(seen, 17, lambda row: row.item.seen_at),
        Column(_("Media"), 22, _outlet),
        Column(_("Jenis media"), 14, lambda row: row.item.get_medium_display()),
        Column(_("Tier"), 6, lambda row: row.item.outlet.tier if row.item.outlet else None),
        Column(_("Status Dewan Pers"), 18, _press_council),
        Column(_("Judul"), 60, lambda row: row.item.title),
        Column(_("Tautan"), 40, lambda row: Link(row.item.url)),
        Column(_("Halaman atau menit"), 16, lambda row: row.item.locator),
        Column(_("Ringkasan"), 60, lambda row: clean(row.item.summary, SUMMARY_LETTERS)),
        Column(_("Narasumber"), 30, lambda row: _named(row, Mention.Role.SOURCE)),
        Column(_("Pejabat yang disebut"), 40, lambda row: _named(row, None)),
        Column(_("OPD pengampu"), 18, _agency),
        Column(_("Topik"), 22, lambda row: row.topic.name if row.topic else ""),
        Column(_("Isu"), 30, lambda row: row.issue.title if row.issue else ""),
        Column(_("Tone"), 14, lambda row: row.get_tone_display()),
        Column(_("Tone judul"), 14, lambda row: row.get_headline_tone_display()),
        Column(_("Tone isi"), 14, lambda row: row.get_body_tone_display()),
        Column(_("Tingkat risiko isu"), 12, _level),
        Column(_("Wilayah"), 24, lambda row: ", ".join(r.region.short for r in row.regions.all())),
        Column(_("Sifat"), 12, lambda row: row.get_nature_display()),
        Column(_("Pemuatan dalam cerita"), 10, lambda row: row.story_size),
        Column(_("Nomor cerita"), 10, lambda row: row.story_id),
        Column(_("Naskah sama dengan berita nomor"), 12, lambda row: row.item.copy_of_id),
        Column(_("Tindak lanjut"), 40, lambda row: row.issue.next_step if row.issue else ""),
        Column(_("Status isu"), 14, lambda row: row.issue.get_state_display() if row.issue else ""),
        Column(_("Ditandai petugas"), 17, lambda row: row.handled_at),
    ]


def _outlet(row: Coverage) -> str:
    """Name the outlet; a field report never stands without what is known of its truth."""
    if row.report:
        verdict = row.item.report.get_verification_display().lower()
        return f"{row.item.get_kind_display()}, {verdict}"
    return str(row.item.outlet or row.item.get_kind_display())


def _press_council(row: Coverage) -> str:
    return row.item.outlet.press_council if row.item.outlet else ""


def _agency(row: Coverage) -> str:
    subject = row.issue if row.issue and row.issue.agency else row.topic
    return subject.agency.short if subject and subject.agency else ""


def _level(row: Coverage) -> str:
    return row.issue.get_level_display() if row.issue else ""


def _named(row: Coverage, role: str | None) -> str:
    """Return the officials a placement names: "Gubernur Arya Wirasena (narasumber, Positif)"."""
    mentions = [m for m in row.mentions.all() if role is None or m.role == role]
    return "; ".join(_mention(mention, bare=role is not None) for mention in mentions)


def _mention(mention: Mention, bare: bool) -> str:
    title = mention.tenure.title if mention.tenure else mention.office.title
    name = f"{title} {mention.person.name}" if mention.person else title
    return name if bare else f"{name} ({mention.get_role_display()}, {mention.get_tone_display()})"


def _summary(book: Book, totals: listing.Totals, request: Request) -> None:
    tones = listing.tones(request.selection, request.zone)
    rows: list[tuple[str, int]] = [
        (_("Cerita"), totals.stories),
        (_("Pemuatan"), totals.placements),
        *((words, count) for _tone, words, count in tones.parts),
    ]
    _table(book, _("Ringkasan"), [_("Ukuran"), _("Jumlah")], rows)


def _issues(book: Book, found: QuerySet[Coverage]) -> None:
    names = ("issue__title", "issue__level", "issue__agency__short")
    rows = _grouped(found.filter(issue__isnull=False), *names)
    heads = [_("Isu"), _("Tingkat risiko"), _("OPD pengampu"), *_counted()]
    _table(book, _("Isu"), heads, rows)


def _outlets(book: Book, found: QuerySet[Coverage]) -> None:
    rows = _grouped(found, "item__outlet__name", "item__outlet__kind", "item__outlet__tier")
    _table(book, _("Media"), [_("Media"), _("Jenis"), _("Tier"), *_counted()], rows)


def _people(book: Book, request: Request) -> None:
    """Count officials; their tones are those towards them, not those of the placement."""
    found = request.selection.coverage(request.zone).order_by()
    mentions = Mention.objects.filter(coverage__in=found).order_by()
    named = mentions.values_list("office__title", "office__region__short", "person__name", "tone")
    counted: dict[Sequence[str], Counter[str]] = {}
    for *who, tone, count in named.annotate(count=Count("pk")):
        counted.setdefault(tuple(who), Counter())[tone] += count
    ranked = sorted(counted.items(), key=lambda pair: -pair[1].total())
    rows = [(*who, tones.total(), *(tones[tone] for tone in Tone)) for who, tones in ranked]
    heads = [_("Jabatan"), _("Wilayah"), _("Tokoh"), *_counted()]
    _table(book, _("Tokoh"), heads, rows)


def _regions(book: Book, found: QuerySet[Coverage]) -> None:
    within = CoverageRegion.objects.filter(coverage__in=found.order_by()).order_by()
    names = ("region_id", "region__name", "region__level")
    tones = {str(t): Count("pk", filter=Q(coverage__tone=t)) for t in Tone}
    rows = within.values_list(*names).annotate(total=Count("pk"), **tones).order_by("region_id")
    levels = dict(Region.Level.choices)
    listed = [(code, name, str(levels[level]), *counts) for code, name, level, *counts in rows]
    _table(book, _("Wilayah"), [_("Kode"), _("Wilayah"), _("Tingkat"), *_counted()], listed)


def _metadata(book: Book, totals: listing.Totals, written: int, request: Request) -> None:
    left = totals.placements - written
    cap = _("%(written)s dari %(all)s pemuatan; batas %(cap)s baris")
    values = {"written": written, "all": totals.placements, "cap": EXPORT_ROWS_MAX}
    rows: list[tuple[str, Any]] = [
        *request.filters,
        (_("Zona waktu"), f"{request.zone_label} ({request.zone.key})".strip()),
        (_("Dibuat"), request.at),
        (_("Dibuat oleh"), request.by),
        (_("Sumber tak terbaca"), ", ".join(request.unreadable) or _("Nihil")),
        (_("Baris pada lembar Rekap"), cap % values),
        (_("Pemuatan yang tidak tertulis"), left),
        (_("Alamat saringan"), f"?{request.selection.address()}"),
    ]
    _table(book, _("Metadata"), [_("Keterangan"), _("Isi")], rows)


def _counted() -> list[str]:
    return [_("Pemuatan"), *(str(tone.label) for tone in Tone)]


def _grouped(found: QuerySet[Coverage], *names: str) -> Iterator[tuple[Any, ...]]:
    """Yield groups of placements, largest first, with their tones."""
    tones = {str(tone): Count("pk", filter=Q(tone=tone)) for tone in Tone}
    rows = found.order_by().values_list(*names).annotate(total=Count("pk"), **tones)
    yield from rows.order_by("-total", *names)


def _table(book: Book, name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a small sheet."""
    sheet = book.sheet(name, heads, [34, *([18] * (len(heads) - 1))])
    for line, row in enumerate(rows, start=1):
        book.row(sheet, line, row)
