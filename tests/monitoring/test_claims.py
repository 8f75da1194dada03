"""The queue in the database: claims, leases, tokens."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.models import Feed, Item
from tests.build import make_feed, make_item, make_outlet

pytestmark = pytest.mark.django_db
LEASE = timedelta(minutes=2)


def due_feed(minutes_ago: float = 1) -> Feed:
    return make_feed(make_outlet(), due_at=timezone.now() - timedelta(minutes=minutes_ago))


def test_it_claims_what_is_due_and_leaves_the_rest():
    due, _later = due_feed(), make_feed(make_outlet(), due_at=timezone.now() + LEASE)
    _never = make_feed(make_outlet(), due_at=None)
    assert Feed.objects.claim(10, LEASE) == [due]


def test_it_claims_the_longest_waiting_first():
    newer, older = due_feed(1), due_feed(9)
    assert Feed.objects.claim(1, LEASE) == [older]
    assert Feed.objects.claim(10, LEASE) == [newer]


def test_a_claimed_row_is_nobody_elses_until_its_lease_ends():
    feed = due_feed()
    Feed.objects.claim(10, LEASE)
    assert Feed.objects.claim(10, LEASE) == []
    Feed.objects.filter(pk=feed.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert Feed.objects.claim(10, LEASE) == [feed]


def test_an_attempt_counts_when_the_turn_begins_and_before_any_work():
    due_feed()
    [feed] = Feed.objects.claim(1, LEASE)
    assert feed.attempts == 0
    feed.begin()
    assert Feed.objects.get().attempts == feed.attempts == 1


def test_a_count_of_attempts_never_overflows_its_column():
    Feed.objects.filter(pk=due_feed().pk).update(attempts=1000)
    [feed] = Feed.objects.claim(1, LEASE)
    feed.begin()
    assert Feed.objects.get().attempts == 1000


def test_an_error_gives_back_what_was_not_begun_and_keeps_what_was():
    poison, behind = due_feed(9), due_feed(1)
    with pytest.raises(ZeroDivisionError), untouched_go_back(Feed.objects.claim(2, LEASE)) as begun:
        begun.add(poison.pk)
        raise ZeroDivisionError
    assert Feed.objects.claim(2, LEASE) == [behind]


def test_a_worker_that_woke_up_after_its_lease_writes_nothing():
    feed = due_feed()
    [frozen] = Feed.objects.claim(1, timedelta(seconds=-1))
    [awake] = Feed.objects.claim(1, LEASE)
    with pytest.raises(LeaseLost), transaction.atomic():
        frozen.release(note_now="dari yang beku")
    awake.release(note_now="dari yang bangun")
    feed.refresh_from_db()
    assert feed.note_now == "dari yang bangun"


def test_the_claim_walks_its_partial_index():
    for _ in range(3):
        make_item(stage=Item.Stage.PAGE, due_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Item.objects.for_pages().due().order_by("due_at").explain()
    assert "item_due" in plan
