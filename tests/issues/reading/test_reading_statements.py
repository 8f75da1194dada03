"""When two quotations are one statement."""

from datetime import UTC, datetime, timedelta

import pytest

from issues.reading.statements import Speech, bands_of, same_speaker, same_statement, same_words

NOW = datetime(2030, 5, 20, tzinfo=UTC)
WORDS = "Hak mahasiswa tidak boleh tertunda hanya karena urusan administrasi di kantor kami"


def said(words: str = WORDS, speaker: str = "Gubernur Arya Wirasena", **values: object) -> Speech:
    return Speech(words, speaker, **{"office": None, "person": None, "at": NOW} | values)


@pytest.mark.parametrize(
    "words",
    [
        WORDS.upper() + "!",
        "Hak mahasiswa tidak boleh tertunda",
        "Hak mahasiswa tidak boleh tertunda hanya karena masalah administrasi di kantor kami",
    ],
)
def test_the_same_words_count_also_shortened_or_reworded_a_little(words: str):
    assert same_words(WORDS, words)
    assert set(bands_of(WORDS)) & set(bands_of(words))


@pytest.mark.parametrize(
    "words",
    [
        "Hak mahasiswa",
        "Kami akan mencairkan seluruh beasiswa pekan depan tanpa menunggu lagi",
        "tidak boleh hanya di kantor kami karena urusan mahasiswa hak tertunda administrasi",
    ],
)
def test_other_words_are_another_statement(words: str):
    assert not same_words(WORDS, words)


def test_another_speaker_makes_another_statement():
    assert not same_statement(said(), said(speaker="Bupati Darwis Perada"))


def test_a_part_of_the_name_is_the_same_speaker():
    assert same_speaker(said(), said(speaker="Arya"))


def test_two_offices_are_two_speakers_whatever_they_are_called():
    assert not same_speaker(said(office=1), said(office=2))


def test_the_same_words_a_month_later_are_said_again():
    assert not same_statement(said(), said(at=NOW + timedelta(days=30)))


def test_words_of_nobody_are_no_statement():
    assert not said(speaker="").counts
