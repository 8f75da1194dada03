"""F1 to F22: what a feed may hold, from the wire to the rows and the page that shows them."""

import gzip
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from issues.item_page import safe_link
from monitoring.feeds.read import read_feed
from monitoring.feeds.values import NotAFeed, ReadFeed
from monitoring.models import Address, Feed, Fetch, Item, ItemText
from monitoring.pipeline import collect_pages
from monitoring.pipeline.versions import take_in_new_wording
from monitoring.sources.listings import Row
from monitoring.sources.table import write_table
from tests.build import make_item, make_region, make_user
from tests.hostile.conftest import HOST, Town
from tests.monitoring.pipeline.printing import SITE, rss, sitemap_index

WITA = ZoneInfo("Asia/Makassar")
AT = datetime(2026, 3, 6, tzinfo=UTC)
Outcome = Fetch.Outcome
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
# Longer than the part of a document that is searched for definitions.
PADDING = f"<!-- <rss> {' ' * 30_000} -->"


def feed_of(*items: str, head: str = "") -> str:
    return f'{head}<rss version="2.0"><channel><title>K</title>{"".join(items)}</channel></rss>'


def item(title: str = "Judul", more: str = "", link: str = f"{SITE}/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def read(body: bytes | str, limit: int = 500) -> ReadFeed | NotAFeed:
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    return read_feed(body, f"{SITE}/feed", None, zone=WITA, at=AT, limit=limit)


@contextmanager
def little_work(seconds: float = 5.0) -> Iterator[None]:
    """Fail when the processor was needed for longer, whatever others did meanwhile."""
    before = time.process_time()
    yield
    assert time.process_time() - before < seconds


def shown(client: Client, title: str) -> str:
    """Return what the page of an item writes in place of its title, isolated from our words."""
    page = page_of(client, make_item(title))
    (found,) = re.findall(r"<h1[^>]*><bdi>\s*(.*?)\s*</bdi></h1>", page)
    return str(found)


def page_of(client: Client, wanted: Item) -> str:
    """Return the page of an item."""
    make_region()
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    return client.get(f"/berita/{wanted.pk}").content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize("before", ["", PADDING])
def test_f1_an_entity_that_names_a_file_reads_nothing(
    town: Town, tmp_path: Path, before: str, charset: str
):
    (secret := tmp_path / "sentinel").write_text("SENTINEL")
    town.traces.opened.clear()
    head = f'{before}<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    town.visited(town.says("/feed", feed_of(item("&x;"), head=head).encode(charset)))
    stored = Item.objects.values_list("title", "summary"), Feed.objects.values_list("note_now")
    assert "SENTINEL" not in repr([list(rows) for rows in stored])
    assert str(secret) not in town.traces.opened


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE rss SYSTEM "{sink}">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "{sink}">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{sink}"> %x;]>',
        PADDING + '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{sink}"> %x;]>',
        '<?xml-stylesheet href="{sink}"?>',
    ],
)
def test_f2_an_entity_that_names_an_address_asks_nobody(town: Town, head: str):
    body = feed_of(item("&x;"), head=head.format(sink=town.url("/x")))
    town.visited(town.says("/feed", body.encode()))
    assert not any("/x " in asked for asked in town.site.asked)


@pytest.mark.parametrize("before", ["", PADDING])
@pytest.mark.parametrize(
    "definitions",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        f'<!ENTITY l9 "{"ha" * 50_000}">',
        "<!ENTITY % a \"<!ENTITY l9 'x'>\">%a;",
        f"<!ELEMENT rss {'(' * 20_000}a{')' * 20_000}>",
    ],
    ids=["laughs", "quadratic", "parameter", "content-model"],
)
def test_f3_definitions_that_explode_are_not_expanded(definitions: str, before: str):
    head = f"{before}<!DOCTYPE rss [{definitions}]>"
    with little_work(1):
        found = read(feed_of(item("&l9;" * 1_000), head=head))
    assert isinstance(found, NotAFeed) or len(repr(found)) < 10_000


