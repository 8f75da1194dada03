"""The recap as the words and shares a printed sheet shows: plain data for the template of the PDF.

Pure but for translation. Nothing here is markup: the template sets every string as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.daily import STACK
from issues.recaps.moments import due_by, hours, since, written
from issues.recaps.quotes import shortened
from issues.recaps.values import Compared, IssueLine, Recap, ReportLine, ResponseLine, StoryLine
from issues.templatetags.charts import tone_names, tone_words
from issues.templatetags.figures import day, number, signed
from issues.wall.values import DRAWN, about_us
from monitoring.clean import clean

Cells = list[str]
# Rows of one table: what a reader takes in, on two sheets in all.
ROWS = 8
TITLE, STATEMENT = 140, 260
# What is negative stands on the ground of a bar, where it compares best (issues/daily.py).
_FROM_TOP = tuple(tone for tone in reversed(STACK) if tone in DRAWN)
# A word this long has no place to break; one is made, so that it cannot leave the sheet.
_LONG = re.compile(r"(\S{24})(?=\S)")
_BREAK = "\u200b"
# Emoji and the mark that asks for one (Unicode 16.0): no font we carry has them.
_EMOJI = re.compile("[\U0001f000-\U0001faff\ufe0f]")


def sheet(recap: Recap) -> dict[str, Any]:
    """Return everything the template sets, in the order of the sheet; times in the active zone."""
    report = recap.report
    return {
        "letterhead": _letterhead(report),
        "title": text(report.get("title") or _("LAPORAN MONITORING MEDIA")),
        "kicker": _kicker(recap),
        "day": day(recap.period.day),
        "sample": _("Data contoh: seluruh pemberitaan ini rekaan.") if recap.sample else "",
        "meta": list(_meta(report)),
        "sentences": [
            [{"text": text(span.text, 600), "strong": span.strong} for span in sentence]
            for sentence in recap.sentences
        ],
        "tones": _tones(recap),
        "own": _own(recap),
        "week": {"title": _("Pemuatan per hari, 7 hari"), "days": _week(recap)},
        "blocks": list(_blocks(recap)),
        "foot": list(_foot(recap)),
        "page": _("Halaman"),
        "signature": _signature(recap),
    }


def text(words: str, letters: int = TITLE) -> str:
    """Return words on one line, bounded, without emoji, with places to break where none are.

    Spaces at either end stay: a sentence is set from several pieces.
    """
    line = shortened(_EMOJI.sub("", clean(words, 6000)), letters)
    head = " " if words[:1] == " " else ""
    tail = " " if words[-1:] == " " and line else ""
    return head + _LONG.sub(rf"\1{_BREAK}", line) + tail


def _letterhead(report: Mapping[str, Any]) -> dict[str, Any]:
    head = report.get("letterhead") or {}
    lines = [text(line) for line in head.get("lines", ())]
    return {"lines": lines, "address": text(head.get("address", ""), 300)}


def _kicker(recap: Recap) -> str:
    parts = [_("Rekap pemberitaan"), recap.period.slot.name, _hours(recap)]
    if recap.period.running:
        parts.append(_("sementara"))
    return " · ".join(parts)


def _hours(recap: Recap) -> str:
    return f"{hours(recap.period)} {recap.zone_label}".rstrip()


def _meta(report: Mapping[str, Any]) -> Iterator[Cells]:
    copies = "; ".join(report.get("copies") or ())
    named = ((_("Yth."), report.get("recipient")), (_("Tembusan"), copies))
    for label, value in (*named, (_("Dari"), report.get("sender"))):
        if value:
            yield [label, text(value, 300)]


def _tones(recap: Recap) -> list[dict[str, Any]]:
    counted = recap.volume.summary.tones
    names = tone_names().items()
    return [{"tone": tone, "count": counted[tone], "words": words} for tone, words in names]


def _own(recap: Recap) -> str:
    own = [f"{number(figure.count or 0)} {words}" for words, figure in recap.volume.own]
    if not own or recap.volume.independent is None:
        return ""
    values = {"own": ", ".join(own), "free": number(recap.volume.independent)}
    return _("Termasuk %(own)s; %(free)s pemuatan lainnya independen.") % values


def _week(recap: Recap) -> list[dict[str, Any]]:
    days = []
    for row in recap.week:
        counted = row.tones
        parts = [{"tone": str(t), "count": counted[t]} for t in _FROM_TOP] if counted else []
        total = about_us(counted) if counted else None
        label = date_format(row.day, "j M")
        days.append({"label": label, "parts": parts, "count": total})
    return days


def _blocks(recap: Recap) -> Iterator[dict[str, Any]]:
    """Yield the tables and quotations of the sheet in their order."""
    count, status = _("Pemuatan"), _("Status")
    heads = [_("Perlu perhatian"), count, _("Penanganan")]
    yield _table(recap, heads, [_issue(row) for row in recap.issues], risky=True)
    heads = [_("Yang berjalan baik"), count, _("Media")]
    yield _table(recap, heads, [_good(row) for row in recap.good])
    yield {"kind": "quotes", "title": _("Pernyataan pimpinan"), "rows": _quotes(recap)}
    heads = [_("Pimpinan"), count, _("Tone terhadap pejabat")]
    yield _table(recap, heads, list(_leaders(recap)))
    yield _table(recap, [_("OPD & program"), count, _("Negatif")], list(_subjects(recap)))
    yield {"kind": "words", "title": _("Wilayah"), "rows": list(_places(recap))}
    heads = [_("Laporan lapangan"), _("Waktu"), status]
    yield _table(recap, heads, [_report(row) for row in recap.reports], ours=True)
    rows = [_response(row) for row in (*recap.open, *recap.done)]
    yield _table(recap, [_("Tindak lanjut"), _("Oleh"), status], rows, ours=True)


def _table(
    recap: Recap,
    heads: Cells,
    rows: Sequence[Cells],
    risky: bool = False,
    ours: bool = False,
) -> dict[str, Any]:
    """Return one table; the head of its first column is its title.

    `ours` is what we know ourselves, whether or not the outlets could be read.
    """
    left = len(rows) - ROWS
    return {
        "kind": "table",
        "columns": heads,
        "rows": [list(row) for row in rows[:ROWS]],
        "risky": risky,
        "empty": _("Nihil") if recap.known or ours else _("Belum ada data"),
        "more": _("dan %(count)s lagi") % {"count": number(left)} if left > 0 else "",
    }


def _issue(row: IssueLine) -> Cells:
    who = ", ".join(filter(None, (row.agency, row.holder))) or _("belum ada pemegang")
    due = due_by(row.deadline, row.late) if row.deadline else ""
    duty = " · ".join(filter(None, (text(who), text(row.next_step), due)))
    cells = [text(row.title), _counted(row.placements), duty, text(row.statement, STATEMENT)]
    return [*cells, row.level, row.level_words]


def _good(row: StoryLine) -> Cells:
    return [text(row.title), number(row.placements.count or 0), printed_by(row)]


def printed_by(row: StoryLine) -> str:
    """Say who printed a story: "Dimuat 11 media, 6 di antaranya di luar rilis sendiri"."""
    values = {"outlets": number(row.outlets), "free": number(row.independent)}
    if not row.independent:
        words = ngettext(
            "Dimuat %(outlets)s media, seluruhnya rilis sendiri",
            "Dimuat %(outlets)s media, seluruhnya rilis sendiri",
            row.outlets,
        )
        return words % values
    if row.independent == row.outlets:
        words = ngettext("Dimuat %(outlets)s media", "Dimuat %(outlets)s media", row.outlets)
        return words % values
    return _("Dimuat %(outlets)s media, %(free)s di antaranya di luar rilis sendiri") % values


def _quotes(recap: Recap) -> list[Cells]:
    return [
        [f"“{text(said.quote, 300)}”", f"{text(said.speaker)}, {quoted_in(said)}"]
        for said in recap.statements
    ]


def quoted_in(said: Any) -> str:
    """Say in how many placements of its story a statement stands."""
    values = {"count": number(said.placements)}
    total = said.story.count if said.story else said.placements
    if total == said.placements:
        words = ngettext(
            "dikutip dalam %(count)s pemuatan", "dikutip dalam %(count)s pemuatan", total
        )
        return words % values
    words = _("dikutip dalam %(count)s dari %(total)s pemuatan cerita ini")
    return words % (values | {"total": number(total or 0)})


def _leaders(recap: Recap) -> Iterator[Cells]:
    for row in recap.leaders:
        name = f"{row.title}, {row.name}" if row.name else row.title
        tones = tone_words(row.tones) if row.placements.figure.count else "–"
        yield [text(name), _counted(row.placements), tones]


def _subjects(recap: Recap) -> Iterator[Cells]:
    for row in (*recap.programmes, *recap.topics):
        name = f"{row.name} ({row.agency})" if row.agency else row.name
        yield [text(name), _counted(row.placements), number(row.negative)]


def _places(recap: Recap) -> Iterator[str]:
    heard = recap.places.heard
    if heard:
        counts = ((row.cell.name, number(row.placements.figure.count or 0)) for row in heard)
        # A number never stands on the next line without its place.
        yield " · ".join(f"{name}\u00a0{count}" for name, count in counts)
    yield from left_over(recap)


def left_over(recap: Recap) -> Iterator[str]:
    """Name what the list of regions leaves over, and the regions nobody wrote about."""
    places = recap.places
    counted = (
        (_("%(n)s pemuatan lagi tingkat provinsi"), places.provincial),
        (_("%(n)s tanpa wilayah"), places.nowhere),
        (_("%(n)s menyebut lebih dari satu wilayah"), places.shared),
    )
    yield from (words % {"n": number(count)} for words, count in counted if count)
    named = (
        (_("Sunyi: %(names)s"), places.named("quiet")),
        (_("Buta, sumbernya tak terbaca: %(names)s"), places.named("blind")),
        (_("Buta, belum ada media yang khusus memantaunya: %(names)s"), places.unwatched),
        (_("Belum ada data: %(names)s"), places.named("unknown")),
    )
    yield from (words % {"names": ", ".join(names)} for words, names in named if names)


def _report(row: ReportLine) -> Cells:
    where = f"{row.title} – {row.place}" if row.place else row.title
    return [text(where, 200), written(row.at), row.verdict]


def _response(row: ResponseLine) -> Cells:
    title = f"{row.title}: {row.outcome}" if row.outcome else row.title
    if row.done_at:
        done = _("selesai %(time)s") % {"time": written(row.done_at)}
        return [text(title, 240), text(row.who), done]
    return [text(title, 240), text(row.who), due_by(row.due_at, row.late)]


def _foot(recap: Recap) -> Iterator[str]:
    yield from map(text, unreadable(recap))
    if recap.corrected is not None:
        words = _("Koreksi petugas atas saran mesin bulan ini: %(share)s%%.")
        yield words % {"share": recap.corrected}
    yield _("Nomor edisi %(number)s.") % {"number": recap.period.edition}


def unreadable(recap: Recap) -> Iterable[str]:
    """Name the outlets that could not be read, each with the time of its last answer."""
    names = [f"{row.name} ({since(row.since, recap.period)})" for row in recap.unreadable]
    return [_("Sumber tak terbaca: %(names)s.") % {"names": ", ".join(names)}] if names else []


def _signature(recap: Recap) -> Cells:
    report = recap.report
    place = (report.get("letterhead") or {}).get("place", "")
    signed_by = report.get("signature") or {}
    date = date_format(recap.period.day, "j F Y")
    where = f"{place}, {date}" if place else date
    return [text(where), text(signed_by.get("office", "")), text(signed_by.get("name", ""))]


def _counted(value: Compared) -> str:
    if value.figure.count is None:
        return "–"
    growth = f" ({signed(value.growth)})" if value.growth else ""
    return number(value.figure.count) + growth
