"""Feeds as sites really publish them become clean entries, and everything else becomes a reason."""

import gzip
import time
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.feeds.read import read_feed
from monitoring.feeds.values import FeedEntry, NotAFeed, ReadFeed

SAMPLES = Path(__file__).parents[2] / "samples/feeds"
WITA = ZoneInfo("Asia/Makassar")
AT = datetime(2026, 3, 6, tzinfo=UTC)


def read(body: bytes | str, url: str = "https://media.example/feed", limit: int = 500, **said):
    body = body.encode() if isinstance(body, str) else body
    return read_feed(body, url, None, zone=WITA, at=AT, limit=limit, **said)


def sample(name: str, url: str = "https://media.example/feed") -> ReadFeed:
    feed = read((SAMPLES / name).read_bytes(), url)
    assert isinstance(feed, ReadFeed), feed
    return feed


def refused(body: bytes | str, **said) -> NotAFeed:
    found = read(body, **said)
    assert isinstance(found, NotAFeed) and found.note.endswith(".")
    return found


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>K</title>{"".join(items)}</channel></rss>'


def item(number: int = 1, title: str = "Judul", description: str = "", date: str = "") -> str:
    return (
        f"<item><title>{title}</title><link>https://media.example/{number}</link>"
        f"<description>{description}</description><pubDate>{date}</pubDate></item>"
    )


# Feeds as they are


def test_a_wordpress_entry_is_read_without_its_furniture() -> None:
    feed = sample("wordpress-tracked-links.xml")
    (entry,) = feed.entries
    assert feed.title == "Kabar Tanjung – Umpan"
    assert entry.title == "Bupati “Turun Tangan” Soal Pasar – Pedagang Lega"
    assert entry.summary == "Tanjung (Kabar) – Pedagang pasar […]"
    assert entry.content == (
        "Tanjung (Kabar) – Pedagang pasar menempati kios baru.\nMereka berharap sewa turun."
    )
    assert (entry.author, entry.section) == ("Redaksi", "Lombok Utara")
    assert entry.published == datetime(2026, 3, 5, 9, 15, tzinfo=WITA)
    assert entry.published_from == "feed"


def test_a_blank_line_before_the_declaration_does_no_harm() -> None:
    (entry,) = sample("blank-line-before-declaration.xml").entries
    assert entry.title == "Wakil gubernur & rombongan tiba"
    assert entry.summary == "Rombongan tiba siang."
    assert entry.published == datetime(2026, 3, 5, 10, 30, tzinfo=WITA)


def test_sql_dates_are_local_zero_dates_unknown_and_relative_links_absolute() -> None:
    first, second = sample("sql-dates-and-relative-links.xml", "https://pemda.example/rss").entries
    assert first.published == datetime(2026, 3, 5, 14, 5, tzinfo=WITA)
    assert (second.published, second.published_from) == (None, "unknown")
    assert second.published_text == "0000-00-00 00:00:00"
    assert second.link == "https://pemda.example/read/13tanpa"


def test_of_many_links_the_page_for_people_is_taken() -> None:
    (entry,) = sample("blogger-atom-many-links.xml").entries
    assert entry.link == "https://suarakampung.example/2026/03/jalan-dusun.html"
    assert entry.published == datetime(2026, 3, 5, 7, 40, tzinfo=WITA)
    assert (entry.content, entry.author) == ("Praya - Jalan rusak.", "Pak Lalu")


def test_a_truncated_feed_gives_what_can_be_read() -> None:
    feed = sample("truncated-in-an-entry.xml")
    assert [entry.title for entry in feed.entries] == ["Utuh", "Separuh"]


def test_an_entry_that_stops_the_parser_costs_only_itself() -> None:
    feed = sample("feedparser-stops-at-this.xml")
    assert [entry.title for entry in feed.entries] == ["Sebelum", "Sesudah"]


def test_links_are_resolved_against_the_base_the_feed_names() -> None:
    (entry,) = sample("atom-base-elsewhere.xml").entries
    assert entry.link == "https://lain.example/dasar/artikel/1"


