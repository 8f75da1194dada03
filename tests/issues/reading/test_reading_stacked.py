"""Rules and learned weights answering together, with weights of a few words."""

from dataclasses import replace

import numpy as np

from issues.reading.article import Article, Reading, read
from issues.reading.features import bucket_of
from issues.reading.stacked import SURE_FROM
from issues.reading.weights import Weights
from tests.issues.reading.seroja import KNOWN, TODAY, mention_of

TONES = ("na", "neg", "neu", "pos")
BARE = "Gubernur Arya Buka Rapat", "Rapat tentang ketapel dibuka di Kepulauan Seroja."


def weights(target: str, **words: tuple[str, float]) -> Weights:
    """Return weights in which each word speaks for one tone."""
    rows = sorted((bucket_of("w", word), tone, size) for word, (tone, size) in words.items())
    table = [[size if tone == name else 0.0 for name in TONES] for _, tone, size in rows]
    return Weights.checked(target, TONES, [row[0] for row in rows], np.array(table), np.zeros(4))


def read_with(title: str, body: str, **learned: Weights) -> Reading:
    return read(Article(title, body, TODAY), replace(KNOWN, weights=learned))


def test_without_weights_the_rules_read_alone():
    assert read_with(*BARE).tone.reason.startswith("R2")
    assert "contoh berlabel" not in read_with(*BARE).tone.reason


def test_a_learned_word_the_rules_do_not_know_decides_and_is_shown():
    answer = read_with(*BARE, tone=weights("tone", ketapel=("neg", 30.0))).tone
    assert answer.value == "neg"
    assert "“ketapel”" in answer.reason
    assert "aturan: netral" in answer.reason


def test_the_learned_words_stand_where_the_reader_finds_them():
    answer = read_with(*BARE, tone=weights("tone", ketapel=("neg", 30.0))).tone
    raw = "\n\n".join(BARE)
    assert "ketapel" in [raw[start:end] for start, end in answer.spans]


def test_where_both_agree_the_rule_is_told_first():
    answer = read_with(*BARE, tone=weights("tone", ketapel=("neu", 30.0))).tone
    assert answer.value == "neu"
    assert answer.reason.startswith("R2")


def test_function_words_are_no_reason():
    answer = read_with(*BARE, tone=weights("tone", di=("neg", 30.0), ketapel=("neg", 20.0))).tone
    assert "“di”" not in answer.reason


def test_an_answer_below_the_threshold_is_unsure_and_says_between_what():
    body = "Warga memuji Gubernur Arya. Warga lain mengecam Gubernur Arya."
    silent = weights("tone", ketapel=("neg", 30.0))
    answer = read_with("Setahun Gubernur Arya di Mata Warga", body, tone=silent).tone
    assert answer.value == "unsure"
    assert answer.confidence < SURE_FROM
    assert answer.reason.startswith("ragu antara")


def test_what_is_not_about_us_stays_unrelated_whatever_was_learned():
    learned = weights("tone", bus=("neg", 30.0))
    answer = read_with("Bus Terguling di Pelita", "Penumpang bus luka.", tone=learned).tone
    assert answer.value == "na"
    assert answer.reason.startswith("R1")


def test_satire_stays_negative_whatever_was_learned():
    learned = weights("tone", kasih=("pos", 30.0), terima=("pos", 30.0))
    title = "Terima Kasih, Gubernur Arya, Keran Kami Kering"
    assert read_with(title, "Warga Pelita berkelakar.", tone=learned).tone.value == "neg"


def test_the_event_has_weights_of_its_own():
    learned = weights("event_tone", ketapel=("pos", 30.0))
    reading = read_with(*BARE, event_tone=learned)
    assert reading.event_tone.value == "pos"
    assert reading.tone.value == "neu"


def test_an_official_has_weights_of_their_own():
    learned = weights("official", ketapel=("neg", 30.0))
    reading = read_with(*BARE, official=learned)
    assert mention_of(reading, "gubernur@99").tone.value == "neg"
    assert reading.tone.value == "neu"


def test_an_official_far_down_is_not_judged_by_words_about_others():
    learned = weights("official", ketapel=("neg", 30.0))
    body = "Ketapel dijual.\n\nPasar ramai.\n\nUndangan untuk Bupati Kelana dikirim."
    reading = read_with("Rapat Gubernur Arya", body, official=learned)
    assert mention_of(reading, "bupati@99.05").tone.value == "neu"


def test_who_acts_in_a_bad_event_is_not_blamed_by_learned_words():
    title = "Banjir Rendam 40 Rumah di Pelita, Gubernur Arya Salurkan Bantuan"
    body = "Gubernur Arya menyalurkan bantuan ketapel kepada korban banjir di Kepulauan Seroja."
    assert read_with(title, body).tone.reason.startswith("R4")
    assert read_with(title, body, tone=weights("tone", ketapel=("neg", 30.0))).tone.value != "neg"