def test_f4_a_body_that_is_a_path_or_an_address_is_not_opened(town: Town):
    inside = f"http://127.0.0.1:{town.site.port}/x"
    for body in ("/etc/passwd", "file:///etc/passwd", inside):
        assert town.failed(town.says(f"/{len(body)}", body.encode())).outcome == Outcome.NOT_A_FEED
    assert "/etc/passwd" not in town.traces.opened
    assert not any("/x " in head for head in town.site.asked)


@pytest.mark.parametrize("body", ["<div>" * 200_000, "<a " * 300_000, "<![" * 100_000])
def test_f5_nesting_without_end_marks_the_feed_and_holds_up_nobody(town: Town, body: str):
    with little_work():
        feed = town.failed(town.says("/feed", feed_of(body, head="<?xml version='1.0'?>").encode()))
    assert feed.outcome in {Outcome.TOO_LARGE, Outcome.EMPTY}


def test_f6_of_fifty_thousand_items_the_newest_are_kept_and_the_rest_counted(town: Town, settings):
    start = datetime(2024, 1, 1, tzinfo=UTC)
    dated = (
        f"<item><guid>{n}</guid><pubDate>{start + timedelta(minutes=n):%F %T}</pubDate></item>"
        for n in range(50_000)
    )
    feed = town.visited(town.says("/feed", feed_of(*dated).encode()))
    most = settings.FEED_ENTRIES_MAX
    fetch = feed.fetches.get()
    assert (fetch.seen, fetch.cut, feed.entries.count()) == (most, 50_000 - most, most)
    newest = start + timedelta(minutes=50_000 - most)
    assert (
        Item.objects.filter(entries__feed=feed, published_at__lt=newest - timedelta(days=1)).count()
        == 0
    )


def test_f7_a_text_of_twenty_megabytes_is_refused_and_a_shorter_one_cut(town: Town):
    long = feed_of(item(more=f"<description>{'kata ' * 4_000_000}</description>"))
    assert town.failed(town.says("/feed", long.encode())).outcome == Outcome.TOO_LARGE
    (entry,) = read(long[:9_000_000] + "</description></item></channel></rss>").entries
    assert len(entry.summary) <= 5_000


@pytest.mark.parametrize("name", ["a{}", "Ez{}FY{}"])
def test_f8_ten_thousand_attributes_cost_little(name: str):
    attributes = " ".join(f'{name.format(n, n)}="1"' for n in range(10_000))
    with little_work():
        found = read(feed_of(f"<item {attributes}><title>Judul</title></item>", item("Lain")))
    assert isinstance(found, NotAFeed) or found.entries[-1].title == "Lain"


HIDDEN = "Gu\u202ebernur\u200b \ufffetin\ud800jau\x00 pa\ufeffsar\u2066"


def test_f9_marks_nobody_sees_are_gone_and_foreign_words_are_isolated(db, client: Client):
    (entry,) = read(feed_of(item(HIDDEN))).entries
    assert "".join(c for c in entry.title if c != "\ufffd") == "Gubernur tinjau pasar"
    assert shown(client, "Gubernur tinjau pasar") == "Gubernur tinjau pasar"


LITERAL = ["<script>alert(1)</script>", "{{7*7}}", "{% load x %}", "${7*7}", '=HYPERLINK("//x")']


@pytest.mark.parametrize("title", LITERAL)
def test_f10_code_in_a_title_is_shown_as_it_stands(db, client: Client, title: str):
    (entry,) = read(feed_of(item(escape(title)))).entries
    assert entry.title == title
    assert shown(client, entry.title) == escape(title)


def test_f10_a_title_that_is_a_formula_is_no_formula_in_a_table():
    assert "'=HYPERLINK" in write_table([Row(1, LITERAL[-1], url=SITE)]).decode()


