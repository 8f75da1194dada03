"""Sitemaps are feeds of pages; an index leads to the sitemaps of its own site."""

from datetime import UTC, datetime
from pathlib import Path

from monitoring.feeds.raw import RawFeed
from monitoring.feeds.sitemap import read_lines, read_sitemap, worth_asking
from monitoring.feeds.values import Sitemap

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
    assert [one.url.rpartition("/")[2] for one in feed.follow] == [
        "post-sitemap2.xml.gz",
        "post-sitemap1.xml",
        "page-sitemap.xml",
    ]
    assert (feed.entries, feed.dropped) == ((), 2)


def test_an_index_does_not_lead_to_itself() -> None:
    address = "https://suara-seroja.test/page-sitemap.xml"
    assert address not in {one.url for one in sample("sitemap-index.xml", address).follow}


def asked(*sitemaps: str, since: int | None = 20) -> list[str]:
    """Return which of the sitemaps, written as name or name@day, are asked for."""
    parts = (text.partition("@") for text in sitemaps)
    found = [Sitemap(name, day(int(date)) if date else None) for name, _, date in parts]
    return [one.url for one in worth_asking(found, day(since) if since else None)]


def day(number: int) -> datetime:
    return datetime(2026, 3, number, tzinfo=UTC)


def test_of_an_index_what_changed_is_asked_for_newest_first() -> None:
    assert asked("a@21", "b@22", "c@19") == ["b", "a"]


def test_a_date_that_stands_still_does_not_hide_the_newest() -> None:
    assert asked("a@3", "b@2") == ["a"]


def test_without_dates_both_ends_of_each_series_may_be_the_newest() -> None:
    posts = [f"post-{number}.xml" for number in range(1, 13)]
    assert asked(*posts, "page-1.xml", "user.xml") == [
        "post-1.xml",
        "post-12.xml",
        "page-1.xml",
        "user.xml",
    ]


def test_where_everything_is_asked_for_the_likeliest_comes_first() -> None:
    assert asked("1", "2", "3", "a@2", since=None) == ["a", "1", "3", "2"]


def test_a_sitemap_of_pages_without_pages_is_quiet() -> None:
    quiet, broken = (read_sitemap(f"<urlset>{url}</urlset>", URL) for url in ("", "<url></url>"))
    assert quiet is not None and quiet.quiet
    assert broken is not None and not (broken.quiet or broken.entries)


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
