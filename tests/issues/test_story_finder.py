"""Which story an item joins when everything is read, by several processes, and read anew."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from commandcenter.packs.reader import Pack
from issues import stories
from issues.models import Coverage, Story, Suggestion, Tie
from issues.pipeline import read_items, story_finder, story_memory
from issues.pipeline.names import Names
from issues.pipeline.storing import store
from issues.pipeline.story_finder import StoryFinder, load_ties
from issues.pipeline.story_memory import StoryMemory
from issues.pipeline.understanding import ALONG, Analyst
from issues.reading.article import Article
from monitoring.models import Item
from tests.build import make_item
from tests.issues.test_pipeline import settled

pytestmark = pytest.mark.django_db(transaction=True)

BRIDGE = "Jembatan gantung Batu Perada putus diterjang arus sungai"
HARVEST = "Panen kopi robusta di lereng Gunung Kelana dimulai petani"
FALLEN = (
    "Jembatan gantung Batu Perada putus diterjang arus. Tiga warga hanyut dan selamat di hilir. "
)
PICKED = "Petani kopi di lereng Gunung Kelana memanen robusta dan menjualnya ke koperasi desa. "


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test begin with a process that remembers nothing."""
    monkeypatch.setattr(story_finder, "_memory", StoryMemory())


def story_of(item: Item) -> Story:
    return Coverage.objects.select_related("story").get(item=item).story


def tie(one: Item, other: Item, together: bool) -> None:
    first, second = sorted((one.pk, other.pk))
    Tie.objects.create(first_id=first, second_id=second, together=together, at=timezone.now())


def read_anew(*items: Item) -> None:
    """Forget every reading and every story, and read it all again."""
    Coverage.objects.all().delete()
    Story.objects.all().delete()
    Item.objects.filter(pk__in=[item.pk for item in items]).update(
        stage=Item.Stage.READ, due_at=timezone.now()
    )
    read_items()


def test_what_another_process_read_meanwhile_is_found(province: Pack):
    one = settled(BRIDGE, FALLEN)
    read_items()
    elsewhere = StoryMemory()
    later = make_item(BRIDGE, at=timezone.now())
    StoryFinder.around([later], elsewhere)
    two = settled(HARVEST, PICKED)
    read_items()
    finder = StoryFinder.around([later], elsewhere)
    found = finder.find(later, Article(HARVEST, PICKED, timezone.localdate()))
    assert found.story == story_of(two).pk != story_of(one).pk


def test_a_merge_by_people_is_known_in_the_next_batch(province: Pack):
    one, two = settled(BRIDGE, FALLEN), settled(HARVEST, PICKED)
    read_items()
    stories.merge(story_of(one), story_of(two), None, timezone.now(), uuid4())
    three = settled(HARVEST + " pagi", PICKED)
    read_items()
    assert story_of(three) == story_of(one)


def test_a_day_that_did_not_change_is_not_read_again(
    province: Pack, monkeypatch: pytest.MonkeyPatch
):
    settled(BRIDGE, FALLEN)
    read_items()
    loaded: list[int] = []
    monkeypatch.setattr(story_memory, "_rows", lambda day: loaded.append(day) or [])
    StoryFinder.around([make_item(at=timezone.now())], story_finder._memory)
    assert loaded == []


def test_texts_told_to_be_one_event_are_in_one_story_also_when_read_anew(province: Pack):
    one, two = settled(BRIDGE, FALLEN), settled(HARVEST, PICKED)
    tie(one, two, together=True)
    read_items()
    assert story_of(one) == story_of(two)
    read_anew(one, two)
    assert story_of(one) == story_of(two)


def test_texts_told_to_be_two_events_never_share_a_story(province: Pack):
    one, two = settled(BRIDGE, FALLEN), settled(BRIDGE + " tadi pagi", FALLEN)
    tie(one, two, together=False)
    read_items()
    assert story_of(one) != story_of(two)
    read_anew(one, two)
    assert story_of(one) != story_of(two)


