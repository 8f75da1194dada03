"""A recap's day of the sample province: the wall's day with the pack's words, quotes and reports.

All names are made up.
"""

from datetime import timedelta
from typing import Any

from issues.models import Coverage, Issue, Mention, Programme, Story, Tone, Topic
from issues.recaps.text import ORDER
from monitoring.models import FieldReport, Item, Region
from tests import build
from tests.build import NOW
from tests.issues import wall_days

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
REPORT: dict[str, Any] = {
    "day_starts": "00:00",
    "slots": [
        {"key": "pagi", "letter": "P", "name": "edisi pagi", "since": "16:00", "until": "07:00"},
        {"key": "sore", "letter": "S", "name": "edisi sore", "since": "00:00", "until": "16:00"},
    ],
    "letterhead": {
        "lines": ["PEMERINTAH PROVINSI KEPULAUAN SEROJA", "DINAS KOMUNIKASI DAN INFORMATIKA"],
        "address": "Jalan Dermaga Lama 1, Arunika",
        "place": "Arunika",
        "logo": "",
    },
    "recipient": "Bapak Gubernur Kepulauan Seroja",
    "copies": ["Ibu Wakil Gubernur", "Bapak Sekretaris Daerah"],
    "sender": "Kepala Dinas Komunikasi dan Informatika",
    "title": "LAPORAN MONITORING MEDIA",
    "opening": "Salam sejahtera.",
    "introduction": "Mohon izin melaporkan hasil pemantauan pemberitaan sebagai berikut.",
    "closing": "Demikian dilaporkan, terima kasih.",
    "farewell": "Salam dari Seroja.",
    "signature": {"office": "Kepala Dinas Komunikasi dan Informatika", "name": ""},
    "hashtags": ["#SerojaBerlayar"],
    "order": list(ORDER),
}
QUOTE = "Hak mahasiswa tidak boleh tertunda karena administrasi"


def full_day() -> None:
    """Make the wall's day, and what only a recap tells of it."""
    wall_days.full_day(NOW)
    Region.objects.filter(level=Region.Level.PROVINCE).update(report=REPORT)
    Issue.objects.filter(level="rendah").update(risk=12)
    good_story()
    quotes()
    subjects()
    reports()


def good_story(count: int = 19) -> Story:
    """Make a story printed with a positive tone, partly as our own release."""
    story = build.make_story("Desa Tangguh tahap dua tersalur")
    outlets = [build.make_outlet(f"Harian Layar {number}") for number in range(11)]
    for number in range(count):
        outlet = outlets[number % 11]
        nature = "rilis" if number % 11 < 5 else "berita"
        url = f"https://layar-{number}.test/desa-tangguh"
        item = build.make_item(story.headline, NOW - HOUR, outlet=outlet, url=url)
        build.make_coverage(item, story=story, tone=Tone.POSITIVE, nature=nature)
    return story


def quotes(count: int = 11) -> None:
    """Let the governor be quoted in every print of one text."""
    office = build.Office.objects.get(title="Gubernur")
    person = office.tenures.get().person
    story = build.make_story("Gubernur: beasiswa cair pekan ini")
    issue = Issue.objects.get(title__startswith="Penundaan beasiswa")
    said = None
    for number in range(count):
        url = f"https://kabar-{number}.test/beasiswa?id=1_{number}"
        item = build.make_item(story.headline, NOW - 2 * HOUR, url=url)
        item.outlet = build.make_outlet(f"Kabar Beasiswa {number}")
        item.save()
        coverage = build.make_coverage(item, story=story, issue=issue)
        build.make_mention(coverage, office, role=Mention.Role.SOURCE, person=person)
        again = {"statement": said} if said else {}
        said = build.make_quote(coverage, QUOTE, office=office, person=person, **again).statement


def subjects() -> None:
    """Give coverage topics and a programme."""
    education = Topic.objects.create(
        code="T01", name="Pendidikan", agency=build.make_agency("Dinas Pendidikan", key="didik")
    )
    water = Topic.objects.create(code="T02", name="Air bersih")
    rows = list(Coverage.objects.order_by("pk").values_list("pk", flat=True))
    Coverage.objects.filter(pk__in=rows[::3]).update(topic=education)
    Coverage.objects.filter(pk__in=rows[1::5]).update(topic=water)
    programme = Programme.objects.create(key="desa-tangguh", name="Desa Tangguh")
    for coverage in Coverage.objects.filter(story__headline__startswith="Desa Tangguh"):
        coverage.programmes.add(programme)


def reports() -> None:
    """Make a confirmed field report, one nobody checked yet, and one that was found false."""
    make_report("Antrean air dua jam di Cendana Timur", "terkonfirmasi", urgency="mendesak")
    make_report("Jembatan gantung retak", "belum")
    make_report("Kabar dermaga terbakar", "salah", subject="hoaks")


def make_report(title: str, verification: str, **values: Any) -> FieldReport:
    """Make a field report of somebody whose name must not be seen."""
    sender = build.make_user("Pelapor Rahasia", role="contributor")
    kind, at = Item.Kind.FIELD_REPORT, NOW - 3 * HOUR
    item = build.make_item(title, at, kind=kind, entered_by=sender)
    build.make_coverage(item, report=True, story=None, tone=Tone.NEGATIVE)
    given = {"region": Region.objects.get(code="99.01"), "source": "lihat", "received_at": at}
    number = f"LL-261121-{FieldReport.objects.count() + 1:04}"
    return FieldReport.objects.create(
        item=item, number=number, verification=verification, **given | values
    )
