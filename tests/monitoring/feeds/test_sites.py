"""One site has many hosts, and other sites have hosts that look alike."""

import pytest

from monitoring.feeds.sites import absolute, within_site


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://www.seroja.test/1", True),
        ("http://berita.seroja.test/1", True),
        ("https://palsuseroja.test/1", False),
        ("https://seroja.test.lain.test/1", False),
        ("/1", False),
        ("http://[::1", False),
    ],
)
def test_a_site_is_its_host_and_what_stands_before_it(other: str, same: bool) -> None:
    assert within_site("https://m.seroja.test/", other) == same


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" /feed/ ", "https://seroja.test/feed/"),
        ("feed.xml", "https://seroja.test/a/feed.xml"),
        ("//cdn.test/f", "https://cdn.test/f"),
        ("mailto:a@b.test", ""),
        ("https://a.test/a b", ""),
        ("http://[::1", ""),
        ("/" + "a" * 2048, ""),
    ],
)
def test_what_is_written_on_a_page_becomes_a_web_address_or_nothing(
    written: str, address: str
) -> None:
    assert absolute("https://seroja.test/a/b", written) == address
