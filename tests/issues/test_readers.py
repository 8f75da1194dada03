"""Readers side by side: they read at once, and place and write one after the other."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import pytest
from django.db import connections

from commandcenter.packs.reader import Pack
from issues.models import Coverage, Story
from issues.pipeline import read_items, reading, understanding
from monitoring.locks import Lock as Advisory
from monitoring.models import Item
from tests.issues.test_pipeline import settled

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 2
BRIDGE = "Jembatan gantung di Muara Teduh putus diterjang banjir"
FALLEN = (
    "SERUNAI – Jembatan gantung yang menghubungkan dua dusun di Muara Teduh putus diterjang "
    "banjir, Selasa malam. Warga menyeberang dengan rakit sejak jembatan gantung itu putus. "
)


@pytest.fixture
def read_together(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Let a reader go on only when the other one reads as well; count what was read."""
    together, counting, times = Barrier(READERS, timeout=20), Lock(), Counter[str]()

    def counted(article: Any, knowledge: Any, read: Any = understanding.read) -> Any:
        together.wait()
        with counting:
            times[article.title] += 1
        return read(article, knowledge)

    monkeypatch.setattr(understanding, "read", counted)
    return times


def side_by_side(limit: int) -> int:
    """Let two readers read a batch each; return how many items came to an end."""

    def work(_number: int) -> int:
        try:
            return read_items(limit)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(READERS) as readers:
        return sum(readers.map(work, range(READERS)))


def test_two_readers_read_at_once_and_every_item_once(
    province: Pack, read_together: Counter[str]
) -> None:
    titles = [f"Gubernur Arya tinjau gudang pangan ke-{number}" for number in range(6)]
    for title in titles:
        settled(title)
    assert side_by_side(limit=3) == len(titles)
    assert read_together == dict.fromkeys(titles, 1)
    done = Coverage.objects.filter(item__stage=Item.Stage.DONE, item__lease_until=None)
    assert done.count() == len(titles)


def test_an_event_in_the_batches_of_two_readers_is_one_story(
    province: Pack, read_together: Counter[str]
) -> None:
    settled(BRIDGE, FALLEN)
    settled(f"{BRIDGE}, warga naik rakit", FALLEN, outlet="radio-kelana")
    assert side_by_side(limit=1) == READERS
    assert Story.objects.count() == 1
    assert Coverage.objects.filter(story=Story.objects.get()).count() == READERS


def test_what_others_keep_from_being_written_goes_back_untried(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0)
    item = settled("Gubernur Arya tinjau gudang pangan")
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Advisory.READER.value])
        assert read_items() == 0
        cursor.execute("SELECT pg_advisory_unlock(%s)", [Advisory.READER.value])
    other.close()
    item.refresh_from_db()
    assert (item.attempts, item.lease_until, item.stage) == (0, None, Item.Stage.READ)
    assert read_items() == 1


def test_a_full_batch_wakes_another_reader(province: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(reading, "nudge", woken.append)
    settled("Gubernur Arya tinjau gudang pangan")
    read_items(limit=2)
    assert woken == []
    settled("Stok beras aman, kata Gubernur")
    read_items(limit=1)
    assert woken == ["read"]
