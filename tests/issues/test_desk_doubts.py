"""What the machine doubts comes earlier at the desk than what it is sure of, and says why."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.test import Client

from issues.desk.queue import Queue
from issues.models import Coverage
from issues.pipeline.settle import settle_items
from issues.selection import Selection
from tests.build import NOW, make_region, make_user
from tests.issues.desk_days import read, waiting
from tests.issues.test_deciding import NEGATIVE, say

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

WITA = ZoneInfo("Asia/Makassar")


def read_so(minute: int, tone: str = "neg", confidence: float = 0.9, **values) -> Coverage:
    """Make a text that waits since some minutes after NOW, read with this confidence."""
    tones = {"mentions": [], "tone": read(tone, confidence, "uji")}
    given = {"reasons": tones, "urgency": 1} | values
    coverage = waiting(f"Berita {minute}", NOW - timedelta(hours=1, minutes=-minute), tone, **given)
    settle_items([coverage.pk])
    coverage.refresh_from_db()
    return coverage


def queue() -> Queue:
    return Queue(Selection(), "", make_user(), WITA, NOW)


def test_settling_marks_what_is_doubtful():
    assert read_so(0, confidence=0.6).doubtful
    assert not read_so(1, confidence=0.9).doubtful


def test_the_doubtful_come_before_the_sure_of_equal_urgency():
    sure, doubted, later = read_so(0), read_so(1, confidence=0.6), read_so(2, confidence=0.6)
    assert [row.pk for row in queue().rows()] == [doubted.pk, later.pk, sure.pk]


def test_urgency_comes_before_doubt():
    doubted, sure = read_so(0, tone="unsure", confidence=0.4), read_so(1)
    assert (doubted.urgency, sure.urgency) == (0, 1)
    assert [row.pk for row in queue().rows()] == [sure.pk, doubted.pk]


def test_walking_the_queue_meets_every_text_once_in_its_order():
    made = [read_so(n, confidence=0.6 if n % 2 else 0.9) for n in range(5)]
    line = queue()
    order = list(line.rows())
    walked = [line.after(row) for row in order]
    assert walked == [row.pk for row in order[1:]] + [None]
    assert [line.before(row) for row in order] == [None] + [row.pk for row in order[:-1]]
    assert line.counts(order[3]).before == 3
    assert len(order) == len(made)


def test_the_desk_says_why_a_text_comes_first(client: Client):
    cache.clear()
    make_region()
    client.force_login(make_user())
    doubted = read_so(0, confidence=0.6)
    shown = client.get(f"/meja/{doubted.pk}").content.decode()
    assert "Ditinjau lebih dulu: keyakinan mesin rendah." in shown
    assert ">ragu<" in shown


def test_what_a_person_settled_is_no_longer_doubted_aloud(client: Client):
    cache.clear()
    make_region()
    client.force_login(make_user())
    doubted = read_so(0, confidence=0.6)
    say(doubted.item, NEGATIVE)
    assert "Ditinjau lebih dulu" not in client.get(f"/meja/{doubted.pk}").content.decode()
