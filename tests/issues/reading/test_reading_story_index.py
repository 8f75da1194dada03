"""The index of the last days: finding, replacing, moving, forgetting."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from issues.reading import story_index
from issues.reading.stories import nearest
from issues.reading.story_index import StoryIndex
from issues.reading.story_print import StoryPrint, print_of

NOON = datetime(2030, 5, 20, 12, tzinfo=UTC)
BRIDGE = "Jembatan gantung Batu Perada putus diterjang arus"
HARVEST = "Petani Kelana mulai memanen kopi robusta"


def text(title: str) -> StoryPrint:
    return print_of(title, "")


def index_of(*titles: str) -> StoryIndex:
    index = StoryIndex()
    for number, title in enumerate(titles, start=1):
        index.add(number, number * 10, text(title), NOON)
    return index


def found(index: StoryIndex, title: str, days: float = 0) -> list[int]:
    near = nearest(index, text(title), NOON + timedelta(days=days))
    return [one.story for one in near if one.joins]


def test_an_item_is_found_by_the_rare_words_it_shares():
    assert found(index_of(BRIDGE, HARVEST), "Kopi robusta dipanen petani Kelana") == [20]


def test_a_forgotten_item_is_not_found():
    index = index_of(BRIDGE, HARVEST)
    index.forget([2, 99])
    assert found(index, HARVEST) == []
    assert len(index) == 1


def test_an_item_that_is_put_in_again_stands_there_once():
    index = index_of(BRIDGE)
    index.add(1, 70, text(BRIDGE), NOON)
    assert found(index, BRIDGE) == [70]
    assert len(index) == 1


def test_a_moved_item_brings_its_new_story():
    index = index_of(BRIDGE)
    index.move(1, 50)
    assert found(index, BRIDGE) == [50]
    assert index.story_of(1) == 50


def test_what_is_wasted_is_laid_out_anew():
    index = StoryIndex()
    for number in range(1500):
        index.add(number, number, text(f"berita {number} tentang hal {number}"), NOON)
    index.forget(range(1, 1400))
    assert len(index) == 101
    assert found(index, "berita 0 tentang hal 0 itu")[0] == 0


def test_common_words_bring_nobody(monkeypatch):
    monkeypatch.setattr(story_index, "MOST_SHARED", 2)
    index = index_of(*[f"Gubernur meninjau {n}" for n in range(9)])
    assert index.near(text("Gubernur meninjau"), NOON, 14) == []


def test_a_text_without_words_meets_nobody():
    assert nearest(index_of(BRIDGE), text(""), NOON) == ()


STRANGE = st.lists(st.sampled_from([f"zq{n}xv" for n in range(40)]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(STRANGE, max_size=6))
def test_unrelated_items_change_nothing(strangers: list[list[str]]):
    index = index_of(BRIDGE, HARVEST)
    before = [found(index, title) for title in (BRIDGE, HARVEST, "Arus putuskan jembatan Perada")]
    for number, words in enumerate(strangers, start=100):
        index.add(number, number, text(" ".join(words)), NOON)
    after = [found(index, title) for title in (BRIDGE, HARVEST, "Arus putuskan jembatan Perada")]
    assert after == before
