"""Reading knows the same from a pack's files as from the database the pack was loaded into."""

from dataclasses import fields

import pytest
from django.utils import timezone

from commandcenter.packs.install import find_pack
from commandcenter.packs.knowledge import knowledge_of, official_hosts
from commandcenter.packs.loader import load_pack
from issues.knowledge import load_knowledge
from issues.reading.knowledge import Knowledge

PACK_PARTS = [one.name for one in fields(Knowledge) if one.name not in ("home", "weights")]


@pytest.mark.django_db
def test_knowledge_of_a_pack_is_what_the_database_says_once_it_is_loaded() -> None:
    pack = find_pack("contoh", timezone.now())
    load_pack(pack, timezone.now())
    loaded, read = load_knowledge(), knowledge_of(pack)
    assert loaded is not None and loaded.home == read.home
    for part in PACK_PARTS:
        ours, theirs = getattr(read, part), getattr(loaded, part)
        if isinstance(ours, tuple):
            ours, theirs = sorted(ours, key=repr), sorted(theirs, key=repr)
        assert ours == theirs, part


def test_official_hosts_are_those_of_the_channels_of_government() -> None:
    hosts = official_hosts(find_pack("ntb", timezone.now()))
    assert "diskominfotik.ntbprov.go.id" in hosts
    assert "www.bmkg.go.id" not in hosts and "bmkg.go.id" in hosts
    assert "suarantb.com" not in hosts
