"""Prints of one text find each other, whatever was cut off or put in front; others do not."""

import subprocess
import sys
from itertools import combinations

import pytest

from monitoring.copies import BANDS, FEWEST_WORDS, SAME, bands, same_text

RELEASE = """
Pemerintah Kabupaten Seroja Timur mulai membagikan seribu dua ratus bak penampung air hujan kepada
warga di empat belas desa yang setiap kemarau membeli air dari mobil tangki. Bak berukuran seribu
liter itu dibuat perajin setempat dari ferosemen dan dipasang bersama talang bambu. Kepala Dinas
Pekerjaan Umum mengatakan pemasangan dikerjakan bergotong royong selama tiga pekan, didampingi
mahasiswa yang sedang kuliah kerja nyata. Setiap keluarga penerima menyumbang tenaga dua hari dan
menyiapkan pasir. "Air hujan bukan cadangan, melainkan sumber utama bagi pulau kering," ujarnya di
sela penyerahan pertama di Desa Batu Apung, Selasa. Warga berharap bantuan berikutnya menyasar
sekolah dan puskesmas pembantu, karena kedua bangunan itu paling luas atapnya. Pemkab menyiapkan
anggaran tahap kedua pada perubahan anggaran tahun ini, dengan syarat perawatan dicatat kelompok
pengguna air di setiap dusun dan dilaporkan tiap tiga bulan sekali kepada pemerintah desa.
"""
OTHER = """
Tim sepak bola putri Seroja menahan imbang tuan rumah pada laga pembuka piala gubernur di stadion
kota. Dua gol tercipta lewat sepak pojok pada babak kedua, ketika hujan deras membuat lapangan
tergenang. Pelatih memuji kesabaran para pemain muda yang rata-rata berusia tujuh belas tahun dan
baru berlatih bersama selama enam pekan. Laga berikutnya digelar akhir pekan melawan juara bertahan
dari pulau seberang, yang datang dengan skuad lengkap dan catatan tanpa kekalahan musim ini.
"""
SENTENCES = RELEASE.split(". ")


def near(a: str, b: str) -> bool:
    """Whether the database would offer the two for comparison."""
    return bool(set(bands(a)) & set(bands(b)))


PRINTS = {
    "the same": RELEASE,
    "in capitals, other punctuation": RELEASE.upper().replace(",", " –").replace('"', "”"),
    "with another opening": "SEROJA TIMUR, KABAR – Kabar gembira bagi pulau kering. " + RELEASE,
    "with a by-line behind it": RELEASE + " (rls/red) Simak berita lain di kanal kami setiap hari.",
    "the first half": ". ".join(SENTENCES[: len(SENTENCES) // 2 + 1]),
    "without every fourth sentence": ". ".join(s for n, s in enumerate(SENTENCES) if n % 4),
    "a few words changed": RELEASE.replace("mulai", "resmi").replace("ujarnya", "katanya"),
}


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_of_a_release_is_found_and_recognised(name: str) -> None:
    assert near(RELEASE, PRINTS[name])
    assert same_text(RELEASE, PRINTS[name]) >= SAME


def test_another_text_is_neither_found_nor_the_same() -> None:
    assert not near(RELEASE, OTHER)
    assert same_text(RELEASE, OTHER) < 0.05


def test_a_shared_quotation_does_not_make_two_reports_one_text() -> None:
    quotation = '"Air hujan bukan cadangan, melainkan sumber utama bagi pulau kering," ujarnya.'
    assert same_text(RELEASE, f"{OTHER} {quotation}") < SAME


def test_short_texts_have_no_bands_and_are_no_copies() -> None:
    short = " ".join(RELEASE.split()[: FEWEST_WORDS - 1])
    assert bands(short) == [] and same_text(short, short) == 0.0


def test_the_comparison_does_not_depend_on_the_order() -> None:
    for a, b in combinations(PRINTS.values(), 2):
        assert same_text(a, b) == same_text(b, a)


def test_bands_fit_an_integer_column() -> None:
    found = bands(RELEASE)
    assert len(found) == BANDS and all(-(2**31) <= number < 2**31 for number in found)


def test_bands_are_the_same_in_every_process() -> None:
    code = "import sys; from monitoring.copies import bands; print(bands(sys.stdin.read()))"
    other = subprocess.run(
        [sys.executable, "-c", code],
        input=RELEASE,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7"},
    )
    assert other.stdout.strip() == str(bands(RELEASE))


def test_bands_never_change_since_they_are_stored() -> None:
    assert bands(RELEASE)[:4] == [2002701408, -1595942429, 266122633, -1230749729]


@pytest.mark.parametrize("text", ["", "😀" * 500, "satu " * 500, "雨" * 5_000, "x" * 100_000])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(bands(text), list) and 0.0 <= same_text(text, RELEASE) <= 1.0
