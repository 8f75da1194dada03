"""When a newsroom goes back on what it wrote, and about which article it speaks."""

from datetime import timedelta

import pytest

from monitoring.corrections import Earlier, corrected_among, correction_in
from tests.build import NOW

PLAIN = "Gubernur Arya Wirasena meninjau pasar. Kegiatan berlangsung lancar."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ralat: sebelumnya tertulis 12 orang, seharusnya 10 orang", "ralat"),
        ("Berita ini telah diperbarui pada Sabtu pukul 10.00 WITA.", "ralat"),
        ("Artikel di atas sudah kami koreksi; artikel ini telah dikoreksi.", "ralat"),
        ("Judul berita ini telah diubah karena kekeliruan.", "ralat"),
        ("Redaksi memohon maaf atas kekeliruan penulisan nama.", "ralat"),
        ("Dengan ini redaksi suaraseroja.test meralat isi berita.", "ralat"),
        ("Semula ditulis dua puluh desa. Yang benar adalah dua belas desa.", "ralat"),
        ("Terdapat kekeliruan angka dalam berita sebelumnya.", "ralat"),
        ("Klarifikasi Redaksi: data berasal dari panitia.", "klarifikasi"),
        ("Berita ini merupakan hak jawab dari Dinas Kesehatan.", "hak-jawab"),
        ("Redaksi memuat hak jawab Dinas Pendidikan selengkapnya.", "hak-jawab"),
    ],
)
def test_the_newsrooms_own_words_are_a_correction_of_this_article(text: str, kind: str):
    found = correction_in("Gubernur Tinjau Pasar", f"{PLAIN}\n{text}")
    assert found is not None and (found.kind, found.apart) == (kind, False)
    assert found.words in f"{PLAIN}\n{text}"


@pytest.mark.parametrize(
    ("title", "section", "kind"),
    [
        ("Ralat: Jumlah Penerima Beasiswa", "", "ralat"),
        ("[RALAT] Gubernur Tinjau Pasar", "", "ralat"),
        ("Berita Ralat : Biaya Jembatan Melati", "", "ralat"),
        ("Koreksi atas Berita Anggaran Jalan", "", "ralat"),
        ("Klarifikasi Redaksi: Data Beasiswa", "", "klarifikasi"),
        ("Data Beasiswa", "Ralat", "ralat"),
        ("Tanggapan Dinas Kesehatan", "Hak Jawab", "hak-jawab"),
    ],
)
def test_title_or_section_announce_an_article_that_corrects_another(
    title: str, section: str, kind: str
):
    found = correction_in(title, PLAIN, section)
    assert found is not None and (found.kind, found.apart) == (kind, True)


def test_an_answer_is_one_when_it_names_the_article_it_answers():
    title, said = "Hak Jawab Dinas Pendidikan", "Menanggapi berita berjudul “Beasiswa Macet”, kami"
    assert correction_in(f"{title}: Beasiswa Cair", said).kind == "hak-jawab"
    assert correction_in("Hak Jawab: Bukti dan Posisi Media", "Hak jawab diatur UU Pers.") is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Kadis Beri Klarifikasi soal Beasiswa", "Kepala dinas menyampaikan klarifikasi."),
        ("Gubernur Ralat Pernyataan soal Tambang", "Gubernur meralat pernyataannya kemarin."),
        ("Ralat Pernyataan, Bupati Minta Maaf", "Bupati meminta maaf kepada warga."),
        ("Koreksi Harga Cabai Diharapkan Pedagang", "Harga cabai terkoreksi dua persen."),
        ("Perusahaan Air Minta Maaf", "Perusahaan menyampaikan permohonan maaf atas gangguan."),
        ("Dinas Siapkan Langkah", "Kami akan gunakan hak jawab sesuai UU Pers, kata kepala dinas."),
        ("Sekda Bantah Tuduhan", "“Berita ini sudah diralat redaksi,” kata Sekda di kantornya."),
        ("KPU Perbaiki Data", "Sebelumnya disebutkan 10 ribu pemilih terdaftar di kabupaten itu."),
        ("Suara Seroja Raih Penghargaan", "Redaksi mengucapkan terima kasih kepada pembaca."),
    ],
)
def test_what_others_clarify_or_apologise_for_is_news(title: str, text: str):
    assert correction_in(title, text) is None


def test_a_correction_at_the_end_of_a_very_long_text_is_found():
    assert correction_in("Judul", "Kalimat biasa saja. " * 5000 + "\nRalat: semula keliru.")


BRIDGE = Earlier(1, "Jembatan Sungai Melati Telan Biaya Rp12 Miliar", NOW - timedelta(days=1))
OTHERS = [
    Earlier(number, f"Gubernur Arya Wirasena {deed}", NOW - timedelta(days=number))
    for number, deed in enumerate(("Buka Lomba Layar", "Lantik Pejabat", "Panen Padi"), start=2)
]
SAID = "Dalam berita jembatan Sungai Melati tertulis telan biaya Rp12 miliar, yang benar Rp21."


def found(text: str, *earlier: Earlier) -> int | None:
    match = corrected_among("Ralat: Biaya Jembatan", text, NOW, earlier)
    return match and match.key


def test_rare_words_of_a_title_lead_to_the_article_that_is_corrected():
    assert found(SAID, BRIDGE, *OTHERS) == BRIDGE.key


def test_a_name_that_stands_in_every_title_decides_nothing():
    assert found("Gubernur Arya Wirasena menyampaikan terima kasih.", BRIDGE, *OTHERS) is None


def test_between_two_alike_nobody_is_named():
    twin = Earlier(9, BRIDGE.title, BRIDGE.at)
    assert found(SAID, BRIDGE, twin, *OTHERS) is None


def test_a_link_needs_fewer_words_and_wins():
    linked = Earlier(9, "Jembatan Melati Ditinjau Wakil Gubernur", BRIDGE.at, linked=True)
    assert found(SAID, BRIDGE, linked, *OTHERS) == linked.key


def test_a_link_to_something_else_proves_nothing():
    linked = Earlier(9, "Festival Layar Pinisi Dibuka Meriah", BRIDGE.at, linked=True)
    assert found(SAID, BRIDGE, linked, *OTHERS) == BRIDGE.key


def test_what_was_published_too_long_ago_or_later_is_not_meant():
    old = Earlier(1, BRIDGE.title, NOW - timedelta(days=15))
    later = Earlier(2, BRIDGE.title, NOW + timedelta(hours=1))
    assert found(SAID, old, later) is None


def test_words_shown_are_cut_between_two_words():
    found = correction_in("Ralat: " + "bendungan " * 40, "")
    assert found is not None
    assert found.words.endswith("bendungan …") and len(found.words) <= 122
