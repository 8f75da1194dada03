"""Lists of sources: judged before anything is written, and harmless to repeat (P2, P4, P6, P8)."""

import gzip

import pytest

from monitoring.models import Feed, Outlet
from monitoring.sources import importing
from monitoring.sources.importing import Fate, judge, read_list, standing_rows, take_in
from monitoring.sources.listings import NotAList, Row, Rows
from monitoring.sources.opml import write_opml
from monitoring.sources.table import write_table
from tests.build import NOW, make_feed, make_outlet, make_region

pytestmark = pytest.mark.django_db

FEED = "https://suara.test/feed"


def rows(*given: Row) -> Rows:
    return Rows(given)


def fate(row: Row) -> tuple[Fate, str]:
    (judged,) = judge(rows(row)).judged
    return judged.fate, judged.words


def test_a_dry_run_writes_nothing():
    assert judge(rows(Row(1, "Suara", url=FEED))).count(Fate.NEW) == 1
    assert not Feed.objects.exists() and not Outlet.objects.exists()


def test_a_new_row_is_watched_from_now_on():
    take_in(rows(Row(1, "Suara Seroja", "https://suara.test/", FEED, "atom", "utama")), NOW)
    feed = Feed.objects.get()
    assert (feed.url, feed.kind, feed.note, feed.due_at) == (FEED, "atom", "utama", NOW)
    assert (feed.outlet.name, feed.outlet.known) == ("Suara Seroja", False)


def test_an_outlet_the_list_describes_is_known():
    region = make_region()
    take_in(rows(Row(1, "Suara", url=FEED, kind="harian", tier="2", regions=("99",))), NOW)
    outlet = Outlet.objects.get()
    assert (outlet.kind, outlet.tier, outlet.known) == ("harian", 2, True)
    assert list(outlet.regions.all()) == [region]


def test_a_known_outlet_keeps_what_people_said_of_it():
    suara = make_outlet(home="https://suara.test/", tier=1)
    take_in(rows(Row(1, "Lain", url=FEED, kind="radio", tier="3")), NOW)
    suara.refresh_from_db()
    assert (suara.name, suara.tier, suara.feeds.count()) == ("Suara Seroja", 1, 1)


def test_a_name_in_a_list_is_trusted():
    suara = make_outlet("Suara Seroja", home="https://suara.test/")
    take_in(rows(Row(1, "suara seroja", url="https://umpan.test/suara")), NOW)
    assert suara.feeds.count() == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://127.0.0.1/rss", "jaringan dalam"),
        ("http://inti.local/rss", "jaringan dalam"),
        ("http://[::1]/rss", "jaringan dalam"),
        ("http://169.254.169.254/latest", "jaringan dalam"),
        ("file:///etc/passwd", "Hanya alamat http"),
        ("javascript:alert(1)", "Hanya alamat http"),
        ("https://a:b@suara.test/rss", "nama pengguna"),
        ("", "Alamat kosong"),
    ],
)
def test_p2_addresses_the_door_refuses_are_refused_row_by_row(url: str, words: str):
    report = take_in(rows(Row(1, "Jahat", url=url), Row(2, "Suara", url=FEED)), NOW)
    assert words in report.judged[0].words and report.judged[0].fate == Fate.REFUSED
    assert Feed.objects.get().url == FEED


def test_p2_the_address_of_the_site_is_checked_too():
    assert fate(Row(1, "X", "javascript:alert(1)", FEED))[1].startswith("Alamat situs:")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Row(1, url=FEED, kind="majalah"), "Jenis “majalah”"),
        (Row(1, url=FEED, tier="9"), "Tier “9”"),
        (Row(1, url=FEED, regions=("98",)), "Wilayah “98”"),
        (Row(1, url=FEED, form="listing"), "perlu aturan"),
        (Row(1, url=FEED, form="listing", rules={"form": "xpath"}), "tidak dikenal"),
        (Row(1, problem="Tanda kutip"), "Tanda kutip"),
    ],
)
def test_what_nobody_understands_is_refused_in_words(row: Row, words: str):
    assert fate(row)[0] == Fate.REFUSED and words in fate(row)[1]