def test_the_outlet_behind_an_aggregated_title_is_taken_off() -> None:
    (entry,) = sample("aggregator-with-source.xml").entries
    assert entry.title == "Gubernur Resmikan Jembatan"


def test_an_old_charset_is_read_as_declared() -> None:
    feed = sample("windows-1252.xml")
    assert (feed.title, feed.entries[0].title) == ("“Kutipan” – lama", "Café “Senja”")


def test_broken_bytes_are_replaced_and_the_rest_kept() -> None:
    first, second = sample("declared-utf8-with-broken-bytes.xml").entries
    assert "wali kota" in first.summary and "siang" in first.summary
    assert second.title == "Sesudah"


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_byte_order_mark_wins_over_every_label(charset: str) -> None:
    feed = read(rss(item(title="Café")).encode(charset))
    assert isinstance(feed, ReadFeed) and feed.entries[0].title == "Café"


def test_a_declared_utf_7_is_not_believed() -> None:
    body = b'<?xml version="1.0" encoding="UTF-7"?>' + rss(item(title="+ADw-b+AD4-")).encode()
    feed = read(body)
    assert isinstance(feed, ReadFeed) and feed.entries[0].title == "+ADw-b+AD4-"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<br />\n<b>Warning</b>: mysql_connect() in /var/www/feed.php on line 7<br />\n", ""),
        ("", "<script>pelacak()</script>"),
        ("\ufeff\n\n", "\n<!-- disimpan 0.2 detik -->"),
        ('<?xml version="1.0" encoding="UTF-16"?>', ""),
    ],
)
def test_what_stands_around_a_feed_does_no_harm(before: str, after: str) -> None:
    (entry,) = read(f"{before}{rss(item(title='Judul & kata'))}{after}").entries
    assert entry.title == "Judul & kata"


def test_names_of_html_that_xml_does_not_know_become_their_characters() -> None:
    (entry,) = read(rss(item(title="Satu&nbsp;&ndash; dua &tidak; A&B"))).entries
    assert entry.title == "Satu – dua &tidak; A&B"


# Kinds


@pytest.mark.parametrize(
    ("name", "url", "kind"),
    [
        ("wordpress-tracked-links.xml", "https://a.test/feed/", "rss"),
        ("rdf-site-summary.xml", "https://a.test/rdf", "rss"),
        ("rss-091-two-descriptions.xml", "https://a.test/rss", "rss"),
        ("atom-with-xhtml.xml", "https://a.test/atom", "atom"),
        ("json-feed.json", "https://a.test/feed.json", "json"),
        ("news-sitemap-with-titles.xml", "https://a.test/news.xml", "sitemap"),
        ("video-channel.xml", "https://www.youtube.com/feeds/videos.xml?channel_id=1", "video"),
        ("google-search.xml", "https://news.google.com/rss/search?q=seroja", "search"),
        ("bing-search.xml", "https://www.bing.com/news/search?q=serunai&format=rss", "search"),
    ],
)
def test_the_body_and_its_address_tell_the_kind(name: str, url: str, kind: str) -> None:
    feed = sample(name, url)
    assert feed.kind == kind and feed.entries
    assert all(entry.link for entry in feed.entries)


def test_an_entry_of_a_search_names_its_outlet_and_whether_its_link_is_known() -> None:
    old, new = sample("google-search.xml", "https://news.google.com/rss/search?q=a").entries
    assert (old.source_name, old.source_url) == ("Suara Seroja", "https://suara-seroja.test")
    assert (old.unresolved, new.unresolved) == (False, True)
    assert (old.title, new.title) == ("Gubernur Meninjau Dermaga", "Air Bersih - Harapan Warga")


def test_videos_of_a_channel_are_no_articles() -> None:
    (video,) = sample("video-channel.xml", "https://www.youtube.com/feeds/videos.xml").entries
    assert (video.page_kind, video.page_note) == ("video", "Umpan ini kanal video.")