@pytest.mark.parametrize(
    ("guids", "again", "rows"),
    [
        (("", ""), ("", ""), 2),
        (("sama", "sama"), ("sama", "sama"), 2),
        (("a", "b"), ("c", "d"), 4),
        (("x" * 1_000_000, "y"), ("x" * 1_000_000, "y"), 2),
    ],
    ids=["missing", "same", "changing", "huge"],
)
def test_f11_guids_of_any_kind_make_no_article_twice(
    town: Town, guids: tuple[str, str], again: tuple[str, str], rows: int
):
    def told(*given: str, title: str) -> bytes:
        tags = (f"<guid isPermaLink='false'>{guid}</guid>" if guid else "" for guid in given)
        return feed_of(
            *(item(f"{title} {n}", t, f"{SITE}/{n}") for n, t in enumerate(tags))
        ).encode()

    feed = town.visited(town.says("/feed", told(*guids, title="Judul")))
    town.says("/feed", told(*again, title="Baru"))
    town.collect(feed)
    assert feed.entries.count() == rows and feed.outcome in Fetch.GOOD
    assert Item.objects.filter(entries__feed=feed).distinct().count() == 2


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("99999-01-01T00:00:00Z", None),
        ("32 Jan 2026 10:00", None),
        ("kemarin dulu", None),
        ("Thu, 05 Mar 2099 10:00:00 GMT", AT),
        ("2026-03-05 10:00:00", datetime(2026, 3, 5, 10, tzinfo=WITA)),
        ("Kamis, 5 Mar 2026 10:00 WIB", datetime(2026, 3, 5, 11, tzinfo=WITA)),
        ("Kamis, 5 Mar 2026 10:00 WITA", datetime(2026, 3, 5, 10, tzinfo=WITA)),
        ("Kamis, 5 Mar 2026 10:00 WIT", datetime(2026, 3, 5, 9, tzinfo=WITA)),
        ("17 Agustus 2025 10:00", datetime(2025, 8, 17, 10, tzinfo=WITA)),
        ("28 Okt 2025 10:00", datetime(2025, 10, 28, 10, tzinfo=WITA)),
        ("1772676000000", datetime(2026, 3, 5, 2, tzinfo=UTC)),
    ],
)
def test_f12_a_date_is_read_or_unknown_and_never_in_the_future(
    written: str, published: datetime | None
):
    (entry,) = read(feed_of(item(more=f"<pubDate>{written}</pubDate>"))).entries
    assert entry.published == published


@pytest.mark.parametrize(
    ("link", "stored"),
    [
        ("javascript:alert(1)", ""),
        (" java\tscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("vbscript:x", ""),
        ("//lain.test/x", "https://lain.test/x"),
        ("/berita/1", f"{SITE}/berita/1"),
    ],
)
def test_f13_only_addresses_of_the_web_become_links(link: str, stored: str):
    (entry,) = read(feed_of(item(link=link))).entries
    assert entry.link == stored
    assert not safe_link(link)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_f14_a_picture_is_not_fetched_and_not_shown(town: Town, client: Client, scheme: str):
    picture = f"{scheme}://127.0.0.1:{town.site.port}/gambar.jpg"
    more = f'<enclosure url="{picture}" type="image/jpeg" length="1"/>'
    town.visited(town.says("/feed", feed_of(item("Bergambar", more)).encode()))
    stored = Item.objects.get(title="Bergambar")
    collect_pages()
    assert stored.image == (picture if scheme == "https" else "")
    assert not any("gambar" in head for head in town.site.asked)
    assert "gambar.jpg" not in page_of(client, stored)


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><html><body>Beranda</body></html>",
        b'{"a": 1}',
        b"%PDF-1.7\n",
        b"PK\x03\x04\x14",
        b"\x7fELF\x02",
        b" ",
        b"<rss><channel><title>K</title><it",
        b"<rss/><rss/>",
    ],
)
def test_f15_what_is_no_feed_is_told_with_its_reason(town: Town, body: bytes):
    feed = town.failed(town.says("/feed", body))
    assert feed.outcome in {Outcome.NOT_A_FEED, Outcome.EMPTY} and len(feed.note_now) > 20


def test_f16_one_item_repeated_a_thousand_times_is_one_row(town: Town):
    feed = town.visited(town.says("/feed", feed_of(item() * 1_000).encode()))
    assert feed.entries.count() == 1 and feed.fetches.get().new == 1


