"""The pages of the recap: one address per edition, honest words where there is none."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from monitoring.models import Region
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days

pytestmark = pytest.mark.django_db
PAGE = "/rekap/2026-11-21/sore"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    cache.clear()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    yield
    cache.clear()


@pytest.fixture
def client() -> Client:
    """A leader who is logged in, on a watched day without coverage."""
    wall_days.quiet_day()
    Region.objects.filter(level="provinsi").update(report=recap_days.REPORT)
    return login(Role.LEADERSHIP)


def login(role: str) -> Client:
    client = Client()
    client.force_login(build.make_user(role=role))
    return client


def test_it_leads_to_the_newest_edition(client: Client):
    assert client.get("/rekap").headers["Location"] == PAGE


def test_a_day_and_slot_can_be_chosen(client: Client):
    chosen = client.get("/rekap?hari=2026-11-20&edisi=pagi")
    assert chosen.headers["Location"] == "/rekap/2026-11-20/pagi"


def test_a_running_edition_says_until_when_its_numbers_reach(client: Client):
    page = client.get(PAGE).content.decode()
    assert "data sampai 13.42 WITA" in page and "angka ini sampai pukul 13.42" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/rekap/2026-11-22/sore", "belum dimulai"),
        ("/rekap/2126-11-22/sore", "belum dimulai"),
        ("/rekap/2026-11-21/malam", "tidak ada dalam paket"),
        ("/rekap/21-11-2026/sore", "Tanggalnya tidak dikenal"),
        ("/rekap/0001-01-01/sore", "Tanggalnya tidak dikenal"),
        ("/rekap/9999-12-31/sore", "Tanggalnya tidak dikenal"),
        ("/rekap/2026-11-22/sore.pdf", "belum dimulai"),
        ("/rekap/2026-11-22/sore/wa", "belum dimulai"),
        ("/rekap?hari=besok", "Tanggalnya tidak dikenal"),
    ],
)
def test_an_edition_that_does_not_exist_is_explained(client: Client, address: str, words: str):
    answer = client.get(address)
    assert answer.status_code == 404 and words in answer.content.decode()


def test_a_day_without_data_is_clear(client: Client):
    page = client.get("/rekap/2026-11-01/harian").content.decode()
    assert "Belum ada data" in page and "0 pemuatan" not in page


def test_before_a_pack_is_loaded_there_is_a_whole_day():
    client = login(Role.LEADERSHIP)
    assert client.get("/rekap").headers["Location"] == "/rekap/2026-11-21/harian"
    assert client.get("/rekap/2026-11-21/harian").status_code == 200


def test_the_message_is_plain_text_in_two_lengths(client: Client):
    short, long = client.get(f"{PAGE}/wa"), client.get(f"{PAGE}/wa?panjang=lengkap")
    assert short.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert short.content.decode().startswith("Salam sejahtera.")
    assert long.status_code == 200


def test_the_pdf_has_the_number_of_the_edition_as_its_name(client: Client):
    answer = client.get(f"{PAGE}.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert 'filename="rekap-2026-11-21-S.pdf"' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["/rekap", PAGE, f"{PAGE}/wa", f"{PAGE}.pdf"])
def test_contributors_and_agencies_do_not_see_it(client: Client, address: str):
    assert login(Role.CONTRIBUTOR).get(address).status_code == 403
    assert login(Role.AGENCY).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_viewer_is_not_offered_a_disposition(client: Client):
    build.make_issue("Penundaan beasiswa", NOW - DAY, level="tinggi", deadline=NOW)
    assert "/disposisi" in client.get(PAGE).content.decode()
    assert "/disposisi" not in login(Role.VIEWER).get(PAGE).content.decode()


def test_markup_in_words_of_others_is_shown_not_run(client: Client):
    title = '<b onclick="x()">Air</b> \u05d0\u05d1 🌊'
    issue = build.make_issue(title, NOW - DAY, level="tinggi", statement="</textarea><script>")
    build.make_coverage(at=NOW, issue=issue, story=build.make_story("<img src=x>" * 40), tone="pos")
    page = client.get(PAGE).content.decode()
    assert "&lt;b onclick=" in page and "<b onclick=" not in page
    assert "<img src=x>" not in page and page.count("</textarea>") == 2


def test_who_sent_a_report_is_nowhere_on_the_page(client: Client):
    recap_days.make_report("Jembatan gantung retak", "belum")
    page = client.get(PAGE).content.decode()
    assert "Jembatan gantung retak" in page and "Belum terkonfirmasi" in page
    assert "Pelapor" not in page


def test_a_letterhead_without_an_image_is_told_on_the_page(client: Client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = recap_days.REPORT | {"letterhead": {"lines": ["PROVINSI"], "logo": "kop.png"}}
    Region.objects.filter(level="provinsi").update(report=report)
    cache.clear()
    assert "PDF dibuat tanpa logo" in client.get(PAGE).content.decode()
