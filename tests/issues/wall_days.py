"""Days of the sample province for tests and pictures of the wall. All names are made up."""

from datetime import datetime, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from issues.models import Coverage, Issue, Office, Tone
from monitoring.models import FieldReport, Item, Region
from tests import build

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
ZONE = ZoneInfo("Asia/Makassar")
STRIPE = ["#35D0A5", "#6EA8FF", "#FFC24B", "#FF7A6B"]
NAMES = {
    "99.01": "Cendana Timur",
    "99.02": "Cendana Tengah",
    "99.03": "Cendana Barat",
    "99.04": "Serunai",
    "99.05": "Kelana",
    "99.06": "Seroja Utara",
    "99.07": "Pelita",
    "99.08": "Pinisi",
    "99.71": "Arunika",
    "99.72": "Kota Kelana",
}
LOUD = {"99.71": 38, "99.01": 26, "99.02": 21, "99.03": 17, "99.04": 24, "99.05": 11, "99.72": 7}
# Placements per hour from midnight on, until 13.42, as in design/wall.png.
TODAY = [1, 2, 1, 0, 4, 12, 18, 26, 30, 24, 19, 22, 17, 22]
YESTERDAY = [3, 2, 2, 3, 4, 9, 12, 15, 20, 19, 16, 14, 15, 13, 15, 14, 12, 10, 9, 10, 8, 6, 5, 4]
MIX = [Tone.POSITIVE] * 6 + [Tone.NEUTRAL] * 7 + [Tone.NEGATIVE] * 5 + [Tone.UNSURE] * 2
TITLES = (
    "Pemprov buka posko aduan beasiswa di kantor BPSDM",
    "Wagub tinjau penyaluran air bersih",
    "Warga Pelita minta jalan provinsi diperbaiki",
)


def province() -> dict[str, Region]:
    """Make the province, its regencies and cities."""
    home = build.make_region(stripe=STRIPE, phrases={"sample": True})
    places = {code: build.make_region(code, name, parent=home) for code, name in NAMES.items()}
    return {home.code: home} | places


def outlets(places: dict[str, Region], at: datetime, healthy: int = 28) -> None:
    """Make feeds that answer, and three that have failed for hours; one is all Pinisi has."""
    everywhere = [place for code, place in places.items() if code not in ("99", "99.08")]
    for number in range(healthy):
        outlet = build.make_outlet(f"Kabar {number}", everywhere)
        feed = build.make_feed(outlet, outcome="new", good_at=at, fetched_at=at)
        build.make_fetch(feed, at - 8 * DAY)
    build.make_fetch(feed, at - timedelta(seconds=12))
    for name in ("Warta Pinisi", "Radio Kelana", "Lintas Seroja Utara"):
        outlet = build.make_outlet(name, [places["99.08"]] if "Pinisi" in name else everywhere)
        past = at - 5 * HOUR
        build.make_feed(outlet, outcome="timeout", good_at=past, fetched_at=at)


def leaders() -> list[Office]:
    """Make the three offices of the leadership with their holders."""
    names = {"Gubernur": "Arya Wirasena", "Wakil Gubernur": "Sri Lestari Ningrum"}
    offices = []
    for rank, (title, name) in enumerate(names.items(), start=1):
        offices.append(build.make_office(title, rank=rank))
        build.make_tenure(offices[-1], name)
    offices.append(build.make_office("Sekretaris Daerah", rank=3))
    build.make_tenure(offices[-1], "Made Darsana", capacity="Pj")
    return offices


def full_day(at: datetime = build.NOW) -> None:
    """Make the day of design/wall.png."""
    places = province()
    outlets(places, at)
    offices = leaders()
    outlet = build.make_outlet("Suara Seroja", key="suara-seroja")
    midnight = (at + 8 * HOUR).replace(hour=0, minute=0, second=0, microsecond=0) - 8 * HOUR
    cells = cycle([code for code, count in LOUD.items() for _ in range(count)] + [None] * 50)
    tones, titles = cycle(MIX[::3] + MIX[1::3] + MIX[2::3]), cycle(TITLES)
    for hour, count in enumerate(TODAY):
        story = None
        for number in range(count):
            moment = midnight + hour * HOUR + number * MINUTE
            item = build.make_item(next(titles), moment, outlet=outlet)
            place = next(cells)
            kept = {"story": story} if story and number % 9 > 4 else {}
            coverage = build.make_coverage(
                item, moment, next(tones), [places[place]] if place else [places["99"]], **kept
            )
            story = coverage.story
            for office in islice(offices, 0, (number % 3) + 1 if number % 2 else 0):
                build.make_mention(coverage, office, coverage.tone)
    for hour, count in enumerate(YESTERDAY):
        for number in range(count):
            build.make_coverage(at=midnight - DAY + hour * HOUR + number * MINUTE)
    for number in range(14):
        build.make_coverage(at=midnight + number * MINUTE, tone=Tone.UNRELATED)
    issues(at)


