"""The page of an issue as people use it: forms that answer clearly and lose nothing."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from issues import deciding
from issues.models import Issue, Response
from issues.responding_forms import deadlines
from issues.steering import described_edition, edition
from monitoring.models import FieldReport
from tests import build
from tests.build import NOW, make_agency, make_coverage, make_issue, make_item, make_user
from tests.issues.wall_days import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()
    build.make_region()
    client.force_login(make_user("Rahma Wulan"))
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# -- Closing and reopening ----------------------------------------------------------------------


def closing(issue: Issue, **values: str) -> dict[str, str]:
    given = {"reason": "dana cair", "lesson": "umumkan jadwal", "seen": edition(issue)} | values
    return {f"tutup-{name}": value for name, value in given.items()}


def test_a_closed_issue_says_who_closed_it_when_why_and_what_was_learnt(desk: Client):
    issue = make_issue()
    assert desk.post(f"/isu/{issue.pk}/tutup", closing(issue)).status_code == 302
    page = text(desk, f"/isu/{issue.pk}")
    for words in ("dana cair", "umumkan jadwal", "Ditutup Rahma Wulan, 13.42", "Buka lagi"):
        assert words in page
    assert "Penanganan" not in page and "Beri disposisi" not in page


def test_closing_needs_a_reason_and_keeps_the_lesson_already_written(desk: Client):
    issue = make_issue()
    answer = desk.post(f"/isu/{issue.pk}/tutup", closing(issue, reason=""))
    assert answer.status_code == 422
    assert "umumkan jadwal" in answer.content.decode()
    issue.refresh_from_db()
    assert issue.state != Issue.State.CLOSED


def test_a_late_closing_is_told_so_and_loses_nothing(desk: Client):
    issue = make_issue()
    late = closing(issue)
    Issue.objects.filter(pk=issue.pk).update(next_step="rapat")
    answer = desk.post(f"/isu/{issue.pk}/tutup", late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "diubah orang lain" in page and "umumkan jadwal" in page
    issue.refresh_from_db()
    assert f'name="tutup-seen" value="{edition(issue)}"' in page


def test_an_issue_the_system_closed_says_so(desk: Client):
    issue = make_issue(state=Issue.State.CLOSED, state_reason="14 hari tanpa berita")
    page = text(desk, f"/isu/{issue.pk}")
    assert "Ditutup sistem" in page and "14 hari tanpa berita" in page


def test_reopening_asks_why(desk: Client):
    issue = make_issue(state=Issue.State.CLOSED)
    address = f"/isu/{issue.pk}/buka-lagi"
    assert desk.post(address, {"buka-reason": ""}).status_code == 422
    assert desk.post(address, {"buka-reason": "muncul lagi"}).status_code == 302
    issue.refresh_from_db()
    assert (issue.state, issue.state_reason) == ("muncul", "muncul lagi")


def test_closing_is_no_state_among_others(desk: Client):
    issue = make_issue()
    sent = {"state": "selesai", "reason": "x", "seen": edition(issue), "next_step": ""}
    assert desk.post(f"/isu/{issue.pk}/status", sent).status_code == 422


# -- What an issue is ---------------------------------------------------------------------------


def described(issue: Issue, **values: str) -> dict[str, str]:
    kept = {"title": issue.title, "statement": issue.statement, "strong": "beasiswa"}
    return kept | {"seen": described_edition(issue)} | values


def test_what_an_issue_is_can_be_changed_and_stands_in_the_chronology(desk: Client):
    issue = make_issue(strong=["beasiswa"])
    address = f"/isu/{issue.pk}/ubah"
    assert "Penundaan beasiswa daerah" in text(desk, address)
    assert desk.post(address, described(issue, title="Beasiswa macet")).status_code == 302
    page = text(desk, f"/isu/{issue.pk}")
    assert "Judul: Penundaan beasiswa daerah → Beasiswa macet" in page


def test_a_late_description_is_told_so_and_loses_nothing(desk: Client):
    issue = make_issue(strong=["beasiswa"])
    late = described(issue, title="Beasiswa macet")
    Issue.objects.filter(pk=issue.pk).update(statement="Belum cair.")
    answer = desk.post(f"/isu/{issue.pk}/ubah", late)
    assert answer.status_code == 409
    assert "Beasiswa macet" in answer.content.decode()


# -- Responses ----------------------------------------------------------------------------------


def response(**values: str) -> dict[str, str]:
    given = {"kind": "klarifikasi", "title": "Jawab media", "due_at": "2026-11-21T15:00"}
    given |= {"key": str(uuid4())} | values
    return {f"tanggapan-{name}": value for name, value in given.items()}


def test_a_response_sent_twice_is_one(desk: Client):
    issue, sent = make_issue(), response()
    for _time in range(2):
        assert desk.post(f"/isu/{issue.pk}/tanggapan", sent).status_code == 302
    row = Response.objects.get()
    assert (row.title, row.due_at) == ("Jawab media", NOW.replace(hour=7, minute=0, second=0))
    assert "Jawab media" in text(desk, f"/isu/{issue.pk}")


@pytest.mark.parametrize(
    "values", [{"due_at": ""}, {"title": ""}, {"kind": "tanpa"}, {"kind": "turunkan"}]
)
def test_a_response_that_says_too_little_is_refused(desk: Client, values: dict[str, str]):
    issue = make_issue()
    answer = desk.post(f"/isu/{issue.pk}/tanggapan", response(**values))
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_to_answer_nothing_needs_a_reason_and_no_deadline(desk: Client):
    issue = make_issue()
    sent = response(kind="tanpa", due_at="", outcome="Bukan kewenangan provinsi.")
    assert desk.post(f"/isu/{issue.pk}/tanggapan", sent).status_code == 302
    assert Response.objects.get().outcome == "Bukan kewenangan provinsi."


def test_done_needs_a_sentence_and_a_faster_colleague_stays(desk: Client):
    row = build.make_response(issue=make_issue())
    address = f"/tanggapan/{row.pk}/selesai"
    assert desk.post(address, {"outcome": ""}).status_code == 422
    assert desk.post(address, {"outcome": "Data dikirim."}).status_code == 302
    answer = desk.post(address, {"outcome": "Batal."})
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.outcome == "Data dikirim."


def test_a_response_of_no_issue_can_be_done_as_well(desk: Client):
    row = build.make_response()
    answer = desk.post(f"/tanggapan/{row.pk}/selesai", {"outcome": "Video lama."})
    assert answer.headers["Location"] == "/isu"


# -- Dispositions -------------------------------------------------------------------------------


def instruction(**values: str) -> dict[str, str]:
    given = {"instruction": "Siapkan data penerima.", "until": "besok", "key": str(uuid4())}
    return given | values


@pytest.fixture
def leader(desk: Client) -> Client:
    desk.force_login(make_user("Made Darsana", Role.LEADERSHIP))
    return desk


def test_a_leader_gives_an_instruction_and_is_told_what_it_stands_for(leader: Client):
    issue, agency = make_issue(), make_agency()
    answer = leader.post(
        f"/isu/{issue.pk}/disposisi", instruction(agency=str(agency.pk)), follow=True
    )
    row = Response.objects.get()
    assert (row.kind, row.agency, row.instruction) == (
        "disposisi",
        agency,
        "Siapkan data penerima.",
    )
    assert row.due_at == NOW.replace(day=22, hour=1, minute=0, second=0)
    words = "Disposisi tercatat untuk BPSDM, batas besok 09.00."
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"agency": ""},
        {"instruction": ""},
        {"until": "lain", "until_other": "2026-11-20T09:00"},
        {"until": "lain", "until_other": ""},
        {"until": "kapan-kapan"},
    ],
)
def test_an_instruction_needs_words_somebody_and_a_time_ahead(leader: Client, values):
    issue, agency = make_issue(), make_agency()
    sent = instruction(agency=str(agency.pk)) | values
    answer = leader.post(f"/isu/{issue.pk}/disposisi", sent)
    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_the_form_starts_with_the_agency_of_the_issue(leader: Client):
    agency = make_agency()
    page = text(leader, f"/isu/{make_issue(agency=agency).pk}/disposisi")
    assert f'<option value="{agency.pk}" selected>' in page


def test_a_closed_issue_takes_no_instruction_and_the_words_stay(leader: Client):
    issue, agency = make_issue(state=Issue.State.CLOSED), make_agency()
    answer = leader.post(f"/isu/{issue.pk}/disposisi", instruction(agency=str(agency.pk)))
    assert answer.status_code == 409
    assert "Siapkan data penerima." in answer.content.decode()


def test_today_is_offered_only_while_there_is_time(desk: Client):
    timezone.activate("Asia/Makassar")
    keys = [key for key, _offer in deadlines(NOW)]
    late = [key for key, _offer in deadlines(NOW + timedelta(hours=2))]
    assert keys == ["2jam", "sore", "besok", "3hari"] and "sore" not in late


# -- Opening from the desk ----------------------------------------------------------------------

FORM = {
    "title": "Antrean air bersih di Cendana",
    "statement": "Warga menunggu air berjam-jam.",
    "criterion": "dampak",
    "strong": "antrean air bersih",
}


def test_an_issue_opened_from_an_item_starts_with_it_and_goes_back_to_it(desk: Client):
    item = make_item("Warga antre air bersih")
    coverage = make_coverage(item)
    page = text(desk, f"/isu/buka?judul=Antrean+air&dari={item.pk}")
    assert 'value="Antrean air"' in page and f'name="dari" value="{item.pk}"' in page
    sent = FORM | {"dari": item.pk, "seen": deciding.edition(item), "key": str(uuid4())}
    answer = desk.post("/isu/buka", sent)
    assert answer.headers["Location"] == f"/meja/{item.pk}"
    coverage.refresh_from_db()
    assert coverage.issue == Issue.objects.get()


def test_where_the_item_was_decided_on_meanwhile_the_form_comes_back(desk: Client):
    item = make_item()
    make_coverage(item)
    sent = FORM | {"dari": item.pk, "seen": deciding.edition(item), "key": str(uuid4())}
    deciding.decide(item, [], make_user(), NOW, deciding.edition(item), uuid4())
    answer = desk.post("/isu/buka", sent)
    assert answer.status_code == 409
    assert "Antrean air bersih di Cendana" in answer.content.decode()
    assert not Issue.objects.exists()


@pytest.mark.parametrize("asked", ["x", "0", "9" * 40, "²"])
def test_an_item_that_cannot_be_is_ignored(desk: Client, asked: str):
    assert 'name="dari"' in text(desk, f"/isu/buka?dari={asked}")


# -- The page -----------------------------------------------------------------------------------


def test_reports_of_an_issue_stand_in_its_chronology_and_in_no_count(desk: Client):
    issue, place = make_issue(), build.make_region("99.01", "Cendana Timur")
    make_report(place, "Air naik", issue=issue)
    make_report(place, "Kabar bohong", FieldReport.Verification.FALSE, issue=issue)
    page = text(desk, f"/isu/{issue.pk}")
    assert "Laporan lapangan, belum terkonfirmasi" in page
    assert "<strong>0</strong> pemuatan" in page
    assert "Kabar bohong" not in page
    assert "<strong>0</strong> <span>pemuatan</span>" in text(desk, "/isu")


def test_a_long_chronology_is_folded_and_what_is_left_out_is_counted(desk: Client, monkeypatch):
    monkeypatch.setattr("issues.issue_page.EVENTS_MOST", 15)
    issue = make_issue()
    for hours in range(20):
        issue.changes.create(at=NOW - timedelta(hours=hours), field="level", after="tinggi")
    page = text(desk, f"/isu/{issue.pk}")
    assert "9 lagi, lebih lama" in page and "6 lagi tidak ditampilkan" in page


def test_foreign_words_stay_words(desk: Client):
    mark = "<script>alert(1)</script>{{ 7 }}"
    issue = make_issue(mark, statement=mark, next_step=mark)
    build.make_response(mark, issue=issue, instruction=mark, opened_at=NOW)
    issue.changes.create(at=NOW, field="title", before=mark, after=mark, reason=mark)
    for address in ("", "/ubah", "/disposisi"):
        assert "<script>alert" not in text(desk, f"/isu/{issue.pk}{address}")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADERSHIP])
def test_who_may_not_is_refused_and_sees_no_form(desk: Client, role: str):
    issue, row = make_issue(), build.make_response()
    desk.force_login(make_user(role=role))
    page = text(desk, f"/isu/{issue.pk}")
    refused = ["ubah", "tutup", "buka-lagi", "status"]
    if role == Role.VIEWER:
        refused += ["tanggapan", "disposisi"]
        assert desk.post(f"/tanggapan/{row.pk}/selesai", {"outcome": "x"}).status_code == 403
    for name in refused:
        assert desk.post(f"/isu/{issue.pk}/{name}", {}).status_code == 403
        assert f"/isu/{issue.pk}/{name}" not in page


def test_an_issue_asks_a_fixed_number_of_questions(desk: Client, django_assert_max_num_queries):
    issue, user = make_issue(), make_user()
    for _number in range(8):
        make_coverage(issue=issue)
        build.make_response(issue=issue, opened_at=NOW, opened_by=user, agency=None)
        issue.changes.create(at=NOW, field="level", after="tinggi", by=user)
    with django_assert_max_num_queries(30):
        desk.get(f"/isu/{issue.pk}")


def test_a_deadline_across_midnight_is_written_as_a_time(desk: Client):
    late = datetime.fromisoformat("2026-11-22T09:00+08:00")
    issue = make_issue(deadline=late)
    assert "besok 09.00" in text(desk, f"/isu/{issue.pk}")
