"""When ticks stop coming, overdue work is seen in the database and done anyway."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commandcenter import standby
from commandcenter.newsroom.server import Newsroom
from commandcenter.turn import run_turn
from issues.models import Coverage
from monitoring.models import Feed, Item
from tests.build import make_feed, make_item, make_outlet


@pytest.mark.django_db
def test_work_that_is_just_due_is_left_to_the_workers():
    make_feed(make_outlet(), due_at=timezone.now() - timedelta(seconds=3))
    assert not standby.overdue(timezone.now())


@pytest.mark.django_db
def test_a_feed_that_did_not_answer_may_wait_longer():
    feed = make_feed(make_outlet(), outcome="timeout", due_at=timezone.now() - timedelta(minutes=1))
    assert not standby.overdue(timezone.now())
    Feed.objects.filter(pk=feed.pk).update(due_at=timezone.now() - timedelta(minutes=4))
    assert standby.overdue(timezone.now())


@pytest.mark.django_db
def test_work_that_nobody_takes_is_overdue():
    make_item(stage=Item.Stage.READ, due_at=timezone.now() - timedelta(seconds=30))
    assert standby.overdue(timezone.now())


@pytest.mark.django_db
def test_a_feed_of_a_disabled_outlet_is_not_overdue():
    long_ago = timezone.now() - timedelta(days=3)
    make_feed(make_outlet(enabled=False), due_at=long_ago)
    assert not standby.overdue(timezone.now())


@pytest.mark.django_db
def test_once_it_has_taken_over_it_goes_on_at_the_first_missed_tick(
    monkeypatch: pytest.MonkeyPatch,
):
    item = make_item(stage=Item.Stage.READ, due_at=timezone.now() - timedelta(seconds=30))
    turns, looks = [], iter(range(3))

    def turn() -> None:
        turns.append(item)
        Item.objects.update(due_at=timezone.now() - timedelta(seconds=10))

    monkeypatch.setattr(standby, "turn", turn)
    monkeypatch.setattr(standby, "close_old_connections", lambda: None)
    monkeypatch.setattr(standby.time, "sleep", lambda _seconds: next(looks))
    with pytest.raises(StopIteration):
        standby.stand_by()
    assert len(turns) == 3


@pytest.mark.django_db(transaction=True)
def test_without_any_broker_an_entry_still_becomes_coverage(newsroom: Newsroom):
    Feed.objects.exclude(outlet__key="warta-pinisi").update(due_at=None)
    run_turn(timezone.now())
    assert Coverage.objects.count() == Item.objects.count() > 5
