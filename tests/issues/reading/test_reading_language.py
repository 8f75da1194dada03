"""The language of a text is told by its function words, also of a headline alone."""

import pytest

from issues.reading.language import tell_language


@pytest.mark.parametrize(
    "headline",
    [
        "Warga Pelita Keluhkan Jalan yang Rusak",
        "Gubernur Resmikan Jembatan di Serunai",
        "Harga Beras Naik, Pemprov Gelar Operasi Pasar",
    ],
)
def test_a_headline_in_indonesian_is_known(headline: str) -> None:
    assert tell_language(headline) == "id"


def test_english_is_known_by_its_small_words() -> None:
    assert tell_language("The governor said that the bridge will open next week") == "en"


def test_malay_is_known_by_words_indonesian_does_not_have() -> None:
    text = "Polis menahan dua lelaki selepas kemalangan, kata pengarah jabatan itu, Khamis"
    assert tell_language(text) == "ms"


def test_sasak_is_known_although_it_shares_words_with_indonesian() -> None:
    assert tell_language("Dengan dese leq Pelita uah pade dateng, laguq ndeq araq aiq") == "sas"


def test_an_english_title_of_a_film_does_not_make_news_english() -> None:
    assert tell_language(
        "Film “The Last of Us” Diputar di Balai Kota, Warga dan Anak Menonton"
    ) == ("id")


@pytest.mark.parametrize("text", ["", "😀😀😀", "12.000", "Arunika FC 2-1 Kelana United", "新闻"])
def test_where_too_little_tells_no_language_is_claimed(text: str) -> None:
    assert tell_language(text) == ""


def test_the_beginning_of_a_very_long_text_tells_its_language() -> None:
    assert tell_language("kepala dinas itu berkata " * 100_000) == "id"
