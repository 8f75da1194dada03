"""Sitemaps are feeds of pages; an index leads to the sitemaps of its own site."""

from pathlib import Path

from monitoring.feeds.raw import RawFeed
from monitoring.feeds.sitemap import read_lines, read_sitemap

SAMPLES = Path(__file__).parents[2] / "samples/feeds"
URL = "https://www.suara-seroja.test/sitemap.xml"


def sample(name: str, url: str = URL) -> RawFeed:
    found = read_sitemap((SAMPLES / name).read_text(), url)
    assert found is not None
    return found


def test_a_news_sitemap_gives_title_date_section_and_picture() -> None:
    feed = sample("news-sitemap-with-titles.xml")
    one, _ = feed.entries
    assert (feed.title, one.title) == ("Suara Seroja", "Dermaga & Pasar")
    assert (one.date, one.section) == ("2026-03-05T14:05:00+08:00", "Ekonomi")
    assert (one.image, one.language) == ("https://suara-seroja.test/dermaga.jpg", "id")


def test_a_change_is_no_publication() -> None:
    _, archived = sample("news-sitemap-with-titles.xml").entries
    assert (archived.date, archived.changed) == ("", "2026-03-05")


def test_an_index_leads_to_its_own_site_newest_first() -> None:
    feed = sample("sitemap-index.xml")
    assert [address.rpartition("/")[2] for address in feed.follow] == [
        "post-sitemap2.xml.gz",
        "post-sitemap1.xml",
        "page-sitemap.xml",
    ]
    assert (feed.entries, feed.dropped) == ((), 2)


def test_an_index_does_not_lead_to_itself() -> None:
    address = "https://suara-seroja.test/page-sitemap.xml"
    assert address not in sample("sitemap-index.xml", address).follow


def test_a_damaged_sitemap_gives_what_can_be_read() -> None:
    text = "<urlset><url><loc>https://a.test/?a=1&b=2</loc></url><url><loc>https://a.test/2</loc>"
    found = read_sitemap(text, URL)
    assert found is not None
    assert [page.link for page in found.entries] == ["https://a.test/?a=1&b=2", "https://a.test/2"]


def test_of_bare_addresses_only_those_of_the_site_are_pages() -> None:
    found = read_lines("https://suara-seroja.test/1\nhttps://lain.test/2\n", URL)
    assert found is not None and [page.link for page in found.entries] == [
        "https://suara-seroja.test/1"
    ]
    assert read_lines("https://lain.test/2", URL) is None
