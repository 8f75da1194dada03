"""An index of sitemaps is read with its sitemaps, in one turn."""

import pytest
from django.conf import settings as product

from monitoring.models import Feed, Fetch
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
