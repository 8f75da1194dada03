"""The further pages of an article are found, counted, and joined without repeating."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from monitoring.pages.pager import PAGES_MAX, Further, further_pages, joined

URL = "https://suara-seroja.test/berita/71/dermaga-serunai-rusak-berat"


def of(links: str, url: str = URL) -> Further:
    return further_pages(html.document_fromstring(f"<body><h1>x</h1>{links}</body>"), url)


@pytest.mark.parametrize(
    "links",
    [
        f'<a href="{URL}?page=2">2</a><a href="{URL}?page=3">3</a>',
        f'<a href="{URL}/3">Selanjutnya</a><a href="{URL}/2">2</a>',
        '<a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=1">1</a>',
        f'<link rel="next" href="{URL}?halaman=2"><a href="{URL}?halaman=3">Halaman 3</a>',
    ],
)
def test_pages_are_found_in_their_order(links: str) -> None:
    numbers = [address[-1] for address in of(links)["parts"]]
    assert numbers == ["2", "3"]


def test_the_form_with_all_pages_is_preferred_where_there_are_several() -> None:
    links = f'<a href="{URL}?page=2">2</a><a href="{URL}?page=all">Tampilkan semua</a>'
    assert of(links)["whole"] == f"{URL}?page=all"


@pytest.mark.parametrize(
    "links",
    [
        f'<a href="{URL}?page=all">Semua</a>',
        '<a href="/berita/71/judul-lain-yang-panjang/2">lain</a>',
        '<a href="/daerah?page=2">2</a><a href="/page/2">2</a>',
        f'<a href="https://evil.test/berita/71/dermaga-serunai-rusak-berat/2">{URL}</a>',
        '<a rel="next" href="/berita/72/berita-sesudahnya-yang-lain">Berita berikutnya</a>',
        '<a href="http://[::1/dermaga-serunai-rusak-berat">x</a>',
    ],
)
def test_what_is_no_further_page_is_left_alone(links: str) -> None:
    assert of(links) == {"whole": "", "parts": [], "cut": 0}


def test_pages_beyond_the_limit_are_counted() -> None:
    links = "".join(f'<a href="{URL}?page={n}">{n}</a>' for n in range(1, PAGES_MAX + 6))
    found = of(links)
    assert (len(found["parts"]), found["cut"]) == (PAGES_MAX - 1, 5)


def test_lines_that_return_on_every_page_stand_once() -> None:
    assert joined(["Judul\nSatu.", "Judul\nDua.", ""]) == "Judul\nSatu.\nDua."


@given(st.text(max_size=80))
def test_no_link_raises(href: str) -> None:
    tree = html.document_fromstring("<body><a>x</a></body>")
    link = next(tree.iter("a"))
    try:
        link.set("href", href)
    except ValueError:
        return
    assert further_pages(tree, URL)["cut"] == 0
