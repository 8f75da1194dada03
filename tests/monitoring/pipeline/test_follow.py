"""An index of sitemaps is read with its sitemaps, in one turn."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.utils import timezone

from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline import follow, visits
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.printing import a_feed, sitemap, sitemap_index, visited

pytestmark = pytest.mark.django_db(transaction=True)


def index(site: Loopback, *names: str, path: str = "/indeks.xml") -> Feed:
    site.says(path, sitemap_index(site.url(f"/{name}.xml") for name in names))
    return a_feed(site, path, kind=Feed.Kind.SITEMAP)


def test_the_sitemaps_of_an_index_are_stored_together(site: Loopback):
    site.says("/a.xml", sitemap(range(3)))
    site.says("/b.xml", sitemap(range(3, 5)))
    feed = visited(index(site, "a", "b"))
    fetch = feed.fetches.get()
    assert (fetch.outcome, fetch.seen, fetch.new) == (Fetch.Outcome.NEW, 5, 5)
    assert "2 dibaca" in fetch.note


def test_an_index_that_stays_the_same_is_followed_again(site: Loopback):
    site.says("/a.xml", sitemap(range(3)))
    feed = visited(index(site, "a"))
    site.says("/a.xml", sitemap(range(4)))
    assert visited(feed).fetches.first().new == 1


def test_sitemaps_beyond_the_bound_are_counted(site: Loopback, settings: product):
    settings.SITEMAPS_MAX = 2
    for name in "abcd":
        site.says(f"/{name}.xml", sitemap([ord(name)]))
    fetch = visited(index(site, *"abcd")).fetches.get()
    assert fetch.seen == 2
    assert "2 lebih lama tidak dibaca (SITEMAPS_MAX)" in fetch.note


def test_an_index_in_an_index_is_followed_but_not_for_ever(site: Loopback):
    site.says("/dalam.xml", sitemap_index([site.url("/indeks.xml"), site.url("/a.xml")]))
    site.says("/a.xml", sitemap(range(3)))
    fetch = visited(index(site, "dalam")).fetches.get()
    assert fetch.new == 3
    assert len(site.asked) <= 5


def test_one_broken_sitemap_does_not_spoil_the_others(site: Loopback):
    site.says("/a.xml", sitemap(range(3)))
    fetch = visited(index(site, "a", "hilang")).fetches.get()
    assert fetch.new == 3
    assert "1 gagal" in fetch.note and "404" in fetch.note


def test_an_index_without_a_single_sitemap_has_failed(site: Loopback):
    feed = visited(index(site, "hilang"))
    assert feed.outcome == Fetch.Outcome.GONE
    assert feed.failures > 0


# -- Which sitemaps are asked for ----------------------------------------------------------------


def dated(site: Loopback, **days_ago: int) -> Feed:
    """Make an index of sitemaps whose `lastmod` lies so many days back."""
    ages = {site.url(f"/{name}.xml"): timedelta(days=days) for name, days in days_ago.items()}
    changed = {address: (timezone.now() - age).isoformat() for address, age in ages.items()}
    site.says("/indeks.xml", sitemap_index(ages, changed))
    for name in days_ago:
        site.says(f"/{name}.xml", sitemap([ord(name)]))
    return a_feed(site, "/indeks.xml", kind=Feed.Kind.SITEMAP)


def asked_again(site: Loopback, feed: Feed) -> list[str]:
    """Visit the feed and return which sitemaps of its index were asked for."""
    site.asked.clear()
    visited(feed)
    return sorted(head.split()[1][1] for head in site.asked if "indeks" not in head.split()[1])


def test_only_sitemaps_that_may_hold_something_new_are_asked_again(site: Loopback):
    feed = dated(site, a=9, b=0, c=1, d=30)
    assert asked_again(site, feed) == ["a", "b", "c", "d"]
    assert asked_again(site, feed) == ["b", "c"]
    assert "2 dibaca. 2 tidak berubah, tidak ditanya." in feed.fetches.first().note


def test_the_newest_sitemap_is_asked_even_if_its_date_stands_still(site: Loopback):
    visited(feed := dated(site, a=9, b=8))
    assert asked_again(site, feed) == ["b"]
    assert visited(feed).outcome == Fetch.Outcome.NOTHING_NEW


def test_once_a_day_every_sitemap_is_asked_for(site: Loopback):
    visited(feed := dated(site, a=9, b=0))
    Feed.objects.update(full_at=timezone.now() - timedelta(hours=25))
    assert asked_again(site, feed) == ["a", "b"]
    assert asked_again(site, feed) == ["b"]


def test_a_sitemap_that_could_not_be_read_is_asked_again(site: Loopback):
    feed = dated(site, a=1, b=0)
    site.says("/a.xml", b"", 503)
    visited(feed)
    site.says("/a.xml", sitemap([ord("a")]))
    assert visited(feed).fetches.first().new == 1


def test_an_empty_sitemap_of_an_index_that_had_articles_is_no_failure(site: Loopback):
    site.says("/a.xml", sitemap(range(3)))
    feed = visited(index(site, "a"))
    site.says("/a.xml", sitemap([]))
    feed = visited(feed)
    assert (feed.outcome, feed.failures) == (Fetch.Outcome.NOTHING_NEW, 0)
    assert "1 dibaca." in feed.note_now


# -- Hosts that want peace ------------------------------------------------------------------------


def test_a_host_with_long_gaps_is_still_read_and_what_is_left_is_counted(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(visits, "LANE", timedelta(0))
    for name in "ab":
        site.says(f"/{name}.xml", sitemap([ord(name)]))
    feed = index(site, *"ab")
    Outlet.objects.update(gap_seconds=60)
    fetch = visited(feed).fetches.get()
    assert fetch.new == 1
    assert "1 dibaca. 1 belum sempat ditarik." in fetch.note


def test_an_index_of_which_nothing_was_reached_has_failed_for_now(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(follow, "visit", lambda *_, **__: iter(()))
    feed = visited(index(site, "a"))
    assert (feed.outcome, feed.good_at) == (Fetch.Outcome.TIMEOUT, None)
    assert "belum sempat" in feed.note_now
