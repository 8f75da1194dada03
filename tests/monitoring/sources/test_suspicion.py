"""What makes a new outlet look like a clone or like spam."""

import pytest

from monitoring.sources.suspicion import Facts, signs

KNOWN = ["suaraseroja.test", "kabarpulau.co.test", "ntb.test"]


@pytest.mark.parametrize(
    "host",
    [
        "suara-seroja.test", "suaraser0ja.test", "suaraseroia.test", "suarasseroja.test",
        "suara-seroja88.test", "suaraserojanews.test", "sauraseroja.test", "kabarpu1au.test",
        "suaraseroja.example", "berita.suaraseroja.example",
    ],
)  # fmt: skip
def test_a_look_alike_names_whom_it_resembles(host: str):
    assert "mirip" in signs(Facts(host), KNOWN)[0]


@pytest.mark.parametrize("host", ["pelita.test", "suarabukit.test", "ntd.test"])
def test_an_ordinary_name_is_no_look_alike(host: str):
    assert signs(Facts(host), KNOWN) == ()


@pytest.mark.parametrize("host", ["berita88.test", "info-kabar-viral.test", "xn--sara-5na.test"])
def test_numbers_hyphens_and_special_letters_are_pointed_out(host: str):
    assert signs(Facts(host), [])


def test_advertisements_for_gambling_are_told_from_news_about_it():
    advert = Facts("kabar.test", ["Situs slot gacor hari ini", "Polisi tangkap bandar judi"])
    assert "1 judul" in signs(advert, [])[0]
    assert signs(Facts("kabar.test", ["Polisi tangkap bandar judi"]), []) == ()


def test_an_outlet_of_copies_names_whom_it_copies():
    facts = Facts("kabar.test", items=6, copies=5, copied_from="Suara Seroja")
    assert signs(facts, []) == (
        "5 dari 6 beritanya salinan media lain, terbanyak dari Suara Seroja.",
    )


def test_a_few_copies_are_ordinary():
    assert signs(Facts("kabar.test", items=10, copies=5), []) == ()
