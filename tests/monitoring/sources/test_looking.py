"""A site somebody wants to watch: what is found there, and why nothing is."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import Any

import pytest

from monitoring.models import Feed
from monitoring.sources import looking
from monitoring.sources.looking import Look, look_at, with_scheme
from tests.build import NOW, make_region
from tests.monitoring.loopback import Loopback, loopback

pytestmark = pytest.mark.django_db
HTML = {"Content_Type": "text/html"}


@pytest.fixture
def site(settings: Any) -> Iterator[Loopback]:
    make_region()
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    with loopback() as opened:
        yield opened


def rss(site: Loopback, count: int = 7, at: datetime = NOW, link: str = "") -> bytes:
    """Return a feed whose newest entry is the last one."""
    entries = "".join(
        f"<item><title>Berita {n}</title><link>{link or site.url(f'/berita/{n}')}</link>"
        f"<guid>{n}</guid><pubDate>{at - timedelta(hours=count - n):%a, %d %b %Y %H:%M} +0000"
        "</pubDate></item>"
        for n in range(count)
    )
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Suara Seroja</title>"
    return f"{head}{entries}</channel></rss>".encode()


def sitemap(site: Loopback) -> bytes:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    news = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return (
        f"<?xml version='1.0'?><urlset {space} {news}><url><loc>{site.url('/berita/jalan-rusak')}"
        "</loc><news:news><news:publication><news:name>Suara</news:name></news:publication>"
        "<news:publication_date>2026-11-20T10:00:00+08:00</news:publication_date>"
        "<news:title>Jalan rusak diperbaiki</news:title></news:news></url></urlset>"
    ).encode()


def test_a_feed_that_is_pasted_is_the_only_candidate(site: Loopback):
    (found,) = look_at(site.says("/rss", rss(site)), NOW).found
    assert (found.title, found.count, found.kind) == ("Suara Seroja", 7, "rss")
    assert [one.title for one in found.newest] == [f"Berita {n}" for n in (6, 5, 4, 3, 2)]
    assert found.newest[0].at == NOW.replace(second=0) - timedelta(hours=1)


def test_a_home_page_leads_to_the_feed_it_names(site: Loopback):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    site.says("/", f"<html><head>{link}</head><body>Beranda</body></html>".encode(), **HTML)
    address = site.says("/feed/", rss(site))
    look = look_at(site.url("/"), NOW)
    assert [found.url for found in look.found] == [address] and "halaman" in look.found[0].why


def test_a_site_with_only_a_sitemap_is_found_through_its_robots_txt(site: Loopback):
    site.says("/", b"<html><body>Beranda</body></html>", **HTML)
    address = site.says("/peta-berita.xml", sitemap(site))
    site.says("/robots.txt", f"Sitemap: {address}".encode(), Content_Type="text/plain")
    (found,) = look_at(site.url("/"), NOW).found
    assert (found.url, found.kind) == (address, "sitemap")
    assert found.newest[0].title == "Jalan rusak diperbaiki"


def test_an_index_of_sitemaps_shows_what_its_newest_one_holds(site: Loopback):
    inner = site.says("/peta-1.xml", sitemap(site))
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    index = f"<?xml version='1.0'?><sitemapindex {space}><sitemap><loc>{inner}</loc></sitemap>"
    (found,) = look_at(site.says("/peta.xml", f"{index}</sitemapindex>".encode()), NOW).found
    assert found.count == 1 and "Indeks dari 1 peta situs" in found.warnings[-1]


def test_a_listing_page_comes_with_its_rules(site: Loopback):
    names = ["jalan", "sekolah", "pasar", "dermaga", "panen", "banjir", "puskesmas", "festival"]
    title = "Warga Serunai bahas soal {} hari ini"
    links = "".join(
        f'<li><h2><a href="/berita/{name}-serunai">{title.format(name)}</a></h2></li>'
        for name in names
    )
    page = f'<html><body><ul class="daftar">{links}</ul></body></html>'.encode()
    (found,) = look_at(site.says("/berita", page, **HTML), NOW).found
    assert found.kind == "listing" and found.rules["form"] == "links" and found.count == len(names)


def test_addresses_that_robots_txt_forbids_are_not_fetched(site: Loopback):
    link = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
    site.says("/", f"<html><head>{link}</head><body>x</body></html>".encode(), **HTML)
    site.says("/robots.txt", b"User-agent: *\nDisallow: /feed", Content_Type="text/plain")
    site.says("/feed/", rss(site))
    look = look_at(site.url("/"), NOW)
    assert not look.found and "robots.txt" in look.unusable[0].note
    assert not [head for head in site.asked if head.startswith("GET /feed/ ")]


def test_a_site_without_anything_says_so(site: Loopback):
    look = look_at(site.says("/", b"<html><body>Halo</body></html>", **HTML), NOW)
    assert not look.found and look.note and len(look.unusable) == looking.CANDIDATES_MAX


def test_looking_writes_nothing(site: Loopback):
    look_at(site.says("/rss", rss(site)), NOW)
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://10.1.2.3/", "jaringan dalam"),
        ("http://localhost/", "jaringan dalam"),
        ("file:///etc/passwd", "Hanya alamat http"),
        ("javascript:alert(1)", "Hanya alamat http"),
        ("http://2130706433/", "Alamat angka"),
        ("https://suara.test:22/", "Porta 22"),
        ("http://a@suara.test/", "nama pengguna"),
        ("", "Alamat kosong"),
    ],
)
def test_an_address_the_door_refuses_says_why(address: str, words: str, db: None):
    assert words in look_at(address, NOW).note


def test_a_redirect_into_the_inner_network_is_refused(site: Loopback):
    site.says("/", b"", 302, Location="http://10.1.2.3/")
    assert "jaringan dalam" in look_at(site.url("/"), NOW).note


def test_a_server_that_does_not_know_the_page_says_so(site: Loopback):
    assert "404" in look_at(site.url("/tidak-ada"), NOW).note


def test_a_candidate_that_hangs_does_not_hold_up_the_others(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
):
    async def hang(_writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(looking, "CANDIDATE_SECONDS", 0.5)
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in ("/a", "/b")
    )
    site.says("/", f"<html><head>{links}</head><body>x</body></html>".encode(), **HTML)
    site.does("/a", hang)
    good = site.says("/b", rss(site))
    look = look_at(site.url("/"), NOW)
    assert [found.url for found in look.found] == [good]
    assert look.unusable[0].note == "Situs tidak menjawab pada waktunya."


def warnings(site: Loopback, body: bytes) -> str:
    look: Look = look_at(site.says("/rss", body), NOW)
    return " ".join(look.found[0].warnings)


def test_a_feed_that_was_left_behind_is_pointed_out(site: Loopback):
    old = datetime(2026, 1, 2, tzinfo=UTC)
    assert "ditinggalkan" in warnings(site, rss(site, at=old))


def test_a_feed_without_dates_is_pointed_out(site: Loopback):
    body = rss(site).replace(b"pubDate", b"tidakAda")
    assert "Tanpa tanggal" in warnings(site, body)


def test_a_feed_of_another_site_is_pointed_out(site: Loopback):
    assert "lain.test" in warnings(site, rss(site, link="https://lain.test/1"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("suara.test", "https://suara.test"),
        (" suara.test:8080/rss ", "https://suara.test:8080/rss"),
        ("http://suara.test", "http://suara.test"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("", ""),
    ],
)
def test_a_scheme_that_was_left_out_is_https(typed: str, meant: str):
    assert with_scheme(typed) == meant


def test_a_site_without_https_is_found_when_nobody_typed_a_scheme(site: Loopback):
    address = site.says("/rss", rss(site))
    look = look_at(address.removeprefix("http://"), NOW)
    assert (look.url, len(look.found)) == (address, 1)


def test_a_site_that_does_not_answer_is_not_said_to_be_asked_again(site: Loopback):
    note = look_at(site.says("/rss", b"", 503), NOW).note
    assert "(503)" in note and "akan dicoba" not in note
