"""The end of a turn: what is kept of an answer, what is noticed, when the feed is asked next."""

from datetime import timedelta

import pytest
from django.conf import settings as product
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitoring.models import Feed, Fetch
from monitoring.pipeline import follow
from monitoring.pipeline.found import TRIES
from monitoring.pipeline.orders import adopt_move, catch_up
from monitoring.schedule import BY_TTL
from monitoring.sources.habit import Habit
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.printing import a_feed, rss, sitemap, visited

pytestmark = pytest.mark.django_db(transaction=True)


def test_size_and_counts_of_an_attempt_are_kept(site: Loopback):
    body = rss(range(5))
    site.says("/feed", body)
    feed = visited(a_feed(site))
    fetch = feed.fetches.get()
    assert (fetch.size, fetch.seen, fetch.new, fetch.page) == (len(body), 5, 5, 0)
    assert feed.new_at == feed.good_at == fetch.ended_at


def test_only_something_new_moves_the_time_of_the_newest(site: Loopback):
    site.says("/feed", rss(range(5)))
    first = visited(a_feed(site))
    again = visited(Feed.objects.get())
    assert again.new_at == first.new_at < again.good_at


# -- Asking for changes -------------------------------------------------------------------------


def test_a_body_that_did_not_change_is_not_read(site: Loopback, monkeypatch: pytest.MonkeyPatch):
    site.says("/feed", rss(range(5)))
    visited(a_feed(site))
    monkeypatch.setattr("monitoring.pipeline.found.read_feed", None)
    assert visited(Feed.objects.get()).outcome == Fetch.Outcome.UNCHANGED


def test_once_a_day_everything_is_asked_for(site: Loopback):
    site.says("/feed", rss(range(5)), ETag='"satu"')
    feed = visited(a_feed(site))
    visited(feed)
    yesterday = timezone.now() - timedelta(hours=25)
    Feed.objects.update(full_at=yesterday)
    feed = visited(feed)
    assert ["If-None-Match" in head for head in site.asked] == [False, True, False]
    assert feed.full_at > yesterday


def test_a_feed_without_changes_costs_few_statements(site: Loopback):
    site.says("/feed", rss(range(5)))
    feed = visited(a_feed(site))
    with CaptureQueriesContext(connection) as asked:
        visited(feed)
    writes = [one["sql"] for one in asked if one["sql"].startswith(("UPDATE", "INSERT"))]
    by_feed = [sql for sql in writes if "monitoring_feed" in sql or "monitoring_fetch" in sql]
    # Made due by the test; claimed, begun, released with its facts, and the lease of the batch.
    assert len(by_feed) == 5


def test_once_a_day_a_body_is_read_although_it_did_not_change(site: Loopback):
    site.says("/feed", rss(range(5)))
    feed = visited(a_feed(site))
    feed.entries.all().delete()
    assert visited(feed).outcome == Fetch.Outcome.UNCHANGED
    Feed.objects.update(full_at=timezone.now() - timedelta(hours=25))
    visited(feed)
    assert feed.entries.count() == 5


def test_a_sitemap_without_news_is_no_failure_of_a_feed_that_had_some(site: Loopback):
    site.says("/berita.xml", sitemap(range(3)))
    feed = visited(a_feed(site, "/berita.xml", kind=Feed.Kind.SITEMAP))
    site.says("/berita.xml", sitemap([]))
    feed = visited(feed)
    assert (feed.outcome, feed.failures) == (Fetch.Outcome.NOTHING_NEW, 0)
    assert "sedang kosong" in feed.note_now
    assert visited(feed).outcome == Fetch.Outcome.UNCHANGED


def test_a_sitemap_that_never_listed_anything_has_failed(site: Loopback):
    site.says("/berita.xml", sitemap([]))
    feed = visited(a_feed(site, "/berita.xml", kind=Feed.Kind.SITEMAP))
    assert feed.outcome == Fetch.Outcome.EMPTY


def test_a_sitemap_whose_pages_lost_their_addresses_has_failed(site: Loopback):
    site.says("/berita.xml", sitemap(range(3)))
    feed = visited(a_feed(site, "/berita.xml", kind=Feed.Kind.SITEMAP))
    site.says("/berita.xml", b"<urlset><url><title>Tanpa alamat</title></url></urlset>")
    assert visited(feed).outcome == Fetch.Outcome.EMPTY


