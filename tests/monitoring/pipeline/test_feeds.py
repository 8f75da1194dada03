"""Batches of feeds: what hangs is asked apart, what was not reached goes back."""

import asyncio
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from monitoring.claims import alone
from monitoring.door.http import Door, Limits
from monitoring.locks import Lock
from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline import collect_feeds, feeds, visits
from monitoring.pipeline.feeds import collect_one
from monitoring.pipeline.found import Found, examine
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.printing import a_feed, an_outlet, rss, sitemap_index, visited

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 40


async def never(_writer: asyncio.StreamWriter) -> None:
    """Accept and say nothing."""
    await asyncio.Event().wait()


@pytest.fixture
def impatient(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a silent host for seconds only; a busy machine answers well within them."""
    limits = Limits(first_byte=1.5, connect=1.5)

    def door() -> Door:
        return Door(settings.FETCH_ALLOW_NETWORKS, settings.FETCH_USER_AGENT, limits)

    monkeypatch.setattr(visits, "door", door)


def hosts(site: Loopback, path: str, first: int) -> list[Feed]:
    """Make MANY feeds of the same path, each on a host of its own."""
    made = []
    for number in range(first, first + MANY):
        host = f"127.0.1.{number}"
        outlet = an_outlet(site, home=f"http://{host}/")
        made.append(a_feed(site, outlet=outlet, url=site.url(path, host)))
    return made


def collect_all(suspects: bool = False) -> None:
    """Make every feed due and collect until nothing is left."""
    Feed.objects.update(due_at=timezone.now())
    Outlet.objects.update(next_request_at=None)
    while collect_feeds(suspects=suspects):
        continue


def outcomes(feeds: list[Feed]) -> set[str]:
    return set(Feed.objects.filter(pk__in=[f.pk for f in feeds]).values_list("outcome", flat=True))


def test_forty_hanging_hosts_hold_up_none_of_forty_good_ones(site: Loopback, impatient: None):
    site.does("/diam", never)
    site.says("/feed", rss(range(3)))
    hanging, good = hosts(site, "/diam", 1), hosts(site, "/feed", 101)
    collect_all()
    assert (outcomes(hanging), outcomes(good)) == ({Fetch.Outcome.TIMEOUT}, {Fetch.Outcome.NEW})
    site.asked.clear()
    collect_all()
    assert len(site.asked) == MANY
    assert not any("/diam" in head for head in site.asked)
    assert outcomes(good) == {Fetch.Outcome.UNCHANGED}


def test_what_did_not_answer_is_asked_again_apart_and_returns(site: Loopback, impatient: None):
    site.does("/feed", never)
    feed = a_feed(site)
    assert visited(feed).outcome == Fetch.Outcome.TIMEOUT
    site.says("/feed", rss(range(3)))
    assert visited(feed).outcome == Fetch.Outcome.TIMEOUT
    assert visited(feed, suspects=True).outcome == Fetch.Outcome.NEW
    assert visited(feed).outcome == Fetch.Outcome.UNCHANGED


def test_one_worker_at_a_time_waits_for_silent_hosts(site: Loopback):
    site.says("/feed", rss(range(3)))
    a_feed(site, outcome=Fetch.Outcome.TIMEOUT)
    seen = []

    def other_worker() -> None:
        seen.append(collect_feeds(suspects=True).total())
        connection.close()

    with alone(Lock.SUSPECTS):
        (thread := Thread(target=other_worker)).start()
        thread.join()
    assert seen == [0]
    assert collect_feeds(suspects=True).total() == 1


def test_a_host_that_hangs_gives_its_other_feeds_back_untried(site: Loopback, impatient: None):
    outlet = an_outlet(site)
    for path in ("/diam?1", "/diam?2", "/diam?3"):
        site.does(path, never)
        a_feed(site, path, outlet=outlet)
    collect_feeds()
    assert sorted(Feed.objects.values_list("attempts", "outcome")) == [
        (0, ""),
        (0, ""),
        (0, Fetch.Outcome.TIMEOUT),
    ]
    assert not Feed.objects.exclude(lease_until=None).exists()
    outlet.refresh_from_db()
    assert outlet.next_request_at > timezone.now()


def test_an_error_gives_those_back_that_still_wait_for_their_sitemaps(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
):
    outlet = an_outlet(site)
    site.says("/indeks.xml", sitemap_index([site.url("/a.xml")]))
    site.says("/feed", rss(range(3)))
    index, feed = (a_feed(site, path, outlet=outlet) for path in ("/indeks.xml", "/feed"))

    def only_the_index(one: Feed, *rest: Any) -> Found:
        if one.pk == feed.pk:
            raise LookupError("rusak")
        return examine(one, *rest)

    monkeypatch.setattr(feeds, "examine", only_the_index)
    with pytest.raises(LookupError):
        collect_feeds()
    assert [Feed.objects.get(pk=one.pk).lease_until is None for one in (index, feed)] == [
        True,
        False,
    ]


def test_a_lane_ends_at_its_deadline(site: Loopback, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(visits, "LANE_DEADLINE", -1.0)
    site.says("/feed", rss(range(3)))
    feed = a_feed(site)
    assert collect_feeds().total() == 0
    feed.refresh_from_db()
    assert feed.lease_until is None and feed.due_at <= timezone.now()


def test_one_feed_can_be_fetched_by_itself_before_it_is_due(site: Loopback):
    site.says("/feed", rss(range(3)))
    feed, other = a_feed(site, due_at=None), a_feed(site, "/lain")
    (ended,) = collect_one(feed.pk)
    assert (ended.outcome, ended.new) == (Fetch.Outcome.NEW, 3)
    assert not other.fetches.exists()


def test_a_first_turn_has_the_source_judged_at_once(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(feeds, "nudge", woken.append)
    a_feed(site, url=site.says("/umpan-baru", rss(range(3))))
    collect_feeds()
    assert woken.count("judge") == 1
    Feed.objects.update(health=Feed.Health.HEALTHY, due_at=timezone.now())
    collect_feeds()
    assert woken.count("judge") == 1
