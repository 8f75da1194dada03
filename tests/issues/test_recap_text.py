"""The WhatsApp message: the pack's words and order, nobody's markup, nobody's name."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from issues.recaps.quotes import shortened
from issues.recaps.text import ORDER, link, words, write_text
from issues.recaps.values import Original
from monitoring.models import Region
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days
from tests.issues.test_recaps import ZONE, composed

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _local_time():
    cache.clear()
    with timezone.override(ZONE):
        yield


def quiet() -> str:
    wall_days.quiet_day()
    Region.objects.filter(level="provinsi").update(report=recap_days.REPORT)
    return write_text(composed(), short=True)


@pytest.mark.django_db
def test_it_opens_and_closes_with_the_words_of_the_pack():
    lines = quiet().splitlines()
    assert lines[:2] == ["Salam sejahtera.", "*LAPORAN MONITORING MEDIA*"]
    assert "Hari/Tanggal : Sabtu, 21 November 2026" in lines
    assert "Tembusan : 1. Ibu Wakil Gubernur  2. Bapak Sekretaris Daerah" in lines
    assert lines[-1] == "#SerojaBerlayar" and "Salam dari Seroja." in lines


@pytest.mark.django_db
def test_sections_stand_in_the_order_of_the_pack():
    wall_days.quiet_day()
    recap = composed()
    heads = [line for line in write_text(recap, short=True).splitlines() if ". " in line[:5]]
    assert [line[1] for line in heads] == list("ABCDEFGH"[: len(ORDER)])
    turned = replace(recap, report=recap_days.REPORT | {"order": ["wilayah", "ringkasan"]})
    assert "*A. WILAYAH*" in write_text(turned, short=True)
    assert "*B. RINGKASAN*" in write_text(turned, short=True)
    assert "PERHATIAN" not in write_text(turned, short=True)


@pytest.mark.django_db
def test_what_is_empty_is_nihil():
    assert quiet().count("\nNihil\n") == 7


@pytest.mark.django_db
def test_what_is_not_known_is_not_called_nihil():
    wall_days.unknown_day()
    text = write_text(composed(), short=True)
    assert "*B. PERHATIAN PIMPINAN*\nBelum ada data\n" in text
    assert "*H. TINDAK LANJUT*\nNihil\n" in text


@pytest.mark.django_db
def test_the_short_message_names_at_most_twelve_items_and_says_what_it_leaves_out():
    recap_days.full_day()
    for number in range(9):
        build.make_response(f"Tugas {number}", NOW + DAY)
    recap = composed()
    short, long = write_text(recap, short=True), write_text(recap, short=False)
    numbered = [line for line in short.splitlines() if line.split(". ")[0].isdecimal()]
    assert len(numbered) <= 12
    assert "dan 11 lagi" in short and "Tugas 8" in long


@pytest.mark.django_db
def test_it_links_to_originals_and_labels_field_reports():
    recap_days.full_day()
    text = write_text(composed(), short=False)
    assert "• Kabar Beasiswa 0 https://kabar-0.test/beasiswa?id=1_0" in text
    assert "[TERKONFIRMASI] Antrean air" in text
    assert "[BELUM TERKONFIRMASI] Jembatan gantung retak" in text
    assert "dermaga terbakar" not in text


@pytest.mark.django_db
def test_whoever_sent_a_report_is_not_in_it():
    recap_days.full_day()
    assert "Pelapor" not in write_text(composed(), short=False)


@pytest.mark.django_db
def test_before_a_pack_is_loaded_it_still_makes_sense():
    text = write_text(composed("harian"), short=True)
    assert "LAPORAN MONITORING MEDIA" in text and "Edisi 2026-11-21-H" in text


@pytest.mark.django_db
def test_an_open_deadline_that_has_passed_is_called_so():
    wall_days.quiet_day()
    build.make_response("Data penerima", NOW)
    assert "Data penerima – lewat batas 21 Nov 13.42" in write_text(composed(), short=True)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("*Gubernur* _diam_ ~soal~ `air`", "∗Gubernur∗ ＿diam＿ ∼soal∼ ˋairˋ"),
        ("```kode```", "ˋˋˋkodeˋˋˋ"),
        ("baris\nsatu\r\n> dua", "baris satu > dua"),
        ("الماء في الجزر", "\u2068الماء في الجزر\u2069"),
        ("Banjir 🌊 surut", "Banjir 🌊 surut"),
        ("\u202eterbalik", "terbalik"),
    ],
)
def test_words_of_others_are_never_markup(title: str, shown: str):
    assert words(title) == shown


@pytest.mark.parametrize("title", ["kata " * 1000, "x" * 5000])
def test_a_very_long_title_is_cut_where_it_can_be_read(title: str):
    assert len(words(title)) <= 160 and words(title).endswith("…")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "ftp://a.test/",
        "https://a.test/ b",
        "https://a.test/" + "x" * 300,
    ],
)
def test_only_addresses_a_phone_can_open_are_sent(url: str):
    assert link(Original("Kabar", url)) == ""


def test_an_address_that_no_parser_takes_breaks_no_message():
    assert link(Original("Kabar", "http://[rusak")) == "http://[rusak"


def test_a_shortened_text_ends_between_words():
    assert shortened("satu dua tiga empat", 12) == "satu dua…"
