"""Words that carry tone: noun polarity, negation, clauses, the table itself."""

import pytest

from issues.reading.cues import FIGURE, find_cues
from issues.reading.lists import table
from issues.reading.text import lay_out


def weights(title: str) -> dict[str, float]:
    return {cue.words: cue.weight for cue in find_cues(lay_out(title, ""))}


@pytest.mark.parametrize(
    "words",
    ["Kemiskinan Turun", "Angka Stunting Menurun", "Tekan Inflasi", "PAD Naik", "Panen Meningkat"],
)
def test_a_number_that_moves_the_right_way_is_good(words: str):
    assert all(weight > 0 for weight in weights(words).values())


@pytest.mark.parametrize("words", ["Kemiskinan Naik", "Hunian Hotel Merosot", "Harga Melonjak"])
def test_a_number_that_moves_the_wrong_way_is_bad(words: str):
    assert all(weight < 0 for weight in weights(words).values())


def test_a_noun_in_another_clause_does_not_move():
    cues = find_cues(lay_out("Kemiskinan dibahas, suhu turun", ""))
    assert FIGURE not in {cue.kind for cue in cues}


def test_a_negated_good_word_is_bad():
    assert weights("Proyek Belum Tuntas")["Tuntas"] < 0
    assert weights("Warga Tidak Puas")["Puas"] < 0


def test_a_negated_bad_word_is_nearly_nothing():
    assert 0 < weights("Jalan Tidak Rusak")["Rusak"] < 0.5


def test_not_only_is_no_negation():
    assert weights("Tidak Hanya Sukses di Kota")["Sukses"] > 0


def test_a_phrase_is_not_misread_word_by_word():
    assert weights("Bantuan Air Bersih")["Air Bersih"] == 0


def test_the_table_is_rich_on_both_sides():
    groups = [group for group in table("cues.yaml").values() if "polarity" in group]
    count = {"pos": 0, "neg": 0}
    for group in groups:
        count[group["polarity"]] += group["words"].count(";") + 1
    assert count["neg"] >= 150
    assert count["pos"] >= 150
