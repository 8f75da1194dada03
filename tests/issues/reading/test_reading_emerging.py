"""When coverage that fits no issue is a matter of its own, and what it is called."""

from datetime import date

import pytest

from issues.reading.emerging import Printing, criterion_of, matter_of, signs
from issues.reading.titling import TITLE_WORDS, common_phrases, statement, working_title

DAY = date(2026, 11, 17)
ROOF = "Atap SMAN Batu Perada Ambruk, Siswa Belajar di Gudang"


def printed(title: str = ROOF, outlet: int = 1, **values: object) -> Printing:
    given = {"text": outlet, "tier": 3, "day": DAY, "tone": "neg", "event": "neg", "local": True}
    return Printing(title=title, outlet=outlet, **given | values)


def criterion(*printings: Printing, reporters: int = 0) -> str | None:
    met = criterion_of(printings, reporters)
    return met[0] if met else None


def test_three_outlets_with_bad_news_are_a_matter():
    assert criterion(*(printed(outlet=n) for n in range(3))) == "sebaran"


def test_two_outlets_on_one_day_stay_ordinary_news():
    assert criterion(printed(outlet=1), printed(outlet=2)) is None


def test_good_news_in_ten_outlets_needs_no_watching():
    assert criterion(*(printed(outlet=n, tone="pos", event="pos") for n in range(10))) is None


def test_our_own_release_is_no_spread_of_bad_news():
    assert criterion(*(printed(outlet=n, paid=True) for n in range(5))) is None


def test_two_days_count_only_with_a_text_of_each_day():
    tomorrow = date(2026, 11, 18)
    assert criterion(printed(), printed(text=1, day=tomorrow)) is None
    assert criterion(printed(), printed(text=2, day=tomorrow)) == "sebaran"


def test_what_is_neither_about_us_nor_about_home_is_nobodys_matter_here():
    abroad = [printed(outlet=n, tone="na", local=False) for n in range(5)]
    assert criterion(*abroad) is None


def test_a_negative_national_outlet_is_enough():
    assert criterion(printed(tier=1)) == "nasional"
    assert criterion(printed(tier=1, tone="neu")) is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mahasiswa Demo Kantor Gubernur", "aksi"),
        ("LSM Layangkan Somasi soal Dermaga", "aksi"),
        ("DPRD Gelar Rapat Dengar Pendapat soal Seragam", "aksi"),
        ("Dua Pasien Tewas saat Menunggu Ambulans", "dampak"),
        ("Puluhan Siswa Keracunan Makanan", "dampak"),
        ("Kominfotik: Surat Bantuan Itu Hoaks", "hoaks"),
        ("Ribuan Warga Ikut Lomba Demo Masak", None),
    ],
)
def test_one_headline_may_be_enough(title: str, expected: str | None):
    assert criterion(printed(title)) == expected


def test_harm_told_by_one_outlet_without_us_waits_for_a_second():
    title = "Pengendara Tewas di Tikungan Kelana"
    assert criterion(printed(title, tone="na")) is None
    assert criterion(printed(title, tone="na"), printed(title, 2, tone="na")) == "dampak"


def test_the_gravest_criterion_is_named():
    titles = ["Warga Demo, Satu Tewas", ROOF, ROOF]
    assert criterion(*(printed(title, n) for n, title in enumerate(titles))) == "dampak"


def test_two_reporters_from_the_field_are_enough():
    assert criterion(printed(tone="neu", event="neu"), reporters=2) == "laporan"


def test_signs_quote_the_words_they_rest_on():
    assert signs(["Mahasiswa Berdemo", "Sopir Memblokade Jalan"]).mass == ("Berdemo", "Memblokade")


def test_a_matter_brings_what_the_form_of_an_issue_asks_for():
    lead = "MUARA SERUNAI – Atap SMAN Batu Perada ambruk pada Senin. Siswa dipindah."
    texts = [printed(outlet=n, lead=lead, topic="PEND", regions=("99.04",)) for n in range(3)]
    matter = matter_of(texts, {}, frozenset({"batu", "perada"}))
    assert (matter.topic, matter.regions) == ("PEND", ("99.04",))
    assert matter.statement == "Atap SMAN Batu Perada ambruk pada Senin."
    assert "3 media" in matter.reason


# -- Working titles -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Heboh! Atap SMAN Batu Perada Ambruk", "Atap SMAN Batu Perada Ambruk"),
        ("ATAP SEKOLAH AMBRUK DI SERUNAI", "Atap Sekolah Ambruk Di Serunai"),
        ("Dituding Atur Setoran Dermaga, Kadis: Tidak", "Atur Setoran Dermaga"),
        ("Soal Honor Guru Pulau, Dewan: “Memalukan!”", "Honor Guru Pulau"),
    ],
)
def test_a_working_title_drops_what_judges_and_calls_out(headline: str, title: str):
    assert working_title([headline], {}) == title


def test_a_working_title_has_at_most_eight_words_and_no_loose_end():
    long = "Warga Tiga Desa di Pesisir Serunai Menunggu Air dari Tangki Bantuan Kabupaten"
    words = working_title([long], {}).split()
    assert len(words) <= TITLE_WORDS
    assert words[-1] not in {"dari", "di"}


def test_a_working_title_is_the_clause_most_headlines_share():
    titles = ["Sakit, Bupati Pelita Mundur", "Bupati Pelita Mundur, Wakilnya Ditunjuk"]
    assert working_title(titles, {}) == "Bupati Pelita Mundur"


def test_pairs_of_names_alone_would_find_all_news_of_somebody():
    names = frozenset({"arya", "wirasena"})
    titles = ["Arya Wirasena Tinjau Atap Ambruk", "Atap Ambruk Dilihat Arya Wirasena"]
    assert common_phrases(titles, ["", ""], {}, names)[0] == "atap ambruk"
    assert "arya wirasena" not in common_phrases(titles, ["", ""], {}, names)


def test_without_an_opening_the_headline_stands_in_for_the_statement():
    assert statement(["", ""], ["Atap Ambruk", "Sekolah Rusak"]) == "Atap Ambruk"
