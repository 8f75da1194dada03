"""The words of the pack as feeds of search engines."""

from typing import Any

import pytest

from monitoring.models import Feed, Outlet, Region, SearchQuery
from monitoring.sources.search_feeds import OFF_NOTE, ensure_search_feeds
from tests.build import NOW, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words(settings: Any) -> SearchQuery:
    settings.SEARCH_ENGINES = ["google", "bing"]
    make_region()
    return SearchQuery.objects.create(text='"Gubernur Seroja"', about="gubernur")


def test_every_word_is_a_feed_of_every_engine():
    assert ensure_search_feeds(NOW).new == 2
    assert set(Feed.objects.values_list("outlet__name", flat=True)) == {"Google News", "Bing News"}
    feed = Feed.objects.get(outlet__key="mesin-google")
    assert (feed.kind, feed.due_at) == ("search", NOW) and "Gubernur%20Seroja" in feed.url
    assert feed.outlet.gap_seconds == 20


def test_asking_again_changes_nothing():
    ensure_search_feeds(NOW)
    before = list(Feed.objects.order_by("pk").values())
    ensured = ensure_search_feeds(NOW)
    assert (ensured.new, ensured.off) == (0, 0)
    assert list(Feed.objects.order_by("pk").values()) == before


def test_other_words_are_another_address_without_the_old_validators(words: SearchQuery):
    ensure_search_feeds(NOW)
    Feed.objects.update(etag='"lama"', due_at=None)
    SearchQuery.objects.filter(pk=words.pk).update(text="Wagub Seroja")
    ensure_search_feeds(NOW)
    feed = Feed.objects.get(outlet__key="mesin-bing")
    assert "Wagub" in feed.url and (feed.etag, feed.due_at) == ("", NOW)


def test_words_that_are_off_rest_and_come_back(words: SearchQuery):
    ensure_search_feeds(NOW)
    SearchQuery.objects.update(enabled=False)
    assert ensure_search_feeds(NOW).off == 2
    assert set(Feed.objects.values_list("note", "enabled")) == {(OFF_NOTE, False)}
    SearchQuery.objects.update(enabled=True)
    ensure_search_feeds(NOW)
    assert Feed.objects.filter(enabled=True).count() == 2


def test_what_a_person_switched_off_stays_off():
    ensure_search_feeds(NOW)
    Feed.objects.update(enabled=False)
    ensure_search_feeds(NOW)
    assert not Feed.objects.filter(enabled=True).exists()


def test_an_engine_that_is_not_wanted_is_not_asked(settings: Any):
    ensure_search_feeds(NOW)
    settings.SEARCH_ENGINES = ["bing"]
    assert ensure_search_feeds(NOW).off == 1


def test_nobody_searches_for_people_who_do_not_exist():
    Region.objects.update(phrases={"sample": True})
    assert ensure_search_feeds(NOW).new == 0 and not Outlet.objects.exists()