def test_an_index_has_addresses_to_follow_and_counts_what_it_leaves_out() -> None:
    found = read((SAMPLES / "sitemap-index.xml").read_bytes(), "https://suara-seroja.test/s", 2)
    assert (found.kind, found.entries, len(found.follow), found.cut) == ("sitemap", (), 2, 3)


def test_a_packed_sitemap_is_unpacked() -> None:
    body = gzip.compress((SAMPLES / "news-sitemap-with-titles.xml").read_bytes())
    assert read(body).entries[0].title == "Dermaga & Pasar"


def test_a_listing_is_read_by_its_rules_and_only_then() -> None:
    body = (SAMPLES / "plain-listing.html").read_bytes()
    url, rules = "https://suara-seroja.test/", {"form": "links", "path": "/*/*/*"}
    feed = read(body, url, kind="listing", rules=rules)
    assert (feed.kind, len(feed.entries)) == ("listing", 5)
    assert feed.entries[0].published == datetime(2026, 3, 5, 10, 10, tzinfo=WITA)
    assert refused(body, url=url).outcome == "not_a_feed"


def test_what_a_feed_says_of_itself_is_handed_on() -> None:
    feed = sample("json-feed.json", "https://kabar-seroja.test/feed.json")
    assert feed.hub == "https://hub.test/"
    assert feed.topic == "https://kabar-seroja.test/feed.json"
    assert feed.next_page == "https://kabar-seroja.test/feed.json?page=2"
    assert sample("rdf-site-summary.xml").ttl == timedelta(hours=6)


# What is no feed


def test_a_challenge_page_is_named_as_such() -> None:
    found = refused((SAMPLES / "challenge-page.html").read_bytes())
    assert found.outcome == "not_a_feed" and "Just a moment..." in found.note


def test_a_page_that_asks_for_a_password_is_named_as_such() -> None:
    form = '<html><title>Masuk</title><input name="p" type="password"></html>'
    assert "kata sandi" in refused(form).note


@pytest.mark.parametrize("body", ["", " \n ", rss(), "<urlset></urlset>"])
def test_nothing_to_read_is_empty(body: str) -> None:
    assert refused(body).outcome == "empty"


@pytest.mark.parametrize(
    "body",
    [
        b'{"items": [{"title": "x"}]}',
        b"%PDF-1.7\n%...",
        b"PK\x03\x04\x14\x00",
        b"\x7fELF\x02\x01",
        b"Akun ditangguhkan",
        b"<xml></xml>",
        b"<" * 5_000_000,
        b"&" * 5_000_000,
    ],
)
def test_other_documents_are_not_feeds(body: bytes) -> None:
    started = time.monotonic()
    assert refused(body).outcome == "not_a_feed"
    assert time.monotonic() - started < 2


def test_a_body_that_names_a_file_or_an_address_is_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(rss(item(title="RAHASIA")))
    for body in (str(secret), f"file://{secret}", "http://127.0.0.1:9/feed"):
        assert refused(body).outcome == "not_a_feed"


def test_a_feed_with_entities_of_its_own_is_refused_before_it_is_parsed() -> None:
    found = refused((SAMPLES / "own-entities.xml").read_bytes())
    assert found.outcome == "not_a_feed" and "DTD" in found.note


def test_entities_hidden_in_another_encoding_are_found_too() -> None:
    body = (SAMPLES / "own-entities.xml").read_text().encode("utf-16")
    assert "DTD" in refused(body).note


def test_an_outside_entity_reads_no_file_even_past_the_first_check(tmp_path: Path) -> None:
    secret = tmp_path / "sentinel"
    secret.write_text("SENTINEL")
    prolog = "<!-- <rss> " + " " * 30_000 + " -->"
    entity = f'<!DOCTYPE rss [<!ENTITY c SYSTEM "file://{secret}">]>'
    assert "SENTINEL" not in repr(read(prolog + entity + rss(item(title="&c;"))))


# Bounds


