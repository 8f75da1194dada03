"""Two addresses of one article are equal, two articles never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.canonical import canonical, same_site, site_of, url_hash

ARTICLE = "https://media.example/2025/08/30/air-bersih/"


@pytest.mark.parametrize(
    "url",
    [
        ARTICLE + "?utm_source=rss&utm_medium=rss&utm_campaign=air",
        ARTICLE + "?fbclid=IwAR0x&gclid=1&igsh=z&_gl=1*x",
        ARTICLE + "?ref=beranda&share=whatsapp",
        ARTICLE + "#komentar",
        ARTICLE + "amp/",
        ARTICLE + "?amp=1",
        ARTICLE + "?noamp=mobile",
        ARTICLE + "?outputType=amp",
        ARTICLE + "?page=all",
        ARTICLE + "?page=2",
        ARTICLE + "all",
        ARTICLE + "?print=1",
        ARTICLE + "print",
        ARTICLE + "2",
        ARTICLE + "2/?page=all",
        ARTICLE + "amp/amp/",
        ARTICLE + "?halaman=3",
        ARTICLE + "?source=rss&tag_from=wp",
        "https://www-media-example.cdn.ampproject.org/c/s/media.example/2025/08/30/air-bersih/",
        "https://www.google.co.id/amp/s/m.media.example/2025/08/30/air-bersih/amp/",
        ARTICLE + "?single=1",
        ARTICLE + "?m=1",
        ARTICLE.rstrip("/"),
        ARTICLE.replace("https://", "http://"),
        ARTICLE.replace("https://", "https://www."),
        ARTICLE.replace("https://", "https://m."),
        ARTICLE.replace("https://", "https://amp."),
        ARTICLE.replace("media.example", "MEDIA.Example:443"),
        ARTICLE.replace("/2025", "//2025"),
        ARTICLE.replace("/2025", "/amp/2025"),
        ARTICLE.replace("air", "%61ir"),
        "  " + ARTICLE + " \n",
    ],
)
def test_another_way_to_the_article_is_the_same_article(url: str) -> None:
    assert url_hash(url) == url_hash(ARTICLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/?p=1", "https://a.example/?p=2"),
        ("https://a.example/read?id=1", "https://a.example/read?id=2"),
        ("https://a.example/berita.php?id=1&page=2", "https://a.example/berita.php?id=1&page=3"),
        ("https://a.example/?page=2", "https://a.example/?page=3"),
        ("https://a.example/baca?m=12", "https://a.example/baca?m=13"),
        ("https://a.example/x", "https://a.example/y"),
        ("https://a.example/x", "https://b.example/x"),
        ("https://a.example/x", "https://a.example:8080/x"),
        ("https://bali.a.example/x", "https://lombok.a.example/x"),
        ("https://a.example/berita?pkid=7", "https://a.example/berita?pkid=8"),
        ("https://a.example/X", "https://a.example/x"),
        ("https://a.example/galeri/foto-kegiatan/2", "https://a.example/galeri/foto-kegiatan/3"),
        ("https://a.example/foto-kegiatan-2025/2", "https://a.example/foto-kegiatan-2025/3"),
        ("https://a.example/edisi/12/2", "https://a.example/edisi/12/3"),
        ("https://a.example/dua-kata-saja/123", "https://a.example/dua-kata-saja/124"),
    ],
)
def test_what_may_be_another_article_stays_another(one: str, other: str) -> None:
    assert url_hash(one) != url_hash(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Media.Example:443/a?utm_x=1&id=7#b", "https://media.example/a?id=7"),
        ("http://media.example", "http://media.example/"),
        ("https://kafé.example/berita baru/é", "https://xn--kaf-dma.example/berita%20baru/%C3%A9"),
        ("https://m.media.example/a", "https://m.media.example/a"),
        ("https://m.id/a", "https://m.id/a"),
        ("https://a.example/indeks?tag=a&tag=b", "https://a.example/indeks?tag=a&tag=b"),
        ("https://[2001:DB8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("https://a.example/amp/", "https://a.example/amp/"),
        ("https://a.example/judul.amp.html", "https://a.example/judul.html"),
    ],
)
def test_the_canonical_address_can_still_be_opened(url: str, expected: str) -> None:
    assert canonical(url) == expected


@pytest.mark.parametrize(
    "url", ["", "/relatif", "javascript:alert(1)", "ftp://a.example/", "http://[::1"]
)
def test_what_is_no_web_address_has_no_canonical_form(url: str) -> None:
    assert canonical(url) == ""


def test_the_order_of_parameters_does_not_matter() -> None:
    assert url_hash("https://a.example/?a=1&b=2") == url_hash("https://a.example/?b=2&a=1")


def test_the_hash_fits_its_column() -> None:
    assert len(url_hash(ARTICLE)) == 64


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_idempotent_and_never_raises(path: str, query: str) -> None:
    for url in (path, f"https://a.example/{path}", f"https://a.example/x?{query}"):
        once = canonical(url)
        assert canonical(once) == once
        assert len(url_hash(url)) == 64


@given(st.lists(st.sampled_from(["amp", "2", "all", "satu-dua-tiga", "2025", "x", ""]), max_size=8))
def test_folding_forms_in_any_order_ends_and_is_idempotent(segments: list[str]) -> None:
    once = canonical("https://a.example/" + "/".join(segments))
    assert once and canonical(once) == once


@given(st.text(alphabet="abcdefgh-", min_size=3, max_size=30), st.integers(2, 99))
def test_every_dress_of_an_address_has_the_hash_of_the_plain_one(slug: str, page: int) -> None:
    plain = f"https://media.example/2025/08/30/gubernur-{slug}-pasar"
    for dress in (f"/{page}", "/amp", "/all", "?page=all", f"?page={page}", "?single=1", "#a"):
        assert url_hash(plain + dress) == url_hash(plain)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("news.suara.test", "suara.test"),
        ("serunai.suara.co.id", "suara.co.id"),
        ("dinas.serunaikab.go.id", "serunaikab.go.id"),
        ("suara.id", "suara.id"),
        ("warta.blogspot.com", "warta.blogspot.com"),
        ("127.0.0.9", "127.0.0.9"),
        ("", ""),
    ],
)
def test_a_site_is_the_name_that_was_registered(host: str, site: str) -> None:
    assert site_of(host) == site


def test_a_numbered_address_is_no_site_of_its_neighbour() -> None:
    assert same_site("https://m.suara.test/a", "https://www.suara.test/b")
    assert not same_site("http://127.0.0.2/a", "http://127.0.0.3/a")
    assert not same_site("http://[::1", "http://[::1")