# -- When next ----------------------------------------------------------------------------------


def test_the_interval_follows_from_the_habit_and_says_so(site: Loopback):
    site.says("/feed", rss(range(5)))
    habit = Habit(per_day=90, days=28).to_json()
    feed = visited(a_feed(site, habit=habit))
    assert feed.interval == timedelta(minutes=3)
    assert "90,0 berita sehari" in feed.interval_reason
    assert feed.due_at <= timezone.now() + feed.interval * 1.25


def test_the_wish_of_a_feed_holds_while_its_body_stays_the_same(site: Loopback):
    site.says("/feed", rss(range(5), "<ttl>12</ttl>"))
    feed = visited(visited(a_feed(site)))
    assert feed.outcome == Fetch.Outcome.UNCHANGED
    assert (feed.interval, feed.interval_reason) == (timedelta(minutes=12), BY_TTL)


def test_the_sample_newsroom_is_never_asked_less_often_than_set(site: Loopback, settings: product):
    settings.DEMO, settings.FEED_INTERVAL = True, timedelta(minutes=1)
    site.says("/feed", rss(range(5), "<ttl>30</ttl>"))
    assert visited(a_feed(site)).interval == timedelta(minutes=1)


# -- Moving -------------------------------------------------------------------------------------


def moving(site: Loopback, status: int = 301) -> Feed:
    site.says("/baru", rss(range(5)))
    site.says("/feed", b"", status, Location="/baru")
    return a_feed(site)


def test_a_feed_that_moved_says_where_after_three_good_turns(site: Loopback):
    feed = visited(visited(moving(site)))
    assert feed.moved_to == ""
    assert visited(feed).moved_to == site.url("/baru")
    assert feed.url == site.url("/feed")
    assert feed.note_now.startswith(f"Dialihkan tetap ke {site.url('/baru')}")


def test_a_redirect_for_the_time_being_moves_nothing(site: Loopback):
    feed = visited(visited(visited(moving(site, 302))))
    assert (feed.moved_to, feed.note_now) == ("", "")


def test_a_site_that_takes_its_move_back_is_believed(site: Loopback):
    feed = visited(visited(visited(moving(site))))
    site.says("/feed", rss(range(6)))
    assert visited(feed).moved_to == ""


def test_a_person_adopts_the_new_address(site: Loopback):
    feed = visited(visited(visited(moving(site))))
    assert adopt_move(feed) == ""
    feed = visited(feed)
    assert (feed.url, feed.moved_to) == (site.url("/baru"), "")
    assert "Situs tidak menyebut" in adopt_move(feed)


def test_an_address_that_is_watched_already_is_not_adopted_twice(site: Loopback):
    other = a_feed(site, "/baru", due_at=None)
    feed = a_feed(site, moved_to=other.url)
    assert other.key in adopt_move(feed)
    assert Feed.objects.get(pk=feed.pk).url == site.url("/feed")


# -- Gaps and the archive -----------------------------------------------------------------------


def archived(site: Loopback, *pages: range) -> None:
    """Let the feed show the first range, and its archive the others from page 2 on."""
    generator = "<generator>https://wordpress.org/?v=6.8</generator>"
    site.says("/feed", rss(pages[0], generator))
    for number, shown in enumerate(pages[1:], start=2):
        site.says(f"/feed?paged={number}", rss(shown, generator))


def after_a_gap(site: Loopback, *pages: range) -> Feed:
    """Show ten articles, then forty later ones of which the feed shows ten."""
    archived(site, range(10, 0, -1))
    feed = visited(a_feed(site))
    archived(site, *pages)
    return visited(feed)


BACKWARDS = (range(50, 40, -1), range(40, 30, -1), range(30, 20, -1), range(20, 5, -1))


def numbers(feed: Feed) -> set[int]:
    links = feed.entries.values_list("link", flat=True)
    return {int(link.rsplit("-", 1)[1].strip("/")) for link in links}


