"""What is forgotten stays forgotten, and nothing a feed still shows is."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.utils import timezone

from monitoring.canonical import url_hash
from monitoring.feeds.values import FeedEntry
from monitoring.models import Address, Entry, Feed, HealthChange, Item
from monitoring.pipeline.housekeeping import delete_items, forget_history
from monitoring.pipeline.storing import store_entries
from tests.build import make_feed, make_fetch, make_outlet

pytestmark = pytest.mark.django_db
LINK = "https://suara.test/berita/1"


@pytest.fixture
def feed() -> Feed:
    return make_feed(make_outlet())


def shown(number: int = 1) -> FeedEntry:
    title = f"Pasar dibuka lagi, hari ke-{number}"
    link = LINK.removesuffix("1") + str(number)
    return FeedEntry(str(number) * 64, link, title, "", "", "", None, "", "unknown")


def test_what_was_deleted_does_not_return_with_the_feed(feed: Feed):
    store_entries(feed, [shown()], timezone.now())
    delete_items([Item.objects.get().pk], timezone.now())
    stored = store_entries(feed, [shown()], timezone.now())
    assert not Item.objects.exists()
    assert stored.skipped == 1
    assert Address.objects.get(url_hash=url_hash(LINK)).reason == Address.Reason.DELETED


def test_addresses_that_led_to_a_deleted_item_become_tombstones_too(feed: Feed):
    store_entries(feed, [shown()], timezone.now())
    item, other = Item.objects.get(), url_hash(f"{LINK}0")
    Address.objects.create(url_hash=other, item=item, reason="canonical", at=timezone.now())
    delete_items([item.pk], timezone.now())
    assert {one.item_id for one in Address.objects.all()} == {None}
    assert set(Address.objects.values_list("reason", flat=True)) == {"deleted"}


def test_entries_a_feed_may_still_show_are_kept_however_old(feed: Feed, settings: product):
    settings.FEED_ENTRIES_MAX = 2
    long_ago = timezone.now() - settings.RETENTION_ENTRIES - timedelta(days=1)
    for number in range(1, 5):
        store_entries(feed, [shown(number)], long_ago + timedelta(minutes=number))
    forget_history(timezone.now())
    assert set(Entry.objects.values_list("guid_hash", flat=True)) == {"3" * 64, "4" * 64}
    assert Item.objects.count() == 4


def test_more_than_one_batch_of_entries_goes_at_one_call(
    feed: Feed, settings: product, monkeypatch: pytest.MonkeyPatch
):
    settings.FEED_ENTRIES_MAX = 1
    monkeypatch.setattr("monitoring.pipeline.housekeeping.BATCH", 1)
    long_ago = timezone.now() - settings.RETENTION_ENTRIES - timedelta(days=1)
    for number in range(1, 4):
        store_entries(feed, [shown(number)], long_ago + timedelta(minutes=number))
    assert forget_history(timezone.now()) == 2
    assert Entry.objects.get().guid_hash == "3" * 64


def test_attempts_and_changes_past_their_time_go_and_newer_ones_stay(feed: Feed):
    at = timezone.now()
    for days in (1, 29, 400):
        make_fetch(feed, at - timedelta(days=days))
        HealthChange.objects.create(feed=feed, at=at - timedelta(days=days), after="sehat")
    forget_history(at)
    assert feed.fetches.count() == 1
    assert feed.health_changes.count() == 2
