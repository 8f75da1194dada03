"""The role of an official in an article, and why."""

from issues.reading.values import ACCUSED, BENEFICIARY, NAMED, SOURCE, SUBJECT, MentionReading
from tests.issues.reading.seroja import mention_of, read_news


def governor(title: str, *paragraphs: str) -> MentionReading:
    return mention_of(read_news(title, *paragraphs), "gubernur@99")


def test_who_is_in_the_headline_is_the_subject():
    mention = governor("Gubernur Seroja Tinjau Pasar")
    assert mention.role == SUBJECT
    assert "subjek: disebut di judul" in mention.reason


def test_who_opens_the_first_sentence_is_the_subject():
    assert governor("Pasar Dibuka", "Gubernur Seroja menggunting pita.").role == SUBJECT


def test_who_only_speaks_is_a_source():
    body = "Pasar itu ramai sejak pagi.", "“Silakan belanja,” kata Gubernur Seroja."
    mention = governor("Pasar Dibuka", *body)
    assert mention.role == SOURCE
    assert "kata ujaran" in mention.reason


def test_who_receives_an_award_is_the_beneficiary_with_the_words():
    mention = governor("Gubernur Seroja Terima Penghargaan Kota Sehat")
    assert mention.role == BENEFICIARY
    assert "Terima Penghargaan" in mention.reason


def test_an_award_given_to_somebody_makes_the_beneficiary():
    assert governor("Menteri Serahkan Anugerah Pangan kepada Gubernur Seroja").role == BENEFICIARY


def test_who_is_accused_is_so_before_anything_else():
    mention = governor("Gubernur Seroja Dituding Korupsi Dana Hibah", "Mahasiswa melapor.")
    assert mention.role == ACCUSED
    assert "tertuduh" in mention.reason


def test_who_stands_in_a_list_is_only_named():
    body = "Acara berlangsung meriah.", "Hadir pula tokoh adat, camat, dan Gubernur Seroja."
    assert governor("Karnaval Digelar", *body).role == NAMED
