"""Pages looked at again: a real newsroom's bad habits on loopback, real PostgreSQL."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.conf import settings as product
from django.core.cache import cache
from django.utils import timezone

from monitoring.canonical import url_hash
from monitoring.copies import bands
from monitoring.door.http import Answer
from monitoring.models import Item, ItemText, Outlet, Revisit
from monitoring.pages.extract import VERSION, Extraction
from monitoring.pipeline import revisits
from monitoring.pipeline.corrections import correcting, notice_corrections
from monitoring.pipeline.page_copies import first_with_same_text
from monitoring.pipeline.page_reading import Page
from monitoring.pipeline.revisits import FULL, GONE, GONE_ONCE, collect_revisits
from monitoring.pipeline.versions import VERSIONS_A_DAY
from monitoring.revisits import watch
from tests.build import make_item, make_outlet
from tests.monitoring.loopback import Loopback, loopback

pytestmark = pytest.mark.django_db(transaction=True)

TITLE = "Gubernur Arya Wirasena Tinjau Jembatan Sungai Melati"
OPENING = (
    "Gubernur Kepulauan Seroja Arya Wirasena meninjau pembangunan jembatan Sungai Melati di "
    "Kabupaten Serunai, Sabtu pagi, bersama kepala dinas pekerjaan umum dan para camat setempat."
)
COST = "Jembatan sepanjang seratus dua puluh meter itu menelan biaya Rp12 miliar dari APBD."
CLOSING = (
    "Warga berharap jembatan selesai sebelum musim hujan tiba, sebab anak sekolah selama ini "
    "menyeberang dengan rakit bambu dan terpaksa libur setiap kali air sungai meluap tinggi."
)
BODY = (OPENING, COST, CLOSING)
DEARER = COST.replace("Rp12 miliar", "Rp21 miliar")
NOTE = "Ralat: sebelumnya tertulis Rp12 miliar, seharusnya Rp21 miliar. Redaksi memohon maaf."


@pytest.fixture
def site(settings: product) -> Iterator[Loopback]:
    """Open a web site on loopback that the door may enter."""
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    cache.clear()
    with loopback() as opened:
        yield opened


def page(title: str, paragraphs: tuple[str, ...], links: str = "") -> bytes:
    """Return an article's page as small newsrooms publish it."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    body = f"<article><h1>{title}</h1>{text}</article><footer>{links}</footer>"
    return f"<!doctype html><html lang=id><head>{head}</head><body>{body}</body></html>".encode()


def publish(site: Loopback, path: str, title: str, paragraphs: tuple[str, ...], **more: str) -> str:
    return site.says(path, page(title, paragraphs, **more), Content_Type="text/html")


def make_article(
    site: Loopback, path: str = "/jembatan", title: str = TITLE, outlet: Outlet | None = None
) -> Item:
    """Make an item whose text was taken from its page, watched and due."""
    outlet = outlet or make_outlet(f"Media {path}", gap_seconds=0, home=site.url("/"))
    at = timezone.now() - timedelta(hours=1)
    url = publish(site, path, title, BODY)
    item = make_item(title, at, url=url, url_hash=path.rjust(64, "0"), outlet=outlet)
    body = "\n".join(BODY)
    text = {"body": body, "rung": "standard", "bands": bands(body), "version": VERSION}
    ItemText.objects.create(item=item, extracted_at=at, **text)
    Item.objects.filter(pk=item.pk).update(copy_of=first_with_same_text(item, body, bands(body)))
    watch([item], timezone.now() + timedelta(days=1), "uji", timezone.now(), at_once=True)
    return Item.objects.get(pk=item.pk)


def look(item: Item) -> str:
    """Look at one item's page now; return what was seen, with the item read afresh."""
    Revisit.objects.update(due_at=None)
    Revisit.objects.filter(pk=item.pk).update(due_at=timezone.now() - timedelta(seconds=1))
    (outcome,) = collect_revisits()
    item.refresh_from_db()
    item.text.refresh_from_db()
    item.revisit.refresh_from_db()
    return outcome


def test_a_page_that_says_the_same_makes_no_version(site: Loopback):
    item = make_article(site)
    assert [look(item), look(item)] == ["unchanged", "unchanged"]
    assert not item.versions.exists()
    assert item.revisit.visits == 2 and item.revisit.due_at > timezone.now()


def test_an_article_edited_twice_has_two_versions_and_is_read_again(site: Loopback):
    item = make_article(site)
    seen, listed = item.seen_at, item.listed_at
    publish(site, "/jembatan", TITLE, (OPENING, DEARER, CLOSING))
    assert look(item) == "changed"
    publish(site, "/jembatan", TITLE + " Lagi Hari Ini", (OPENING, DEARER, CLOSING))
    assert look(item) == "changed"
    first, second = item.versions.all()
    assert (first.number, first.change, first.note) == (1, "naskah", "“Rp12” → “Rp21”")
    assert (second.number, second.change) == (2, "judul")
    assert "Rp12 miliar" in first.body and "Rp21 miliar" in second.body
    assert item.title.endswith("Hari Ini") and item.stage == Item.Stage.READ
    assert (item.seen_at, item.listed_at) == (seen, listed)


