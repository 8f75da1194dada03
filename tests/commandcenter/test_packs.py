"""Region packs: checked with file and line, loaded once, never over people's edits."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.install import find_pack, install
from commandcenter.packs.loader import load_pack
from commandcenter.packs.merge import merge
from commandcenter.packs.reader import FOLDER, Pack, read_pack
from issues.models import Issue, Office, Response, Tenure, Topic
from monitoring.models import CalendarDay, Feed, Outlet, Region, SearchQuery


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """Copy the fictional pack, to be broken."""
    folder = tmp_path / "rusak"
    shutil.copytree(FOLDER / "contoh", folder, ignore=shutil.ignore_patterns("newsroom"))
    yield folder


def broken(folder: Path, file: str, before: str, after: str) -> str:
    """Break one file of a pack; return what reading it says."""
    path = folder / f"{file}.yaml"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    with pytest.raises(PackError) as error:
        read_pack(folder, timezone.now(), {"NEWSROOM_PORT": "8077"})
    return str(error.value)


@pytest.mark.parametrize("name", ["contoh", "ntb"])
def test_the_shipped_packs_are_in_order(name: str):
    pack = find_pack(name, timezone.now())
    regencies = [r for r in pack.regions.regions if r.level in {"kabupaten", "kota"}]
    assert len(regencies) == 10
    assert len(pack.topics.topics) == 25
    assert pack.outlets.outlets and pack.issues.issues


def test_a_misspelt_key_is_named_with_file_and_line(copy: Path):
    words = broken(copy, "topics", "\n    strong:", "\n    stong:")
    assert "topics.yaml:" in words and "stong" in words and "tidak dikenal" in words


def test_a_reference_to_nothing_is_named_with_file_and_line(copy: Path):
    words = broken(copy, "issues", "agency: bpsdm", "agency: bpsmd")
    line = words.split(":")[1]
    assert line.isdigit() and "'bpsmd' tidak dikenal" in words


def test_a_file_that_is_not_yaml_is_named_with_its_line(copy: Path):
    assert "bukan YAML yang sah" in broken(copy, "issues", "issues:", "issues: [")


def test_a_key_said_twice_is_named_with_its_line(copy: Path):
    words = broken(copy, "villages", "    2004: Ilir Watu", "    2003: Ilir Watu")
    assert "villages.yaml:" in words and "'2003' tertulis dua kali" in words


def test_a_feed_inside_the_network_is_named_with_its_line(copy: Path):
    words = broken(copy, "outlets", "http://127.77.0.1:${NEWSROOM_PORT}/feed/", "http://10.1.2.3/f")
    assert "outlets.yaml:" in words and "jaringan dalam" in words


def test_rules_of_a_listing_page_are_checked(copy: Path):
    before = "kind: rss, note: WordPress}"
    words = broken(copy, "outlets", before, "kind: listing, rules: {form: xpath}}")
    assert "outlets.yaml:" in words and "xpath" in words


def test_an_outlet_says_its_hosts_and_a_feed_its_rules(copy: Path):
    path = copy / "outlets.yaml"
    rules = "kind: listing, rules: {form: links, path: /berita/*}}"
    text = path.read_text().replace("kind: rss, note: WordPress}", rules, 1)
    path.write_text(text.replace("    tier: 1", "    tier: 1\n    hosts: [suara-lama.test]", 1))
    outlet = read_pack(copy, timezone.now(), {"NEWSROOM_PORT": "8077"}).outlets.outlets[0]
    assert (outlet.hosts, outlet.parallel) == (("suara-lama.test",), 1)
    assert outlet.feeds[0].rules == {"form": "links", "path": "/berita/*"}


def test_villages_of_a_district_that_does_not_exist_are_refused(copy: Path):
    words = broken(copy, "villages", '"99.08.02":', '"99.08.09":')
    assert "villages.yaml:" in words and "kecamatan 99.08.09 tidak ada" in words


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('until: "07:00"', 'until: "24:30"', "slots[0].until: bukan jam (contoh: 07:30"),
        ('since: "16:00"', 'since: "7 pagi"', "slots[0].since: bukan jam"),
        ('since: "16:00"', 'since: "24:00"', "tengah malam di awal hari ditulis 00:00"),
        ("key: siang", "key: pagi", "'pagi' tertulis dua kali"),
        ("letter: I", "letter: P", "'P' tertulis dua kali"),
        ("[ringkasan, perhatian", "[ringkasan, ringkasan", "'ringkasan' tertulis dua kali"),
        ("[ringkasan, perhatian", "[ringkasan, sambutan", "bukan salah satu pilihan"),
        ('5: ["07:30", "16:30"]', '5: ["17:30", "16:30"]', "selesai sebelum mulai"),
        ('5: ["07:30", "16:30"]', '8: ["07:30", "16:30"]', "bukan salah satu pilihan"),
        ("day_starts:", "day_start:", "kunci ini tidak dikenal"),
        ('"#SerojaMajuBersama"', '"Seroja Maju"', "bentuknya tidak sesuai"),
    ],
)
def test_a_wrong_report_is_named_with_file_and_line(copy: Path, before: str, after: str, said: str):
    words = broken(copy, "report", before, after)
    line = int(words.split("report.yaml:")[1].split(":")[0])
    assert said in words and after in (copy / "report.yaml").read_text().splitlines()[line - 1]


def test_a_pack_without_a_report_is_told_what_is_missing(copy: Path):
    (copy / "report.yaml").unlink()
    with pytest.raises(PackError, match=r"report\.yaml: berkas tidak ada"):
        read_pack(copy, timezone.now(), {"NEWSROOM_PORT": "8077"})


def test_what_a_file_says_once_stands_for_every_record_without_its_own(copy: Path):
    path = copy / "agencies.yaml"
    text = path.read_text().replace("  origin: rekaan\n", "  origin: daftar lama\n", 1)
    own = "{key: dinkes, origin: surat edaran, verified: true,"
    path.write_text(text.replace("{key: dinkes,", own))
    pack = read_pack(copy, timezone.now(), {"NEWSROOM_PORT": "8077"})
    found = {a.key: a for a in pack.agencies.agencies}
    assert (found["dinkes"].origin, found["dinkes"].verified) == ("surat edaran", True)
    assert (found["disdik"].origin, found["disdik"].verified) == ("daftar lama", False)
    assert found["dinkes"].checked == found["disdik"].checked is not None


def test_every_problem_is_told_at_once(copy: Path):
    (copy / "topics.yaml").write_text("topics: 3\n")
    words = broken(copy, "pack", 'home: "99"', "home: 99x")
    assert "topics.yaml" in words and "pack.yaml" in words


def test_an_unknown_zone_is_refused(copy: Path):
    assert "zona waktu" in broken(copy, "pack", "zone: Asia/Makassar", "zone: Asia/Selong")


def test_relative_dates_are_for_sample_packs_only(copy: Path):
    assert "hanya untuk paket contoh" in broken(copy, "pack", "sample: true", "sample: false")


def test_a_pack_that_does_not_exist_names_those_that_do():
    with pytest.raises(PackError, match="contoh, ntb"):
        find_pack("bali", timezone.now())


def test_an_edited_field_is_kept_and_the_others_follow():
    decision = merge({"a": 1, "b": 2}, {"a": 9, "b": 2}, {"a": 5, "b": 6})
    assert decision.write == {"b": 6}
    assert decision.kept == ("a",)


def test_a_field_edited_to_what_the_pack_now_says_is_nobodys_quarrel():
    decision = merge({"a": 1}, {"a": 5}, {"a": 5})
    assert decision.write == {} and decision.kept == ()


@pytest.mark.django_db
def test_loading_twice_changes_nothing(contoh: Pack):
    first = load_pack(contoh, timezone.now())
    before = list(Outlet.objects.values()), list(Tenure.objects.values())
    second = load_pack(contoh, timezone.now())
    assert second.counts == {"tetap": first.counts["baru"], "tidak ada lagi di paket": 0}
    assert before == (list(Outlet.objects.values()), list(Tenure.objects.values()))


@pytest.mark.django_db
def test_what_people_edited_is_not_overwritten(contoh: Pack):
    load_pack(contoh, timezone.now())
    Topic.objects.filter(code="PEND").update(name="Pendidikan dan kampus")
    report = load_pack(contoh, timezone.now())
    assert Topic.objects.get(code="PEND").name == "Pendidikan dan kampus"
    assert report.kept == ["topic PEND (name)"]


@pytest.mark.django_db
def test_what_the_pack_corrects_reaches_rows_nobody_edited(contoh: Pack):
    load_pack(contoh, timezone.now())
    topics = contoh.topics.topics
    renamed = topics[0].model_copy(update={"name": "Nama baru"})
    file = contoh.topics.model_copy(update={"topics": (renamed, *topics[1:])})
    changed = Pack(**{**vars(contoh), "topics": file})
    load_pack(changed, timezone.now())
    assert Topic.objects.get(code=renamed.code).name == "Nama baru"


@pytest.mark.django_db
def test_every_part_of_the_pack_becomes_rows(contoh: Pack):
    load_pack(contoh, timezone.now())
    assert Region.objects.home().zone == "Asia/Makassar"
    assert Region.objects.regencies().count() == 10
    assert Office.objects.filter(leader=True).count() == 3
    assert Feed.objects.exclude(due_at=None).count() == Feed.objects.count() > 14
    assert Issue.objects.get(key="jalan-kelana-pelita").state == Issue.State.EASING
    assert SearchQuery.objects.filter(about="gubernur", enabled=True).count() == 2
    assert CalendarDay.objects.filter(kind=CalendarDay.Kind.QUIET).count() == 1


@pytest.mark.django_db
def test_villages_stand_in_their_district_and_carry_their_full_name(contoh: Pack):
    load_pack(contoh, timezone.now())
    village = Region.objects.get(code="99.01.01.2002")
    assert (village.name, village.parent.short) == ("Desa Layar Senja", "Watu Layar")
    assert Region.objects.get(code="99.01.01.1001").name == "Kelurahan Watu Layar Induk"
    assert not Region.objects.named_in_news().filter(pk=village.pk).exists()


@pytest.mark.django_db
def test_slots_and_hours_stand_at_the_home_region_only(contoh: Pack):
    load_pack(contoh, timezone.now())
    report = Region.objects.home().report
    assert [slot["until"] for slot in report["slots"]] == ["07:00", "12:00", "16:00", "24:00"]
    assert report["working_hours"]["5"] == ["07:30", "16:30"]
    assert not Region.objects.exclude(report={}).exclude(level="provinsi").exists()
    assert "quiet_hours" not in Region.objects.home().phrases


@pytest.mark.django_db
def test_the_secretary_changed_during_the_sample_week(contoh: Pack):
    load_pack(contoh, timezone.now())
    terms = Tenure.objects.filter(office__key="sekda", office__leader=True).order_by("valid_from")
    before, now = terms.select_related("office", "person")
    assert before.valid_to < now.valid_from
    assert str(now) == "Pj. Sekretaris Daerah Made Darsana"


@pytest.mark.django_db
def test_a_database_serves_one_province(contoh: Pack):
    load_pack(contoh, timezone.now())
    with pytest.raises(PackError, match="sudah melayani"):
        load_pack(find_pack("ntb", timezone.now()), timezone.now())


@pytest.mark.django_db
def test_the_sample_desk_is_set_up_once(contoh: Pack):
    install("contoh", timezone.now())
    Response.objects.filter(title="Data penerima beasiswa").update(title="Diubah pengunjung")
    install("contoh", timezone.now())
    assert Response.objects.filter(title="Diubah pengunjung").exists()
    assert Response.objects.count() == 3
