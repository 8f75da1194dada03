"""Pages without a feed are read by rules, and rules are proposed for them."""

from pathlib import Path

import pytest

from monitoring.feeds.listing import read_listing, suggest_rules
from monitoring.feeds.raw import RawFeed
from monitoring.feeds.values import NotAFeed

SAMPLES = Path(__file__).parents[2] / "samples/feeds"
URL = "https://suara-seroja.test/"
LIST = (SAMPLES / "plain-listing.html").read_text()
DATA = (SAMPLES / "page-with-data.html").read_text()
BY_TEMPLATE = {
    "form": "data-page",
    "items": "props.posts.data",
    "link": "/{kanal.slug}/{id}/{slug}",
    "title": "title",
    "date": "published_at",
    "summary": "lead",
}


def listed(text: str, rules: dict[str, str]) -> RawFeed:
    found = read_listing(text, URL, rules)
    assert isinstance(found, RawFeed), found
    return found


def test_data_of_the_page_is_read_by_ways_and_templates() -> None:
    feed = listed(DATA, BY_TEMPLATE)
    one = feed.entries[1]
    assert (feed.kind, feed.title, len(feed.entries)) == ("listing", "Pos Seroja", 5)
    assert (one.link, one.title) == ("/seroja/1/berita-1", "Gubernur meninjau dermaga ke-1")
    assert (one.date, one.summary) == ("2026-03-05 11:00:00", "Kunjungan kerja ke pulau.")


def test_an_item_without_a_part_of_its_address_is_left_out() -> None:
    text = DATA.replace("&quot;slug&quot;: &quot;berita-2&quot;", "&quot;x&quot;: 1")
    assert len(listed(text, BY_TEMPLATE).entries) == 4


@pytest.mark.parametrize("form", ["__NEXT_DATA__", "json"])
def test_data_is_read_wherever_the_page_keeps_it(form: str) -> None:
    data = '{"a": [{"t": "Judul", "u": "/1"}, {"t": ""}, 5]}'
    page = f'<p><script id="__NEXT_DATA__" type="application/json">{data}</script>'
    rules = {"form": form, "items": "a", "title": "t", "link": "u"}
    (one,) = listed(data if form == "json" else page, rules).entries
    assert (one.title, one.link) == ("Judul", "/1")


def test_links_of_a_list_become_one_entry_each_with_headline_date_and_lead() -> None:
    feed = listed(LIST, {"form": "links", "path": "/*/*/*"})
    assert [entry.link.split("/")[-1] for entry in feed.entries] == [
        "cabai-naik",
        "beras-turun",
        "jalan-dusun",
        "air-bersih",
        "rapat-dewan",
    ]
    one = feed.entries[0]
    assert (one.title, one.date) == (
        "Harga cabai di Pasar Serunai naik",
        "Kamis, 05/03/2026 | 10:10 WITA",
    )
    assert one.summary.startswith("Harga kebutuhan pokok")


def test_menus_and_footers_hold_no_articles() -> None:
    titles = {entry.title for entry in listed(LIST, {"form": "links", "path": "/**"}).entries}
    assert len(titles) == 5 and not any("Menu" in title or "Tentang" in title for title in titles)


def test_a_list_may_be_looked_for_in_one_part_of_the_page_only() -> None:
    rules = {"form": "links", "path": "/**", "within": "daftar"}
    assert len(listed(LIST, rules).entries) == 5
    assert isinstance(read_listing(LIST, URL, {**rules, "within": "lain"}), NotAFeed)


def test_rules_that_no_longer_fit_are_a_failure_with_words() -> None:
    found = read_listing(LIST, URL, {"form": "links", "path": "/opini/*"})
    assert isinstance(found, NotAFeed) and "tampilan situs mungkin berubah" in found.note
    broken = read_listing(LIST, URL, {"form": "regex"})
    assert isinstance(broken, NotAFeed) and "keliru" in broken.note


@pytest.mark.parametrize("text", [LIST, DATA])
def test_proposed_rules_find_every_article(text: str) -> None:
    rules = suggest_rules(text, URL)
    assert len(listed(text, rules).entries) == 5


def test_a_page_of_few_links_gets_no_rules() -> None:
    page = '<html><body><a href="/a/1">Satu judul berita yang panjang</a></body></html>'
    assert suggest_rules(page, URL) == {}
    assert suggest_rules("", URL) == {}