def test_counters_and_lists_of_other_headlines_make_no_version(site: Loopback):
    item = make_article(site)
    for count, other in [("1.204", "Pasar Melati Ramai"), ("1.377", "Dermaga Baru Dibuka")]:
        publish(site, "/jembatan", TITLE, (f"Dibaca {count} kali", *BODY, f"Baca juga: {other}"))
        assert look(item) == "unchanged"
    assert not item.versions.exists()


def test_a_page_taken_down_is_gone_at_the_second_look_and_its_text_stays(site: Loopback):
    item = make_article(site)
    site.says("/jembatan", b"", status=404)
    assert look(item) == "missing"
    assert (item.revisit.gone_at, item.revisit.note) == (None, GONE_ONCE)
    assert look(item) == "gone"
    assert item.revisit.gone_at and item.revisit.note == GONE
    assert item.text.body == "\n".join(BODY)


def test_a_page_that_comes_back_is_not_gone_any_more(site: Loopback):
    item = make_article(site)
    site.says("/jembatan", b"", status=410)
    assert [look(item), look(item)] == ["missing", "gone"]
    publish(site, "/jembatan", TITLE, BODY)
    assert look(item) == "unchanged"
    assert (item.revisit.gone_at, item.revisit.note) == (None, "")


def test_an_address_that_leads_to_the_front_page_is_a_page_taken_down(site: Loopback):
    item = make_article(site)
    publish(site, "/", "Beranda", BODY)
    site.says("/jembatan", b"", status=301, Location="/")
    assert [look(item), look(item)] == ["missing", "gone"]


def test_a_page_behind_a_wall_does_not_replace_the_text(site: Loopback):
    item = make_article(site)
    publish(site, "/jembatan", TITLE, (OPENING,))
    assert look(item) == "not_seen"
    assert item.text.body == "\n".join(BODY) and "naskah lama" in item.revisit.note


def test_a_site_in_trouble_leaves_the_text_and_says_why(site: Loopback):
    item = make_article(site)
    site.says("/jembatan", b"", status=503)
    assert look(item) == "not_seen"
    assert "503" in item.revisit.note and not item.revisit.gone_at


def test_a_page_that_changes_at_every_look_is_put_off_not_dropped(site: Loopback):
    item = make_article(site)
    outcomes = []
    for number in range(VERSIONS_A_DAY + 1):
        later = f"Pejabat yang hadir bertambah menjadi {number + 30} orang pada siang hari itu."
        publish(site, "/jembatan", TITLE, (*BODY, later))
        outcomes.append(look(item))
    assert outcomes == ["changed"] * VERSIONS_A_DAY + ["postponed"]
    assert item.versions.count() == VERSIONS_A_DAY
    assert item.revisit.note == FULL
    assert item.revisit.due_at > timezone.now() + timedelta(hours=23)


def test_a_page_of_an_outlet_turned_away_is_not_asked_for_again(site: Loopback):
    item = make_article(site)
    Outlet.objects.update(blocked=True)
    assert look(item) == "not_seen"
    assert "ditolak" in item.revisit.note
    assert not [head for head in site.asked if "/jembatan" in head]


def test_words_of_a_newsroom_do_not_name_the_correcting_article():
    assert correcting("tertulis “Ralat: (berita #5); keliru”") is None
    said = "tertulis “Ralat (berita #5); keliru” (berita #7); 80% kata khas judulnya disebut"
    assert correcting(said) == 7


def test_robots_txt_binds_the_second_look_too(site: Loopback):
    item = make_article(site)
    Outlet.objects.update(robots="User-agent: *\nDisallow: /", robots_at=timezone.now())
    assert look(item) == "not_seen"
    assert "robots.txt" in item.revisit.note
    assert not [head for head in site.asked if "/jembatan" in head]


def test_an_unchanged_page_is_asked_for_with_its_validators(site: Loopback):
    item = make_article(site)
    site.says("/jembatan", page(TITLE, BODY), Content_Type="text/html", ETag='"satu"')
    look(item)
    site.says("/jembatan", b"", status=304)
    assert look(item) == "unchanged"
    assert 'If-None-Match: "satu"' in site.asked[-1]


def test_a_text_that_only_the_feed_gave_is_replaced_without_a_version(site: Loopback):
    item = make_article(site)
    ItemText.objects.filter(pk=item.pk).update(body=OPENING, rung="summary")
    assert look(item) == "better"
    assert item.text.body == "\n".join(BODY) and item.text.rung == "standard"
    assert not item.versions.exists()