def test_a_feed_that_ran_on_without_us_is_read_back_to_what_is_known(site: Loopback):
    feed = after_a_gap(site, *BACKWARDS)
    assert feed.fetches.first().gap and feed.page == 2
    for _ in range(3):
        feed = visited(feed)
    assert feed.page == 0
    assert numbers(feed) == set(range(1, 51))
    pages = feed.fetches.exclude(page=0)
    assert sorted(pages.values_list("page", "new")) == [(2, 10), (3, 10), (4, 10)]


def test_catching_up_touches_neither_outcome_nor_failures(site: Loopback):
    feed = after_a_gap(site, *BACKWARDS[:2])
    feed = visited(visited(feed))
    assert (feed.page, feed.outcome, feed.failures) == (0, Fetch.Outcome.NOTHING_NEW, 0)
    ended = feed.fetches.filter(page=3).get()
    assert ended.outcome == Fetch.Outcome.GONE
    assert "Arsip berakhir sebelum halaman 3" in ended.note


def test_an_article_published_meanwhile_does_not_end_the_catching_up(site: Loopback):
    feed = after_a_gap(site, *BACKWARDS)
    archived(site, range(51, 41, -1), range(41, 31, -1), range(31, 21, -1), range(21, 6, -1))
    for _ in range(3):
        feed = visited(feed)
    assert numbers(feed) == set(range(1, 52))


def test_reading_back_has_a_bound_that_is_counted(site: Loopback, settings: product):
    settings.CATCH_UP_PAGES_MAX = 1
    feed = visited(after_a_gap(site, *BACKWARDS))
    assert feed.page == 0
    assert "Batas 1 halaman arsip tercapai" in feed.fetches.get(page=2).note


def test_a_page_that_fails_for_now_is_asked_for_again(site: Loopback):
    feed = after_a_gap(site, *BACKWARDS)
    site.says("/feed?paged=2", b"", 503)
    feed = visited(feed)
    assert (feed.page, feed.outcome) == (2, Fetch.Outcome.NOTHING_NEW)
    assert feed.due_at > timezone.now()


def test_a_page_that_always_fails_ends_the_catching_up(site: Loopback):
    feed = after_a_gap(site, *BACKWARDS)
    site.says("/feed?paged=2", b"", 403)
    for _ in range(TRIES - 1):
        feed = visited(feed)
    assert feed.page == 2
    feed = visited(feed)
    assert feed.page == 0
    assert f"gagal {TRIES} kali" in feed.fetches.filter(page=2).first().note


def test_a_page_that_was_not_reached_is_asked_for_again(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
):
    feed = after_a_gap(site, *BACKWARDS)
    with monkeypatch.context() as broken:
        broken.setattr(follow, "visit", lambda *_, **__: iter(()))
        assert visited(feed).page == 2
    assert visited(feed).page == 3


def test_a_feed_without_an_archive_says_that_something_may_be_missing(site: Loopback):
    site.says("/berita.xml", rss(range(10)))
    feed = visited(a_feed(site, "/berita.xml"))
    site.says("/berita.xml", rss(range(20, 30)))
    feed = visited(feed)
    assert feed.fetches.first().gap and feed.page == 0
    assert "tidak punya arsip" in feed.note_now


def test_two_new_articles_of_two_are_no_gap(site: Loopback):
    site.says("/feed", rss(range(2)))
    feed = visited(a_feed(site))
    site.says("/feed", rss(range(5, 7)))
    assert not visited(feed).fetches.first().gap


def test_a_person_asks_for_the_archive(site: Loopback):
    archived(site, range(50, 40, -1), range(40, 30, -1))
    feed = visited(a_feed(site))
    assert catch_up(feed) and not catch_up(feed)
    assert numbers(visited(visited(feed))) == set(range(31, 51))


@pytest.mark.parametrize("status", [200, 503])
def test_a_search_engine_is_asked_hourly_at_most(site: Loopback, status: int):
    site.says("/feed", rss(range(5)), status)
    habit = Habit(per_day=2_000, days=28).to_json()
    feed = visited(a_feed(site, kind=Feed.Kind.SEARCH, habit=habit))
    # Slots lie an hour apart; the first may be as near as a quarter of one.
    assert feed.due_at - timezone.now() > timedelta(minutes=14)
    assert status != 200 or feed.interval == timedelta(hours=1)
