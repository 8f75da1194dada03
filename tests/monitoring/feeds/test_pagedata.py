"""Data inside a page is reached by plain ways, or not at all."""

import pytest

from monitoring.feeds.pagedata import data_in, entries_in, follow, tree_of
from monitoring.feeds.rules import DataRules, rules_from

DATA = {"a": [{"b": {"c": 1}}, {"b": 2}]}


@pytest.mark.parametrize(
    ("way", "value"),
    [("a.0.b.c", 1), ("a.1.b", 2), ("a.7.b", None), ("a.b", None), ("a.0.b.c.d", None)],
)
def test_a_way_leads_to_a_value_or_to_nothing(way: str, value: int | None) -> None:
    assert follow(DATA, way.split(".")) == value


@pytest.mark.parametrize("text", ["", "<p data-page='{'>", "<p data-page='[1'>", "kata"])
def test_data_that_cannot_be_read_is_none(text: str) -> None:
    assert data_in(text, "data-page") is None


def test_a_list_that_is_an_object_of_numbers_is_a_list_too() -> None:
    rules = rules_from({"form": "json", "items": "a", "title": "t", "link": "u"})
    assert isinstance(rules, DataRules)
    found = entries_in({"a": {"7": {"t": "Satu", "u": "/1"}, "9": {"t": "Dua", "u": 2}}}, rules)
    assert [(entry.title, entry.link) for entry in found] == [("Satu", "/1"), ("Dua", "2")]
    assert entries_in({"a": "kata"}, rules) == []


def test_a_page_without_elements_has_no_tree() -> None:
    assert tree_of("") is None
    assert tree_of("<p>Satu&#xD800;</p>").text_content() == "Satu"
