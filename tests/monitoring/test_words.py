"""The words of items for search: kept by the database for every writer, one row or many."""

import pytest

from monitoring.models import Item, ItemText, ItemWords
from monitoring.models.words import items_holding, sort_in_words
from tests.build import NOW, make_item

pytestmark = pytest.mark.django_db


def holding(word: str) -> set[str]:
    rows = Item.objects.filter(pk__in=items_holding("", word))
    return set(rows.values_list("title", flat=True))


def write(item: Item, body: str) -> ItemText:
    rung = ItemText.Rung.STANDARD
    return ItemText.objects.create(item=item, body=body, rung=rung, extracted_at=NOW)


def test_many_items_written_at_once_are_all_found():
    times = {"seen_at": NOW, "listed_at": NOW}
    Item.objects.bulk_create([Item(title=f"Berita {n} jembatan", **times) for n in range(5)])
    assert len(holding("jembatan")) == 5


def test_an_item_is_found_by_its_summary_until_it_has_a_text():
    item = make_item("Pasar", summary="pedagang cabai")
    assert holding("cabai") == {"Pasar"}
    write(item, "penjual tomat")
    assert (holding("cabai"), holding("tomat")) == (set(), {"Pasar"})


def test_many_texts_written_at_once_take_the_place_of_the_summaries():
    items = [make_item(f"Berita {n}", summary="ringkas") for n in range(3)]
    ItemText.objects.bulk_create(
        [ItemText(item=item, body="panjang", rung="standard", extracted_at=NOW) for item in items]
    )
    assert (len(holding("panjang")), len(holding("ringkas"))) == (3, 0)


def test_an_item_that_lost_its_text_is_found_by_its_summary_again():
    text = write(make_item("Pasar", summary="cabai"), "tomat")
    text.delete()
    assert (holding("cabai"), holding("tomat")) == ({"Pasar"}, set())


def test_a_changed_summary_and_a_changed_title_change_what_is_found():
    item = make_item("Pasar", summary="cabai")
    Item.objects.filter(pk=item.pk).update(title="Pelabuhan", summary="kapal")
    assert (holding("cabai"), holding("kapal")) == (set(), {"Pelabuhan"})


def test_words_are_found_before_and_after_they_are_sorted_into_the_index():
    make_item("Jembatan putus")
    assert holding("jembatan") == {"Jembatan putus"}
    sort_in_words()
    assert holding("jembatan") == {"Jembatan putus"}
    assert ItemWords.objects.count() == 1
