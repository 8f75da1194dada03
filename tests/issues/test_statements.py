"""Quotations of many outlets become one statement."""

from datetime import timedelta

import pytest

from issues.models import Coverage, Quote, Statement
from issues.pipeline.names import Names
from issues.pipeline.statements import Quoted, write_quotes
from issues.reading.quotes import DIRECT, QuoteReading
from tests.build import NOW, make_coverage, make_item, make_office

pytestmark = pytest.mark.django_db
WORDS = "Hak mahasiswa tidak boleh tertunda hanya karena urusan administrasi di kantor kami"


def reading(words: str = WORDS, speaker: str = "Arya Wirasena", **values: object) -> QuoteReading:
    given = {
        "kind": DIRECT, "words": words, "spans": ((0, 5),), "verb": "kata", "speaker": speaker,
        "speaker_spans": (), "office": None, "person": None, "confidence": 0.95, "reason": "kata",
    }  # fmt: skip
    return QuoteReading(**given | values)


def quoted(*readings: QuoteReading, days: int = 0, coverage: Coverage | None = None) -> Coverage:
    at = NOW + timedelta(days=days)
    coverage = coverage or make_coverage(make_item(at=at))
    write_quotes([Quoted(coverage.pk, at, readings)], Names())
    return coverage


def test_the_same_words_in_two_outlets_are_one_statement_with_two_placements():
    quoted(reading())
    quoted(reading(WORDS.lower()))
    (statement,) = Statement.objects.all()
    assert (statement.words, statement.quotes.count()) == (WORDS, 2)


def test_two_outlets_read_in_one_batch_share_a_statement_too():
    pair = [make_coverage(), make_coverage()]
    write_quotes([Quoted(one.pk, NOW, (reading(),)) for one in pair], Names())
    assert Statement.objects.get().quotes.count() == 2


def test_a_shortened_version_belongs_to_the_first_words():
    quoted(reading())
    quoted(reading("Hak mahasiswa tidak boleh tertunda"))
    assert Statement.objects.get().words == WORDS


def test_an_earlier_placement_that_is_read_later_dates_the_statement_back():
    quoted(reading())
    quoted(reading(), days=-2)
    assert Statement.objects.get().said_at == NOW - timedelta(days=2)


def test_the_same_words_of_another_speaker_are_another_statement():
    quoted(reading(), reading(speaker="Darwis Perada"))
    assert Statement.objects.count() == 2


def test_after_two_weeks_the_same_words_are_said_again():
    quoted(reading())
    quoted(reading(), days=15)
    assert Statement.objects.count() == 2


def test_the_speaker_is_kept_as_office():
    office = make_office()
    quoted(reading(office=office.identity))
    assert Quote.objects.get().office == office
    assert Statement.objects.get().office == office


def test_words_of_an_unknown_speaker_stay_a_quotation_without_a_statement():
    quoted(reading(speaker="", confidence=0.3))
    assert Quote.objects.get().statement is None


def test_reading_again_replaces_the_quotations_and_keeps_the_statement():
    coverage = quoted(reading())
    before = Statement.objects.get()
    quoted(reading(), coverage=coverage)
    assert (Statement.objects.get(), Quote.objects.count()) == (before, 1)


def test_a_statement_that_nobody_prints_any_more_is_gone():
    coverage = quoted(reading())
    quoted(coverage=coverage)
    assert not Statement.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_batch(django_assert_max_num_queries):
    many = [make_coverage() for _number in range(30)]
    batch = [Quoted(one.pk, NOW, (reading(f"{WORDS} {one.pk}"),)) for one in many]
    with django_assert_max_num_queries(12):
        write_quotes(batch, Names())
