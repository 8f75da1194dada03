"""What a feed asks for is heard within bounds."""

from datetime import timedelta

import pytest

from monitoring.feeds import wishes
from monitoring.feeds.raw import RawEntry, RawFeed

FEED = "https://seroja.test/feed/"
FULL = (RawEntry(),) * 25


def feed(url_links: dict[str, str] | None = None, **said: str) -> RawFeed:
    return RawFeed("rss", entries=FULL, links=tuple((url_links or {}).items()), **said)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"ttl": "60"}, timedelta(hours=1)),
        ({"ttl": "60", "period": "daily"}, timedelta(hours=1)),
        ({"period": "daily", "frequency": "4"}, timedelta(hours=6)),
        ({"period": "Hourly"}, timedelta(hours=1)),
        ({"ttl": "999999"}, wishes.LONGEST_WAIT),
        ({"ttl": "0"}, None),
        ({"ttl": "-5"}, None),
        ({"ttl": "sering"}, None),
        ({"period": "daily", "frequency": "0"}, timedelta(days=1)),
        ({}, None),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(
    said: dict[str, str], expected: timedelta | None
) -> None:
    assert wishes.ttl(feed(**said)) == expected


def test_the_hub_and_the_name_it_knows_the_feed_by() -> None:
    raw = feed({"hub": "https://hub.test/", "self": "/feed/"})
    assert wishes.hub(raw, FEED) == "https://hub.test/"
    assert wishes.topic(raw, FEED) == FEED


def test_a_hub_that_is_no_web_address_is_none() -> None:
    assert wishes.hub(feed({"hub": "javascript:x"}), FEED) == ""


def test_an_archive_goes_on_where_the_feed_says() -> None:
    url = "https://seroja.test/atom.xml"
    assert wishes.next_page(feed({"next": "?p=2"}), url) == f"{url}?p=2"
    assert wishes.next_page(feed({"prev-archive": "/2025.xml"}), url).endswith("/2025.xml")


@pytest.mark.parametrize("link", ["https://lain.test/2", "https://seroja.test/atom.xml", "file:/x"])
def test_an_archive_does_not_lead_away_or_in_circles(link: str) -> None:
    assert wishes.next_page(feed({"next": link}), "https://seroja.test/atom.xml") == ""


def test_wordpress_counts_its_pages() -> None:
    second = wishes.next_page(feed(), FEED)
    assert second == f"{FEED}?paged=2"
    assert wishes.next_page(feed(), f"{FEED}?paged=2&lang=id") == f"{FEED}?lang=id&paged=3"
    assert wishes.next_page(feed(), f"{FEED}?paged={wishes.PAGES_MAX}") == ""
    known = feed(generator="https://wordpress.org/?v=6.5")
    assert wishes.next_page(known, "https://seroja.test/rss") == "https://seroja.test/rss?paged=2"


def test_blogger_counts_its_entries_until_a_page_is_not_full() -> None:
    url = "https://seroja.test/feeds/posts/default"
    second = wishes.next_page(feed({"next": "https://www.blogger.com/x"}), url)
    assert second == f"{url}?start-index=26&max-results=25"
    assert "start-index=51" in wishes.next_page(feed(), second)
    assert wishes.next_page(RawFeed("atom", entries=FULL[:24]), second) == ""


def test_sitemaps_have_no_next_page() -> None:
    assert wishes.next_page(RawFeed("sitemap", entries=FULL), FEED) == ""