def test_newer_rules_of_extraction_are_no_change_of_the_newsroom(site: Loopback):
    item = make_article(site)
    ItemText.objects.filter(pk=item.pk).update(body=OPENING + CLOSING, version=VERSION - 1)
    assert look(item) == "better"
    assert item.text.version == VERSION and not item.versions.exists()


def test_the_further_pages_of_an_article_are_compared_too(site: Loopback):
    item = make_article(site)
    pager = '<div class="paging"><a href="/jembatan?page=2">2</a> <a rel="next" href="{}">{}</a>'
    links = pager.format(site.url("/jembatan?page=2"), "Halaman selanjutnya")
    publish(site, "/jembatan", TITLE, BODY[:2], links=links)
    publish(site, "/jembatan?page=2", TITLE, (CLOSING, CLOSING.replace("Warga", "Camat")))
    assert look(item) == "changed"
    assert "Camat berharap" in item.text.body


def test_a_look_that_lost_its_lease_meanwhile_writes_nothing(site: Loopback):
    item = make_article(site)
    (row,) = Revisit.objects.claim(1, timedelta(seconds=60), ["item__outlet", "item__text"])
    Revisit.objects.update(lease_token=row.lease_token + 1)
    won = Extraction("\n".join((OPENING, DEARER, CLOSING)), "standard", "", TITLE)
    answer = Answer(item.url, 200, b"<p>", None, "", "", None)
    assert revisits._finish(row, Page(row.item, answer, won)) == "lease_lost"
    assert not item.versions.exists()


def test_a_text_that_people_pasted_is_left_alone(site: Loopback):
    item = make_article(site)
    ItemText.objects.filter(pk=item.pk).update(body="Naskah koran.", rung="given")
    assert look(item) == "not_seen"
    assert item.text.body == "Naskah koran."


def test_a_page_headed_otherwise_than_its_feed_is_no_change_of_title(site: Loopback):
    item = make_article(site)
    publish(site, "/jembatan", f"VIDEO: {TITLE}", BODY)
    assert [look(item), look(item)] == ["unchanged", "unchanged"]
    publish(site, "/jembatan", f"VIDEO: {TITLE} Lagi", BODY)
    assert look(item) == "changed"


def test_watching_ends_when_its_time_is_over(site: Loopback):
    item = make_article(site)
    Revisit.objects.update(until=timezone.now() + timedelta(minutes=10))
    look(item)
    assert item.revisit.due_at is None


def test_a_look_that_keeps_ending_its_worker_is_given_up_with_words(site: Loopback):
    item = make_article(site)
    Revisit.objects.update(attempts=5)
    assert look(item) == "broken"
    assert item.revisit.due_at is None and "tidak ditengok lagi" in item.revisit.note


def test_a_correction_sends_us_to_all_copies_at_once(site: Loopback):
    item = make_article(site)
    copies = [make_article(site, f"/salinan-{number}") for number in range(3)]
    assert {copy.copy_of_id for copy in copies} == {item.pk}
    publish(site, "/jembatan", TITLE, (OPENING, DEARER, CLOSING, NOTE))
    assert look(item) == "changed"
    assert item.correction == Item.Correction.CORRECTION and "Ralat" in item.correction_note
    due = Revisit.objects.filter(item__in=copies, due_at__lte=timezone.now())
    assert due.count() == 3


def test_a_correction_of_its_own_finds_its_article_by_the_title(site: Loopback):
    item = make_article(site)
    for number in range(3):
        make_item(f"Gubernur Arya Wirasena buka lomba layar {number}", outlet=item.outlet)
    ralat = make_article(site, "/ralat", "Ralat Berita: Biaya Jembatan", item.outlet)
    said = f"Dalam berita “{TITLE}” tertulis Rp12 miliar, yang benar Rp21 miliar."
    ItemText.objects.filter(pk=ralat.pk).update(body=said, extracted_at=timezone.now())
    assert notice_corrections(timezone.now()) == 1
    item.refresh_from_db()
    assert item.correction == Item.Correction.CORRECTION
    assert f"(berita #{ralat.pk})" in item.correction_note
    assert notice_corrections(timezone.now()) == 0


def test_a_correction_of_its_own_finds_its_article_by_the_link_on_its_page(site: Loopback):
    item = make_article(site)
    ralat = make_article(site, "/ralat", "Ralat Redaksi: Biaya Jembatan Melati", item.outlet)
    said = ("Biaya yang benar adalah Rp21 miliar.", "Redaksi mohon maaf kepada pembaca.", *BODY[2:])
    ItemText.objects.filter(pk=ralat.pk).update(body="\n".join(said), extracted_at=timezone.now())
    Item.objects.filter(pk=item.pk).update(url_hash=url_hash(item.url))
    publish(site, "/ralat", ralat.title, said, links=f'<a href="{item.url}">berita semula</a>')
    look(ralat)
    item.refresh_from_db()
    assert "ditautkan di halamannya" in item.correction_note
