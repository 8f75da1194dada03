"""The children that read pages are there when they are needed, and gone when nobody needs them."""

from collections.abc import Iterator
from datetime import UTC

import pytest

from monitoring.door.http import Answer
from monitoring.models import Item
from monitoring.pages.extract import Extraction
from monitoring.pipeline import page_reading
from monitoring.pipeline.page_reading import Readers

PAGE = b"<html><title>Pasar</title><body><p>Pasar induk dibuka lagi hari ini.</p></body></html>"


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.threads.shutdown()
    made.extractor.close()


def read(readers: Readers) -> Extraction:
    answer = Answer("https://suara.test/1", 200, PAGE, "utf-8", "", "", None)
    return readers.read(answer, Item(title="Pasar induk dibuka lagi"), UTC).result()


def running(readers: Readers) -> int:
    return readers.extractor.running


def test_children_stay_while_pages_keep_coming(readers: Readers) -> None:
    read(readers)
    readers.rest()
    assert running(readers) == 1


def test_children_end_after_a_while_and_return_with_the_next_page(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(readers)
    monkeypatch.setattr(page_reading, "IDLE_SECONDS", -1)
    readers.rest()
    assert running(readers) == 0
    assert "dibuka lagi" in read(readers).body
    assert running(readers) == 1
