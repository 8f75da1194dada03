"""Search feeds: the outlet, not the engine, is where an article comes from."""

import base64
from pathlib import Path

import pytest

from monitoring.feeds.raw import RawEntry
from monitoring.feeds.search import (
    attributed,
    is_search,
    is_unresolved,
    resolved,
    search_address,
)
from monitoring.feeds.tree import read_tree

SAMPLES = Path(__file__).parents[2] / "samples/feeds"


def entries(name: str) -> tuple[RawEntry, ...]:
    feed = read_tree((SAMPLES / name).read_text())
    assert feed is not None
    return feed.entries


def test_the_older_links_of_google_carry_the_article() -> None:
    old, new = (attributed(entry) for entry in entries("google-search.xml"))
    assert old.link.startswith("https://suara-seroja.test/2026/03/05/gubernur")
    assert not is_unresolved(old.link) and is_unresolved(new.link)


def test_the_summary_of_google_is_no_text_of_the_article() -> None:
    assert {attributed(entry).summary for entry in entries("google-search.xml")} == {""}


def test_the_links_of_bing_carry_the_article_and_its_summary_is_kept() -> None:
    one = attributed(entries("bing-search.xml")[0])
    assert (one.link, one.source_name) == ("https://suara.test/berita/1", "Suara Seroja")
    assert one.summary == "Ringkasan."


@pytest.mark.parametrize(
    "link",
    [
        "https://news.google.com/rss/articles/CBMi",
        "https://news.google.com/rss/articles/!!!!!!!!!!",
        "https://news.google.com/rss/articles/CBMi_____w",
        "https://www.bing.com/news/apiclick.aspx?url=javascript%3aalert(1)",
        "https://www.google.com/url?q=https://news.google.com/x",
        "https://www.bing.com/?url=" + "a" * 5_000,
        "http://[::1",
        "",
    ],
)
def test_a_link_that_does_not_show_where_it_leads_stays(link: str) -> None:
    assert resolved(link) == link


def test_an_article_with_bytes_that_are_no_text_in_its_address_is_read() -> None:
    address = b"https://suara-seroja.test/caf%e9-baru"
    token = base64.urlsafe_b64encode(b"\x08\x13\x22" + bytes([len(address)]) + address).decode()
    link = f"https://news.google.com/rss/articles/{token.rstrip('=')}"
    assert resolved(link) == address.decode()


def test_a_redirect_of_google_shows_its_target() -> None:
    assert resolved("https://www.google.com/url?rct=j&url=https://a.test/1") == "https://a.test/1"


def test_a_search_address_holds_the_words_and_the_language() -> None:
    google = search_address("google", ' "Gubernur  Seroja" when:1d ')
    assert google == (
        "https://news.google.com/rss/search?q=%22Gubernur%20Seroja%22%20when%3A1d"
        "&hl=id&gl=ID&ceid=ID%3Aid"
    )
    assert search_address("bing", "air & api").startswith(
        "https://www.bing.com/news/search?q=air%20%26%20api&format=rss"
    )


@pytest.mark.parametrize("words", ["", "  ", "a" * 501])
def test_a_search_needs_words(words: str) -> None:
    with pytest.raises(ValueError, match="Kata pencarian"):
        search_address("google", words)


def test_search_feeds_are_known_by_their_addresses() -> None:
    assert is_search(search_address("google", "a")) and is_search(search_address("bing", "a"))
    assert not is_search("https://a.test/rss/search?q=a")
