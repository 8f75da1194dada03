"""The site's name leaves the title; what may belong to the headline stays."""

import pytest

from monitoring.pages.titles import alike, without_site


@pytest.mark.parametrize(
    ("title", "site", "host"),
    [
        ("Harga Cabai Turun - seroNews", "", "news.sero.test"),
        ("Harga Cabai Turun - SEROJA News Limau", "SEROJA News", "limau.serojanews.test"),
        ("Harga Cabai Turun - Bisnis Seroja6.test", "", "www.seroja6.test"),
        ("Harga Cabai Turun | seroja.test", "", "daerah.seroja.test"),
        ("Harga Cabai Turun Halaman 2 - Seroja.test", "", "seroja.test"),
        ("Harga Cabai Turun - Tribunlimau.test", "", "limau.tribunkabar.test"),
        ("Harga Cabai Turun - Kabar Seroja | Seroja", "Kabar Seroja", "www.seroja.test"),
        ("Suara Seroja | Harga Cabai Turun", "Suara Seroja", ""),
        ("Harga Cabai Turun", "", ""),
    ],
)
def test_the_name_of_the_site_goes(title: str, site: str, host: str) -> None:
    assert without_site(title, site, host) == "Harga Cabai Turun"


@pytest.mark.parametrize(
    "title",
    ["Bupati Tiba - Wakil Dilantik", "Rute Kapal Kelana - Limau", "Arsip: Halaman 2 Hilang"],
)
def test_words_of_the_headline_stay(title: str) -> None:
    assert without_site(title, "Suara Seroja", "limau.suaraseroja.test") == title


def test_titles_are_compared_by_their_words() -> None:
    assert alike("Harga Cabai Turun", "harga cabai turun!") == 1.0
    assert alike("Harga Cabai Turun", "Dermaga Rusak") == alike("", "") == 0.0