def test_of_too_many_entries_the_newest_are_kept_and_the_rest_counted() -> None:
    days = [f"2026-02-{day:02} 08:00:00" for day in range(1, 11)]
    feed = read(
        rss(*(item(day, f"Hari {day}", date=text) for day, text in enumerate(days))), limit=3
    )
    assert isinstance(feed, ReadFeed) and feed.cut == 7
    assert [entry.title for entry in feed.entries] == ["Hari 9", "Hari 8", "Hari 7"]


def test_without_dates_the_first_entries_count_as_the_newest() -> None:
    feed = read(rss(*(item(number, f"Ke-{number}") for number in range(10))), limit=2)
    assert isinstance(feed, ReadFeed) and [entry.title for entry in feed.entries] == [
        "Ke-0",
        "Ke-1",
    ]


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_giant_feed_is_thinned_before_it_is_parsed(newest_first: bool) -> None:
    days = [f"20{year:02}-01-{day:02} 08:00:00" for year in range(26) for day in range(1, 29)]
    items = [item(number, f"{number}", date=text) for number, text in enumerate(days)]
    feed = read(rss(*(reversed(items) if newest_first else items)), limit=5)
    assert isinstance(feed, ReadFeed) and feed.cut == len(days) - 5
    assert [entry.title for entry in feed.entries] == [str(len(days) - 1 - n) for n in range(5)]


def test_long_strings_are_cut() -> None:
    feed = read(rss(item(title="j" * 9_000, description="kata " * 900_000)))
    assert isinstance(feed, ReadFeed)
    assert (len(feed.entries[0].title), len(feed.entries[0].summary)) == (500, 4999)


def test_a_body_beyond_the_bound_is_not_read() -> None:
    assert refused(b"<rss>" + b" " * 15_000_001).outcome == "too_large"


@pytest.mark.parametrize(
    "body",
    [
        rss(item(title="<b>" * 100_000)),
        rss(item(title=escape("<b>" * 100_000))),
        rss(item(description=escape("<a " * 150_000))),
        rss(item(description=f"<![CDATA[{'<a ' * 150_000}]]>")),
        rss(item()) + "<![" * 100_000,
        rss(item()) + "<x>" * 200_000,
        rss("<item " + " ".join(f'a{n}="1"' for n in range(100_000)) + "></item>"),
        rss("<item>" + "".join(f"<category>{n}</category>" for n in range(50_000)) + "</item>"),
        rss("<item>" + "".join(f"<author>{n}</author>" for n in range(10_000)) + "</item>"),
        rss("<item>" * 100_000),
        "<rss>" + "<" * 2_000_000,
        "<rss>" + "&a" * 2_000_000,
    ],
)
def test_what_would_stop_a_parser_for_minutes_ends_in_seconds(body: str) -> None:
    started = time.monotonic()
    read(body)
    assert time.monotonic() - started < 5


# Strings


def test_text_from_outside_is_cleaned() -> None:
    (entry,) = sample("marks-that-turn-text-around.xml").entries
    assert entry.title == "Gubernur ayacrep tidak benar"
    assert entry.summary.encode() and "\x00" not in entry.summary


def test_titles_keep_their_words_literally_and_lose_inline_markup() -> None:
    first, second, third = sample("markup-in-titles.xml").entries
    assert first.title == '<script>alert(1)</script> {{7*7}} {% load x %} ${y} =HYPERLINK("z")'
    assert second.title == "Harga cabai <5 ribu & bawang"
    assert third.title == "Sekda “siap”"


def test_links_that_are_no_web_addresses_are_dropped() -> None:
    assert {entry.link for entry in sample("hostile-links.xml").entries} == {""}


# Identity


def identities(feed: ReadFeed) -> list[str]:
    return [entry.guid_hash for entry in feed.entries]


def test_one_guid_on_several_articles_does_not_make_them_one() -> None:
    feed = sample("same-guid-on-every-item.xml")
    assert [entry.title for entry in feed.entries] == ["Satu", "Dua"]
    assert len(set(identities(feed))) == 2