def test_a_merge_by_people_holds_when_everything_is_read_anew(province: Pack):
    one, two = settled(BRIDGE, FALLEN), settled(HARVEST, PICKED)
    read_items()
    stories.merge(story_of(one), story_of(two), None, timezone.now(), uuid4())
    read_anew(one, two)
    assert story_of(one) == story_of(two)


def test_a_split_by_people_holds_when_everything_is_read_anew(province: Pack):
    one, two = settled(BRIDGE, FALLEN), settled(BRIDGE + " tadi pagi", FALLEN)
    read_items()
    stories.split([two.pk], story_of(one), None, timezone.now(), uuid4())
    read_anew(one, two)
    assert story_of(one) != story_of(two)


def test_ties_are_followed_to_the_first_print_of_a_text(province: Pack):
    first, copy, other = make_item("a"), make_item("b"), make_item("c")
    tie(copy, other, together=True)
    Item.objects.filter(pk=copy.pk).update(copy_of=first)
    assert load_ties([first.pk]).friends(first.pk) == {other.pk}


def test_a_story_that_was_deleted_meanwhile_begins_anew(province: Pack):
    one = settled(BRIDGE, FALLEN)
    read_items()
    later = make_item(BRIDGE, at=timezone.now())
    finder = StoryFinder.around([later])
    Coverage.objects.filter(item=one).delete()
    finder = StoryFinder.around([later], finder.memory)
    found = finder.find(later, Article(BRIDGE, FALLEN, timezone.localdate()))
    assert found.story is None


def test_a_story_that_was_nearly_found_is_proposed_to_people(
    province: Pack, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("issues.reading.stories._JOIN_LONG", 0.9)
    monkeypatch.setattr("issues.reading.stories.SUGGEST", 0.2)
    one, two = settled(BRIDGE, FALLEN), settled(BRIDGE + " sore", PICKED + FALLEN)
    read_items()
    row = Suggestion.objects.get(kind=Suggestion.Kind.STORY)
    assert {row.item_id} | {story_of(one).pk, story_of(two).pk} >= {row.story_id}
    assert "sama dengan" in row.reason


def test_a_text_people_moved_while_its_batch_was_read_stays_there(province: Pack):
    one, other = settled(BRIDGE, FALLEN), settled(HARVEST, PICKED)
    read_items()
    known = Analyst.load().understand(Item.objects.select_related(*ALONG).get(pk=one.pk))
    finder = StoryFinder.around([known.item])
    moved = story_of(other)
    Coverage.objects.filter(pk=one.pk).update(story=moved)
    with transaction.atomic():
        store([known], finder, Names(), timezone.now())
    assert story_of(one) == moved


def test_the_memory_keeps_to_its_bound_and_says_so(
    province: Pack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    settled(BRIDGE, FALLEN), settled(HARVEST, PICKED)
    read_items()
    monkeypatch.setattr(story_memory, "MOST", 1)
    finder = StoryFinder.around([make_item(at=timezone.now())], StoryMemory())
    assert len(finder.memory.index) == 0
    assert "tidak diingat" in caplog.text


def test_days_nobody_asks_for_are_forgotten_first(province: Pack, monkeypatch: pytest.MonkeyPatch):
    old = settled(BRIDGE, FALLEN, listed_at=timezone.now() - timedelta(days=40))
    read_items()
    monkeypatch.setattr(story_memory, "MOST", 1)
    new = settled(HARVEST, PICKED)
    read_items()
    memory = StoryFinder.around([new]).memory
    assert new.pk in memory.index and old.pk not in memory.index


def test_a_story_is_summarised_when_it_is_read(province: Pack):
    item = settled(BRIDGE, FALLEN)
    read_items()
    assert [one["item"] for one in story_of(item).summary] == [item.pk] * 2
