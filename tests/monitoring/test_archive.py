"""Pages of an archive are counted in one place of their address, or nowhere."""

import pytest

from monitoring.archive import page_address

SITE = "https://suaraseroja.test"


@pytest.mark.parametrize(
    ("second", "fourth"),
    [
        ("/feed/?paged=2", "/feed/?paged=4"),
        ("/feed/?cat=2&paged=2", "/feed/?cat=2&paged=4"),
        ("/feeds/posts/default?start-index=26&max-results=25", "?start-index=76&max-results=25"),
        ("/feeds/posts/default?alt=rss&start-index=2", "?alt=rss&start-index=4"),
        ("/berita/page/2/feed", "/berita/page/4/feed"),
        ("/berita?halaman=2", "/berita?halaman=4"),
    ],
)
def test_the_fourth_page_follows_from_the_second(second: str, fourth: str) -> None:
    assert page_address(SITE + second, 4).endswith(fourth)
    assert page_address(SITE + second, 2) == SITE + second


@pytest.mark.parametrize("second", ["/feed?cursor=a2", "/feed?page=7", "/feed", "/page/22/feed"])
def test_an_archive_that_counts_nowhere_has_no_third_page(second: str) -> None:
    assert page_address(SITE + second, 3) == ""
