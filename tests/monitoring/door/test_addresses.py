"""Addresses that may not be opened are told apart from outlets before anything is resolved."""

from ipaddress import ip_address, ip_network

import pytest

from monitoring.door.addresses import Refused, admits, check, is_public, joined, refusal

LOOPBACK = [ip_network("127.0.0.0/8")]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1",
        "http://172.16.0.1",
        "http://192.168.1.1",
        "http://100.64.0.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[fe80::1%25eth0]/",
        "http://[fc00::1]/",
        "http://[fec0::1]/",
        "http://0/",
        "http://0.0.0.0:8000/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.0.1./",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://224.0.0.1/",
        "http://[ff02::1]/",
        "http://255.255.255.255/",
        "http://192.88.99.1/",
        "http://198.18.0.1/",
        "http://[3fff::1]/",
        "http://metadata.google.internal/",
        "http://intranet/",
        "http://printer.local/",
    ],
)
def test_an_address_inside_is_refused(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://internal:8888\\@public.id/",
        "http://public.id\\.evil.id/",
        "http://public@127.0.0.1/",
        "http://user:rahasia@media.id/",
        "http://127.0.0.1#@public.id/",
        "http://public.id%2f@127.0.0.1/",
        "http://media.id%00.evil.id/",
        "file:/etc/passwd",
        "FILE:///etc/passwd",
        " file:///etc/passwd",
        "source:file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "ftp://media.id/",
        "data:text/html,halo",
        "javascript:alert(1)",
        "//media.id/feed",
        "media.id/feed",
        "http://",
        "http:///feed",
        "",
        "   ",
        "http://media.id/a\r\nX-Y: 1",
        "http://media.id/a\x00b",
        "http://media.id/a\tb",
        "http://media.id/a b",
        "http://media.id/%0d%0aX: y",
        "http://media.id:22/",
        "http://media.id:25/",
        "http://media.id:6379/",
        "http://media.id:5432/",
        "http://media.id:99999/",
        "http://media.id:abc/",
        "http://[::1",
        "http://-media.id/",
        "http://me..dia.id/",
        "http://xn--\udcff.id/",
        "http://" + "a" * 64 + ".id/",
        "http://media.id/" + "a" * 100_000,
    ],
)
def test_an_address_that_is_none_of_an_outlet_is_refused(url: str) -> None:
    assert refusal(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://media.id/feed/",
        "http://media.id:8080/rss.xml?kategori=daerah&p=3",
        "HTTPS://Media.ID/Feed",
        "http://8.8.8.8/feed",
        "http://[2606:4700:4700::1111]/feed",
        "https://berita_daerah.media.id/",
        "https://kafé.id/umpan",
        " https://media.id/feed \n",
    ],
)
def test_an_address_of_an_outlet_is_accepted(url: str) -> None:
    assert refusal(url) is None


def test_the_reason_never_repeats_a_password() -> None:
    assert "rahasia" not in (refusal("http://redaksi:rahasia@media.id/") or "rahasia")


def test_an_allowed_network_opens_its_addresses_on_every_port() -> None:
    assert refusal("http://127.0.0.3:8077/rss", LOOPBACK) is None
    assert refusal("http://10.0.0.1:8077/rss", LOOPBACK)


def test_with_allowed_networks_a_name_is_left_to_the_resolver() -> None:
    assert refusal("http://localhost:8077/rss", LOOPBACK) is None


def test_the_url_for_the_client_is_put_together_from_checked_parts() -> None:
    target = check("HTTP://KAFÉ.id:80/a b".replace(" ", "%20") + "?judul=é|x#bagian")
    assert target.url == "http://xn--kaf-dma.id/a%20b?judul=%C3%A9|x"
    assert (target.host, target.port) == ("xn--kaf-dma.id", 80)


def test_a_mapped_address_counts_as_the_address_inside_it() -> None:
    assert admits(ip_address("::ffff:127.0.0.1"), 8077, LOOPBACK)
    assert not is_public(ip_address("::ffff:10.0.0.1"))


@pytest.mark.parametrize("address", ["8.8.8.8", "103.10.66.1", "2001:4860:4860::8888"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("location", "leads_to"),
    [
        ("/baru", "https://media.id/baru"),
        ("baru?p=1", "https://media.id/lama/baru?p=1"),
        ("//cdn.id/x", "https://cdn.id/x"),
        ("/berita baru/é", "https://media.id/berita%20baru/%C3%A9"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
    ],
)
def test_a_redirect_is_resolved_before_it_is_checked(location: str, leads_to: str) -> None:
    assert joined(check("https://media.id/lama/artikel"), location) == leads_to


def test_a_redirect_with_a_backslash_keeps_it_for_the_check() -> None:
    url = joined(check("https://media.id/"), "http://10.0.0.1:80\\@media.id/")
    with pytest.raises(Refused):
        check(url)
