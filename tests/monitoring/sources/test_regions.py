"""Whether we would hear of a regency: aktif, sunyi, buta."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from monitoring.models import Entry, Feed, Outlet, Region
from monitoring.sources.regions import State, Watched, read_regions
from tests.build import make_feed, make_fetch, make_outlet, make_region

pytestmark = pytest.mark.django_db
AT = timezone.now()
HOUR = timedelta(hours=1)


@pytest.fixture
def serunai(db: None) -> Region:
    """A regency in a province of which one feed has just answered."""
    home = make_region()
    make_fetch(answering(make_outlet("Suara Seroja", [home])), AT)
    return make_region("99.04", "Kabupaten Serunai", parent=home)


def answering(outlet: Outlet, **values: Any) -> Feed:
    return make_feed(outlet, **{"outcome": "unchanged", "good_at": AT, "health": "sehat"} | values)


def only() -> Watched:
    (watched,) = read_regions(AT)
    return watched


def test_a_regency_nobody_watches_is_blind_and_says_so(serunai: Region):
    assert only().state == State.BLIND
    assert only().reason == "belum ada media yang khusus memantaunya"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"outcome": "timeout", "good_at": AT - 2 * HOUR}, id="no answer for long"),
        pytest.param({"outcome": "empty", "good_at": None}, id="never a good answer"),
        pytest.param({"health": "senyap"}, id="answers, far below its habit"),
        pytest.param({"outcome": "", "good_at": None}, id="never tried"),
    ],
)
def test_a_regency_is_blind_when_no_feed_is_heard(serunai: Region, values: dict[str, Any]):
    answering(make_outlet("Radar Serunai", [serunai]), **values)
    assert (only().state, only().heard, only().feeds) == (State.BLIND, 0, 1)
    assert only().reason == "tidak satu pun umpannya memberi kabar"


def test_a_short_failure_blinds_nobody_and_is_named(serunai: Region):
    young = {"outcome": "timeout", "good_at": AT - HOUR / 6, "health": "galat"}
    answering(make_outlet("Radar Serunai", [serunai]), **young)
    assert (only().state, only().troubled) == (State.QUIET, ("Radar Serunai",))


def test_before_the_first_answer_nothing_is_known(serunai: Region):
    Feed.objects.all().delete()
    make_feed(make_outlet("Radar Serunai", [serunai]))
    assert only().state == State.UNKNOWN


def test_what_is_switched_off_or_turned_away_watches_nothing(serunai: Region):
    answering(make_outlet("Radar Serunai", [serunai]), enabled=False)
    answering(make_outlet("Kabar Serunai", [serunai], enabled=False))
    answering(make_outlet("Tiruan Serunai", [serunai], blocked=True))
    assert (only().state, only().feeds) == (State.BLIND, 0)


@pytest.mark.parametrize(("hours", "state"), [(3, State.ACTIVE), (30, State.QUIET)])
def test_a_regency_is_active_for_a_day_after_news(serunai: Region, hours: int, state: State):
    feed = answering(make_outlet("Radar Serunai", [serunai]))
    Entry.objects.create(feed=feed, guid_hash="1", seen_at=AT - hours * HOUR)
    assert only().state == state


def test_one_feed_that_is_heard_is_enough_and_the_others_are_named(serunai: Region):
    answering(make_outlet("Radar Serunai", [serunai]), health="sehat")
    lost = {"outcome": "blocked", "good_at": None, "health": "diblokir"}
    answering(make_outlet("Kabar Serunai", [serunai]), **lost)
    assert (only().state, only().heard, only().feeds) == (State.QUIET, 1, 2)
    assert only().troubled == ("Kabar Serunai",)


def test_the_blind_come_first_in_three_queries(serunai: Region, django_assert_num_queries):
    answering(make_outlet("Radar Serunai", [serunai]))
    make_region("99.05", "Kabupaten Kelana", parent=serunai.parent)
    with django_assert_num_queries(3):
        assert [row.region.pk for row in read_regions(AT)] == ["99.05", "99.04"]
