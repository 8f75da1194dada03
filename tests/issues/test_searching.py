"""The language of the search field, and where its words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issues.searching import Condition, Search, Term, read, spans, words

LOOSE, STRICT = False, True


def terms(*typed: str) -> list[Term]:
    return [Term((word,), LOOSE) for word in typed]


def test_every_word_must_occur():
    assert read("beasiswa Cair").wanted == tuple((term,) for term in terms("beasiswa", "cair"))


@pytest.mark.parametrize("typed", ['"dana hibah"', "“dana hibah”", "«dana hibah»", '"dana hibah'])
def test_quotation_marks_make_a_phrase_even_when_one_is_missing(typed: str):
    assert read(typed).wanted == ((Term(("dana", "hibah"), STRICT),),)


@pytest.mark.parametrize("typed", ["beasiswa -dana", "beasiswa −dana", "-dana beasiswa"])
def test_a_minus_excludes_what_follows(typed: str):
    search = read(typed)
    assert search.unwanted == (Term(("dana",), LOOSE),)
    assert search.terms == terms("beasiswa")


def test_a_phrase_can_be_excluded():
    assert read('beasiswa -"dana hibah"').unwanted == (Term(("dana", "hibah"), STRICT),)


@pytest.mark.parametrize("typed", ["banjir ATAU rob", "banjir OR rob", "ATAU banjir ATAU ATAU rob"])
def test_between_words_one_of_them_can_be_enough(typed: str):
    assert read(typed).wanted == (tuple(terms("banjir", "rob")),)


def test_in_small_letters_atau_is_a_word():
    assert len(read("banjir atau rob").wanted) == 3


@pytest.mark.parametrize("typed", ["Sri-Dinda", "sri–dinda", "Sri.Dinda"])
def test_words_tied_together_stay_together(typed: str):
    assert read(typed).wanted == ((Term(("sri", "dinda"), STRICT),),)


@pytest.mark.parametrize("apostrophe", list("'’‘ʼ`"))
def test_any_apostrophe_in_a_name_is_the_same(apostrophe: str):
    assert read(f"Ju{apostrophe}ang").wanted == ((Term(("ju", "ang"), STRICT),),)


def test_exactly_makes_every_word_literal():
    assert all(term.exact for term in read("beasiswa cair", exact=True).terms)


@pytest.mark.parametrize("typed", ["", "-", '""', "!&|()<->:*", "😀", "- -", "ATAU", '-"'])
def test_without_a_word_nothing_is_wanted(typed: str):
    assert read(typed) == Search()


def test_only_exclusions_ask_for_nothing():
    assert not list(read("-banjir -rob").conditions())


def test_what_one_index_answers_is_asked_at_once():
    assert list(read("a ATAU b c -d").conditions()) == [
        Condition(stemmed="(('a') | ('b')) & (('c')) & !('d')")
    ]
    assert list(read('"a b" -"c d"').conditions()) == [
        Condition(exact="(('a' <-> 'b')) & !('c' <-> 'd')")
    ]


def test_words_and_phrases_may_stand_for_one_another():
    assert list(read('banjir ATAU "air pasang"').conditions()) == [
        Condition(stemmed="(('banjir'))", exact="(('air' <-> 'pasang'))")
    ]


def test_an_exclusion_alone_in_its_kind_is_a_condition_of_its_own():
    assert list(read('"air pasang" -banjir -rob').conditions()) == [
        Condition(stemmed="('banjir') | ('rob')", absent=True),
        Condition(exact="(('air' <-> 'pasang'))"),
    ]
    assert list(read('banjir -"air pasang"').conditions()) == [
        Condition(stemmed="(('banjir'))"),
        Condition(exact="('air' <-> 'pasang')", absent=True),
    ]


@given(st.text(max_size=200), st.booleans())
def test_no_text_brings_more_than_letters_and_digits_into_a_query(typed: str, exact: bool):
    search = read(typed, exact)
    for term in [*search.terms, *search.unwanted]:
        assert term.words
        assert not any(set(word) & set("'\\&|!()<>:* \x00") for word in term.words)


def test_words_are_found_in_any_form_and_phrases_as_written():
    text = "Beasiswanya cair: dana hibah, dana itu."
    stems = {"beasiswanya": "beasiswa"}
    found = [text[a:b] for a, b in spans(text, read('beasiswa "dana hibah"').terms, stems)]
    assert found == ["Beasiswanya", "dana hibah"]


def test_a_name_is_found_however_it_is_tied():
    text = "Ju’ang dan Sri-Dinda"
    found = [text[a:b] for a, b in spans(text, read("ju'ang sri-dinda").terms, {})]
    assert found == ["Ju’ang", "Sri-Dinda"]


def test_words_of_other_scripts_are_words():
    assert words("مرحبا、世界 नमस्ते 😀!") == ["مرحبا", "世界", "नमस्ते"]
