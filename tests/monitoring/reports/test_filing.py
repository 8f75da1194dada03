"""Field reports: filed once whatever happens, numbered without gaps, verified by one at a time."""

import threading
import uuid
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import translation

from commandcenter.accounts.models import Role, User
from monitoring.models import FieldReport, Item, Region
from monitoring.reports.filing import (
    ChangedMeanwhile,
    NewReport,
    ReportRefused,
    answer_due,
    edition,
    file_report,
    status,
    title_of,
    verify,
)
from tests.build import NOW, make_item, make_region, make_user

WHAT = "Jembatan gantung di Muara Teduh putus diterjang banjir.\nWarga memutar lewat jalan kebun."
pytestmark = pytest.mark.django_db


def written(**values: object) -> NewReport:
    given = {
        "entry_key": uuid.uuid4(),
        "subject": "kejadian",
        "what": WHAT,
        "happened_at": NOW - timedelta(hours=1),
        "source": "lihat",
        "urgency": "mendesak",
    }
    return NewReport(**given | values)


def refusal(new: NewReport, by: User) -> dict[str, str]:
    with pytest.raises(ReportRefused) as refused:
        file_report(new, by, NOW)
    assert not Item.objects.exists()
    return refused.value.faults


def test_a_report_is_an_item_that_waits_for_its_reader(dewi: User, serunai: Region):
    report = file_report(written(place="Dermaga lama"), dewi, NOW)
    item = report.item
    assert (item.kind, item.medium, item.stage) == ("field_report", "lapangan", "read")
    assert (item.due_at, item.entered_by, item.outlet) == (NOW, dewi, None)
    assert (item.listed_at, item.published_from) == (NOW - timedelta(hours=1), "person")
    assert item.title == "Jembatan gantung di Muara Teduh putus diterjang banjir."
    assert (report.region, report.received_at, report.verification) == (serunai, NOW, "belum")


def test_its_text_says_what_where_and_how_it_is_known(dewi: User, serunai: Region):
    district, village = Region.objects.get(pk="99.04.01"), Region.objects.get(pk="99.04.01.2001")
    new = written(place="Dermaga lama", district=district, village=village)
    with translation.override("en"):
        report = file_report(new, dewi, NOW)
    assert report.item.text.body == (
        f"{WHAT}\n\nTempat: Dermaga lama, Desa Limau Ayu, Muara Teduh, Kabupaten Serunai.\n"
        "Sumber: Melihat sendiri."
    )


def test_the_reader_is_woken_once_the_report_is_stored(
    dewi: User, django_capture_on_commit_callbacks
):
    sending = patch("monitoring.nudge.current_app.send_task")
    with sending as send, django_capture_on_commit_callbacks(execute=True):
        file_report(written(), dewi, NOW)
    assert send.call_args.args == ("issues.read_items",)


def test_numbers_run_through_the_day_of_the_home_zone(dewi: User):
    late = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
    numbers = [
        file_report(written(), dewi, at).number
        for at in (NOW, late, late + timedelta(minutes=1), late + timedelta(minutes=2))
    ]
    assert numbers == ["LL-261121-0001", "LL-261121-0002", "LL-261122-0001", "LL-261122-0002"]


def test_numbers_go_on_after_9999(dewi: User):
    report = file_report(written(), dewi, NOW)
    FieldReport.objects.filter(pk=report.pk).update(number="LL-261121-9999")
    numbers = [file_report(written(), dewi, NOW).number for _ in range(2)]
    assert numbers == ["LL-261121-10000", "LL-261121-10001"]


def test_the_same_key_is_the_same_report(dewi: User):
    new = written()
    first = file_report(new, dewi, NOW)
    assert file_report(new, dewi, NOW + timedelta(days=400)) == first
    assert FieldReport.objects.count() == 1


def test_a_key_of_somebody_else_opens_nothing(dewi: User, serunai: Region):
    new = written()
    file_report(new, dewi, NOW)
    other = make_user("Komang", Role.CONTRIBUTOR, region=serunai)
    with pytest.raises(ReportRefused):
        file_report(new, other, NOW)
    clipping = make_item(entry_key=uuid.uuid4(), entered_by=dewi)
    with pytest.raises(ReportRefused):
        file_report(written(entry_key=clipping.entry_key), dewi, NOW)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps_and_a_key_makes_one(dewi: User):
    twice = written()
    wanted = [written() for _ in range(6)] + [twice] * 4

    def file(new: NewReport) -> None:
        try:
            file_report(new, dewi, NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=file, args=[new]) for new in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(FieldReport.objects.values_list("number", flat=True))
    assert numbers == [f"LL-261121-{number:04d}" for number in range(1, 8)]


# -- Where and when -----------------------------------------------------------------------------


