"""Lines and elements that belong to the page go; the newsroom's sentences stay."""

import pytest
from lxml import html

from monitoring.furniture import clear_page, without_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Gubernur Lantik Penjabat Sekda",
        "BACA JUGA : Bupati Resmikan Pasar",
        "Baca Juga Bupati Resmikan Pasar",
        "Baca berita lainnya: Bupati Resmikan Pasar",
        "Lihat juga: Video banjir",
        "Simak Video 'Detik-detik banjir': [Gambas:Video 20detik]",
        "Berita Terkait",
        "Terkait: Wali Kota Tinjau Banjir",
        "Terpopuler",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Simak breaking news dan berita pilihan kami langsung di ponselmu.",
        "Gulir untuk lanjut membaca",
        "ADVERTISEMENT",
        "Iklan",
        "[Gambas:Video CNN]",
        "Halaman Selanjutnya",
        "Halaman: 1 2 3",
        "Editor: Rahmat Hidayat",
        "Pewarta: Nur | Editor: Ade",
        "| Penulis | : Aditya Maulana |",
        "Penulis : Humas",
        "Laporan Wartawan Kabar Tanjung, Sari Melati",
        "COPYRIGHT © KANTOR KABAR 2026",
        "© 2026 Kabar Tanjung",
        "Hak Cipta 2026 Kabar Tanjung",
        "Cek Berita dan Artikel lainnya di Google News dan WA Channel",
        "Ikuti berita terkini kami di Google News, klik di sini",
        "Artikel ini telah tayang di Kabar Tanjung dengan judul Bendungan Diisi",
        "Redaksi: redaksi[at]kabartanjung.example",
        "Informasi pemasangan iklan",
        "Berita Terbaru Indeks »",
        "Bagikan:",
        "Tag: Bendungan, Gubernur",
        "The post Bupati appeared first on Kabar Tanjung.",
        "(sar/red)",
        "(***)",
        "Rabu, 4 Maret 2026 | 09.15 WITA",
        "Selasa, 23/02/2016 15:32 WIB",
        "Dibaca 1.2rb kali",
        "Dilihat: 214 kali",
        "- 01",
        "…",
    ],
)
def test_a_line_of_furniture_goes(line: str) -> None:
    assert without_furniture(f"Kalimat pertama.\n{line}\nKalimat kedua.") == (
        "Kalimat pertama.\nKalimat kedua."
    )


@pytest.mark.parametrize(
    "line",
    [
        "Terkait kekuatan lawan, pelatih mengaku tidak terlalu memusingkannya.",
        "Simak penjelasan kepala dinas yang dirangkum dari rapat pagi tadi.",
        "Baca tulis hitung tetap diajarkan relawan di pengungsian.",
        "Iklan layanan masyarakat itu dinilai gubernur terlalu mahal.",
        "Populer di kalangan petani, varietas itu tahan kering.",
        "Editor buku itu, Rahmat, menolak berkomentar.",
        "Halaman kantor bupati terendam air setinggi lutut.",
        "Rabu, 4 Maret 2026, gubernur membuka musyawarah di Tanjung.",
        "Tutup tahun ini dewan menunda pembahasan anggaran.",
        "Foto bersama menutup acara.",
        "Sebelumnya, warga melapor ke polisi.",
        "Bagikan beras kepada warga, wali kota dikritik dewan.",
        "Redaksi buku itu menolak berkomentar.",
        "Kenaikan harga itu tidak tercermin pada indeks harga konsumen.",
        "Hak cipta motif tenun itu didaftarkan pemprov.",
        "Ikuti lomba itu, dua pelajar mewakili kabupaten.",
    ],
)
def test_a_sentence_that_begins_like_furniture_stays(line: str) -> None:
    assert without_furniture(line) == line


def test_the_initials_behind_the_last_sentence_go() -> None:
    assert without_furniture("Satu.\nJadwal diumumkan di balai desa. (sar/red)") == (
        "Satu.\nJadwal diumumkan di balai desa."
    )


def test_nothing_is_left_of_nothing() -> None:
    assert without_furniture("") == without_furniture("Iklan\n \nBagikan:") == ""


def cleared(markup: str) -> str:
    tree = html.document_fromstring(f"<html><body>{markup}</body></html>")
    clear_page(tree)
    return html.tostring(tree.body, encoding="unicode")


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="baca-juga">Judul lain</div>',
        '<ul class="artikel terkait">Judul lain</ul>',
        '<div id="related-posts">Judul lain</div>',
        '<div class="share-box">Bagikan</div>',
        '<p style="display: none">tersembunyi</p>',
        '<p style="VISIBILITY:HIDDEN">tersembunyi</p>',
        "<p hidden>tersembunyi</p>",
        '<p style="font-size: 0">tersembunyi</p>',
        '<p style="margin:0;color: #FFFFFF">tersembunyi</p>',
        '<p style="position:absolute; left: -9999px">tersembunyi</p>',
    ],
)
def test_elements_of_furniture_and_hidden_ones_go_and_what_follows_stays(markup: str) -> None:
    assert "<p>isi</p> ekor" in cleared(f"<p>isi</p>{markup} ekor").replace("</p> ", "</p> ")
    assert "lain" not in cleared(markup) and "tersembunyi" not in cleared(markup)


@pytest.mark.parametrize(
    "style", ["color:white;background:#00365a", "font-size:0.9em", "opacity:0.8", "color:#fffaf0"]
)
def test_words_that_can_be_seen_stay(style: str) -> None:
    assert "terlihat" in cleared(f'<p style="{style}">terlihat</p>')


@pytest.mark.parametrize(
    ("name", "length"), [("content tags", 20), ("post-71 type-post tag-pasar hentry", 1)]
)
def test_an_article_in_a_badly_named_box_stays(name: str, length: int) -> None:
    text = ("Kalimat panjang tentang pasar. " * length).strip()
    assert text in cleared(f'<div class="{name}">{text}</div>')


def test_runs_between_line_breaks_become_paragraphs() -> None:
    found = cleared("<div>Satu <b>tebal</b>.<br><br>Dua.<br>Tiga.<table></table>Empat.</div>")
    assert "<p>Satu <b>tebal</b>.</p>" in found and "<p>Dua.</p><p>Tiga.</p>" in found
    assert "<p>Empat.</p>" in found


def test_boxes_that_hold_sentences_become_paragraphs_and_menus_do_not() -> None:
    sentence = "Bendungan mulai diisi setelah uji pintu air selesai pekan ini di Tanjung."
    menu = "<a>Beranda</a> | <a>Profil</a> | <a>Layanan Publik</a> | <a>Informasi Publik Daerah</a>"
    found = cleared(f"<div><div>{sentence}</div><div>{sentence}</div><div>{menu}</div></div>")
    assert found.count("<p>") == 2 and "<div><a>" in found


REPAIR = "Jalan rusak di Serunai diperbaiki mulai pekan depan oleh dinas terkait."


@pytest.mark.parametrize(
    ("style", "text", "stays"),
    [
        ("opacity: 0", REPAIR, True),
        ("visibility: hidden", REPAIR, True),
        ("display: none", REPAIR, False),
        ("opacity: 0", f"<a href=/x>{'Situs slot gacor hari ini ' * 4}</a>", False),
    ],
)
def test_a_text_that_fades_in_stays_and_what_was_planted_goes(
    style: str, text: str, stays: bool
) -> None:
    tree = html.fromstring(f'<html><body><div style="{style}">{f"<p>{text}</p>" * 4}</div></body>')
    clear_page(tree)
    assert bool(tree.text_content().strip()) is stays
