"""One stem per word: what means the same thing in two headlines compares equal."""

import pytest

from issues.reading.stems import stem, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dibahas", "membahas"),
        ("pelayanan", "layanan"),
        ("mendampingi", "didampingi"),
        ("menyiram", "siram"),
        ("diperketat", "memperketat"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str):
    assert stem(one) == stem(other)


def test_short_words_stay_as_they_are():
    assert [stem(word) for word in ("air", "mobil", "ikan")] == ["air", "mobil", "ikan"]


def test_numbers_are_figures_however_they_are_written():
    assert stems("kedua II 2 ke65 ke-65") == ["2", "2", "2", "65", "65"]


def test_thousands_are_written_without_marks():
    assert stems("Rp1.000.000") == ["rp", "1000000"]


def test_common_words_tell_nothing():
    assert stems("yang di dan untuk") == []
