"""Pages of field reports: the form, the outbox's answers, the list of the desk, the verdict."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from monitoring.models import Attachment, FieldReport, Region
from monitoring.reports.filing import edition
from monitoring.reports.lists import card
from tests.build import a_photo, make_region, make_user

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def kelana(serunai: Region) -> Region:
    """Make another regency with a district."""
    other = make_region("99.05", "Kabupaten Kelana", parent=serunai.parent)
    make_region("99.05.01", "Simpang Tiga", level="kecamatan", parent=other)
    return other


@pytest.fixture
def phone(dewi: User) -> Client:
    """Log the contributor in."""
    client = Client()
    client.force_login(dewi)
    return client


@pytest.fixture
def desk(serunai: Region) -> Client:
    """Log in somebody who verifies."""
    client = Client()
    client.force_login(make_user("Bayu Saputra"))
    return client


def filled(**values: object) -> dict[str, object]:
    given = {
        "entry_key": str(uuid.uuid4()),
        "subject": "kejadian",
        "what": "Jembatan gantung putus diterjang banjir.",
        "happened_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "source": "lihat",
        "urgency": "penting",
    }
    return given | values


def said(response) -> str:
    return " ".join(response.content.decode().split())


def file_one(client: Client, **values: object) -> FieldReport:
    response = client.post("/lapor", filled(**values), headers=JSON)
    assert response.status_code == 201, response.content
    return FieldReport.objects.get(number=response.json()["number"])


# -- The form -----------------------------------------------------------------------------------


def test_the_form_shows_the_region_of_the_account_and_its_places_alone(phone: Client):
    page = said(phone.get("/lapor"))
    assert "<strong>Kabupaten Serunai</strong>" in page
    assert '<optgroup label="Muara Teduh"' in page and "Desa Dano" in page
    assert "Simpang Tiga" not in page and 'name="region"' not in page


def test_the_form_promises_when_an_answer_comes(phone: Client):
    page = said(phone.get("/lapor"))
    for words in ("dalam 1 jam", "dalam 1×24 jam", "dalam 2×24 jam"):
        assert words in page


def test_the_province_chooses_a_regency_and_then_sees_its_places(desk: Client):
    assert "Muara Teduh" not in said(desk.get("/lapor"))
    page = said(desk.get("/lapor?wilayah=99.04"))
    assert "Muara Teduh" in page and 'name="region"' in page


@pytest.mark.parametrize("region", ["xx", "%00", "99", "a" * 900])
def test_any_region_in_the_address_is_answered(desk: Client, region: str):
    assert desk.get(f"/lapor?wilayah={region}").status_code == 200


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADERSHIP, Role.AGENCY])
def test_who_does_not_report_is_refused(client: Client, serunai: Region, role: str):
    client.force_login(make_user(role=role))
    for address in ("/lapor", "/lapor/saya", "/lapor/sesi"):
        assert client.get(address).status_code == 403
    assert client.post("/lapor", filled()).status_code == 403


@pytest.mark.parametrize("address", ["/laporan", "/berita", "/sumber"])
def test_a_contributor_sees_nothing_of_the_desk(phone: Client, address: str):
    assert phone.get(address).status_code == 403


# -- Filing -------------------------------------------------------------------------------------


def test_without_javascript_the_form_files_a_report_and_names_its_number(phone: Client):
    response = phone.post("/lapor", filled(photos=[a_photo()]), follow=True)
    report = FieldReport.objects.get()
    assert response.redirect_chain == [("/lapor/saya", 302)]
    assert f"Laporan diterima dengan nomor {report.number}." in said(response)
    assert report.item.attachments.count() == 1


def test_the_outbox_of_a_phone_is_answered_with_number_and_status(phone: Client):
    response = phone.post("/lapor", filled(), headers=JSON)
    assert response.status_code == 201
    number = FieldReport.objects.get().number
    assert response.json() == {"number": number, "status": "Diterima", "left_out": []}


def test_sent_twice_it_is_one_report_with_one_photo(phone: Client):
    form = filled()
    answers = [
        phone.post("/lapor", form | {"photos": [a_photo()]}, headers=JSON).json() for _ in range(2)
    ]
    assert answers[0]["number"] == answers[1]["number"]
    assert FieldReport.objects.count() == Attachment.objects.count() == 1


def test_a_used_form_with_another_text_is_no_retry_and_nothing_is_lost(phone: Client):
    form = filled()
    first = phone.post("/lapor", form, headers=JSON).json()["number"]
    second = form | {"what": "Pasar kebanjiran."}
    response = phone.post("/lapor", second)
    assert response.status_code == 422
    assert f"sudah dipakai untuk laporan {first}" in said(response)
    assert "Pasar kebanjiran." in said(response) and form["entry_key"] not in said(response)
    again = phone.post("/lapor", second | {"entry_key": str(uuid.uuid4())}, headers=JSON)
    assert again.status_code == 201


def test_a_retry_is_answered_even_when_the_account_has_moved(phone: Client, dewi: User):
    form = filled(district="99.04.01")
    number = phone.post("/lapor", form, headers=JSON).json()["number"]
    User.objects.filter(pk=dewi.pk).update(region=Region.objects.get(pk="99.05"))
    again = phone.post("/lapor", form, headers=JSON)
    assert (again.status_code, again.json()["number"]) == (200, number)


def test_the_fifth_photo_is_left_out_in_words_and_nothing_else_is_lost(phone: Client):
    colours = ["red", "green", "blue", "gold", "plum"]
    photos = [a_photo(f"foto{n}.jpg", colour) for n, colour in enumerate(colours)]
    answer = phone.post("/lapor", filled(photos=photos), headers=JSON).json()
    (words,) = answer["left_out"]
    assert "“foto4.jpg” tidak disertakan" in words
    assert FieldReport.objects.get().item.attachments.count() == 4


def test_a_pdf_named_jpg_is_left_out_in_words_and_the_report_arrives(phone: Client):
    wrong = SimpleUploadedFile("surat.jpg", b"%PDF-1.4 x")
    response = phone.post("/lapor", filled(photos=[wrong, a_photo()]), follow=True)
    assert "“surat.jpg” adalah PDF, bukan foto" in said(response)
    assert FieldReport.objects.get().item.attachments.count() == 1


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"what": ""}, "tidak boleh kosong"),
        ({"what": "\u200b\x00 "}, "tidak boleh kosong"),
        ({"what": "a" * 5001}, "5001"),
        ({"source": "dukun"}, "dukun"),
        ({"urgency": ""}, "tidak boleh kosong"),
        ({"happened_at": "kapan-kapan"}, "valid"),
        ({"happened_at": "2020-01-01T00:00"}, "setahun lalu"),
        ({"district": "99.05.01"}, "Simpang Tiga tidak berada di Kabupaten Serunai"),
        ({"district": "99.04.01", "village": "99.04.02.2001"}, "tidak berada di kecamatan"),
        ({"district": "\x00"}, "null"),
        ({"link": "javascript:alert(1)"}, "URL"),
        ({"link": "ftp://seroja.test/x"}, "URL"),
        ({"share_position": "1", "latitude": "999", "longitude": "1"}, "90"),
        ({"share_position": "1", "latitude": "nan", "longitude": "1"}, "bilangan"),
        ({"entry_key": "x"}, "UUID"),
    ],
)
def test_a_fault_is_told_in_words_and_what_was_typed_stays(
    phone: Client, values: dict[str, str], words: str
):
    form = filled(place="Dermaga lama") | values
    page, answer = phone.post("/lapor", form), phone.post("/lapor", form, headers=JSON)
    assert page.status_code == answer.status_code == 422
    assert words in said(page) and words in " ".join(answer.json()["words"])
    assert "Dermaga lama" in said(page) and not FieldReport.objects.exists()


def test_a_report_of_the_province_without_a_region_is_refused_in_words(desk: Client):
    response = desk.post("/lapor", filled(), headers=JSON)
    assert response.status_code == 422
    assert response.json()["words"] == ["Mohon pilih kabupaten atau kota kejadiannya."]
    assert file_one(desk, region="99.05").region_id == "99.05"


def test_hostile_text_is_kept_as_text(phone: Client, dewi: User):
    what = "Banjir 🌊 مرحبا\u202e <script>alert(1)</script> {{7*7}}\x00 \ud83d\r\nbaris dua"
    report = file_one(phone, what=what.encode("utf-8", "ignore").decode(), place="<b>x</b>")
    assert report.item.title == "Banjir 🌊 مرحبا <script>alert(1)</script> {{7*7}}"
    page = said(phone.get("/lapor/saya"))
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page and "{{7*7}}" in page


def test_five_thousand_letters_are_taken(phone: Client):
    assert len(file_one(phone, what="a" * 5000).item.text.body) > 5000


def test_an_address_without_a_scheme_is_completed(phone: Client):
    assert file_one(phone, link="seroja.test/status/1").item.url == "https://seroja.test/status/1"


def test_a_position_is_kept_only_when_it_is_ticked(phone: Client):
    where = {"latitude": "-8.58341", "longitude": "116.1"}
    assert file_one(phone, **where).latitude is None
    assert file_one(phone, share_position="on", **where).latitude == -8.583


def test_on_a_shared_phone_nothing_is_sent_under_another_name(phone: Client, dewi: User):
    other = make_user("Komang", Role.CONTRIBUTOR, region=dewi.region)
    response = phone.post("/lapor", filled(reporter=str(other.pk)), headers=JSON)
    assert response.status_code == 409
    assert response.json()["words"] == ["Laporan ini ditulis dengan akun lain."]
    assert not FieldReport.objects.exists()
    assert file_one(phone, reporter=str(dewi.pk))


def test_without_the_token_of_the_form_nothing_is_filed(dewi: User):
    client = Client(enforce_csrf_checks=True)
    client.force_login(dewi)
    assert client.post("/lapor", filled(), headers=JSON).status_code == 403
    session = client.get("/lapor/sesi").json()
    assert session["reporter"] == str(dewi.pk)
    headers = JSON | {"X-CSRFToken": session["token"]}
    assert client.post("/lapor", filled(), headers=headers).status_code == 201


# -- What a phone keeps -------------------------------------------------------------------------


def test_the_kept_form_knows_nobody(phone: Client, dewi: User):
    for client in (phone, Client()):
        response = client.get("/lapor/luring")
        page = said(response)
        assert response.status_code == 200 and "Kabupaten Serunai</option>" in page
        for private in ("Dewi", "Kontributor", "Keluar", "Muara Teduh", f'"{dewi.pk}"'):
            assert private not in page
        assert 'name="csrfmiddlewaretoken" value=""' in page or "csrfmiddlewaretoken" not in page


def test_the_worker_comes_from_the_root_and_names_what_it_keeps():
    response = Client().get("/sw.js")
    script = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Service-Worker-Allowed"] == "/lapor"
    kept = json.loads(script.split("const ASSETS = ", 1)[1].split(";", 1)[0].replace("'", '"'))
    assert "/static/report.js" in kept
    assert all(Client().get(address).status_code == 200 for address in kept)


# -- The desk -----------------------------------------------------------------------------------


def test_the_desk_sees_what_waits_by_urgency_and_age_and_then_the_rest(phone: Client, desk: Client):
    at = timezone.now()
    names = ["biasa lama", "mendesak baru", "mendesak lama", "sudah dicek"]
    urgency = {"biasa lama": "biasa", "sudah dicek": "mendesak"}
    ages = {"biasa lama": 50, "mendesak baru": 1, "mendesak lama": 2, "sudah dicek": 3}
    for name in names:
        report = file_one(phone, what=name, urgency=urgency.get(name, "mendesak"))
        verdict = "terkonfirmasi" if name == "sudah dicek" else "belum"
        FieldReport.objects.filter(pk=report.pk).update(
            received_at=at - timedelta(hours=ages[name]), verification=verdict
        )
    page = said(desk.get("/laporan"))
    wanted = ["mendesak lama", "mendesak baru", "biasa lama", "sudah dicek"]
    assert sorted(names, key=page.index) == wanted
    assert "3 belum terkonfirmasi" in page and "jawaban lewat" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("verifikasi=belum", ["di Serunai"]),
        ("verifikasi=salah", ["di Kelana"]),
        ("wilayah=99.05", ["di Kelana"]),
        ("hari=2020-01-01", []),
    ],
)
def test_the_list_is_narrowed_by_verdict_region_and_day(
    phone: Client, desk: Client, query: str, found: list[str]
):
    file_one(phone, what="di Serunai")
    far = file_one(desk, what="di Kelana", region="99.05")
    FieldReport.objects.filter(pk=far.pk).update(verification="salah")
    page = said(desk.get(f"/laporan?{query}"))
    assert [name for name in ("di Serunai", "di Kelana") if f"<bdi>{name}</bdi>" in page] == found


@pytest.mark.parametrize("query", ["verifikasi=xx", "wilayah=%00", "hari=9999-99-99", "halaman=-1"])
def test_any_address_of_the_list_is_answered(desk: Client, query: str):
    assert desk.get(f"/laporan?{query}").status_code == 200


def test_the_list_asks_a_fixed_number_of_questions(
    phone: Client, desk: Client, django_assert_max_num_queries
):
    for number in range(5):
        file_one(phone, what=f"Laporan {number}", district="99.04.01")
    with django_assert_max_num_queries(7):
        desk.get("/laporan")


def test_who_reported_is_for_those_who_verify(phone: Client, dewi: User):
    report = file_one(phone)
    assert card(report, make_user()).reporter == dewi
    viewer = card(report, make_user(role=Role.VIEWER))
    assert (viewer.reporter, viewer.form) == (None, None)


# -- The verdict --------------------------------------------------------------------------------


def verdict(client: Client, report: FieldReport, **values: str):
    given = {"verdict": "terkonfirmasi", "note": "cek ke BPBD", "seen": edition(report)}
    return client.post(f"/laporan/{report.pk}/verifikasi", given | values)


def test_a_verdict_reaches_the_reporter_with_its_note(phone: Client, desk: Client):
    report = file_one(phone)
    response = verdict(desk, report, verdict="salah", note="foto lama tahun lalu")
    assert response["Location"] == f"/berita/{report.pk}"
    page = said(phone.get("/lapor/saya"))
    assert "Diverifikasi: tidak benar" in page and "foto lama tahun lalu" in page


def test_a_report_is_not_called_false_without_a_reason(phone: Client, desk: Client):
    report = file_one(phone)
    response = verdict(desk, report, verdict="salah", note="")
    assert response.status_code == 422 and "tulis alasannya" in said(response)
    report.refresh_from_db()
    assert report.verification == "belum"


def test_a_stale_verdict_is_answered_with_409_and_nothing_typed_is_lost(
    phone: Client, desk: Client, client: Client
):
    report = file_one(phone)
    verdict(desk, report)
    client.force_login(make_user("Rahma Kusuma"))
    stale = verdict(client, report, verdict="salah", note="menurut saya keliru")
    assert stale.status_code == 409
    assert "menurut saya keliru" in said(stale) and "diverifikasi orang lain" in said(stale)
    report.refresh_from_db()
    assert report.verification == "terkonfirmasi"
    again = verdict(client, report, verdict="salah", note="menurut saya keliru")
    assert again.status_code == 302


@pytest.mark.parametrize("role", [Role.VIEWER, Role.HIGHLIGHT, Role.CONTRIBUTOR])
def test_who_may_not_verify_is_refused(phone: Client, client: Client, role: str):
    report = file_one(phone)
    client.force_login(make_user(role=role))
    assert verdict(client, report).status_code == 403


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "%00", "kemarin"])
def test_a_day_that_cannot_be_filters_nothing_and_says_so(desk: Client, day: str):
    answer = desk.get(f"/laporan?hari={day}")
    assert answer.status_code == 200 and answer.context["form"].errors["hari"]


def test_the_kept_form_holds_no_message_to_whoever_fetched_it(phone: Client):
    phone.post("/lapor", filled())
    assert "LL-" not in phone.get("/lapor/luring").content.decode()
    assert "LL-" in phone.get("/lapor/saya").content.decode()