def test_f17_an_article_in_two_feeds_is_one_item_with_two_sightings(town: Town):
    one, other = (town.visited(town.says(f"/{n}", feed_of(item()).encode())) for n in "ab")
    (found,) = Item.objects.filter(url=f"{SITE}/1")
    assert {entry.feed for entry in found.entries.all()} == {one, other}


def test_f18_broken_bytes_in_the_middle_are_replaced_and_the_rest_kept():
    body = feed_of(item("Café A"), item("rus\udcffak"), item("Café B", link=f"{SITE}/2"))
    first, broken, last = read(
        body.encode("utf-8", "surrogateescape").replace(b"/1", b"/3", 1)
    ).entries
    assert (first.title, last.title) == ("Café A", "Café B")
    assert broken.title.startswith("rus") and broken.title.endswith("ak")


def test_f19_an_article_that_was_edited_is_a_version_and_not_new(town: Town):
    feed = town.visited(town.says("/feed", feed_of(item("Judul lama")).encode()))
    found = Item.objects.get(entries__feed=feed)
    Item.objects.filter(pk=found.pk).update(stage=Item.Stage.DONE)
    ItemText.objects.create(item=found, body="Isi lama.", rung="standard", extracted_at=AT)
    town.says("/feed", feed_of(item("Judul baru")).encode())
    town.collect(feed)
    assert (feed.outcome, feed.fetches.first().new) == (Outcome.NOTHING_NEW, 0)
    version = take_in_new_wording(found, "Judul baru", "Isi baru.", "standard", timezone.now())
    assert version is not None and version.item == found


def test_f20_what_vanishes_and_reappears_is_not_new(town: Town):
    feed = town.visited(town.says("/feed", rss(range(5))))
    for numbers in (range(3, 5), range(5)):
        town.says("/feed", rss(numbers))
        town.collect(feed)
    assert [fetch.new for fetch in feed.fetches.all()] == [0, 0, 5]


def test_f20_what_was_deleted_on_purpose_does_not_return(town: Town):
    town.visited(town.says("/feed", feed_of(item()).encode()))
    stored = Item.objects.get(url=f"{SITE}/1")
    forgotten = {"reason": Address.Reason.DELETED, "at": AT, "url": stored.url}
    Address.objects.create(url_hash=stored.url_hash, **forgotten)
    stored.delete()
    other = town.visited(town.says("/lain", feed_of(item()).encode()))
    assert (other.fetches.get().new, other.fetches.get().skipped) == (0, 1)
    assert not Item.objects.filter(url=f"{SITE}/1").exists()


def test_f21_an_index_that_leads_to_itself_ends(town: Town):
    feed = town.visited(town.says("/peta", sitemap_index([town.url("/peta"), town.url("/peta#a")])))
    assert feed.outcome not in {Outcome.NEW} and len(town.site.asked) < 10


def test_f21_indexes_of_indexes_are_read_three_levels_deep(town: Town):
    for depth in range(1_000):
        town.says(f"/peta{depth}", sitemap_index([town.url(f"/peta{depth + 1}")]))
    town.visited(town.url("/peta0"))
    assert sum("/peta" in head for head in town.site.asked) <= 1 + 3


def test_f21_a_sitemap_that_is_a_bomb_is_cut(town: Town):
    bomb = gzip.compress(bytes(60_000_000))
    feed = town.failed(town.says("/peta.xml.gz", bomb, Content_Type="application/gzip"))
    assert feed.outcome == Outcome.TOO_LARGE


def test_f22_a_base_elsewhere_leads_there_and_no_further_than_the_gate(town: Town):
    base = f"http://127.0.0.1:{town.site.port}/dalam/"
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}"><title>K</title>'
        '<entry><id>1</id><title>Judul</title><link href="satu"/></entry></feed>'
    )
    feed = town.visited(town.says("/feed", atom.encode()))
    assert feed.entries.get().link == f"{base}satu"
    collect_pages()
    assert set(town.traces.called) == {HOST}
    assert not any("/dalam" in head for head in town.site.asked)
