"""Which addresses are known: an item's own, one that leads to it, and those of deleted items."""

import pytest

from monitoring.known import items_at, keys_at
from monitoring.models import Address
from tests.build import NOW, make_item

pytestmark = pytest.mark.django_db

OWN, OTHER, GONE, NEVER = ("a" * 64, "b" * 64, "c" * 64, "d" * 64)


def test_an_address_is_an_items_own_leads_to_one_or_was_deleted(django_assert_num_queries):
    item = make_item(url_hash=OWN)
    Address.objects.create(url_hash=OTHER, item=item, reason=Address.Reason.REDIRECT, at=NOW)
    Address.objects.create(url_hash=GONE, reason=Address.Reason.DELETED, at=NOW)
    with django_assert_num_queries(2):
        assert items_at([OWN, OTHER, GONE, NEVER]) == {OWN: item, OTHER: item, GONE: None}
    assert keys_at([OTHER, GONE, NEVER]) == {OTHER: item.pk, GONE: None}


def test_an_items_own_address_wins_over_a_tombstone():
    item = make_item(url_hash=OWN)
    Address.objects.create(url_hash=OWN, reason=Address.Reason.DELETED, at=NOW)
    assert items_at([OWN]) == {OWN: item}


def test_items_without_an_address_are_known_by_none():
    make_item(url_hash="")
    assert items_at([""]) == {}
