"""The feeds that the benchmark of the collector offers: sized as promised, and steady."""

import pytest

from tests.bench.collect import _network
from tests.bench.feedserver import ENTRIES, SIZE, Feeds


@pytest.fixture(scope="module")
def feeds() -> Feeds:
    """Open the feeds once; each test uses a feed of its own."""
    return Feeds()


def entries(body: bytes) -> list[bytes]:
    return body.split(b"<item>")[1:]


def test_a_feed_has_its_entries_and_its_size(feeds: Feeds) -> None:
    _etag, body = feeds.feed(1)
    assert len(entries(body)) == ENTRIES
    assert SIZE * 0.9 < len(body) < SIZE * 1.1


def test_a_feed_stays_as_it_is_until_something_comes_out(feeds: Feeds) -> None:
    before = feeds.feed(2)
    assert feeds.feed(2) == before
    feeds.change(fresh="1", feeds="3")
    assert feeds.feed(2)[0] != before[0]


def test_new_entries_stand_before_those_that_were_there(feeds: Feeds) -> None:
    before = entries(feeds.feed(4)[1])
    feeds.change(fresh="2", feeds="5")
    assert entries(feeds.feed(4)[1])[2:] == [*before[:-3], before[-3] + b"</channel></rss>"]


def test_only_every_second_feed_has_news_where_that_is_asked_for(feeds: Feeds) -> None:
    before = [feeds.feed(number)[0] for number in (6, 7)]
    feeds.change(fresh="1", every="2", feeds="8")
    after = [feeds.feed(number)[0] for number in (6, 7)]
    assert [old != new for old, new in zip(before, after, strict=True)] == [True, False]


def test_the_door_is_opened_to_the_measured_server_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCH_SERVER", raising=False)
    assert _network() == "127.0.0.1/32"
    monkeypatch.setenv("BENCH_SERVER", "http://127.9.9.9:8000/feed-{n}.xml")
    assert _network() == "127.9.9.9/32"