def test_a_blocked_outlet_stays_outside():
    make_outlet(home="https://suara.test/", blocked=True, block_note="Spam")
    assert fate(Row(1, url=FEED)) == (Fate.REFUSED, "Media Suara Seroja ditolak: Spam")


@pytest.mark.parametrize("url", [FEED, "http://www.suara.test/feed/"])
def test_an_address_that_is_watched_already_stays_as_it_is(url: str):
    feed = make_feed(make_outlet(), url=FEED, note="milik orang")
    assert take_in(rows(Row(1, "Lain", url=url, note="baru")), NOW).count(Fate.KNOWN) == 1
    feed.refresh_from_db()
    assert feed.note == "milik orang" and Feed.objects.count() == 1


def test_p6_an_import_that_broke_off_and_is_repeated_ends_the_same(monkeypatch: pytest.MonkeyPatch):
    given = rows(Row(1, "Suara", url=FEED), Row(2, "Kabar", url="https://kabar.test/rss"))
    with monkeypatch.context() as patched:
        patched.setattr(importing, "_feed", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_in(given, NOW)
    assert not Outlet.objects.exists()
    take_in(given, NOW)
    before = list(Feed.objects.values_list("pk", "key", "url"))
    assert take_in(given, NOW).count(Fate.NEW) == 0
    assert list(Feed.objects.values_list("pk", "key", "url")) == before


def test_a_channel_without_a_name_still_has_an_outlet():
    take_in(rows(Row(1, url="https://www.youtube.com/feeds/videos.xml?channel_id=UC1")), NOW)
    assert Feed.objects.get().outlet.known is False


def test_one_new_outlet_on_two_hosts_is_one():
    take_in(rows(Row(1, "Suara", url=FEED), Row(2, "Suara", url="https://umpan.test/2")), NOW)
    assert Outlet.objects.count() == 1


def test_two_feeds_of_one_new_outlet_have_keys_of_their_own():
    take_in(rows(Row(1, "Suara", url=FEED), Row(2, "Suara", url=f"{FEED}/2")), NOW)
    assert Outlet.objects.get().feeds.count() == 2


@pytest.mark.parametrize("write", [lambda rows: write_opml("Uji", rows), write_table])
def test_an_export_imported_again_changes_nothing(write):
    outlet = make_outlet(home="https://suara.test/", regions=[make_region()])
    make_feed(outlet, url=FEED, note="=utama", kind="atom")
    make_feed(
        outlet,
        url="https://suara.test/berita",
        kind="listing",
        rules={"form": "links", "path": "/b/*"},
    )
    found = read_list(write(standing_rows()))
    assert take_in(found, NOW).counts == {"new": 0, "known": 2, "refused": 0}


@pytest.mark.parametrize("write", [lambda rows: write_opml("Uji", rows), write_table])
def test_an_export_builds_the_same_sources_elsewhere(write):
    outlet = make_outlet(home="https://suara.test/", regions=[make_region()])
    rules = {"form": "links", "path": "/b/*"}
    make_feed(outlet, url="https://suara.test/berita", kind="listing", rules=rules)
    body = write(list(standing_rows()))
    Feed.objects.all().delete()
    take_in(read_list(body), NOW)
    feed = Feed.objects.get()
    assert (feed.outlet, feed.kind, feed.rules) == (outlet, "listing", rules)


def test_p4_what_a_file_holds_decides_how_it_is_read():
    assert isinstance(read_list(b"\xef\xbb\xbf  <opml><body/></opml>"), NotAList)
    assert isinstance(read_list(f"umpan\n{FEED}".encode()), Rows)


def test_p8_a_packed_file_is_not_unpacked():
    assert "terkompresi" in read_list(gzip.compress(b"umpan\n" + FEED.encode())).note


def test_p1_a_file_of_many_megabytes_is_refused():
    assert "MB" in read_list(b"<opml>" + b" " * 5_000_000).note


def test_an_empty_file_says_so():
    assert "kosong" in read_list(b"\x00 \n").note
