"""Whether we would hear of a regency: aktif, sunyi, buta."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.models import Entry, Region
from monitoring.sources.regions import State, Watched, read_regions
from tests.build import make_feed, make_outlet, make_region

pytestmark = pytest.mark.django_db
AT = timezone.now()


@pytest.fixture
def serunai(db: None) -> Region:
    home = make_region()
    return make_region("99.04", "Kabupaten Serunai", parent=home)


def only() -> Watched:
    (watched,) = read_regions(AT)
    return watched


def test_a_regency_nobody_watches_is_blind_and_says_so(serunai: Region):
    make_feed(make_outlet("Suara Seroja", [Region.objects.home()]), health="sehat")
    assert only().state == State.BLIND
    assert only().reason == "belum ada media yang khusus memantaunya"


@pytest.mark.parametrize("health", ["galat", "senyap", "belum", "terlambat"])
def test_a_regency_whose_feeds_are_not_read_as_usual_is_blind(serunai: Region, health: str):
    make_feed(make_outlet("Radar Serunai", [serunai]), health=health)
    assert (only().state, only().troubled) == (State.BLIND, ("Radar Serunai",))


def test_a_switched_off_feed_watches_nothing(serunai: Region):
    make_feed(make_outlet("Radar Serunai", [serunai]), health="sehat", enabled=False)
    make_feed(make_outlet("Kabar Serunai", [serunai], enabled=False), health="sehat")
    assert (only().state, only().feeds) == (State.BLIND, 0)


@pytest.mark.parametrize(("hours", "state"), [(3, State.ACTIVE), (30, State.QUIET)])
def test_a_regency_is_active_for_a_day_after_news(serunai: Region, hours: int, state: State):
    feed = make_feed(make_outlet("Radar Serunai", [serunai]), health="sehat")
    Entry.objects.create(feed=feed, guid_hash="1", seen_at=AT - timedelta(hours=hours))
    assert only().state == state


def test_one_healthy_feed_is_enough_and_the_others_are_named(serunai: Region):
    make_feed(make_outlet("Radar Serunai", [serunai]), health="pindah")
    make_feed(make_outlet("Kabar Serunai", [serunai]), health="diblokir")
    assert (only().state, only().healthy, only().feeds) == (State.QUIET, 1, 2)
    assert only().troubled == ("Kabar Serunai",)


def test_the_blind_come_first_in_two_queries(serunai: Region, django_assert_num_queries):
    make_feed(make_outlet("Radar Serunai", [serunai]), health="sehat")
    make_region("99.05", "Kabupaten Kelana", parent=serunai.parent)
    with django_assert_num_queries(2):
        assert [row.region.pk for row in read_regions(AT)] == ["99.05", "99.04"]