def issues(at: datetime) -> None:
    """Make five live issues with a week of coverage, and three open responses."""
    bayu, sari = build.make_user("Bayu Saputra"), build.make_user("Sari Dewi")
    rows = (
        ("Penundaan beasiswa daerah", "BPSDM", 62, "tinggi", "berkembang", bayu, 42 * MINUTE, 41),
        ("Tambang ilegal Bukit Serunai", "Dinas ESDM", 58, "tinggi", "muncul", sari, 3 * HOUR, 21),
        ("Kekeringan dan air bersih", "BPBD", 40, "sedang", "berkembang", bayu, 19 * HOUR, 33),
        ("Jalan provinsi Kelana–Pelita", "PUPR", 35, "sedang", "mereda", sari, DAY, 12),
        ("Desa Tangguh tahap dua", "DPMD", 12, "rendah", "potensial", None, None, 18),
        ("Antrean BBM bersubsidi", "Disperindag", 10, "rendah", "potensial", None, None, 3),
    )
    for title, agency, risk, level, state, holder, left, count in rows:
        issue = build.make_issue(
            title,
            at - 2 * DAY,
            agency=build.make_agency(agency, key=f"opd-{risk}"),
            risk=risk,
            level=level,
            state=state,
            holder=holder,
            deadline=at + left if left else None,
        )
        _week(issue, count, at)
    Issue.objects.filter(risk=62).update(
        statement="Mahasiswa di luar negeri belum menerima biaya hidup sejak September; "
        "DPRD minta data penerima dibuka.",
        next_step="menyiapkan data penerima",
    )
    build.make_response("Cek video banjir lama yang beredar lagi", at - 8 * MINUTE)
    agency = build.make_agency("BPSDM", key="opd-bpsdm")
    build.make_response("Data penerima beasiswa", at + 42 * MINUTE, agency=agency)
    title = "Hak koreksi: nilai kontrak jalan Kelana–Pelita"
    build.make_response(title, at + 2 * HOUR + MINUTE, holder=sari)


def _week(issue: Issue, count: int, at: datetime) -> None:
    """Give an issue coverage that grew towards today; nothing else on the wall counts it twice."""
    tones = cycle([Tone.NEGATIVE] * 4 + [Tone.NEUTRAL, Tone.POSITIVE, Tone.UNSURE])
    for back in range(6, 1, -1):
        for _number in range(count // (back + 1)):
            build.make_coverage(at=at - back * DAY, tone=next(tones), issue=issue)
    _adopt(issue, count // 2, at - 2 * DAY, at - DAY)
    _adopt(issue, count, at - DAY, at)


def _adopt(issue: Issue, count: int, start: datetime, end: datetime) -> None:
    """Give an issue coverage that belongs to none yet, the newest of a period."""
    free = Coverage.objects.filter(issue=None, at__gte=start, at__lt=end)
    rows = free.exclude(tone=Tone.UNRELATED).order_by("-at")
    Coverage.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:count])).update(
        issue=issue
    )


def quiet_day(at: datetime = build.NOW) -> None:
    """Make a day on which every outlet answered and nobody wrote about the leadership."""
    outlets(province(), at)
    leaders()


def busy_hour(count: int, at: datetime = build.NOW) -> None:
    """Make an hour that brings `count` placements at once."""
    outlets(province(), at)
    leaders()
    story = build.make_story()
    for number in range(count):
        tone = MIX[number % len(MIX)]
        build.make_coverage(at=at - MINUTE * (number % 40), tone=tone, story=story)


def unknown_day() -> None:
    """Make a province whose pack is loaded and whose outlets were never asked."""
    province()
    leaders()
    build.make_feed(build.make_outlet())


def make_report(
    place: Region,
    title: str = "Air naik di jembatan",
    verification: str = FieldReport.Verification.OPEN,
    at: datetime = build.NOW,
    issue: Issue | None = None,
) -> FieldReport:
    """Make a field report that was read; only what is known of its truth tells it from news."""
    kinds = {"kind": Item.Kind.FIELD_REPORT, "medium": Item.Medium.FIELD}
    item = build.make_item(title, at, **kinds)
    build.make_coverage(item, at, report=True, issue=issue, regions=[place])
    return FieldReport.objects.create(
        item=item,
        number=f"LL-{item.pk}",
        region=place,
        source=FieldReport.Source.SEEN,
        received_at=at,
        verification=verification,
    )
