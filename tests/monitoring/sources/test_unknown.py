"""Outlets nobody described: nothing of them is lost, whatever people decide."""

from datetime import timedelta

import pytest

from monitoring.models import Entry, Item, ItemText, Missed, Outlet
from monitoring.sources.attribution import outlet_of
from monitoring.sources.unknown import block, blocked, explained, merge, unblock, waiting
from tests.build import NOW, make_feed, make_item, make_outlet, make_user

pytestmark = pytest.mark.django_db


def unknown(**values) -> Outlet:
    return make_outlet("kabar.test", home="https://kabar.test/", known=False, **values)


def test_what_waits_shows_how_much_it_brought_and_since_when():
    kabar = unknown()
    make_item("Lama", outlet=kabar, at=NOW - timedelta(days=1))
    make_item("Baru", outlet=kabar)
    (one,) = waiting()
    assert (one.items_count, one.newest_title, one.since) == (2, "Baru", NOW - timedelta(days=1))


def test_those_with_most_items_come_first():
    few, many = make_outlet("A", known=False), make_outlet("B", known=False)
    make_item(outlet=many)
    assert list(waiting()) == [many, few]


def test_who_brought_it_is_named():
    kabar, bayu = unknown(), make_user("Bayu Saputra")
    item = make_item(outlet=kabar, entered_by=bayu)
    engine = make_feed(make_outlet("Google News", key="mesin-google"), kind="search")
    Entry.objects.create(feed=engine, guid_hash="a", item=item, seen_at=NOW)
    (one,) = explained(waiting())
    assert one.brought_by == ("Bayu Saputra", "lewat Google News")


def test_copies_and_look_alikes_are_pointed_out():
    suara = make_outlet(home="https://kabbar.test/")
    first = make_item(outlet=suara)
    kabar = unknown()
    for _number in range(5):
        make_item(outlet=kabar, copy_of=first)
    (one,) = explained(waiting())
    assert "kabbar.test" in one.signs[0] and "Suara Seroja" in one.signs[1]


def test_the_list_costs_no_query_per_who_and_what(django_assert_max_num_queries):
    for number in range(5):
        make_item(outlet=make_outlet(f"M{number}", known=False))
    with django_assert_max_num_queries(8):
        explained(waiting())


def test_merging_hands_everything_over():
    kabar, suara, asked = unknown(), make_outlet(home="https://suara.test/"), make_user()
    item, feed = make_item(outlet=kabar), make_feed(kabar)
    Missed.objects.create(url="https://kabar.test/1", url_hash="a", reason="media-baru",
                          outlet=kabar, asked_by=asked, asked_at=NOW)  # fmt: skip
    assert merge(kabar, suara) == 1
    for row in (item, feed, Missed.objects.get()):
        row.refresh_from_db()
        assert row.outlet == suara


def test_what_comes_after_a_merge_goes_to_the_other_outlet():
    kabar, suara = unknown(), make_outlet(home="https://suara.test/", hosts=["lama.test"])
    merge(kabar, suara)
    assert outlet_of("https://www.kabar.test/9") == suara
    suara.refresh_from_db()
    assert suara.hosts == ["lama.test", "kabar.test"] and Outlet.objects.count() == 1


def test_an_outlet_is_not_merged_with_itself():
    kabar = unknown()
    with pytest.raises(ValueError, match="itself"):
        merge(kabar, kabar)


def test_blocking_puts_aside_what_nobody_read_and_deletes_nothing():
    kabar = unknown()
    queued = make_item(outlet=kabar, stage="page", due_at=NOW)
    read = make_item(outlet=kabar, stage="done")
    assert block(kabar, "judi", "iklan slot") == 1
    queued.refresh_from_db()
    read.refresh_from_db()
    assert (queued.stage, queued.due_at) == ("quarantine", None)
    assert queued.stage_note == "media ditolak: Promosi judi: iklan slot" and read.stage == "done"


def test_a_worker_that_holds_an_item_writes_nothing_after_the_block():
    kabar = unknown()
    held = make_item(outlet=kabar, stage="page", due_at=NOW, lease_token=4)
    block(kabar, "spam", "")
    assert not held._mine().exists()


def test_a_blocked_outlet_is_not_asked_any_more():
    feed = make_feed(unknown())
    block(feed.outlet, "spam", "")
    assert not type(feed).objects.watched().exists()


def test_the_list_of_blocked_counts_what_was_put_aside_and_asked_about():
    kabar = unknown()
    make_item(outlet=kabar, stage="read")
    block(kabar, "klon", "")
    Missed.objects.create(url="https://kabar.test/1", url_hash="a", reason="media-ditolak",
                          outlet=kabar, asked_at=NOW)  # fmt: skip
    (one,) = blocked()
    assert (one.items_count, one.aside_count, one.asked_count) == (1, 1, 1)
    assert not waiting().exists()


def test_taking_a_block_back_puts_items_where_they_waited():
    kabar = unknown()
    page = make_item(outlet=kabar, stage="page", url="https://kabar.test/1")
    clipping = make_item(outlet=kabar, stage="read")
    poison = make_item(outlet=kabar, stage="quarantine", stage_note="merusak pembaca")
    block(kabar, "spam", "")
    assert unblock(kabar, NOW) == 2
    stages = {item.pk: (item.stage, item.due_at) for item in Item.objects.all()}
    assert stages[page.pk] == ("page", NOW) and stages[clipping.pk] == ("read", NOW)
    assert stages[poison.pk][0] == "quarantine"


def test_what_a_person_typed_is_not_fetched_over_when_a_block_is_taken_back():
    kabar = unknown()
    clipping = make_item(outlet=kabar, stage="read", url="https://kabar.test/1")
    ItemText.objects.create(item=clipping, body="Naskah ketikan.", rung="given", extracted_at=NOW)
    block(kabar, "spam", "")
    unblock(kabar, NOW)
    clipping.refresh_from_db()
    assert clipping.stage == Item.Stage.READ
