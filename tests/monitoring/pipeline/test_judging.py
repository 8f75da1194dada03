"""Judging all feeds: what is written, when, and what is left alone."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from monitoring.home import home_zone
from monitoring.models import CalendarDay, Entry, Feed, HealthChange, Outlet
from monitoring.pipeline.habits import learn_habits
from monitoring.pipeline.health import judge_sources
from monitoring.sources.habit import Habit
from tests.build import make_feed, make_fetch, make_item, make_outlet, make_region

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AT = timezone.now()


@pytest.fixture(autouse=True)
def home() -> None:
    cache.clear()
    make_region()


def good(name: str = "Suara Seroja", **values: object) -> Feed:
    given = {"outcome": "nothing_new", "good_at": AT, "fetched_at": AT, "due_at": AT + HOUR}
    return make_feed(make_outlet(name), **given | values)


def publish(feed: Feed, gap: timedelta, since: timedelta, until: timedelta = timedelta()) -> None:
    """Store an article every `gap` between two ages."""
    for number in range(int((since - until) / gap)):
        at = AT - until - gap * number
        item = make_item(f"Berita {number}", at, published_from="feed", outlet=feed.outlet)
        Entry.objects.create(feed=feed, item=item, guid_hash=f"{number}", seen_at=at)


def health(feed: Feed) -> str:
    feed.refresh_from_db()
    return feed.health


def test_a_change_is_written_once_with_its_reason():
    feed = good(outcome="gone", note_now="jawaban 404")
    assert judge_sources(AT) == {"hilang": 1}
    assert judge_sources(AT) == {}
    (change,) = HealthChange.objects.all()
    assert (change.before, change.after, change.at) == ("belum", "hilang", AT)
    assert health(feed) == "hilang"
    assert "jawaban 404" in feed.health_reason == change.reason


def test_a_feed_that_falls_silent_is_known_within_a_day_and_recovers():
    feed = good()
    publish(feed, 2 * HOUR, 20 * DAY, until=DAY)
    assert learn_habits(AT) == 1
    judge_sources(AT)
    assert health(feed) == "senyap"
    assert "biasanya 12 berita sehari, sejak" in feed.health_reason
    assert feed.health_since == AT - DAY
    publish_now = make_item("Terbit lagi", AT, outlet=feed.outlet)
    Entry.objects.create(feed=feed, item=publish_now, guid_hash="baru", seen_at=AT)
    assert judge_sources(AT + HOUR) == {"sehat": 1}


def test_a_holiday_does_not_alarm():
    feed = good()
    publish(feed, 2 * HOUR, 20 * DAY, until=DAY)
    learn_habits(AT)
    today = AT.astimezone(home_zone()).date()
    for day in (today, today - DAY):
        CalendarDay.objects.create(date=day, name=f"Hari Hening {day}", kind="sunyi")
    judge_sources(AT)
    assert health(feed) == "sehat"


def test_a_feed_whose_dates_are_all_wrong_still_publishes():
    feed = good()
    for age in range(60):
        old = make_item("Lama", AT - 900 * DAY, published_from="feed")
        Entry.objects.create(feed=feed, item=old, guid_hash=f"{age}", seen_at=AT - age * HOUR)
    judge_sources(AT)
    assert health(feed) == "sehat"


def test_an_abandoned_feed_is_silent_at_its_first_reading():
    feed = good()
    for number in range(10):
        old = make_item("Lama", AT - (90 + number) * DAY, published_from="feed")
        Entry.objects.create(feed=feed, item=old, guid_hash=f"{number}", seen_at=AT)
    judge_sources(AT)
    assert health(feed) == "senyap"


def slow_week(feed: Feed) -> None:
    """Publish five articles a day after weeks of twelve."""
    publish(feed, 2 * HOUR, 28 * DAY, until=7 * DAY)
    learn_habits(AT - 7 * DAY)
    for number in range(33):
        at = AT - 5 * HOUR * number - HOUR
        item = make_item("Sepi", at, outlet=feed.outlet)
        Entry.objects.create(feed=feed, item=item, guid_hash=f"sepi{number}", seen_at=at)
    for hours in range(0, 24 * 8, 5):
        make_fetch(feed, AT - hours * HOUR)


def test_a_week_far_below_the_habit_is_silence():
    feed = good()
    slow_week(feed)
    judge_sources(AT)
    assert health(feed) == "senyap"
    assert feed.health_reason.startswith("7 hari terakhir hanya 33 berita")


def test_a_week_in_which_our_collector_stood_still_accuses_nobody():
    feed = good()
    slow_week(feed)
    feed.fetches.filter(ended_at__gt=AT - 3 * DAY, ended_at__lt=AT - 2 * DAY).delete()
    judge_sources(AT)
    assert health(feed) == "sehat"


def test_a_week_in_which_the_feed_failed_for_a_while_does_not_count():
    feed = good()
    slow_week(feed)
    HealthChange.objects.create(feed=feed, at=AT - 2 * DAY, before="galat", after="sehat")
    judge_sources(AT)
    assert health(feed) == "sehat"


def test_a_silent_feed_keeps_its_habit_until_four_weeks_have_passed():
    feed = good(health="senyap", health_since=AT - 5 * DAY, new_at=AT)
    publish(feed, 12 * HOUR, 20 * DAY)
    Feed.objects.update(habit=Habit(per_day=50.0, days=28).to_json())
    assert learn_habits(AT) == 0
    Feed.objects.update(health_since=AT - 29 * DAY)
    assert learn_habits(AT) == 1
    feed.refresh_from_db()
    assert Habit.from_json(feed.habit).per_day == 2


def test_a_habit_is_learnt_once_a_day():
    publish(good(), 6 * HOUR, 10 * DAY)
    assert [learn_habits(AT), learn_habits(AT + HOUR), learn_habits(AT + DAY)] == [1, 0, 1]


def test_judging_asks_the_same_questions_for_one_feed_and_for_many(django_assert_num_queries):
    good()
    judge_sources(AT)
    for number in range(8):
        good(f"Media {number}", health="sehat")
    with django_assert_num_queries(5):
        judge_sources(AT)


@pytest.mark.parametrize(
    ("values", "words"),
    [({"blocked": True}, "medianya ditolak"), ({"enabled": False}, "medianya dimatikan")],
)
def test_a_feed_of_an_outlet_that_is_not_watched_is_off_not_late(values: dict, words: str):
    feed = good(due_at=AT - 3 * HOUR)
    Outlet.objects.update(**values)
    judge_sources(AT)
    assert (health(feed), feed.health_reason) == ("mati", words)
