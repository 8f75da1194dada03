"""Placements per day: counted in local days, drawn so that parts add up."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from issues.daily import DAYS, draw, per_day, series
from issues.models import Coverage, Tone
from tests.build import NOW, make_coverage, make_issue

ZONE, TODAY = ZoneInfo("Asia/Makassar"), date(2026, 11, 21)


def test_a_day_without_placements_is_an_empty_bar():
    chart = draw({}, TODAY)
    assert (len(chart.bars), chart.total, chart.peak) == (DAYS, 0, 0)
    assert all(bar.parts == () for bar in chart.bars)


def test_the_highest_day_fills_the_height_and_others_are_shares_of_it():
    yesterday = TODAY - timedelta(days=1)
    chart = draw({TODAY: {"neg": 3, "pos": 1}, yesterday: {"neu": 2}}, TODAY)
    assert chart.total == 6
    assert [(part.tone, part.height) for part in chart.bars[-1].parts] == [
        ("neg", "75.00"),
        ("pos", "25.00"),
    ]
    assert chart.bars[-2].top == "50.00"


@pytest.mark.django_db
def test_a_day_begins_at_local_midnight():
    make_coverage(at=datetime(2026, 11, 20, 16, 5, tzinfo=UTC), tone=Tone.NEGATIVE)
    make_coverage(at=datetime(2026, 11, 20, 15, 55, tzinfo=UTC))
    counts = per_day(Coverage.objects.all(), TODAY, ZONE)
    assert counts == {TODAY: {"neg": 1}, date(2026, 11, 20): {"neu": 1}}


@pytest.mark.django_db
def test_a_series_ends_today_and_counts_only_its_issue(django_assert_num_queries):
    issue, other = make_issue(), make_issue("Lain")
    make_coverage(issue=issue)
    make_coverage(issue=issue, at=NOW - timedelta(days=DAYS))
    make_coverage(issue=other)
    with django_assert_num_queries(1):
        lines = series([issue.pk, other.pk], TODAY, ZONE)
    assert lines[issue.pk] == [0] * (DAYS - 1) + [1]
