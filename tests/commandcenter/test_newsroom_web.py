"""The sample newsroom is a believable, reproducible piece of the web, and fails when asked to."""

import gzip
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path
from time import struct_time
from urllib.error import HTTPError
from zoneinfo import ZoneInfo

import feedparser
import pytest
import trafilatura
import yaml

from commandcenter.newsroom.furniture import NOTICE
from commandcenter.newsroom.outlets import BY_KEY, OUTLETS
from commandcenter.newsroom.schedule import Placement
from commandcenter.newsroom.server import Newsroom, start
from commandcenter.newsroom.troubles import HUGE

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests/samples/newsroom"
CAST = ROOT / "commandcenter/packs/contoh/outlets.yaml"
WITA = ZoneInfo("Asia/Makassar")
OPENED = datetime(2026, 3, 5, 9, 0, tzinfo=WITA)
FAMILIES = {
    "harian": "suara-seroja",
    "kantor": "antar-pulau",
    "portal": "nusantara-raya",
    "blog": "warta-pinisi",
    "ringan": "harian-pelita",
    "pemda": "pemprov",
}


class Hands:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = OPENED

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def hands() -> Hands:
    return Hands()


@pytest.fixture(scope="module")
def running(hands: Hands) -> Iterator[Newsroom]:
    with start(SAMPLES, OPENED, WITA, clock=hands) as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(running: Newsroom, hands: Hands) -> Iterator[Newsroom]:
    yield running
    running.faults.clear()
    hands.now = OPENED


def get(url: str, **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named), timeout=5) as got:
            return got.status, got.headers, got.read()
    except HTTPError as error:
        return error.code, error.headers, error.read()


def page(url: str) -> str:
    return get(url)[2].decode()


def feed_of(newsroom: Newsroom, outlet: str) -> feedparser.FeedParserDict:
    return feedparser.parse(get(newsroom.feed(outlet))[2])


def printed(newsroom: Newsroom, outlet: str, story: str = "dermaga-01") -> Placement:
    own = newsroom.sites[outlet].own.placements
    return next(one for one in own if one.article.key == story)


# Feeds


@pytest.mark.parametrize("outlet", [outlet.key for outlet in OUTLETS])
def test_every_feed_lists_what_is_out_newest_first(newsroom: Newsroom, outlet: str) -> None:
    out = newsroom.sites[outlet].own.published(OPENED)
    entries = feed_of(newsroom, outlet).entries
    assert [entry.title for entry in entries] == [one.title for one in out]
    assert all(one.path in entry.link for entry, one in zip(entries, out, strict=True))


@pytest.mark.parametrize(
    "outlet", ["suara-seroja", "antar-pulau", "nusantara-raya", "warta-pinisi", "seroja-niaga"]
)
def test_feed_dates_mean_the_moment_of_publication(newsroom: Newsroom, outlet: str) -> None:
    entry = feed_of(newsroom, outlet).entries[-1]
    moment = printed(newsroom, outlet).published_at.astimezone(UTC)
    assert entry.published_parsed == struct_time(moment.utctimetuple())


def test_the_government_feed_dates_are_local_and_without_a_zone(newsroom: Newsroom) -> None:
    assert feed_of(newsroom, "pemprov").entries[-1].published == "2026-03-03 10:15:00"


def test_wordpress_feeds_carry_the_whole_text_or_only_its_beginning(newsroom: Newsroom) -> None:
    full, short = (feed_of(newsroom, key).entries[-1] for key in ("suara-seroja", "radio-kelana"))
    assert "papan pengumuman balai lelang" in full.content[0].value
    assert "content" not in short and "[&#8230;]" in short.summary
    assert full.id.startswith(newsroom.base("suara-seroja") + "/?p=")
    assert "utm_source=rss" in short.link


def test_the_agency_feed_is_not_quite_xml_and_has_pictures(newsroom: Newsroom) -> None:
    body = page(newsroom.feed("antar-pulau"))
    assert body.startswith("\n<?xml") and "+0700</pubDate>" in body
    assert "<description><![CDATA[<img src=" in body


def test_the_plain_feed_has_relative_links_and_no_guid(newsroom: Newsroom) -> None:
    entry = feed_of(newsroom, "seroja-niaga").entries[0]
    assert entry.link.startswith("/berita/2026/03/") and "id" not in entry


def test_the_blogger_feed_has_several_kinds_of_links(newsroom: Newsroom) -> None:
    entry = feed_of(newsroom, "warta-pinisi").entries[-1]
    assert [link.rel for link in entry.links] == ["replies", "self", "alternate"]
    assert "gudang es" in entry.content[0].value


def test_the_category_feed_holds_local_news_only(newsroom: Newsroom) -> None:
    base = newsroom.base("suara-seroja")
    assert len(feedparser.parse(get(f"{base}/daerah/feed/")[2]).entries) == 2
    assert len(feedparser.parse(get(f"{base}/siaran-pers/feed/")[2]).entries) == 1
    assert get(f"{base}/tak-ada/feed/")[0] == 404


def test_every_feed_the_pack_names_is_served(newsroom: Newsroom) -> None:
    for outlet in yaml.safe_load(CAST.read_text("utf-8"))["outlets"]:
        assert outlet["home"].startswith(f"http://127.77.0.{BY_KEY[outlet['key']].number}:")
        for feed in outlet["feeds"]:
            path = feed["url"].removeprefix(outlet["home"])
            assert feedparser.parse(get(newsroom.base(outlet["key"]) + path)[2]).version, feed