def test_the_same_item_a_thousand_times_is_one_entry() -> None:
    feed = read(rss(*[item()] * 1_000))
    assert isinstance(feed, ReadFeed) and len(feed.entries) == 1


def test_without_a_guid_the_link_without_tracking_is_the_identity() -> None:
    plain, tracked = (
        read(rss(f"<item><title>J</title><link>https://a.example/1{tail}</link></item>"))
        for tail in ("", "?utm_source=rss")
    )
    assert identities(plain) == identities(tracked)


def test_a_guid_of_a_megabyte_is_an_identity_like_any_other() -> None:
    feed = read(rss(f"<item><title>J</title><guid>{'g' * 1_000_000}</guid></item>"))
    assert isinstance(feed, ReadFeed) and len(identities(feed)[0]) == 64


def test_entries_without_guid_and_link_are_told_apart_by_title_and_date() -> None:
    feed = read(rss("<item><title>A</title></item>", "<item><title>B</title></item>"))
    assert isinstance(feed, ReadFeed) and len(set(identities(feed))) == 2


# Dates


def test_a_time_in_the_future_is_cut_to_now_and_marked() -> None:
    entry: FeedEntry = read(rss(item(date="Sat, 01 Jan 2099 00:00:00 GMT"))).entries[0]
    assert (entry.published, entry.published_from) == (AT, "clamped")


def test_an_updated_time_stands_in_for_a_missing_published_one() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>1</id>'
        "<title>B</title><updated>2026-03-05T01:00:00Z</updated></entry></feed>"
    )
    assert read(atom).entries[0].published == datetime(2026, 3, 5, 1, tzinfo=UTC)


# Anything at all

BODIES = [path.read_bytes() for path in sorted(SAMPLES.iterdir())]
PIECES = [
    b"<item>", b"</item>", b"<entry>", b"<title>", b"<![CDATA[", b"]]>", b"&#x0;", b"&#xD800;",
    b"&amp;", b"&nbsp;", b"\xff", b"\x00", b"<link href='", b"'/>", b"<urlset>", b"<url><loc>",
    b"{", b'"items":[', b"<!--", b"\xed\xa0\x80", b"\\ud800", b"9" * 5000,
    b"<content type='xhtml'><div>", b"xml:base='http://[",
]  # fmt: skip
LISTING = {"form": "links", "path": "/**"}


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return a sample with pieces of others written over it, and perhaps its end cut off."""
    body = bytearray(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(body)))
        length = draw(st.integers(0, 40))
        body[start : start + length] = draw(st.sampled_from(PIECES) | st.binary(max_size=8))
    return bytes(body[: draw(st.integers(0, len(body)) | st.just(len(body)))])


def storable(text: str) -> bool:
    return text.encode("utf-8") is not None and "\x00" not in text


def check(body: bytes, **said: object) -> None:
    found = read(body, limit=5, **said)
    if isinstance(found, NotAFeed):
        assert found.note.endswith(".") and storable(found.note)
        return
    assert len(found.entries) <= 5 and len(found.follow) <= 5
    assert storable(found.title + found.next_page + found.hub + found.topic)
    for entry in found.entries:
        texts = [value for value in vars(entry).values() if isinstance(value, str)]
        assert storable("".join(texts))
        assert len(entry.title) <= 500 and len(entry.link) <= 2048 and len(entry.summary) <= 5000
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))


@settings(max_examples=300, deadline=None)
@given(mutated())
def test_no_damage_to_a_feed_stops_the_reader_or_leaves_the_bounds(body: bytes) -> None:
    check(body)


@settings(max_examples=100, deadline=None)
@given(mutated())
def test_no_damage_to_a_page_stops_the_reading_of_its_list(body: bytes) -> None:
    check(body, url="https://suara-seroja.test/", kind="listing", rules=LISTING)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_any_bytes_are_a_feed_or_a_reason(body: bytes) -> None:
    check(body)
    check(b"<rss><channel><item>" + body)
