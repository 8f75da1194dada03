"""Words of a pack that could only mislead are dropped, and named."""

from dataclasses import replace

import pytest

from issues.reading.aliases import why_not, without_broken
from issues.reading.known import KnownPhrases
from tests.issues.reading.seroja import KNOWN


@pytest.mark.parametrize("word", ["", " ", "-", "a", "Arya.*", "[a-z]+", "^Arya$", "x" * 111, None])
def test_broken_words_are_refused_with_a_reason(word: object) -> None:
    assert why_not(word)


@pytest.mark.parametrize(
    "word", ["H. Arya", "Arya-Sri", "TGB", "Pj.", "Dinas (ESDM)", "ke-2", "M'ad"]
)
def test_names_as_the_press_writes_them_are_kept(word: str) -> None:
    assert why_not(word) == ""


def test_a_sound_pack_stays_the_same_object() -> None:
    assert without_broken(KNOWN) == (KNOWN, ())


def test_only_the_broken_word_goes_and_it_is_said_whose_it_was() -> None:
    persons = (replace(KNOWN.persons[0], aliases=("Bang Arya", "a")), *KNOWN.persons[1:])
    phrases = KnownPhrases(metaphors=("", "Gubernur Birokrasi"))
    found, refused = without_broken(replace(KNOWN, persons=persons, phrases=phrases))
    assert found.persons[0].aliases == ("Bang Arya",)
    assert found.phrases.metaphors == ("Gubernur Birokrasi",)
    assert found.topics == KNOWN.topics
    assert [str(one) for one in refused] == [
        "arya (aliases): 'a' tidak dipakai, hanya satu huruf",
        "pack.yaml (metaphors): '' tidak dipakai, kosong atau bukan kata",
    ]
