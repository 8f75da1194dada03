"""What counts as a change, what is shown of it, and which wording a copy carries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.versions import (
    AROUND,
    Standing,
    Wording,
    carries,
    compared,
    cut_short,
    difference,
    readable,
    same_headline,
)

TITLE = "Gubernur Tinjau Jembatan Melati"
FIRST = "Gubernur Arya Wirasena meninjau jembatan Sungai Melati di Kabupaten Serunai."
COST = "Jembatan itu menelan biaya Rp12 miliar dari APBD."
LAST = "Warga berharap jembatan selesai sebelum musim hujan tiba."
BODY = "\n".join((FIRST, COST, LAST))


def kind(body: str, title: str = TITLE) -> str:
    return difference(Wording(TITLE, BODY), Wording(title, body)).kind


def test_a_changed_number_is_a_change_and_is_told_in_words():
    found = difference(Wording(TITLE, BODY), Wording(TITLE, BODY.replace("Rp12", "Rp21")))
    assert (found.kind, found.note) == ("naskah", "“Rp12” → “Rp21”")
    assert 0 < found.share_changed < 0.05


@pytest.mark.parametrize(
    "same",
    [
        BODY.replace("\n", "\n\n "),
        BODY.replace("Melati", "“Melati”"),
        BODY.replace("Serunai.", "Serunai"),
        BODY.replace("Warga", "WARGA"),
        BODY + "\nDibaca 1.377 kali",
        "12 komentar\n" + BODY,
        BODY + "\nBaca juga: Pasar Melati Ramai Pembeli",
        BODY + "\nHarga Cabai di Pasar Melati Turun\nDermaga Baru Dibuka",
        BODY.replace(" – ", " - "),
    ],
)
def test_what_themes_change_by_themselves_is_no_change(same: str):
    assert kind(same) == ""


def test_a_note_of_the_newsroom_at_the_end_is_a_change_even_without_a_full_stop():
    assert kind(BODY + "\nRalat: semula tertulis Rp12 miliar") == "naskah"


def test_title_and_text_are_told_apart():
    assert kind(BODY, "Gubernur Tinjau Jembatan Serunai") == "judul"
    assert kind(BODY.replace("Rp12", "Rp21"), "Gubernur Tinjau Jalan") == "keduanya"


def test_a_paragraph_taken_out_is_shown_as_gone():
    (gone,) = difference(Wording("", BODY), Wording("", f"{FIRST}\n{LAST}")).passages
    assert (gone.before, gone.after) == (COST, "")


def test_a_headline_with_a_rubric_before_it_is_the_same_headline():
    assert same_headline(TITLE, f"VIDEO: {TITLE}")
    assert same_headline("Gubernur Tinjau Jembatan …", TITLE)
    assert not same_headline(TITLE, "Gubernur Resmikan Jembatan Melati")


def test_only_the_beginning_of_a_long_text_is_a_page_read_badly():
    assert cut_short("\n".join((FIRST, COST * 5, LAST)), FIRST)
    assert not cut_short(BODY, f"{FIRST}\n{COST}")
    assert not cut_short(BODY * 3, "Seluruh naskah berita ini telah diganti oleh redaksi.")


def test_the_comparison_keeps_words_around_a_change_and_counts_the_rest():
    old = " ".join(f"kata{number}" for number in range(200))
    pieces = compared(old, old.replace("kata100 ", "baru "))
    assert [piece.kind for piece in pieces] == ["same", "gone", "new", "same", "same"]
    assert pieces[0].skipped == 100 - AROUND and pieces[-1].skipped == 99 - AROUND
    assert (pieces[1].words, pieces[2].words) == ("kata100", "baru")


def test_two_texts_too_long_to_match_word_by_word_are_one_passage_each():
    old, new = ("a b " * 3000) + "akhir", ("b a " * 3000) + "selesai"
    pieces = compared(old, new)
    assert [piece.kind for piece in pieces] == ["gone", "new"]


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_comparison_loses_no_word_of_the_new_text(old: str, new: str):
    shown = [word for p in compared(old, new) if p.kind != "gone" for word in p.words.split()]
    skipped = sum(piece.skipped for piece in compared(old, new))
    assert len(shown) + skipped == len(new.split())


@given(st.text(max_size=400))
def test_a_text_never_differs_from_itself(text: str):
    assert difference(Wording(text, text), Wording(text, text)).kind == ""
    assert len(readable(text)) <= len(text)


OLD, NEW = Wording(TITLE, BODY), Wording(TITLE, BODY.replace("Rp12", "Rp21"))


@pytest.mark.parametrize(
    ("body", "standing"),
    [
        (OLD.body, Standing.OLD),
        (NEW.body, Standing.UPDATED),
        (f"SERUNAI - {NEW.body}", Standing.UPDATED),
        (FIRST, Standing.PART),
    ],
)
def test_a_copy_carries_the_old_words_the_new_ones_or_neither(body: str, standing: Standing):
    assert carries(Wording("Jembatan Melati Ditinjau", body), OLD, NEW) == standing


def test_a_copy_without_the_note_that_was_added_prints_the_old_text():
    added = Wording(TITLE, f"{BODY}\nRedaksi memohon maaf atas kekeliruan ini.")
    assert carries(OLD, OLD, added) == Standing.OLD


def test_the_title_of_a_copy_tells_nothing_about_a_corrected_text():
    renamed = Wording("Wakil Gubernur Tinjau Jembatan", NEW.body)
    assert carries(Wording(renamed.title, OLD.body), OLD, renamed) == Standing.OLD
    assert carries(Wording(renamed.title, "Lain."), OLD, renamed) == Standing.PART


def test_the_title_of_a_copy_tells_where_only_the_title_was_corrected():
    renamed = Wording("Wakil Gubernur Tinjau Jalan Serunai", OLD.body)
    assert carries(OLD, OLD, renamed) == Standing.OLD
    assert carries(renamed, OLD, renamed) == Standing.UPDATED