def test_the_region_of_the_account_wins_over_any_other(dewi: User, serunai: Region):
    other = make_region("99.05", "Kabupaten Kelana")
    assert file_report(written(region=other), dewi, NOW).region == serunai


def test_the_province_must_choose_a_regency(serunai: Region):
    province = make_user(role=Role.RAPID_RESPONSE)
    assert "pilih kabupaten atau kota" in refusal(written(), province)["region"]
    home = Region.objects.home()
    assert "region" in refusal(written(region=home), province)
    assert file_report(written(region=serunai), province, NOW).region == serunai


def test_a_district_of_another_regency_is_refused(dewi: User):
    other = make_region("99.05", "Kabupaten Kelana")
    far = make_region("99.05.01", "Simpang Tiga", level="kecamatan", parent=other)
    words = refusal(written(district=far), dewi)["district"]
    assert "Simpang Tiga tidak berada di Kabupaten Serunai" in words


def test_a_village_needs_its_own_district(dewi: User):
    village = Region.objects.get(pk="99.04.01.2001")
    assert "village" in refusal(written(village=village), dewi)
    other = Region.objects.get(pk="99.04.02")
    assert "village" in refusal(written(village=village, district=other), dewi)


def test_the_future_is_cut_and_marked(dewi: User):
    item = file_report(written(happened_at=NOW + timedelta(days=2)), dewi, NOW).item
    assert (item.published_at, item.published_from) == (NOW, "clamped")


def test_what_happened_long_ago_is_refused(dewi: User):
    words = refusal(written(happened_at=NOW - timedelta(days=400)), dewi)
    assert "lebih dari setahun lalu" in words["happened_at"]


def test_a_position_is_kept_coarse(dewi: User):
    report = file_report(written(latitude=-8.583412, longitude=116.116789), dewi, NOW)
    assert (report.latitude, report.longitude) == (-8.583, 116.117)


@pytest.mark.parametrize(("urgency", "hours"), [("mendesak", 1), ("penting", 24), ("biasa", 48)])
def test_each_urgency_promises_its_time(dewi: User, urgency: str, hours: int):
    report = file_report(written(urgency=urgency), dewi, NOW)
    assert answer_due(report) - NOW == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("Pasar terbakar\ndua kios habis", "Pasar terbakar"),
        ("kata " * 60, "kata " * 17 + "…"),
        ("W" * 5000, "W" * 90),
        ("🌊 banjir مرحبا", "🌊 banjir مرحبا"),
        ("<b>tebal</b>", "<b>tebal</b>"),
    ],
)
def test_the_first_words_are_the_title(what: str, title: str):
    assert title_of(what) == title


# -- Verification -------------------------------------------------------------------------------


@pytest.fixture
def report(dewi: User) -> FieldReport:
    """File one report."""
    return file_report(written(), dewi, NOW)


def test_a_verdict_is_written_with_who_and_when(report: FieldReport):
    desk, at = make_user("Bayu Saputra"), NOW + timedelta(minutes=30)
    verify(report.pk, "terkonfirmasi", "cek ke BPBD", desk, at, edition(report))
    report.refresh_from_db()
    assert (report.verification, report.verification_note) == ("terkonfirmasi", "cek ke BPBD")
    assert (report.verified_by, report.verified_at) == (desk, at)


def test_nobody_overwrites_a_colleague_unread(report: FieldReport):
    seen = edition(report)
    verify(report.pk, "terkonfirmasi", "", make_user("Bayu"), NOW, seen)
    with pytest.raises(ChangedMeanwhile):
        verify(report.pk, "salah", "keliru", make_user("Rahma"), NOW, seen)
    report.refresh_from_db()
    assert report.verification == "terkonfirmasi"


def test_the_same_verdict_twice_is_one(report: FieldReport):
    desk, seen = make_user(), edition(report)
    for minutes in (0, 5):
        verify(report.pk, "salah", "hoaks lama", desk, NOW + timedelta(minutes=minutes), seen)
    report.refresh_from_db()
    assert report.verified_at == NOW


@pytest.mark.parametrize(
    ("verdict", "looked", "issue", "words"),
    [
        ("belum", False, "", "Diterima"),
        ("belum", True, "", "Diperiksa: belum terkonfirmasi"),
        ("terkonfirmasi", True, "", "Diverifikasi: terkonfirmasi"),
        ("terkonfirmasi", True, "Jembatan putus", "Dikaitkan ke isu Jembatan putus"),
        ("salah", True, "Jembatan putus", "Diverifikasi: tidak benar"),
    ],
)
def test_the_reporter_is_told_how_far_it_has_come(
    verdict: str, looked: bool, issue: str, words: str
):
    report = FieldReport(verification=verdict, verified_at=NOW if looked else None)
    assert status(report, issue) == words
