"""The recap as a WhatsApp message: pure but for translation, from the values and the pack's words.

WhatsApp reads `*`, `_`, `~` and backquotes as markup (faq.whatsapp.com, "How to format your
messages"), so words of others have them replaced by their nearest look-alikes.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from issues.item_page import safe_link
from issues.models import Tone
from issues.recaps.moments import due_by, told_at, written
from issues.recaps.quotes import shortened
from issues.recaps.values import (
    Compared,
    IssueLine,
    Original,
    Recap,
    ReportLine,
    ResponseLine,
    StoryLine,
    SubjectLine,
)
from issues.templatetags.figures import day, number, placements
from issues.wall.values import DRAWN
from monitoring.clean import clean

# Items of the short message by section, twelve together; and of any section of the long one.
SHORT_ITEMS = {
    "perhatian": 4,
    "pimpinan": 3,
    "opd": 1,
    "laporan": 2,
    "klarifikasi": 1,
    "tindak_lanjut": 1,
}
LONG_ITEMS = 20
# The longest title and address in a message: one line of a title, and no address nobody taps.
TITLE, ADDRESS = 160, 300
_MARKUP = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})
# First strong isolate and its end (Unicode 16.0, UAX 9): right-to-left words keep to themselves.
_ISOLATE, _END = "\u2068", "\u2069"


def write_text(recap: Recap, short: bool) -> str:
    """Return the message: the pack's opening, its sections in its order, its closing.

    Times are written in the active zone. The short message names at most twelve items.
    """
    report = recap.report
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    parts = ["\n".join(_head(recap))]
    for name in report.get("order") or ORDER:
        title, lines = _SECTIONS[name]
        body = list(lines(recap, SHORT_ITEMS.get(name, 0) if short else LONG_ITEMS))
        parts.append("\n".join([f"*{next(letters)}. {title()}*", *(body or [_empty(recap, name)])]))
    parts.append("\n".join(_foot(recap)))
    return "\n\n".join(filter(None, parts)) + "\n"


def words(text: str, letters: int = TITLE) -> str:
    """Return words of others on one line: bounded, without WhatsApp markup or stray marks."""
    line = shortened(clean(text, 6000), letters).translate(_MARKUP)
    turned = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in line)
    return f"{_ISOLATE}{line}{_END}" if turned else line


def link(original: Original | None) -> str:
    """Return the address of an original where it is one that a phone can open, else nothing."""
    url = original.url if original else ""
    good = url.isascii() and url.isprintable() and " " not in url and len(url) <= ADDRESS
    return safe_link(url) if good else ""


def _head(recap: Recap) -> Iterator[str]:
    report, period = recap.report, recap.period
    if report.get("opening"):
        yield report["opening"]
    yield f"*{report.get('title') or _('LAPORAN MONITORING MEDIA')}*"
    yield _("Hari/Tanggal : %(day)s") % {"day": day(period.day)}
    hours = {
        "since": written(period.start),
        "until": written(period.told),
        "zone": recap.zone_label,
    }
    yield _("Periode : %(since)s – %(until)s %(zone)s") % hours
    if period.running:
        yield _("_Sementara, data sampai pukul %(until)s_") % {"until": told_at(period)}
    yield from _addressees(report)
    if recap.sample:
        yield _("_Data contoh: seluruh pemberitaan ini rekaan._")
    if report.get("introduction"):
        yield report["introduction"]


def _addressees(report: Mapping[str, Any]) -> Iterator[str]:
    if report.get("recipient"):
        yield _("Yth. : %(name)s") % {"name": report["recipient"]}
    copies = report.get("copies") or ()
    if copies:
        listed = "  ".join(f"{place}. {name}" for place, name in enumerate(copies, start=1))
        yield _("Tembusan : %(names)s") % {"names": listed}
    if report.get("sender"):
        yield _("Dari : %(name)s") % {"name": report["sender"]}


def _foot(recap: Recap) -> Iterator[str]:
    report = recap.report
    for name in ("closing", "farewell"):
        if report.get(name):
            yield report[name]
    signature = report.get("signature") or {}
    yield from filter(None, (signature.get("office"), signature.get("name")))
    yield _("Edisi %(number)s") % {"number": recap.period.edition}
    yield from (f"_{words(motto)}_" for motto in report.get("mottos") or ())
    if report.get("hashtags"):
        yield " ".join(report["hashtags"])


# -- Sections: each yields its lines; none at all means "Nihil" ---------------------------------


def _summary(recap: Recap, most: int) -> Iterator[str]:
    for sentence in recap.sentences:
        yield words("".join(span.text for span in sentence), 600)
    summary = recap.volume.summary
    if summary.placements.count:
        counts = (f"{Tone(tone).label} {number(summary.tones[tone])}" for tone in DRAWN)
        yield f"{_('Pemuatan')}: {' · '.join(counts)}"
        own = [f"{number(figure.count or 0)} {name}" for name, figure in recap.volume.own]
        if own:
            yield _("Termasuk %(own)s") % {"own": ", ".join(own)}
    if recap.unreadable:
        names_of = ", ".join(words(row.name, 60) for row in recap.unreadable)
        yield _("Sumber tak terbaca: %(names)s") % {"names": names_of}


def _attention(recap: Recap, most: int) -> Iterator[str]:
    yield from _listed(recap.issues, most, _issue)


def _leaders(recap: Recap, most: int) -> Iterator[str]:
    named = [row for row in recap.leaders if row.placements.figure.count]
    if named:
        yield " · ".join(f"{row.title} {_counted(row.placements)}" for row in named)
    yield from _listed(recap.led, most, _story)
    for said in recap.statements:
        yield f"“{words(said.quote, 300)}” – {words(said.speaker)}"


def _agencies(recap: Recap, most: int) -> Iterator[str]:
    yield from _listed([*recap.programmes, *recap.topics], most, _subject)


def _regions(recap: Recap, most: int) -> Iterator[str]:
    heard = recap.places.heard
    if heard:
        counts = (f"{row.cell.name} {number(row.placements.figure.count or 0)}" for row in heard)
        yield " · ".join(counts)
    if recap.places.provincial:
        yield _("Tingkat provinsi: %(count)s") % {"count": number(recap.places.provincial)}
    if recap.places.nowhere:
        yield _("Tanpa wilayah: %(count)s") % {"count": number(recap.places.nowhere)}


def _reports(recap: Recap, most: int) -> Iterator[str]:
    yield from _listed(recap.reports, most, _report)


def _clarifications(recap: Recap, most: int) -> Iterator[str]:
    hoaxes = [row for row in recap.reports if row.hoax]
    answers = [row for row in (*recap.done, *recap.open) if row.kind in _CLARIFYING]
    yield from _listed([*hoaxes, *answers], most, _answer)


def _follow_up(recap: Recap, most: int) -> Iterator[str]:
    if recap.done or recap.open:
        counts = {"done": number(len(recap.done)), "open": number(len(recap.open))}
        yield _("%(done)s selesai, %(open)s dalam proses") % counts
    yield from _listed([*recap.open, *recap.done], most, _response)


# What we know ourselves, whether or not the outlets could be read.
_OURS = ("laporan", "klarifikasi", "tindak_lanjut")
_CLARIFYING = ("klarifikasi", "hak_jawab", "hak_koreksi", "konferensi")
_Section = tuple[Callable[[], str], Callable[[Recap, int], Iterable[str]]]
_SECTIONS: Mapping[str, _Section] = {
    "ringkasan": (lambda: _("RINGKASAN"), _summary),
    "perhatian": (lambda: _("PERHATIAN PIMPINAN"), _attention),
    "pimpinan": (lambda: _("PEMBERITAAN PIMPINAN"), _leaders),
    "opd": (lambda: _("OPD & PROGRAM"), _agencies),
    "wilayah": (lambda: _("WILAYAH"), _regions),
    "laporan": (lambda: _("LAPORAN LAPANGAN"), _reports),
    "klarifikasi": (lambda: _("HOAKS/KLARIFIKASI"), _clarifications),
    "tindak_lanjut": (lambda: _("TINDAK LANJUT"), _follow_up),
}
# Where the pack of an office has no wish of its own.
ORDER = tuple(_SECTIONS)


# -- Lines --------------------------------------------------------------------------------------


def _listed(rows: Sequence[Any], most: int, lines: Callable[[Any], list[str]]) -> Any:
    """Yield the first rows with their numbers, then how many are left over."""
    for place, row in enumerate(rows[:most], start=1):
        first, *others = lines(row)
        yield f"{place}. {first}"
        yield from (f"   {line}" for line in others)
    if len(rows) > most:
        yield _("dan %(count)s lagi") % {"count": number(len(rows) - most)}


def _issue(line: IssueLine) -> list[str]:
    head = f"*{words(line.title)}* – {line.level_words} · {_counted(line.placements)}"
    said = [words(line.statement, 300)] if line.statement else []
    return [head, *said, _duty(line), *_links(line.originals)]


def _duty(line: IssueLine) -> str:
    who = ", ".join(filter(None, (line.agency, line.holder))) or _("belum ada pemegang")
    step = f" · {words(line.next_step)}" if line.next_step else ""
    due = f" · {due_by(line.deadline, line.late)}" if line.deadline else ""
    return f"{words(who)}{step}{due}"


def _story(row: StoryLine) -> list[str]:
    head = f"{words(row.title)} ({placements(row.placements.count or 0)})"
    return [head, *_links([row.original] if row.original else [])]


def _subject(row: SubjectLine) -> list[str]:
    agency = f" ({words(row.agency)})" if row.agency else ""
    return [f"{words(row.name)}{agency}: {_counted(row.placements)}"]


def _report(row: ReportLine) -> list[str]:
    place = f" – {words(row.place)}" if row.place else ""
    return [f"[{row.verdict.upper()}] {words(row.title)}{place} ({written(row.at)})"]


def _response(row: ResponseLine) -> list[str]:
    who = f" ({words(row.who)})" if row.who else ""
    if not row.done_at:
        return [f"{words(row.title)}{who} – {due_by(row.due_at, row.late)}"]
    outcome = [words(row.outcome, 200)] if row.outcome else []
    done = _("selesai %(time)s") % {"time": written(row.done_at)}
    return [f"{words(row.title)}{who} – {done}", *outcome]


def _answer(row: ReportLine | ResponseLine) -> list[str]:
    return _report(row) if isinstance(row, ReportLine) else _response(row)


def _links(originals: Iterable[Original]) -> list[str]:
    opened = [(row.outlet, link(row)) for row in originals]
    return [f"• {words(outlet, 60)} {address}" for outlet, address in opened if address]


def _counted(value: Compared) -> str:
    """Return a volume with its unit, and how much more or less it is than a day earlier."""
    count = value.figure.count
    if count is None:
        return _("belum ada data")
    said = placements(count)
    if not value.growth:
        return said
    change = _("naik %(n)s") if value.growth > 0 else _("turun %(n)s")
    return f"{said}, {change % {'n': number(abs(value.growth))}}"


def _empty(recap: Recap, section: str) -> str:
    """Say that there is none, or, of what the press prints, that nobody could look."""
    return _("Nihil") if recap.known or section in _OURS else _("Belum ada data")
