"""Collecting end to end: real HTTP on loopback, real PostgreSQL, one transaction per feed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commandcenter.newsroom.server import Newsroom
from monitoring.feeds.values import FeedEntry
from monitoring.models import Entry, Feed, Fetch, Item, ItemText, Outlet
from monitoring.pipeline import collect_feeds, collect_pages, feeds, forget_history, storing

pytestmark = pytest.mark.django_db(transaction=True)


def only(newsroom: Newsroom, outlet: str) -> Feed:
    """Leave one feed of one outlet due."""
    feed = Feed.objects.filter(outlet__key=outlet).order_by("key").last()
    Feed.objects.exclude(pk=feed.pk).update(due_at=None)
    return feed


def again(feed: Feed) -> Feed:
    """Make a feed due once more and read it afresh."""
    Feed.objects.filter(pk=feed.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    collect_feeds()
    feed.refresh_from_db()
    return feed


def test_every_dialect_of_the_newsroom_is_collected(newsroom: Newsroom):
    collect_feeds()
    collect_feeds()
    assert set(Feed.objects.values_list("outcome", flat=True)) == {Fetch.Outcome.NEW}
    published = len(newsroom.schedule.published(timezone.now()))
    assert Item.objects.count() >= published - 12


def test_what_a_feed_shows_is_stored_before_its_pages_are_tried(newsroom: Newsroom):
    feed = only(newsroom, "warta-pinisi")
    collect_feeds()
    assert feed.entries.count() == Item.objects.count() > 5
    assert not ItemText.objects.exclude(rung=ItemText.Rung.FEED).exists()
    assert Item.objects.for_pages().due().count() == Item.objects.count()


def test_the_second_visit_asks_for_changes_only(newsroom: Newsroom):
    feed = only(newsroom, "warta-pinisi")
    collect_feeds()
    seen = Entry.objects.count()
    assert again(feed).outcome == Fetch.Outcome.UNCHANGED
    assert Entry.objects.count() == seen
    assert feed.fetches.first().status == 304


def test_sql_dates_without_a_zone_are_local_time(newsroom: Newsroom):
    only(newsroom, "harian-pelita")
    collect_feeds()
    printed = {p.url: p.published_at for p in newsroom.schedule.published(timezone.now())}
    items = Item.objects.filter(outlet__key="harian-pelita")
    assert items and all(
        abs(printed[item.url] - item.published_at) < timedelta(minutes=1)
        for item in items
        if item.url in printed
    )


def test_pages_give_text_and_copies_find_their_first_print(newsroom: Newsroom):
    # Without its robots.txt no outlet asks for seconds between two pages.
    Outlet.objects.update(robots_at=timezone.now())
    collect_feeds()
    while collect_pages():
        pass
    assert ItemText.objects.count() == Item.objects.count()
    assert Item.objects.exclude(stage=Item.Stage.READ).count() == 0
    first = Item.objects.filter(copies__isnull=False).order_by("listed_at").first()
    copies = first.copies.all()
    assert {copy.outlet_id for copy in copies} - {first.outlet_id}
    assert all(copy.listed_at >= first.listed_at for copy in copies)


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [("html", "not_a_feed"), ("500", "server_error"), ("empty", "empty")],
)
def test_a_broken_feed_says_why_and_keeps_what_it_had(
    newsroom: Newsroom, trouble: str, outcome: str
):
    feed = only(newsroom, "lintas-cendana")
    collect_feeds()
    had = feed.entries.count()
    newsroom.trouble("lintas-cendana", trouble)
    feed = again(feed)
    assert feed.outcome == outcome
    assert feed.note_now
    assert feed.entries.count() == had > 0
    assert feed.due_at > timezone.now() and feed.failures > 0


def test_a_feed_that_works_again_is_healthy_at_once(newsroom: Newsroom):
    feed = only(newsroom, "lintas-cendana")
    newsroom.trouble("lintas-cendana", "500")
    collect_feeds()
    newsroom.trouble("lintas-cendana", None)
    feed = again(feed)
    assert (feed.outcome, feed.failures) == (Fetch.Outcome.NEW, 0)


def test_a_feed_of_fifty_thousand_items_is_cut_and_the_cut_is_counted(newsroom: Newsroom):
    feed = only(newsroom, "utara-kini")
    newsroom.trouble("utara-kini", "huge")
    collect_feeds()
    fetch = feed.fetches.get()
    assert fetch.outcome in {Fetch.Outcome.NEW, Fetch.Outcome.TOO_LARGE}
    assert feed.entries.count() <= 500
    assert fetch.cut == 49_500 or fetch.note


def test_one_broken_outlet_leaves_the_others_alone(newsroom: Newsroom):
    newsroom.trouble("suara-seroja", "500")
    collect_feeds()
    collect_feeds()
    good = Feed.objects.exclude(outlet__key="suara-seroja")
    assert set(good.values_list("outcome", flat=True)) == {Fetch.Outcome.NEW}


def test_a_page_that_fails_is_tried_again_and_then_its_summary_is_read(newsroom: Newsroom):
    only(newsroom, "radar-serunai")
    collect_feeds()
    item = Item.objects.exclude(summary="").first()
    Item.objects.exclude(pk=item.pk).delete()
    newsroom.trouble("radar-serunai", "500")
    for tries in (1, 2, 3):
        collect_pages()
        item.refresh_from_db()
        assert (item.stage, item.attempts) == (Item.Stage.PAGE, tries)
        Item.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    collect_pages()
    item.refresh_from_db()
    assert item.stage == Item.Stage.READ
    assert item.text.rung == ItemText.Rung.SUMMARY
    assert item.text.body == item.summary
    assert item.text.rung_note


def test_a_photo_page_falls_back_to_its_summary_or_its_few_words(newsroom: Newsroom):
    collect_feeds()
    collect_feeds()
    Item.objects.exclude(title__icontains="lampion").delete()
    collect_pages()
    assert Item.objects.count() >= 1
    assert all(text.body for text in ItemText.objects.all())


def test_old_attempts_are_forgotten_and_new_ones_kept(newsroom: Newsroom):
    feed = only(newsroom, "warta-pinisi")
    collect_feeds()
    assert forget_history(timezone.now()) == 0
    assert forget_history(timezone.now() + timedelta(days=29)) == feed.fetches.count() + 1


def test_an_outlet_that_wants_long_gaps_does_not_stand_in_front_of_the_others(newsroom: Newsroom):
    Outlet.objects.update(robots_at=timezone.now())
    Outlet.objects.filter(key="radar-serunai").update(gap_seconds=2)
    collect_feeds()
    slow = Item.objects.filter(outlet__key="radar-serunai")
    slow.update(due_at=timezone.now() - timedelta(hours=1))
    collect_pages(limit=slow.count())
    assert not Item.objects.for_pages().due().filter(outlet__key="radar-serunai").exists()
    assert slow.filter(stage=Item.Stage.PAGE, due_at__gt=timezone.now()).exists()


def test_robots_txt_binds_every_page_of_the_first_visit(newsroom: Newsroom):
    only(newsroom, "warta-pinisi")
    Outlet.objects.update(robots="User-agent: *\nDisallow: /", robots_at=timezone.now())
    collect_feeds()
    collect_pages()
    rungs = set(ItemText.objects.values_list("rung", flat=True))
    assert rungs <= {ItemText.Rung.SUMMARY, ItemText.Rung.FEED}
    assert "robots.txt" in Item.objects.first().stage_note


def breaking_on(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Let the reader of feeds break on one feed."""

    def examine(feed, answer, zone, at, examine=feeds.examine):
        if word in feed.key:
            raise ZeroDivisionError
        return examine(feed, answer, zone, at)

    monkeypatch.setattr(feeds, "examine", examine)


def test_a_feed_that_breaks_its_reader_holds_up_nobody_and_says_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
):
    breaking_on(monkeypatch, "warta-pinisi")
    for _ in range(40):
        Feed.objects.update(lease_until=None)
        try:
            if not collect_feeds():
                break
        except ZeroDivisionError:
            continue
    broken = Feed.objects.get(outlet__key="warta-pinisi")
    assert broken.outcome == Fetch.Outcome.BROKEN
    assert "perlu diperiksa" in broken.note_now
    assert broken.due_at > timezone.now()
    others = Feed.objects.exclude(pk=broken.pk)
    assert set(others.values_list("outcome", flat=True)) == {Fetch.Outcome.NEW}


def test_addresses_that_nobody_could_open_stay_items_of_their_own(newsroom: Newsroom):
    feed = only(newsroom, "warta-pinisi")
    entries = [
        FeedEntry(
            str(n) * 64, f"http://a.test:808080/{n}", f"Berita {n}", "", "", "", None, "", "unknown"
        )
        for n in range(3)
    ]
    storing.store_entries(feed, tuple(entries), timezone.now())
    assert Item.objects.count() == 3
    assert set(Item.objects.values_list("url", flat=True)) == {""}
