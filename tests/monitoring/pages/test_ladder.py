"""Which rung's text is taken, and when the feed's own is the better one."""

import pytest

from monitoring.pages.extract import Extraction
from monitoring.pages.ladder import Climb, speaks_of, tidy, with_feed_text

TITLE = "Dermaga Serunai Rusak Diterjang Ombak"
TEXT = "Dermaga Serunai rusak diterjang ombak setinggi tiga meter sejak Kamis malam. " * 4


def answer(text: str, **stated: str) -> dict:
    return {"text": text, "title": TITLE, "description": "", "stated_body": ""} | stated


def test_the_first_text_that_speaks_of_the_title_holds() -> None:
    climb = Climb(TITLE, "")
    assert climb.holds("standard", answer(TEXT))
    assert (climb.rung, climb.note) == ("standard", "")


def test_a_text_about_something_else_is_never_kept() -> None:
    climb = Climb(TITLE, "")
    assert not climb.holds("standard", answer("Resep gulai. " * 90, title="Resep Gulai"))
    assert (climb.body, climb.rung) == ("", "summary") and "tidak cocok" in climb.note


def test_a_text_shorter_than_its_teaser_is_kept_until_a_longer_one_comes() -> None:
    climb = Climb(TITLE, "Dermaga Serunai rusak. " * 20)
    assert not climb.holds("standard", answer("Dermaga Serunai rusak diterjang."))
    assert climb.rung == "standard"
    assert climb.holds("second", answer(TEXT))
    assert climb.rung == "second" and "lebih pendek" in climb.note


def test_the_text_of_a_bare_link_must_speak_of_the_title_of_its_page() -> None:
    climb = Climb("", "")
    assert not climb.holds("standard", answer("Resep gulai nangka untuk keluarga."))


def test_the_headline_and_the_label_above_it_leave_the_text() -> None:
    assert tidy(f"FotoBisnis\n{TITLE}\nSatu.", TITLE) == "Satu."


@pytest.mark.parametrize(("words", "rung"), [(30, "summary"), (150, "feed")])
def test_without_a_page_the_feed_gives_its_text_or_its_summary(words: int, rung: str) -> None:
    found = with_feed_text(Extraction("", "summary", "situs menolak"), "kata " * words)
    assert (found.rung, found.rung_note) == (rung, "situs menolak")
    assert len(found.body.split()) == words


def test_a_full_text_in_the_feed_beats_the_beginning_on_a_page_behind_a_wall() -> None:
    won = Extraction("Hanya awalnya.", "standard", "", kind="berbayar")
    found = with_feed_text(won, "kata " * 200)
    assert (found.rung, found.kind) == ("feed", "berbayar") and "lebih pendek" in found.rung_note


def test_the_text_of_the_page_stays_where_the_feed_has_no_more() -> None:
    won = Extraction(TEXT, "standard", "")
    assert with_feed_text(won, "kata " * 60) == won


def test_a_text_must_share_words_with_what_was_announced() -> None:
    assert speaks_of(TEXT, TITLE) and not speaks_of(TEXT, "Harga Cabai Turun Tajam")
