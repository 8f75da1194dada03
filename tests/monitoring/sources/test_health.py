"""How a feed is doing: each health from the facts that make it, in sentences."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitoring.models import Feed, Fetch
from monitoring.sources.advice import WORDS
from monitoring.sources.habit import Habit, learn
from monitoring.sources.health import OF_OUTCOME, Advice, Facts, Health, advice_for, judge

ZONE = ZoneInfo("Asia/Makassar")
# A Saturday, 13.42 WITA.
AT = datetime(2026, 11, 21, 5, 42, 20, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def habit(gap: timedelta, until: datetime = AT) -> Habit:
    """Return the habit of four weeks with one article every `gap`."""
    times = [until - gap * n for n in range(int(28 * DAY / gap))]
    return learn(times, until - 60 * DAY, until, ZONE)


BUSY = habit(2 * HOUR)
GOOD = Facts(
    at=AT,
    zone=ZONE,
    outcome="nothing_new",
    due_at=AT + 5 * MINUTE,
    good_at=AT,
    newest_at=AT - HOUR,
    of_day=12,
    of_week=84,
    habit=BUSY,
)
# Volumes that accuse no feed of these tests.
AS_USUAL = {"of_day": 1000, "of_week": 7000}


def test_it_names_the_same_healths_as_the_rows():
    assert {health.value for health in Health} == set(Feed.Health.values)


def test_every_bad_outcome_has_a_health_and_every_advice_has_words():
    assert set(OF_OUTCOME) == set(Fetch.Outcome.values) - set(Fetch.GOOD)
    assert set(WORDS) == set(Advice)


def test_a_feed_that_answers_as_usual_is_healthy():
    assert judge(GOOD).health is Health.HEALTHY
    assert judge(GOOD).reason == ""


def test_a_feed_that_is_off_is_off_whatever_else_is_wrong():
    assert judge(replace(GOOD, enabled=False, outcome="gone")).health is Health.OFF


def test_a_feed_never_asked_waits_for_its_first_turn():
    assert judge(Facts(at=AT, zone=ZONE, due_at=AT)).health is Health.NEVER


def test_a_feed_nobody_asks_is_late_and_says_since_when():
    verdict = judge(replace(GOOD, due_at=AT - HOUR))
    assert verdict.health is Health.LATE
    assert verdict.reason == "gilirannya 21 Nov 12.42 belum dijalankan"
    assert verdict.since == AT - HOUR


def test_a_feed_whose_host_asked_for_a_pause_is_not_late():
    held = replace(GOOD, due_at=AT - HOUR, held_until=AT + MINUTE)
    assert judge(held).health is Health.HEALTHY


@pytest.mark.parametrize(
    ("outcome", "health"),
    [
        ("not_a_feed", Health.NOT_A_FEED),
        ("gone", Health.GONE),
        ("blocked", Health.BLOCKED),
        ("empty", Health.SILENT),
        ("refused", Health.ERROR),
        ("broken", Health.ERROR),
    ],
)
def test_what_will_not_pass_is_said_at_once(outcome: str, health: Health):
    failing = replace(GOOD, outcome=outcome, failures=0.5, note="jawaban berupa HTML.")
    verdict = judge(failing)
    assert verdict.health is health
    assert verdict.reason == "jawaban berupa HTML. Berhasil terakhir 21 Nov 13.42"
    assert verdict.advice


def test_one_timeout_is_borne_and_mentioned():
    verdict = judge(replace(GOOD, outcome="timeout", failures=0.25, good_at=AT - 5 * MINUTE))
    assert verdict.health is Health.HEALTHY
    assert "tidak menjawab; dicoba lagi sendiri" in verdict.reason


@pytest.mark.parametrize(
    "worse",
    [{"failures": 1.0}, {"good_at": AT - HOUR}, {"good_at": None}],
    ids=["four in a row", "an hour without an answer", "never an answer"],
)
def test_timeouts_that_last_are_an_error(worse: dict[str, object]):
    given = {"outcome": "timeout", "failures": 0.25, "good_at": AT - 5 * MINUTE}
    assert judge(replace(GOOD, **given | worse)).health is Health.ERROR


def test_a_feed_asked_every_six_hours_bears_a_longer_failure():
    slow = replace(GOOD, outcome="timeout", failures=0.25, good_at=AT - 7 * HOUR)
    assert judge(slow).health is Health.ERROR
    assert judge(replace(slow, silent_after=18 * HOUR)).health is Health.HEALTHY


def test_a_feed_that_moved_says_where():
    verdict = judge(replace(GOOD, moved_to="https://suara.test/umpan"))
    assert (verdict.health, verdict.advice) == (Health.MOVED, Advice.ADOPT)
    assert verdict.reason == "media memindahkannya ke https://suara.test/umpan"


def test_a_silent_feed_says_what_is_usual_and_since_when():
    verdict = judge(replace(GOOD, newest_at=AT - DAY))
    assert verdict.health is Health.SILENT
    assert verdict.reason == "biasanya 12 berita sehari, sejak 20 Nov 13.42 belum ada satu pun"
    assert verdict.since == AT - DAY


@pytest.mark.parametrize("per_day", [4, 6, 12, 50, 200])
def test_a_feed_that_publishes_daily_is_known_silent_within_a_day(per_day: int):
    stopped = AT - DAY
    silent = replace(GOOD, habit=habit(DAY / per_day, stopped), newest_at=stopped, of_day=0)
    assert judge(silent).health is Health.SILENT


@pytest.mark.parametrize(("per_day", "hours"), [(1, 24), (4, 10), (12, 4), (200, 1)])
def test_a_short_pause_is_not_silence(per_day: int, hours: int):
    pause = replace(GOOD, habit=habit(DAY / per_day), newest_at=AT - hours * HOUR, **AS_USUAL)
    assert judge(pause).health is Health.HEALTHY


@pytest.mark.parametrize(("days", "health"), [(2, "sehat"), (9, "sehat"), (30, "senyap")])
def test_a_weekly_feed_is_given_its_time(days: int, health: str):
    weekly = replace(GOOD, habit=habit(7 * DAY), newest_at=AT - days * DAY, of_day=0, of_week=0)
    assert judge(weekly).health == health


def test_a_night_without_news_is_not_silence():
    workdays = [
        AT.replace(hour=1) - DAY * n + MINUTE * 20 * k for n in range(28) for k in range(24)
    ]
    daytime = learn(workdays, AT - 60 * DAY, AT, ZONE)
    evening, morning = AT.replace(hour=9), AT.replace(hour=22)
    night = replace(
        GOOD, at=morning, good_at=morning, newest_at=evening, due_at=morning, **AS_USUAL
    )
    assert judge(replace(night, habit=daytime)).health is Health.HEALTHY
    assert judge(replace(night, habit=habit(HOUR))).health is Health.SILENT


def test_a_day_of_rest_does_not_alarm():
    silent = replace(GOOD, newest_at=AT - DAY)
    rested = replace(silent, quiet_days={date(2026, 11, 20), date(2026, 11, 21)})
    assert judge(silent).health is Health.SILENT
    assert judge(rested).health is Health.HEALTHY


def test_a_feed_of_bursts_is_given_more_time_than_a_regular_one():
    bursts = replace(BUSY, deviation=10.0, gap_hours=30.0)
    silent = replace(GOOD, newest_at=AT - 20 * HOUR)
    assert judge(silent).health is Health.SILENT
    assert judge(replace(silent, habit=bursts)).health is Health.HEALTHY


def test_silence_is_counted_to_the_last_look_not_to_now():
    stopped = replace(GOOD, newest_at=AT - DAY, good_at=AT - 23 * HOUR)
    assert judge(stopped).health is Health.HEALTHY


def test_a_new_feed_accuses_nobody_before_its_habit_is_known():
    young = learn([AT - HOUR * n for n in range(24)], AT - DAY, AT, ZONE)
    assert judge(replace(GOOD, habit=young, newest_at=AT - 2 * DAY)).health is Health.HEALTHY


def test_a_feed_abandoned_before_we_came_is_silent_from_the_start():
    verdict = judge(replace(GOOD, habit=Habit(), newest_at=AT - 200 * DAY))
    assert verdict.health is Health.SILENT
    assert verdict.reason.startswith("berita terbarunya 5 Mei")


def test_a_week_far_below_its_habit_is_silence_with_numbers():
    verdict = judge(replace(GOOD, of_week=20))
    assert verdict.health is Health.SILENT
    assert verdict.reason == "7 hari terakhir hanya 20 berita, biasanya sekitar 84"


def test_a_day_far_below_its_habit_is_silence():
    many = replace(GOOD, habit=habit(HOUR / 2), of_day=9, of_week=300)
    assert judge(many).reason == "24 jam terakhir hanya 9 berita, biasanya sekitar 48"


@pytest.mark.parametrize("of_week", [50, 84, 200])
def test_a_slow_week_is_not_silence(of_week: int):
    assert judge(replace(GOOD, of_week=of_week)).health is Health.HEALTHY


def test_a_week_in_which_we_did_not_look_is_not_held_against_it():
    away = replace(GOOD, of_week=20, watched_since=AT - 3 * DAY)
    assert judge(away).health is Health.HEALTHY


def test_a_search_that_finds_nothing_is_healthy():
    assert judge(replace(GOOD, outcome="empty", searches=True)).health is Health.HEALTHY


def test_advice_follows_the_outcome_while_it_lasts():
    assert advice_for("galat", "too_large") is Advice.SMALLER_FEED
    assert advice_for("senyap", "nothing_new") is Advice.OPEN_SITE
    assert advice_for("sehat", "timeout") is Advice.NOTHING
