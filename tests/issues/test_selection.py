"""The one query object: what it counts as the press, and what it says in an address."""

from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from issues import listing
from issues.selection import ALL_KINDS, REPORTS, BadSelection, Selection
from issues.wall import build_wall
from monitoring.models import Item
from tests.build import NOW, make_coverage, make_item, make_region, make_user

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Makassar")
REPORT = Item.Kind.FIELD_REPORT


def test_a_field_report_is_no_placement_unless_the_address_asks_for_it():
    press = make_coverage()
    report = make_coverage(make_item("Warga melapor", kind=REPORT), report=True)
    chosen = {kind: set(Selection(jenis=kind).coverage(ZONE)) for kind in ("", REPORTS, ALL_KINDS)}
    assert chosen == {"": {press}, REPORTS: {report}, ALL_KINDS: {press, report}}


def test_no_count_of_the_wall_holds_a_field_report():
    make_region()
    make_coverage(make_item("Warga melapor", kind=REPORT), report=True)
    make_item("Belum dibaca", kind=REPORT, stage=Item.Stage.READ)
    wall = build_wall(NOW)
    assert not wall.summary.placements.count
    assert wall.summary.unread == 0 and not wall.newest


def test_what_waits_to_be_read_is_of_the_chosen_kind():
    make_item("Belum dibaca", kind=REPORT, stage=Item.Stage.READ)
    waiting = [listing.emptiness(Selection(jenis=kind), ZONE).waiting for kind in ("", REPORTS)]
    assert waiting == [0, 1]


@pytest.mark.parametrize(("name", "value"), [("jenis", "berita"), ("persis", "ya")])
def test_a_word_that_is_no_choice_makes_no_sense(name: str, value: str):
    with pytest.raises(BadSelection):
        Selection.from_address({name: value})


def test_an_address_is_read_as_it_was_written():
    selection = Selection(jenis=REPORTS, cari='banjir -"air pasang"', persis="1")
    address = selection.address()
    assert address == "jenis=laporan&cari=banjir+-%22air+pasang%22&persis=1"


def test_the_list_offers_the_press_reports_or_both(client: Client):
    make_region()
    client.force_login(make_user())
    page = client.get("/berita?jenis=laporan").content.decode()
    for words in ("Berita media", "Laporan lapangan", "Semua"):
        assert words in page
    assert "Belum ada data" in page
