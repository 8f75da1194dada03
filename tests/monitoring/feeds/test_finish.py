"""Every rule about an entry holds whichever reader found it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from monitoring.feeds.finish import Setting, feed_title, finished, language
from monitoring.feeds.raw import RawEntry
from monitoring.feeds.values import FeedEntry

SETTING = Setting(
    "https://seroja.test/rss/feed.xml",
    ZoneInfo("Asia/Makassar"),
    datetime(2026, 3, 6, tzinfo=UTC),
    language="id",
)


def entry(**said: str) -> FeedEntry:
    return finished([RawEntry(**said)], 10, SETTING).entries[0]


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ({"link": "/read/1"}, "https://seroja.test/read/1"),
        ({"link": "satu"}, "https://seroja.test/rss/satu"),
        ({"link": "satu", "base": "https://lain.test/b/"}, "https://lain.test/b/satu"),
        ({"link": "satu", "base": "/b/"}, "https://seroja.test/b/satu"),
        ({"link": "//cdn.test/1"}, "https://cdn.test/1"),
        ({"link": "javascript:alert(1)"}, ""),
        ({"link": "https:///1"}, ""),
        ({"link": "http://[::1"}, ""),
        ({"link": "https://a.test/\u202egpj"}, ""),
        ({"link": "https://a.test/\ud800"}, ""),
    ],
)
def test_a_link_is_an_absolute_web_address_or_none(said: dict[str, str], link: str) -> None:
    assert entry(**said).link == link


@pytest.mark.parametrize(
    ("title", "source", "expected"),
    [
        ("Air Bersih - Kabar Serunai", "Kabar Serunai", "Air Bersih"),
        ("Air Bersih | Kabar Serunai", "Kabar Serunai", "Air Bersih"),
        ("Air Bersih - Harapan Warga", "Kabar Serunai", "Air Bersih - Harapan Warga"),
        ("Kabar Serunai", "Kabar Serunai", "Kabar Serunai"),
        ("Harga <b>naik</b> &amp; turun", "", "Harga naik & turun"),
    ],
)
def test_a_title_loses_its_outlet_only_where_that_is_the_source(
    title: str, source: str, expected: str
) -> None:
    assert entry(title=title, source_name=source).title == expected


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("redaksi@seroja.test (Wati)", "Wati"),
        ("Wati &amp; Budi", "Wati & Budi"),
        ("redaksi@seroja.test", "redaksi@seroja.test"),
    ],
)
def test_an_author_is_a_name_where_there_is_one(written: str, name: str) -> None:
    assert entry(author=written).author == name


@pytest.mark.parametrize(
    ("said", "image"),
    [
        ({"image": "https://a.test/1.jpg", "content": '<img src="https://a.test/2.jpg">'}, "1"),
        ({"content": "<p><img class=x src='https://a.test/2.jpg'></p>"}, "2"),
        ({"summary": '<img src="https://a.test/3.jpg?a=1&amp;b=2">'}, "3"),
    ],
)
def test_the_picture_is_the_one_named_or_the_first_in_the_text(
    said: dict[str, str], image: str
) -> None:
    assert entry(**said).image.startswith(f"https://a.test/{image}.jpg")


def test_a_picture_is_only_taken_over_a_safe_connection() -> None:
    assert entry(image="http://a.test/1.jpg").image == ""
    assert entry(image="/1.jpg", link="https://a.test/berita/1").image == "https://a.test/1.jpg"


@pytest.mark.parametrize(
    ("written", "tag"),
    [("id_ID", "id-id"), ("ID", "id"), ("Bahasa Indonesia", ""), ("x" * 30, ""), ("", "")],
)
def test_a_language_is_a_tag_or_nothing(written: str, tag: str) -> None:
    assert language(written) == tag


def test_an_entry_has_the_language_of_its_feed_unless_it_says_otherwise() -> None:
    assert (entry().language, entry(language="en").language) == ("id", "en")


def test_photo_series_and_videos_are_named_with_the_reason() -> None:
    one = entry(link="/foto/2/pagi")
    assert (one.page_kind, one.page_note) == ("foto", "Alamatnya di bagian /foto/.")


def test_pages_that_changed_last_are_kept_but_not_dated_by_it() -> None:
    pages = [RawEntry(link=f"/{day}", changed=f"2026-02-{day:02}") for day in range(1, 10)]
    entries, cut = finished(pages, 2, SETTING)
    assert [page.link[-1] for page in entries] == ["9", "8"]
    assert (cut, {page.published for page in entries}) == (7, {None})


def test_a_feed_title_is_one_clean_line() -> None:
    assert feed_title("Kabar\n <b>Seroja</b> &#8211; Umpan\x00") == "Kabar Seroja – Umpan"
