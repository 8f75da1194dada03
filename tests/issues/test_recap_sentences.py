"""The paragraph says what the numbers support and nothing else."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from issues.models import Tone
from tests import build
from tests.build import NOW
from tests.issues import wall_days
from tests.issues.test_recaps import composed, words

pytestmark = pytest.mark.django_db
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _watched_for_days():
    cache.clear()
    wall_days.province()
    feed = build.make_feed(build.make_outlet(), outcome="new", good_at=NOW, fetched_at=NOW)
    for back in range(3):
        build.make_fetch(feed, NOW - back * DAY)


def print_(count: int, at, tone: str = Tone.NEUTRAL, **values) -> None:
    """Let `count` outlets print something."""
    for _number in range(count):
        build.make_coverage(at=at, tone=tone, **values)


def test_a_rise_is_compared_by_name_of_day_and_its_issue_named():
    issue = build.make_issue("Penundaan beasiswa", NOW - 3 * DAY, level="tinggi")
    print_(10, NOW - DAY)
    print_(10, NOW)
    print_(5, NOW, Tone.NEGATIVE, issue=issue)
    said = words(composed())
    assert "15 cerita dalam 15 pemuatan, naik 50% dari Jumat" in said
    assert "Kenaikan terutama berasal dari isu Penundaan beasiswa" in said
    assert "5 dari 5 pemuatan negatif" in said


def test_a_fall_blames_no_issue_for_a_rise():
    issue = build.make_issue("Penundaan beasiswa", NOW - 3 * DAY)
    print_(10, NOW - DAY)
    print_(4, NOW)
    print_(1, NOW, issue=issue)
    said = words(composed())
    assert "turun 50% dari Jumat" in said and "Kenaikan" not in said
    assert "Isu yang paling bertambah adalah Penundaan beasiswa, 1 pemuatan lebih banyak." in said


def test_as_much_as_yesterday_is_said_so():
    print_(4, NOW - DAY)
    print_(4, NOW)
    assert "hampir sama dengan Jumat" in words(composed())


def test_a_day_before_without_anything_gives_no_percentage():
    print_(4, NOW)
    said = words(composed())
    assert "Jumat pada jam yang sama nihil" in said and "%" not in said


def test_a_day_before_on_which_nobody_watched_gives_no_comparison():
    print_(4, NOW - 3 * DAY)
    said = words(composed(day=(NOW - 3 * DAY).date()))
    assert said == "4 cerita dalam 4 pemuatan."


def test_an_issue_that_eases_is_told():
    issue = build.make_issue("Air bersih", NOW - 3 * DAY, state="mereda", level="sedang")
    print_(6, NOW - DAY, issue=issue)
    print_(2, NOW, issue=issue)
    assert "Isu Air bersih mereda: 2 pemuatan, sebelumnya 6." in words(composed())


def test_good_news_is_told_too():
    story = build.make_story("Desa Tangguh tersalur")
    print_(3, NOW, Tone.POSITIVE, story=story)
    said = words(composed())
    assert "Yang terbanyak dimuat dengan tone positif: “Desa Tangguh tersalur”, 3 pemuatan." in said


def test_a_title_that_looks_like_a_pattern_stays_as_it_is():
    issue = build.make_issue("Harga naik 100%(s) %d", NOW - 3 * DAY)
    print_(2, NOW, issue=issue)
    print_(1, NOW - DAY)
    assert "isu Harga naik 100%(s) %d" in words(composed())


def test_what_was_not_read_yet_is_not_called_nothing():
    build.make_item(at=NOW, stage="read")
    assert words(composed()) == (
        "Belum dapat dinilai: 1 berita pada waktu ini masih menunggu dibaca."
    )
