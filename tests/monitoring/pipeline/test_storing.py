"""What a feed showed becomes rows: joined where they are known, turned away where unwelcome."""

from datetime import timedelta

import pytest

from monitoring.canonical import url_hash
from monitoring.feeds.values import FeedEntry
from monitoring.models import Address, Entry, Feed, Item, Outlet, Revisit
from monitoring.pipeline.storing import Stored, store_entries
from tests.build import NOW, make_feed, make_outlet

pytestmark = pytest.mark.django_db

PLACE = "https://suara-seroja.test/berita"


def an_entry(number: int = 1, **values: object) -> FeedEntry:
    """Make one entry of a feed."""
    given = {
        "guid_hash": f"{number:064d}",
        "link": f"{PLACE}/{number}",
        "title": f"Pasar {number} dibuka",
        "summary": "Pedagang kembali berjualan.",
        "content": "",
        "author": "Redaksi",
        "published": NOW - timedelta(hours=1),
        "published_text": "Sat, 21 Nov 2026 12:42:20 +0800",
        "published_from": "feed",
    }
    return FeedEntry(**given | values)


@pytest.fixture
def feed() -> Feed:
    """Make the feed of an outlet."""
    return make_feed(make_outlet(home="https://suara-seroja.test/"))


def test_a_new_entry_becomes_an_item_that_waits_for_its_page(feed: Feed):
    assert store_entries(feed, [an_entry()], NOW) == Stored(new=1)
    item = Item.objects.for_pages().get()
    assert (item.outlet, item.title, item.author) == (feed.outlet, "Pasar 1 dibuka", "Redaksi")
    assert (item.published_at, item.listed_at) == (NOW - timedelta(hours=1),) * 2
    assert (item.seen_at, item.due_at, item.kind) == (NOW, NOW, Item.Kind.ARTICLE)
    assert item.url_hash == url_hash(item.url)


def test_stored_rows_are_those_that_the_models_would_make(feed: Feed):
    store_entries(feed, [an_entry()], NOW)
    stored = Item.objects.get()
    plain = Item(
        **{
            name: getattr(stored, name)
            for name in ("outlet", "url", "title", "summary", "author", "published_at", "listed_at")
        }
    )
    untouched = {"kind", "medium", "locator", "stage", "stage_note", "lease_token", "attempts"}
    untouched |= {"page_kind", "correction", "entry_key", "lease_until", "image", "language"}
    assert {n: getattr(stored, n) for n in untouched} == {n: getattr(plain, n) for n in untouched}


def test_an_entry_is_new_once(feed: Feed):
    store_entries(feed, [an_entry(1)], NOW)
    assert store_entries(feed, [an_entry(1), an_entry(2)], NOW) == Stored(new=1)
    assert Entry.objects.count() == Item.objects.count() == 2


def test_one_entry_shown_a_thousand_times_is_one_row(feed: Feed):
    assert store_entries(feed, [an_entry()] * 1000, NOW) == Stored(new=1)
    assert Entry.objects.count() == 1


def test_one_article_in_two_feeds_is_one_item_with_two_entries(feed: Feed):
    other = make_feed(feed.outlet)
    store_entries(feed, [an_entry()], NOW)
    store_entries(other, [an_entry(5, link=f"{PLACE}/1?utm_source=rss")], NOW)
    assert Item.objects.get().entries.count() == 2


def test_an_entry_under_another_address_of_an_item_joins_it(feed: Feed):
    store_entries(feed, [an_entry()], NOW)
    item = Item.objects.get()
    Address.objects.create(
        url_hash=url_hash(f"{PLACE}/lain"), item=item, reason=Address.Reason.CANONICAL, at=NOW
    )
    store_entries(feed, [an_entry(2, link=f"{PLACE}/lain")], NOW)
    assert item.entries.count() == 2
    assert Item.objects.count() == 1


def test_what_was_deleted_does_not_return_and_is_counted_once(feed: Feed):
    Address.objects.create(
        url_hash=url_hash(f"{PLACE}/1"), reason=Address.Reason.DELETED, at=NOW - timedelta(days=9)
    )
    assert store_entries(feed, [an_entry()], NOW) == Stored(new=0, skipped=1)
    assert store_entries(feed, [an_entry()], NOW) == Stored(new=0)
    assert Entry.objects.get().item is None
    assert not Item.objects.exists()


