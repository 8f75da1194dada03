"""Indonesian affixes by rule."""

import pytest

from issues.reading.words import WordIndex, bases


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("keracunan", "racun"),
        ("meracuni", "racun"),
        ("dikritik", "kritik"),
        ("menyoroti", "sorot"),
        ("memprotes", "protes"),
        ("menuding", "tuding"),
        ("mengeluhkan", "keluh"),
        ("pengungsi", "ungsi"),
        ("kemiskinannya", "miskin"),
        ("penyelesaian", "selesai"),
        ("ibu-ibu", "ibu"),
    ],
)
def test_it_sees_the_base_through_affixes(word: str, base: str):
    assert base in bases(word)


@pytest.mark.parametrize(
    ("word", "other"), [("penghargaan", "harga"), ("seberang", "berang"), ("menteri", "teri")]
)
def test_it_leaves_words_whole_whose_meaning_left_the_base(word: str, other: str):
    assert other not in bases(word)


def test_a_short_word_is_found_as_written_only():
    index = WordIndex([("adu", "x")])
    assert index.find("mengadu") == []
    assert index.find("adu cepat")[0].words == "adu"


def test_a_phrase_is_found_with_affixes_on_each_word():
    hits = WordIndex([("tutup jalan", "x")]).find("Warga menutup jalan desa")
    assert [hit.words for hit in hits] == ["menutup jalan"]
