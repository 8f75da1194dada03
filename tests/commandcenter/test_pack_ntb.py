"""The pack of Nusa Tenggara Barat is complete, and says of every record how sure it is."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone

from commandcenter.packs.install import find_pack
from commandcenter.packs.reader import Pack
from commandcenter.packs.records import Record

# Regencies and cities with their districts and villages: Kepmendagri 300.2.2-2430/2025.
PLACES = {
    "52.01": (10, 122),
    "52.02": (12, 154),
    "52.03": (21, 254),
    "52.04": (24, 165),
    "52.05": (8, 81),
    "52.06": (18, 191),
    "52.07": (8, 65),
    "52.08": (5, 43),
    "52.71": (6, 50),
    "52.72": (5, 41),
}
RENAMED = {
    "dinsos": "dinsos-ppa",
    "dp3ap2kb": "dinsos-ppa",
    "dispora": "dikpora",
    "disdag": "disperindag",
    "disperin": "disperindag",
    "pupr": "pupr-perkim",
    "perkim": "pupr-perkim",
    "distanbun": "distan-kp",
    "ketapang": "distan-kp",
    "biro-umum": "biro-umum-adpim",
    "biro-adpim": "biro-umum-adpim",
    "bpkad": "bkad",
}


@pytest.fixture(scope="module")
def ntb() -> Pack:
    return find_pack("ntb", timezone.now())


def records(pack: Pack) -> Iterator[Record]:
    people = pack.people
    yield from (*people.offices, *people.persons, *people.tenures, *people.pairs)
    yield from (*people.namesakes, *pack.regions.regions, *pack.agencies.agencies)
    yield from (*pack.topics.topics, *pack.programmes.programmes, *pack.issues.issues)
    yield from (*pack.outlets.outlets, *pack.calendar.days, *pack.queries.queries)
    yield from (feed for outlet in pack.outlets.outlets for feed in outlet.feeds)


def test_every_district_and_village_is_there(ntb: Pack):
    districts = Counter(r.parent for r in ntb.regions.regions if r.level == "kecamatan")
    villages: Counter[str] = Counter()
    for code, names in ntb.villages.villages.items():
        villages[code[:5]] += len(names)
    assert {code: (districts[code], villages[code]) for code in PLACES} == PLACES
    assert (districts.total(), villages.total()) == (117, 1166)
    assert len(ntb.map.shapes) == 10


def test_every_record_says_where_it_comes_from_and_when_it_was_checked(ntb: Pack):
    assert not [r for r in (*records(ntb), ntb.villages.defaults) if not (r.origin and r.checked)]


def test_nothing_was_checked_after_what_is_known_of_the_people(ntb: Pack):
    assert {r.checked for r in records(ntb)} == {date(2026, 3, 1)}


def test_what_is_general_knowledge_is_not_called_verified(ntb: Pack):
    doubtful = ("pengetahuan umum", "belum diverifikasi", "dihitung", "hanya tahun")
    wrong = [r for r in records(ntb) if r.verified and any(w in r.origin for w in doubtful)]
    # The code and name of these two are official; only their seat is not.
    assert [getattr(r, "code", r) for r in wrong] == ["52.06", "52.72"]


def test_every_seat_of_a_regency_has_one_holder_since_the_inauguration(ntb: Pack):
    inaugurated = date(2025, 2, 20)
    heads = {"bupati", "wabup", "walikota", "wawali"}
    now = [t for t in ntb.people.tenures if t.to is None and t.office in heads]
    assert len({(t.office, t.region) for t in now}) == len(now) == 20
    assert {t.from_ for t in now} == {inaugurated}
    leaders = {t.office: t for t in ntb.people.tenures if t.to is None and t.region == "52"}
    assert leaders["gubernur"].person == "lalu-muhamad-iqbal"
    assert (leaders["sekda"].capacity, leaders["sekda"].verified) == ("Plh", False)


def test_old_names_of_agencies_lead_to_the_new_ones(ntb: Pack):
    found = {a.key: a for a in ntb.agencies.agencies}
    assert {old: found[old].successor for old in RENAMED} == RENAMED
    assert all(found[old].to < found[new].from_ for old, new in RENAMED.items())


def test_topics_and_recurring_issues_are_complete(ntb: Pack):
    assert (len(ntb.topics.topics), len(ntb.issues.issues)) == (25, 24)
    asked = {query.about for query in ntb.queries.queries}
    assert {issue.key for issue in ntb.issues.issues} <= asked
    assert set(PLACES) <= asked and {"gubernur", "wagub", "sekda"} <= asked


def test_official_channels_are_never_counted_as_press(ntb: Pack):
    outlets = ntb.outlets.outlets
    assert [o.key for o in outlets if o.official] == [o.key for o in outlets if o.kind == "resmi"]
    assert all(o.kind == "resmi" for o in outlets if o.home.endswith(".go.id"))
    assert {o.press_council for o in outlets} == {"belum dicek"}


def test_no_feed_claims_to_have_been_read(ntb: Pack):
    feeds = [feed for outlet in ntb.outlets.outlets for feed in outlet.feeds]
    assert len({feed.url for feed in feeds}) == len(feeds) > 80
    assert not any(feed.verified for feed in feeds)


def test_ordinary_words_that_are_districts_wait_for_a_cue(ntb: Pack):
    ordinary = "Pekat Lembar Alas Utan Empang Sanggar Kilo Raba Gangga Kayangan Bolo Lape Belo"
    doubles = "Kediri Gunungsari Kuripan Wawo Tambora Tanjung Bayan"
    waiting = {r.short for r in ntb.regions.regions if r.level == "kecamatan" and r.needs_cue}
    assert set(f"{ordinary} {doubles}".split()) <= waiting


def test_the_calendar_knows_holidays_quiet_days_and_what_is_only_estimated(ntb: Pack):
    days = {(d.date, d.kind): d for d in ntb.calendar.days}
    assert {d.date.year for d in ntb.calendar.days if d.kind == "libur"} == {2026, 2027}
    for nyepi in (date(2026, 3, 19), date(2027, 3, 8)):
        assert (nyepi, "sunyi") in days and (nyepi, "libur") in days
    moon = ("Isra", "Idulfitri", "Iduladha", "Tahun Baru Islam", "Maulid", "Ramadan")
    dated = [d for d in ntb.calendar.days if d.name.startswith(moon)]
    assert dated and all(d.note == "perkiraan" and not d.verified for d in dated)
    assert days[date(2026, 12, 17), "agenda"].verified


def test_the_recap_has_the_slots_and_the_letterhead_of_the_office(ntb: Pack):
    report = ntb.report
    assert {slot.key: slot.until for slot in report.slots} == {
        "pagi": "07:00",
        "siang": "12:00",
        "sore": "16:00",
        "harian": "24:00",
    }
    assert report.day_starts == "00:00"
    assert report.letterhead.lines[0] == "PEMERINTAH PROVINSI NUSA TENGGARA BARAT"
