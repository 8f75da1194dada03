"""JSON Feed of both versions is read; other JSON is not mistaken for it."""

from pathlib import Path

import pytest

from monitoring.feeds.jsonfeed import read_json
from monitoring.feeds.raw import RawFeed

SAMPLE = Path(__file__).parents[2] / "samples/feeds/json-feed.json"


def sample() -> RawFeed:
    feed = read_json(SAMPLE.read_text())
    assert feed is not None
    return feed


def test_an_item_of_the_newer_version_is_read() -> None:
    one = sample().entries[0]
    assert (one.guid, one.link, one.author) == ("7", "https://kabar-seroja.test/7", "Wati")
    assert (one.section, one.image) == ("Ekonomi", "https://kabar-seroja.test/7.jpg")


def test_plain_text_keeps_its_signs_as_markup() -> None:
    assert sample().entries[0].content == "Baris satu.<br>Baris &lt;dua>."


def test_an_item_of_the_older_version_is_read() -> None:
    one = sample().entries[1]
    assert (one.link, one.author) == ("https://kabar-seroja.test/8", "Budi")
    assert one.date == "2026-03-05T11:00:00+08:00"


def test_the_feed_names_its_next_page_and_its_hub() -> None:
    links = dict(sample().links)
    assert links["hub"] == "https://hub.test/"
    assert links["next"] == "https://kabar-seroja.test/feed.json?page=2"


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"items": [{"url": "https://a.test"}]}', '{"version": 1}', "[" * 100_000],
)
def test_other_json_is_no_feed(text: str) -> None:
    assert read_json(text) is None


def test_values_of_the_wrong_kind_count_as_missing() -> None:
    feed = read_json('{"version": "https://jsonfeed.org/version/1", "items": [1, {"url": [2]}]}')
    assert feed is not None and [entry.link for entry in feed.entries] == [""]
