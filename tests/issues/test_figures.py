"""Words for numbers and times."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from issues.templatetags import figures

NOW = datetime(2026, 11, 21, 5, 42, 20, tzinfo=UTC)
WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture(autouse=True)
def _at_home():
    with timezone.override(WITA):
        yield


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (198, "198"), (1234, "1.234"), (1234.5, "1.234,5"), (2.0, "2")]
)
def test_numbers_are_indonesian(value: float, words: str):
    assert figures.number(value) == words


@pytest.mark.parametrize(("value", "words"), [(19, "+19"), (-1200, "−1.200"), (0, "tetap")])
def test_a_change_has_a_sign(value: float, words: str):
    assert figures.signed(value) == words


@pytest.mark.parametrize(
    ("minutes", "words", "urgency"),
    [
        (-3 * 24 * 60, "lewat 3 hari", "late"),
        (-125, "lewat 2 jam", "late"),
        (-8, "lewat 8 mnt", "late"),
        (0, "sekarang", "soon"),
        (42, "42 mnt lagi", "soon"),
        (60, "1 jam lagi", "later"),
        (179, "2 jam lagi", "later"),
        (10 * 60, "10 jam lagi", "later"),
        (19 * 60, "besok 08.42", "later"),
        (48 * 60, "23 Nov 13.42", "later"),
    ],
)
def test_deadlines(minutes: int, words: str, urgency: str):
    due = NOW + timedelta(minutes=minutes)
    assert (figures.until(due, NOW), figures.urgency(due, NOW)) == (words, urgency)


def test_a_deadline_soon_after_midnight_is_near():
    late = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
    assert figures.until(late + timedelta(hours=2), late) == "2 jam lagi"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 detik lalu"),
        (12, "12 detik lalu"),
        (500, "8 mnt lalu"),
        (7300, "2 jam lalu"),
        (26 * 3600, "kemarin 11.42"),
        (80 * 3600, "18 Nov 05.42"),
    ],
)
def test_ages(seconds: int, words: str):
    assert figures.ago(NOW - timedelta(seconds=seconds), NOW) == words


def test_times_are_those_of_the_active_zone():
    assert figures.clock(NOW) == "13.42"
    assert figures.day(NOW) == "Sabtu, 21 November 2026"
    assert figures.day(date(2026, 11, 21)) == "Sabtu, 21 November 2026"
    assert figures.moment(NOW, NOW) == "13.42"
