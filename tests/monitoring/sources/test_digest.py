"""The digest of a day: what broke, what recovered, what is silent, what was cut."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client

from monitoring.models import Feed, HealthChange
from monitoring.sources.digest import Digest, compose_digest, count_today
from tests.build import make_feed, make_fetch, make_item, make_outlet, make_region, make_user

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Makassar")
DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def turned(name: str, *healths: str, at: datetime = NOON) -> Feed:
    """Make a feed go through these healths, an hour apart."""
    feed = make_feed(make_outlet(name), health=healths[-1])
    for number, (before, after) in enumerate(pairwise(healths)):
        HealthChange.objects.create(
            feed=feed, at=at + HOUR * number, before=before, after=after, reason=f"kini {after}"
        )
    return feed


def names(rows: tuple) -> list[str]:
    return [row.feed.outlet.name for row in rows]


def composed() -> Digest:
    return compose_digest(DAY, ZONE)


def test_what_broke_and_what_recovered_are_told_apart():
    turned("Warta Pinisi", "sehat", "galat")
    turned("Radio Kelana", "diblokir", "sehat")
    assert names(composed().broke) == ["Warta Pinisi"]
    assert names(composed().recovered) == ["Radio Kelana"]
    assert composed().broke[0].reason == "kini galat"


def test_what_broke_and_recovered_within_the_day_is_neither():
    turned("Warta Pinisi", "sehat", "galat", "sehat")
    found = composed()
    assert (found.broke, found.recovered, names(found.unsteady)) == ((), (), ["Warta Pinisi"])


def test_the_silent_are_named_for_as_long_as_they_are():
    turned("Warta Pinisi", "sehat", "senyap", at=NOON - timedelta(days=9))
    assert names(composed().silent) == ["Warta Pinisi"]
    assert composed().broke == ()


def test_what_happened_later_is_not_known_yet():
    turned("Warta Pinisi", "sehat", "galat", at=NOON + timedelta(days=1))
    assert composed().calm


def test_a_day_ends_at_local_midnight():
    turned("Warta Pinisi", "sehat", "galat", at=datetime(2026, 11, 20, 23, 59, tzinfo=ZONE))
    turned("Radio Kelana", "sehat", "galat", at=datetime(2026, 11, 21, 0, 0, tzinfo=ZONE))
    assert names(composed().broke) == ["Warta Pinisi"]


def test_bounds_that_were_met_are_counted_by_feed():
    feed = make_feed(make_outlet("Antar Pulau"))
    for outcome in ("new", "timeout"):
        make_fetch(feed, NOON, outcome)
    feed.fetches.update(cut=4, skipped=1, gap=True, new=3)
    (bound,) = composed().bounds
    assert (bound.cut, bound.skipped, bound.gaps, bound.archive) == (8, 2, 2, 0)
    totals = composed().totals
    assert (totals.fetches, totals.good, totals.new) == (2, 1, 6)


def test_an_unknown_outlet_is_named_on_the_day_of_its_first_item():
    strange = make_outlet("Kabar Entah", known=False)
    make_item(at=NOON, outlet=strange)
    make_item(at=NOON + timedelta(days=1), outlet=strange)
    assert [outlet.name for outlet in composed().unknown] == ["Kabar Entah"]
    assert compose_digest(DAY + timedelta(days=1), ZONE).unknown == ()


def test_a_digest_asks_six_questions(django_assert_num_queries):
    for number in range(5):
        turned(f"Media {number}", "sehat", "galat")
        make_fetch(make_feed(make_outlet(), key=f"u{number}"), NOON).feed.fetches.update(cut=1)
    with django_assert_num_queries(6):
        composed()


@pytest.fixture
def desk(client: Client) -> Client:
    cache.clear()
    make_region()
    client.force_login(make_user())
    return client


@pytest.mark.parametrize("day", ["", "2026-11-20", "0001-01-01", "9999-12-31", "kemarin"])
def test_any_day_is_answered(desk: Client, day: str):
    assert desk.get(f"/sumber/ringkasan?hari={day}").status_code == 200


def test_the_page_tells_what_broke_in_words(desk: Client):
    turned("Warta Pinisi", "sehat", "galat")
    page = desk.get("/sumber/ringkasan?hari=2026-11-20").content.decode()
    assert "Mulai bermasalah" in page and "Warta Pinisi" in page and "Kini galat." in page


def test_the_counts_of_the_page_are_those_of_the_digest():
    turned("Warta Pinisi", "sehat", "galat", "sehat", "galat")
    turned("Radio Kelana", "galat", "sehat", "senyap", "sehat")
    turned("Antar Pulau", "sehat", "galat", "sehat")
    found = composed()
    counted = {"broke": len(found.broke), "recovered": len(found.recovered)}
    assert count_today(DAY, ZONE) == counted == {"broke": 1, "recovered": 1}


def test_a_broken_feed_that_is_switched_off_has_not_recovered():
    turned("Warta Pinisi", "sehat", "galat", at=NOON - timedelta(days=1))
    turned("Radio Kelana", "galat", "mati")
    assert composed().recovered == ()
    assert count_today(DAY, ZONE)["recovered"] == 0