def test_an_unchanged_feed_answers_304_until_news_comes(newsroom: Newsroom, hands: Hands) -> None:
    url = newsroom.feed("suara-seroja")
    _, headers, _ = get(url)
    known = {"If_None_Match": headers["ETag"]}
    assert get(url, **known)[0] == 304
    assert get(url, If_Modified_Since=headers["Last-Modified"])[0] == 304
    hands.now += timedelta(minutes=9)
    status, _, body = get(url, **known)
    assert status == 200 and b"Watu Layar" in body


def test_answers_are_gzipped_where_the_caller_can_read_it(newsroom: Newsroom) -> None:
    url = newsroom.feed("suara-seroja")
    _, headers, body = get(url, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == get(url)[2]


# Pages


@pytest.mark.parametrize("outlet", FAMILIES.values(), ids=FAMILIES)
def test_the_text_of_a_page_can_be_told_from_its_furniture(newsroom: Newsroom, outlet: str) -> None:
    one = printed(newsroom, outlet)
    html = page(one.url)
    text = trafilatura.extract(html, url=one.url, include_comments=False) or ""
    furniture = ("Terpopuler", "Perahu bersandar", "Berita Hari Ini", NOTICE)
    assert all(paragraph in text for paragraph in one.paragraphs)
    assert not any(words in text for words in furniture)
    assert "Terpopuler" in html and "Wagub Sri Lestari Soroti" in html


def test_a_photo_page_has_hardly_any_text(newsroom: Newsroom) -> None:
    photo = printed(newsroom, "arunika-pos", "kanal-01")
    assert len(trafilatura.extract(page(photo.url)) or "") < 200


def test_pages_give_their_date_in_the_way_of_their_kind(newsroom: Newsroom) -> None:
    found = {kind: page(printed(newsroom, key).url) for kind, key in FAMILIES.items()}
    assert all('"datePublished"' in found[kind] for kind in ("harian", "portal"))
    assert 'itemprop="datePublished"' in found["kantor"]
    assert all('<time class="published" datetime=' in found[kind] for kind in ("blog",))
    assert "<time datetime=" in found["ringan"]
    assert "datePublished" not in found["pemda"] and "<time" not in found["pemda"]


def test_the_header_prints_today_whatever_day_the_text_is_from(newsroom: Newsroom) -> None:
    assert "Kamis, 5 Maret 2026" in page(printed(newsroom, "pemprov").url)


@pytest.mark.parametrize("outlet", FAMILIES.values(), ids=FAMILIES)
def test_headlines_are_escaped_and_pages_name_their_address(
    newsroom: Newsroom, outlet: str
) -> None:
    one = printed(newsroom, outlet)
    html = page(f"{one.url}?amp=1")
    assert one.url in html and "canonical" in html
    assert "<Jam>" not in html and " & " not in html
    assert "Contoh, fiktif" in html


def test_what_is_not_out_yet_does_not_exist(newsroom: Newsroom, hands: Hands) -> None:
    later = printed(newsroom, "suara-seroja", "sumur-01")
    assert get(later.url)[0] == 404
    hands.now += timedelta(minutes=9)
    assert get(later.url)[0] == 200


def test_other_addresses_of_a_site_answer_as_on_the_web(newsroom: Newsroom) -> None:
    one, base = printed(newsroom, "suara-seroja"), newsroom.base("suara-seroja")
    assert page(one.guid or "") == page(one.url) == page(one.url.rstrip("/"))
    assert one.path in page(f"{base}/")
    assert "Pasar Lama" in page(f"{base}/cari?q=pasar")
    assert b"<svg" in get(f"{base}/gambar/pagi.svg")[2]
    assert get(f"{base}/?p=1")[0] == 404


def test_one_robots_file_asks_for_patience(newsroom: Newsroom) -> None:
    asked = page(newsroom.base("radar-serunai") + "/robots.txt")
    assert "Crawl-delay: 2" in asked and "Disallow: /cari" in asked


# Troubles


@pytest.mark.parametrize(
    ("kind", "status", "start_of_body"),
    [("html", 200, b"<!DOCTYPE"), ("empty", 200, b""), ("500", 500, b"<h1>")],
)
def test_a_feed_can_be_spoiled_and_mended(
    newsroom: Newsroom, kind: str, status: int, start_of_body: bytes
) -> None:
    url = newsroom.feed("warta-pinisi")
    newsroom.trouble("warta-pinisi", kind)
    got = get(url)
    assert got[0] == status and got[2].startswith(start_of_body) and b"<feed" not in got[2]
    newsroom.trouble("warta-pinisi", None)
    assert b"<feed" in get(url)[2]


def test_a_hanging_site_never_answers_but_lets_the_others_work(newsroom: Newsroom) -> None:
    newsroom.trouble("warta-pinisi", "hang")
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(newsroom.base("warta-pinisi") + "/robots.txt", timeout=0.2)
    assert get(newsroom.feed("suara-seroja"))[0] == 200


def test_an_endless_feed_outlasts_every_limit(newsroom: Newsroom) -> None:
    newsroom.trouble("pemprov", "endless")
    with urllib.request.urlopen(newsroom.feed("pemprov"), timeout=5) as body:
        assert len(body.read(3_000_000)) == 3_000_000


def test_a_huge_feed_has_fifty_thousand_items(newsroom: Newsroom) -> None:
    newsroom.trouble("harian-pelita", "huge")
    assert get(newsroom.feed("harian-pelita"))[2].count(b"<item>") == HUGE == 50_000


def test_a_slow_site_answers_in_drops(newsroom: Newsroom) -> None:
    newsroom.trouble("pemprov", "slow")
    with urllib.request.urlopen(newsroom.feed("pemprov"), timeout=5) as body:
        assert 0 < len(body.read1(100_000)) < 2_000


def test_an_unknown_trouble_is_refused(newsroom: Newsroom) -> None:
    with pytest.raises(ValueError, match="no trouble 'flood'"):
        newsroom.trouble("pemprov", "flood")
