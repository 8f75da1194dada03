"""How hosts are spared: gaps, slowdowns, and hosts that several outlets share."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.door.http import Answer, Failure
from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline import collect_feeds
from monitoring.pipeline.politeness import BACK_OFF, clock_of, gap_of, heed, lanes, reserve
from tests.build import make_feed, make_outlet
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.printing import a_feed, an_outlet, rss

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = Answer("https://suaraseroja.test/feed", 200, b"x", None, "", "", None)


def refusal(status: int, seconds: int | None = None) -> Failure:
    wait = None if seconds is None else timedelta(seconds=seconds)
    return Failure("blocked", "Situs meminta kita menunggu.", status, wait)


def after(outlet: Outlet, *answers: Answer | Failure) -> Outlet:
    for answer in answers:
        heed(outlet, answer, timezone.now())
    return Outlet.objects.get(pk=outlet.pk)


def test_every_429_doubles_the_gap_and_every_good_answer_halves_it():
    outlet = make_outlet(gap_seconds=2)
    assert gap_of(after(outlet, refusal(429), refusal(429))) == timedelta(seconds=8)
    assert gap_of(after(outlet, GOOD)) == timedelta(seconds=4)
    assert after(outlet, GOOD, GOOD, GOOD).slowdown == 1


def test_a_slowdown_has_a_bound_and_counts_without_a_gap():
    outlet = after(make_outlet(gap_seconds=0), *[refusal(503)] * 20)
    assert (outlet.slowdown, gap_of(outlet)) == (64, timedelta(seconds=64))


def test_a_host_that_says_429_is_left_alone_as_long_as_it_says():
    before = timezone.now()
    silent, exact = (after(make_outlet(), refusal(429, s)) for s in (None, 90))
    assert silent.next_request_at >= before + BACK_OFF
    assert before + timedelta(seconds=90) <= exact.next_request_at < silent.next_request_at


def test_a_single_error_of_the_server_closes_nothing():
    assert after(make_outlet(), Failure("server_error", "Galat.", 500)).next_request_at is None


def test_other_feeds_of_a_host_that_says_429_wait_without_a_failure(site: Loopback):
    site.says("/feed", b"", 429, Retry_After="600")
    outlet = an_outlet(site)
    first, second = a_feed(site, outlet=outlet), a_feed(site, "/feed?2", outlet=outlet)
    site.says("/feed?2", rss(range(3)))
    collect_feeds(limit=1)
    collect_feeds()
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.outcome == Fetch.Outcome.BLOCKED
    assert (second.outcome, second.failures, second.attempts) == ("", 0, 0)
    assert second.due_at > timezone.now() + timedelta(minutes=9)


def claimed(*urls: str) -> list[Feed]:
    for number, url in enumerate(urls):
        outlet = make_outlet(home=f"https://media-{number}.test")
        make_feed(outlet, url=url, due_at=timezone.now() - timedelta(minutes=1))
    feeds = Feed.objects.claim(50, timedelta(minutes=2), ["outlet"])
    return sorted(feeds, key=lambda feed: feed.pk)


def test_outlets_that_publish_on_one_host_share_its_clock():
    feeds = claimed("https://blog.test/a/feed", "https://blog.test/b/feed")
    (lane,) = lanes(feeds, timezone.now())
    assert lane == feeds
    assert clock_of(lane[1]) == feeds[0].outlet
    assert lane[1].outlet != lane[0].outlet


def test_hosts_below_the_outlets_own_keep_its_clock():
    feeds = claimed("https://rss.media-0.test/feed", "https://www.media-1.test/feed")
    assert [[clock_of(feed) for feed in lane] for lane in lanes(feeds, timezone.now())] == [
        [feeds[0].outlet],
        [feeds[1].outlet],
    ]


def test_an_intranet_server_may_be_asked_by_several_side_by_side():
    at = timezone.now()
    outlet = make_outlet(gap_seconds=1, parallel=4)
    assert reserve(outlet, 6, at) == (6, at + timedelta(seconds=2))
    assert reserve(outlet, 6, at)[0] == 0


def test_requests_side_by_side_all_arrive(site: Loopback):
    outlet = an_outlet(site, parallel=3)
    for number in range(5):
        site.says(f"/{number}", rss([number]))
        a_feed(site, f"/{number}", outlet=outlet)
    assert collect_feeds() == {Fetch.Outcome.NEW: 5}
