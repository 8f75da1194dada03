"""The API of field reports: by token alone, the same rules as the form, answers in words."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from commandcenter.accounts.tokens import make_token, revoke_tokens
from monitoring.models import FieldReport, Region
from tests.build import a_photo, make_coverage, make_issue, make_region, make_user

pytestmark = pytest.mark.django_db
REPORTS = "/api/v1/reports"


def program(user: User) -> Client:
    """Return a program of a user: it has a token, no session, and knows no form's token."""
    secret = make_token(user, f"alat {uuid.uuid4()}", timezone.now())
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret}"})


def filled(**values: object) -> dict[str, object]:
    given = {
        "entry_key": str(uuid.uuid4()),
        "what": "Jembatan gantung putus diterjang banjir.",
        "happened_at": timezone.now().isoformat(),
        "source": "lihat",
        "urgency": "penting",
    }
    return given | values


def test_a_report_is_filed_with_its_photos_and_followed_by_its_number(dewi: User):
    phone = program(dewi)
    answer = phone.post(REPORTS, filled(photos=[a_photo(), a_photo("b.jpg", "gold")]))
    assert answer.status_code == 201, answer.content
    filed = answer.json()
    assert (filed["status"], filed["region"], filed["photos"]) == ("Diterima", "99.04", 2)
    report = FieldReport.objects.get()
    assert report.item.entered_by == dewi
    make_coverage(report.item, issue=make_issue("Jembatan putus"))
    followed = phone.get(f"{REPORTS}/{filed['number']}").json()
    assert followed["status"] == "Dikaitkan ke isu Jembatan putus"
    assert phone.get(REPORTS).json()["reports"] == [followed]


def test_the_same_key_again_is_answered_with_the_same_report(dewi: User):
    phone, form = program(dewi), filled()
    answers = [phone.post(REPORTS, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
    assert FieldReport.objects.count() == 1


def test_times_with_an_offset_are_understood(dewi: User):
    at = timezone.now().replace(microsecond=0)
    program(dewi).post(REPORTS, filled(happened_at=at.isoformat()))
    assert FieldReport.objects.get().item.published_at == at


def test_faults_are_told_in_words_by_field(dewi: User):
    far = make_region("99.05", "Kabupaten Kelana")
    make_region("99.05.01", "Simpang Tiga", level="kecamatan", parent=far)
    answer = program(dewi).post(REPORTS, filled(district="99.05.01", is_staff="1"))
    assert answer.status_code == 422
    (words,) = answer.json()["fields"]["district"]
    assert "Simpang Tiga tidak berada di Kabupaten Serunai" in words
    assert "Mohon periksa kembali" in answer.json()["words"]


def test_a_file_that_is_no_photo_is_named_and_the_report_is_in(dewi: User):
    wrong = SimpleUploadedFile("surat.jpg", b"%PDF-1.4")
    answer = program(dewi).post(REPORTS, filled(photos=[wrong]))
    assert answer.status_code == 201
    assert "adalah PDF, bukan foto" in answer.json()["left_out"][0]


@pytest.mark.parametrize("body", ["", "{", '{"what": "\\ud800"}', "[" * 10_000])
def test_what_is_no_form_is_answered_in_words(dewi: User, body: str):
    answer = program(dewi).post(REPORTS, body, content_type="application/json")
    assert answer.status_code in {400, 422} and answer.json()["words"]


def test_own_reports_are_all_one_sees(dewi: User, serunai: Region):
    number = program(dewi).post(REPORTS, filled()).json()["number"]
    other = program(make_user("Komang", Role.CONTRIBUTOR, region=serunai))
    assert other.get(REPORTS).json()["count"] == 0
    answer = other.get(f"{REPORTS}/{number}")
    assert answer.status_code == 404 and "nomor ini" in answer.json()["words"]


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=-1"])
def test_a_page_that_cannot_be_is_refused_in_words(dewi: User, query: str):
    answer = program(dewi).get(REPORTS + query)
    assert answer.status_code == 422 and answer.json()["words"]
    assert program(dewi).get(f"{REPORTS}?page=999").json()["page"] == 1


def test_who_does_not_report_is_refused_in_words(serunai: Region):
    answer = program(make_user(role=Role.VIEWER)).post(REPORTS, filled())
    assert answer.status_code == 403 and "tidak boleh mengirim" in answer.json()["words"]


# -- Who gets in --------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer tebakan", "Basic eA==", "Bearer \u00e9"])
def test_without_a_valid_token_nothing_opens(dewi: User, header: str):
    client = Client(headers={"Authorization": header})
    for answer in (client.get(REPORTS), client.post(REPORTS, filled())):
        assert answer.status_code == 401 and "Token tidak dikenal" in answer.json()["words"]
        assert answer["WWW-Authenticate"] == "Bearer"
    assert not FieldReport.objects.exists()


def test_a_session_is_no_token(dewi: User):
    client = Client()
    client.force_login(dewi)
    assert client.get(REPORTS).status_code == 401


def test_a_token_in_the_address_opens_nothing(dewi: User):
    secret = make_token(dewi, "alat", timezone.now())
    assert Client().get(f"{REPORTS}?token={secret}").status_code == 401


def test_a_revoked_token_is_closed(dewi: User):
    phone = program(dewi)
    revoke_tokens(dewi, timezone.now())
    assert phone.get(REPORTS).status_code == 401


def test_other_methods_are_unknown(dewi: User):
    phone = program(dewi)
    assert phone.delete(REPORTS).status_code == 405
    assert phone.put(REPORTS, filled()).status_code == 405


def test_the_description_names_every_address_and_nobody():
    description = Client().get("/api/v1/openapi.json").json()
    assert set(description["paths"]) == {REPORTS, f"{REPORTS}/{{number}}"}
    assert description["components"]["securitySchemes"]
    assert Client().get("/api/v1/docs").status_code in {302, 404}


@pytest.mark.parametrize("said", ["", "0", "false"])
def test_a_position_is_kept_only_when_it_is_shared(dewi: User, said: str):
    where = {"latitude": "-8.5", "longitude": "116.1"}
    program(dewi).post(REPORTS, filled(share_position=said, **where))
    assert FieldReport.objects.get().latitude is None
    program(dewi).post(REPORTS, filled(share_position="1", **where))
    assert FieldReport.objects.exclude(latitude=None).count() == 1
