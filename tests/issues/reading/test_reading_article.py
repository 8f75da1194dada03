"""The contract of a reading: values, coordinates, reasons, odd input."""

from dataclasses import fields

import pytest

from issues.reading.article import VERSION
from issues.reading.values import Value
from tests.issues.reading.seroja import read_news

TITLE = "Warga Tuding Gubernur Arya Ingkar Janji soal Beasiswa"
BODY = "Warga Pelita mengecam Gubernur Arya Wirasena. Beasiswa Seroja Cendekia tertunda."


def test_the_version_is_named():
    assert VERSION == "baca-2"


def test_every_value_has_confidence_and_reason():
    reading = read_news(TITLE, BODY)
    values = [getattr(reading, f.name) for f in fields(reading)]
    single = [value for value in values if isinstance(value, Value)]
    assert len(single) == 7
    assert all(0 < value.confidence <= 1 and value.reason for value in single)


def test_spans_are_places_in_title_and_body():
    printed = f"{TITLE}\n\n{BODY}"
    reading = read_news(TITLE, BODY)
    topic, mention = reading.topics[0], reading.mentions[0]
    assert {printed[a:b] for a, b in topic.spans} == set(topic.words)
    assert printed[slice(*mention.spans[0])] == "Gubernur Arya"


def test_reading_twice_gives_the_same():
    assert read_news(TITLE, BODY) == read_news(TITLE, BODY)


@pytest.mark.parametrize(
    ("title", "body"), [("", ""), ("", BODY), (TITLE, ""), ("…", "\n\n\n"), ("İ" * 9, BODY)]
)
def test_odd_input_is_read_without_trouble(title: str, body: str):
    assert read_news(title, body).nature.value == "berita"
