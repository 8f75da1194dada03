"""The whole sample week is read with its pack: what the machine knows, and what it leaves open."""

import pytest
from django.utils import timezone

from commandcenter.packs.reader import Pack
from tests.real_input.scores import Agreement, agreement
from tests.real_input.week import judged, read_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def week(province: Pack) -> Agreement:
    return agreement(judged(read_week(timezone.now()), province.pack.home))


def test_some_coverage_about_the_leadership_is_left_to_people_but_not_most(week: Agreement) -> None:
    assert 0 < week.unsure_about_us < 0.6


def test_officials_and_regions_of_the_week_are_recognised(week: Agreement) -> None:
    assert week.officials_precision >= 0.95
    assert week.officials_recall >= 0.93
    assert week.regions_f1 >= 0.8


def test_every_value_of_the_week_says_why(province: Pack) -> None:
    for written, reading in read_week(timezone.now()):
        values = (reading.tone, reading.event_tone, *reading.topics, *reading.regions)
        assert all(value.reason for value in values), written.key