def test_a_blocked_outlet_is_turned_away_until_it_is_welcome_again(feed: Feed):
    feed.outlet.blocked = True
    assert store_entries(feed, [an_entry()], NOW) == Stored(new=0, skipped=1)
    assert not Item.objects.exists()
    feed.outlet.blocked = False
    assert store_entries(feed, [an_entry()], NOW) == Stored(new=1)


# -- Titles that change -------------------------------------------------------------------------


def test_a_new_title_is_noted_and_nothing_counts_as_new(feed: Feed):
    store_entries(feed, [an_entry()], NOW)
    assert store_entries(feed, [an_entry(title="Pasar 1 ditutup")], NOW) == Stored(new=0)
    assert Entry.objects.get().title == "Pasar 1 ditutup"
    assert Item.objects.get().title == "Pasar 1 dibuka"


def revisited(feed: Feed, **values: object) -> Revisit:
    """Store an item that is looked at again in an hour, and then show it with another title."""
    store_entries(feed, [an_entry()], NOW)
    later = {"until": NOW + timedelta(days=3), "due_at": NOW + timedelta(hours=1)}
    Revisit.objects.create(item=Item.objects.get(), reason="isu berjalan", **later | values)
    store_entries(feed, [an_entry(title="Pasar 1 ditutup")], NOW)
    return Revisit.objects.get()


def test_a_new_title_lets_a_watched_page_be_looked_at_now(feed: Feed):
    assert revisited(feed).due_at == NOW


def test_a_title_that_changes_at_every_visit_does_not_hurry_us_each_time(feed: Feed):
    assert revisited(feed, seen_at=NOW - timedelta(minutes=5)).due_at > NOW


def test_a_page_nobody_looks_at_any_more_stays_so(feed: Feed):
    assert revisited(feed, until=NOW - timedelta(days=1)).due_at > NOW
    assert Revisit.objects.filter(due_at__lte=NOW).count() == 0


# -- Search feeds -------------------------------------------------------------------------------


@pytest.fixture
def search() -> Feed:
    """Make the feed of a search engine."""
    return make_feed(make_outlet("Mesin Pencari"), kind=Feed.Kind.SEARCH)


def test_a_search_feed_credits_the_outlet_behind_the_entry(search: Feed, feed: Feed):
    source = {"source_url": "https://m.suara-seroja.test", "source_name": "Suara Seroja"}
    store_entries(search, [an_entry(link="https://cari.test/x1", unresolved=True, **source)], NOW)
    item = Item.objects.get()
    assert (item.outlet, item.unresolved) == (feed.outlet, True)


def test_an_outlet_nobody_knew_waits_to_be_described(search: Feed):
    entries = [
        an_entry(n, link=f"https://kabar-baru.test/{n}", source_url="https://kabar-baru.test")
        for n in range(3)
    ]
    store_entries(search, entries, NOW)
    outlet = Outlet.objects.get(known=False)
    assert outlet.items.count() == 3


def test_a_search_result_that_leads_to_a_known_host_needs_no_source(search: Feed, feed: Feed):
    store_entries(search, [an_entry()], NOW)
    assert Item.objects.get().outlet == feed.outlet


def test_a_blocked_clone_is_kept_out_of_search_results_too(search: Feed, feed: Feed):
    Outlet.objects.filter(pk=feed.outlet.pk).update(blocked=True)
    assert store_entries(search, [an_entry()], NOW) == Stored(new=0, skipped=1)


# -- Hostile content ----------------------------------------------------------------------------


def test_quotes_backslashes_and_percent_signs_arrive_as_they_were(feed: Feed):
    title = """Harga "naik" 5% \\ 'turun' {"a": [1]} %s \u2028 🙂"""
    store_entries(feed, [an_entry(title=title, content=title)], NOW)
    assert Item.objects.get().title == Item.objects.get().summary == title


def test_a_busy_feed_is_stored_in_a_handful_of_questions(
    feed: Feed, django_assert_num_queries: object
):
    with django_assert_num_queries(4):
        store_entries(feed, [an_entry(n) for n in range(100)], NOW)
