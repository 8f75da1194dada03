"""Pages on loopback become items: addresses corrected, items merged, pages joined, kinds told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.canonical import canonical, url_hash
from monitoring.claims import LeaseLost
from monitoring.door.http import Answer
from monitoring.models import Address, Entry, Item, ItemText, Outlet
from monitoring.pages.extract import VERSION, Extraction
from monitoring.pipeline.page_settling import settle
from monitoring.pipeline.pages import WAITS, collect_pages
from tests.build import make_feed, make_outlet, make_user
from tests.monitoring.loopback import Loopback

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Dermaga Serunai Rusak Diterjang Ombak"
FIRST = (
    "Dermaga Kabupaten Serunai rusak diterjang ombak setinggi tiga meter sejak Kamis malam, dan "
    "kapal perintis tidak dapat bersandar. Bupati meminta dinas perhubungan memasang penahan."
)
SECOND = (
    "Kepala dinas perhubungan menyebut anggaran perbaikan diambil dari belanja tak terduga, dan "
    "tiang pancang baru tiba dari kota provinsi pekan depan dengan kapal barang."
)
PATH = "/2024/11/20/dermaga-serunai-rusak/"


@pytest.fixture
def outlet(site: Loopback) -> Outlet:
    return make_outlet(gap_seconds=0, home=site.url("/"), robots_at=timezone.now())


def publish(
    site: Loopback, path: str, text: str = FIRST, head: str = "", title: str = TITLE
) -> str:
    page = (
        f"<html lang=id><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>"
        f"<p>{text}</p></article></body></html>"
    )
    return site.says(path, page.encode(), Content_Type="text/html")


def own(site: Loopback, path: str = PATH) -> str:
    return f'<link rel="canonical" href="{site.url(path)}">'


def make_waiting(outlet: Outlet, url: str, title: str = TITLE, **values: object) -> Item:
    """Make an item that waits for its page, with the entry of one feed."""
    at = timezone.now() - timedelta(minutes=5)
    given = {"seen_at": at, "listed_at": at, "due_at": at, "url": canonical(url)} | values
    given |= {"url_hash": url_hash(url), "outlet": outlet, "title": title}
    item = Item.objects.create(**given)
    feed = make_feed(outlet)
    Entry.objects.create(feed=feed, guid_hash=url_hash(url), item=item, link=url, seen_at=at)
    return item


def test_an_item_takes_the_address_its_page_calls_its_own(site: Loopback, outlet: Outlet) -> None:
    url = publish(site, "/?p=71", head=own(site))
    item = make_waiting(outlet, url)
    collect_pages()
    item.refresh_from_db()
    assert (item.url, item.url_hash) == (site.url(PATH), url_hash(site.url(PATH)))
    assert item.addresses.get().url_hash == url_hash(url)


def test_one_article_seen_in_five_feeds_is_one_item_with_five_entries(
    site: Loopback, outlet: Outlet
) -> None:
    head = own(site)
    paths = [PATH, "/?p=71", "/daerah/71/dermaga", "/read/71", "/serunai/dermaga-rusak"]
    items = [make_waiting(outlet, publish(site, path, head=head)) for path in paths]
    while collect_pages():
        pass
    assert Item.objects.get() == items[0]
    assert items[0].entries.count() == 5
    assert set(items[0].addresses.values_list("reason", flat=True)) == {Address.Reason.MERGED}


def test_the_older_of_two_unread_items_stays(site: Loopback, outlet: Outlet) -> None:
    older = make_waiting(outlet, publish(site, "/?p=71", head=own(site)))
    newer = make_waiting(outlet, publish(site, PATH, head=own(site)), due_at=None)
    collect_pages()
    assert not Item.objects.filter(pk=newer.pk).exists()
    older.refresh_from_db()
    assert older.url == site.url(PATH) and older.entries.count() == 2


def test_an_item_that_was_read_keeps_its_readings(site: Loopback, outlet: Outlet) -> None:
    late = make_waiting(outlet, publish(site, "/?p=71", head=own(site)))
    read = make_waiting(outlet, publish(site, PATH), stage=Item.Stage.DONE, due_at=None)
    collect_pages()
    read.refresh_from_db()
    assert not Item.objects.filter(pk=late.pk).exists()
    assert read.stage == Item.Stage.DONE and read.entries.count() == 2


def test_of_two_that_were_read_the_later_is_a_copy(site: Loopback, outlet: Outlet) -> None:
    first = make_waiting(outlet, publish(site, PATH), stage=Item.Stage.DONE, due_at=None)
    again = make_waiting(outlet, publish(site, "/?p=71", head=own(site)))
    ItemText.objects.create(item=again, body="x", rung="standard", extracted_at=timezone.now())
    collect_pages()
    again.refresh_from_db()
    assert again.copy_of == first and Item.objects.count() == 2


def test_a_theme_that_gives_all_pages_one_address_does_not_make_them_one(
    site: Loopback, outlet: Outlet
) -> None:
    make_waiting(outlet, publish(site, PATH, head=own(site)))
    other = "Harga Cabai Turun Menjelang Panen Raya"
    url = publish(site, "/harga-cabai", "Harga cabai turun. " * 20, own(site), other)
    make_waiting(outlet, url, other)
    while collect_pages():
        pass
    assert Item.objects.count() == 2


def test_what_was_deleted_on_purpose_does_not_return_by_another_address(
    site: Loopback, outlet: Outlet
) -> None:
    address = {"url_hash": url_hash(site.url(PATH)), "reason": Address.Reason.DELETED}
    Address.objects.create(at=timezone.now(), **address)
    item = make_waiting(outlet, publish(site, "/?p=71", head=own(site)))
    assert collect_pages()["merged"] == 1
    assert not Item.objects.filter(pk=item.pk).exists()
    assert Address.objects.get(url_hash=item.url_hash).item is None


def test_the_link_a_person_sent_is_remembered_as_sent(site: Loopback, outlet: Outlet) -> None:
    known = make_waiting(outlet, publish(site, PATH, head=own(site)))
    dewi = make_user()
    make_waiting(outlet, publish(site, "/?p=71", head=own(site)), entered_by=dewi)
    while collect_pages():
        pass
    known.refresh_from_db()
    assert known.entered_by == dewi


def test_an_address_that_leads_to_the_front_page_is_gone(site: Loopback, outlet: Outlet) -> None:
    publish(site, "/", "Selamat datang di Suara Seroja.")
    url = site.says(PATH, b"", 301, Location=site.url("/"))
    item = make_waiting(outlet, url, summary="Dermaga rusak.")
    collect_pages()
    item.refresh_from_db()
    assert item.text.rung == "summary" and "halaman depan" in item.text.rung_note
    assert item.url == canonical(url)


def test_pages_of_one_article_are_joined(site: Loopback, outlet: Outlet) -> None:
    path = "/berita/71/dermaga-serunai-rusak"
    url = publish(site, path, f'{FIRST}</p><a href="?page=2">2</a><p>')
    publish(site, f"{path}?page=2", SECOND)
    item = make_waiting(outlet, url)
    collect_pages()
    item.refresh_from_db()
    assert FIRST in item.text.body and SECOND in item.text.body
    assert item.stage == Item.Stage.READ and item.text.version == VERSION


def test_the_form_with_all_pages_takes_one_request(site: Loopback, outlet: Outlet) -> None:
    path = "/berita/71/dermaga-serunai-rusak"
    links = '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=all">Semua</a>'
    url = publish(site, path, f"{FIRST}</p>{links}<p>")
    publish(site, f"{path}?page=all", f"{FIRST}</p><p>{SECOND}")
    item = make_waiting(outlet, url)
    collect_pages()
    assert SECOND in ItemText.objects.get(item=item).body
    assert sum(path in asked for asked in site.asked) == 2


def test_a_page_that_is_missing_is_asked_for_again_and_then_named(
    site: Loopback, outlet: Outlet
) -> None:
    path = "/berita/71/dermaga-serunai-rusak"
    item = make_waiting(outlet, publish(site, path, f'{FIRST}</p><a href="?page=2">2</a><p>'))
    site.says(f"{path}?page=2", b"", 500)
    for _ in range(len(WAITS)):
        assert collect_pages() == {"retry": 1}
        Item.objects.update(due_at=timezone.now())
    collect_pages()
    item.refresh_from_db()
    assert item.text.body == FIRST and "halaman lanjutan tidak terambil" in item.text.rung_note


def test_a_challenge_is_tried_again_and_then_the_feed_speaks(
    site: Loopback, outlet: Outlet
) -> None:
    page = b"<html><head><title>Just a moment...</title></head><body>Verifying.</body></html>"
    item = make_waiting(outlet, site.says(PATH, page, Content_Type="text/html"), summary="Rusak.")
    assert collect_pages() == {"retry": 1}
    Item.objects.update(due_at=timezone.now(), attempts=len(WAITS))
    collect_pages()
    item.refresh_from_db()
    assert (item.page_kind, item.text.rung, item.text.body) == ("penghalang", "summary", "Rusak.")


def test_what_the_page_states_is_kept_with_the_item(site: Loopback, outlet: Outlet) -> None:
    head = (
        '<meta property="article:section" content="Daerah">'
        '<meta name="author" content="Oleh: Dano">'
        '<meta property="og:image" content="https://gambar.test/1.jpg">'
    )
    item = make_waiting(outlet, publish(site, PATH, head=head))
    collect_pages()
    item.refresh_from_db()
    assert (item.author, item.section, item.language) == ("Dano", "Daerah", "id")
    assert (item.image, item.page_kind) == ("https://gambar.test/1.jpg", "berita")
    assert item.published_from == Item.PublishedFrom.URL


def test_a_search_link_that_leads_nowhere_leaves_the_feeds_words(
    site: Loopback, outlet: Outlet
) -> None:
    url = publish(site, "/rss/articles/CBMi", head=own(site))
    item = make_waiting(outlet, url, unresolved=True, summary="Dermaga rusak.")
    collect_pages()
    item.refresh_from_db()
    assert (item.text.body, item.unresolved) == ("Dermaga rusak.", True)
    assert "mesin pencari" in item.stage_note and item.url == url


def test_who_lost_the_lease_changes_no_address(site: Loopback, outlet: Outlet) -> None:
    item = make_waiting(outlet, site.url("/?p=71"))
    stale = Item.objects.for_pages().claim(1, timedelta(minutes=1), related=["outlet"])[0]
    Item.objects.update(lease_token=stale.lease_token + 1)
    won = Extraction(FIRST, "standard", "", title=TITLE, addresses=(site.url(PATH),))
    with pytest.raises(LeaseLost):
        settle(stale, won, Answer(stale.url, 200, b"", None, "", "", None))
    item.refresh_from_db()
    assert item.url_hash == stale.url_hash and not Address.objects.exists()


def test_a_short_link_becomes_the_article_of_the_outlet_it_leads_to(
    site: Loopback, outlet: Outlet
) -> None:
    short = make_outlet("pendek.test", gap_seconds=0, robots_at=timezone.now(), known=False)
    site.says("/3xYz", b"", 301, Location=publish(site, PATH, head=own(site)))
    url = site.url("/3xYz", "127.0.0.2")
    item = make_waiting(short, url, url, unresolved=True, entered_by=make_user())
    collect_pages()
    item.refresh_from_db()
    assert (item.outlet, item.url, item.title) == (outlet, site.url(PATH), TITLE)
    assert not item.unresolved and item.stage == Item.Stage.READ


def test_a_short_link_to_a_blocked_outlet_waits_aside(site: Loopback, outlet: Outlet) -> None:
    Outlet.objects.filter(pk=outlet.pk).update(blocked=True, block_note="Spam")
    short = make_outlet("pendek.test", gap_seconds=0, robots_at=timezone.now())
    site.says("/3xYz", b"", 301, Location=publish(site, PATH))
    make_waiting(short, site.url("/3xYz", "127.0.0.2"), unresolved=True, entered_by=make_user())
    collect_pages()
    item = Item.objects.get()
    assert (item.stage, item.outlet) == (Item.Stage.QUARANTINE, outlet)
    assert item.stage_note == "media ditolak: Spam"


def test_a_greeting_above_a_link_is_not_its_title(site: Loopback, outlet: Outlet) -> None:
    greeting = "Assalamualaikum izin meneruskan tautan"
    item = make_waiting(outlet, publish(site, PATH), greeting, entered_by=make_user())
    collect_pages()
    item.refresh_from_db()
    assert (item.title, item.text.body) == (TITLE, FIRST)


def test_what_the_feed_says_of_a_page_that_failed_is_kept(site: Loopback, outlet: Outlet) -> None:
    given = {"page_kind": "video", "page_note": "umpan video", "summary": "Dermaga rusak."}
    item = make_waiting(outlet, site.says(PATH, b"", 404), **given)
    collect_pages()
    item.refresh_from_db()
    assert (item.page_kind, item.page_note) == ("video", "umpan video")


def test_a_video_that_a_person_sent_is_read_by_its_title(site: Loopback, outlet: Outlet) -> None:
    head = '<meta property="og:type" content="video.other">'
    url = publish(site, "/video/71", "", head)
    item = make_waiting(outlet, url, url, entered_by=make_user())
    collect_pages()
    item.refresh_from_db()
    assert (item.stage, item.title, item.text.body) == (Item.Stage.READ, TITLE, TITLE)


def test_an_address_that_was_free_again_deletes_nothing(
    site: Loopback, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitoring.pipeline.page_addresses._renamed", lambda *given: False)
    item = make_waiting(outlet, publish(site, "/?p=71", head=own(site)))
    collect_pages()
    item.refresh_from_db()
    assert item.stage == Item.Stage.READ
