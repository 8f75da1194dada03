"""Whatever a text makes its readers raise ends at one place, and costs that text alone."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, OperationalError
from django.utils import timezone

from commandcenter.packs.reader import Pack
from issues.models import Coverage, Story
from issues.pipeline import read_items, reading, understanding
from issues.pipeline.boundary import TRIES, UNREAD, Unread, within_bounds
from monitoring.claims import LeaseLost
from monitoring.models import Item
from tests.issues.test_pipeline import LEAD, settled

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = [f"Gubernur Arya tinjau gudang pangan ke-{number}" for number in range(4)]


def breaks_on(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, breaking: Callable[[Any], bool]
) -> None:
    """Let a step of reading raise for what `breaking` says yes to."""
    step = getattr(module, name)

    def broken(given: Any, *more: Any) -> Any:
        if breaking(given):
            raise DataError("nilai\x00 aneh")
        return step(given, *more)

    monkeypatch.setattr(module, name, broken)


def raises(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_an_error_becomes_words_that_can_be_stored(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        found = within_bounds(raises(ValueError("aneh\x00" * 500)))
    assert isinstance(found, Unread) and found.words.startswith("ValueError: aneh")
    assert len(found.words) <= 120 and "\x00" not in found.words
    assert isinstance(within_bounds(raises(RecursionError())), Unread)


@pytest.mark.parametrize("error", [OperationalError(), LeaseLost(), KeyboardInterrupt()])
def test_what_is_no_fault_of_the_text_goes_on(error: Exception) -> None:
    with pytest.raises(type(error)):
        within_bounds(raises(error))


def test_a_text_that_breaks_writing_costs_none_of_those_written_with_it(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks_on(
        monkeypatch, reading, "store", lambda batch: any(one.item.title == "racun" for one in batch)
    )
    good, poison = [settled(title) for title in GOOD], settled("racun")
    read_items()
    poison.refresh_from_db()
    assert Coverage.objects.filter(item__in=good).count() == len(good)
    assert (poison.stage, poison.attempts, poison.lease_until) == (Item.Stage.READ, 1, None)
    assert poison.stage_note.startswith(UNREAD) and "DataError: nilai aneh" in poison.stage_note
    assert Story.objects.count() == Coverage.objects.values("story").distinct().count()


def test_an_item_that_was_unread_is_read_later_and_no_longer_says_so(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        breaks_on(patched, understanding, "read", lambda article: article.title == "racun")
        item = settled("racun", due_at=timezone.now() - timedelta(days=1))
        read_items()
        assert read_items() == 0
    Item.objects.update(due_at=timezone.now())
    read_items()
    item.refresh_from_db()
    assert (item.stage, item.stage_note, item.attempts) == (Item.Stage.DONE, "", 0)


def test_an_item_that_was_tried_before_is_read_alone(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    together: list[list[str]] = []
    take = reading._Reader.take

    def noting(self: Any, items: list[Item]) -> set[int]:
        together.append([item.title for item in items])
        return take(self, items)

    monkeypatch.setattr(reading._Reader, "take", noting)
    for title in GOOD[:2]:
        settled(title)
    settled("pernah dicoba", LEAD, attempts=1)
    read_items()
    assert together == [GOOD[:2], ["pernah dicoba"]]


def test_whoever_kills_every_reader_ends_in_quarantine(province: Pack) -> None:
    killer = settled("pembunuh", attempts=TRIES)
    read_items()
    killer.refresh_from_db()
    assert killer.stage == Item.Stage.QUARANTINE and "tanpa pesan" in killer.stage_note


def test_a_result_that_comes_after_the_lease_is_thrown_away(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, good = settled("terlambat"), settled(GOOD[0])

    def stolen(article: Any) -> bool:
        Item.objects.filter(pk=late.pk).update(lease_token=99)
        return False

    breaks_on(monkeypatch, understanding, "read", stolen)
    read_items()
    assert not Coverage.objects.filter(item=late).exists()
    assert Coverage.objects.filter(item=good).exists()
