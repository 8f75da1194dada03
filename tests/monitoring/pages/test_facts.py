"""A page's own statements: the headline without the site, and the time people read."""

import json
from pathlib import Path

import pytest
from lxml import html

from monitoring.pages.facts import Facts, facts

SAMPLES = Path(__file__).parents[2] / "samples/pages"
URL = "https://kabartanjung.example/bendungan"


def of(markup: str, url: str = URL, expected: str = "") -> Facts:
    return facts(html.document_fromstring(markup), url, expected, need_date=True)


def sample(name: str, **asked: str) -> Facts:
    return of((SAMPLES / name).read_text(), **asked)


def test_the_date_under_the_headline_counts_and_not_the_one_of_today() -> None:
    found = sample("today-in-the-header.html")
    assert found["title"] == "Bendungan Batu Bulan Mulai Diisi"
    assert found["date"] == "4 Maret 2026 | 09.15 WITA"
    assert (found["author"], found["language"]) == ("Sari Melati", "id-ID")


def test_a_clock_that_says_utc_and_means_local_time_is_not_believed() -> None:
    assert sample("false-utc-clock.html")["date"] == "04/03/2026 09:15 WIB"


def test_a_page_without_a_date_of_its_own_has_none() -> None:
    assert sample("paragraphs-by-line-breaks.html")["date"] == ""


def test_the_feed_title_finds_the_headline_where_the_page_title_names_the_site() -> None:
    wanted = "Penyuluh Pertanian Turun ke Dusun Tertinggal"
    assert sample("paragraphs-by-line-breaks.html", expected=wanted)["title"] == wanted


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            '<meta property="article:published_time" content="2026-03-04T09:15:00+08:00">',
            "2026-03-04T09:15:00+08:00",
        ),
        (
            '<script type="application/ld+json">{"datePublished": "2026-03-04T01:15:00Z"}</script>',
            "2026-03-04T01:15:00Z",
        ),
        ('<meta itemprop="datePublished" content="2026-03-04">', "2026-03-04"),
        ("", ""),
    ],
)
def test_machine_readable_times_are_read(head: str, expected: str) -> None:
    assert of(f"<html><head>{head}</head><body><h1>Judul</h1></body></html>")["date"] == expected


def test_a_time_element_behind_the_headline_is_read() -> None:
    page = (
        '<title>Air Turun</title><h1>Air Turun</h1><time datetime="2026-03-04T09:00+08:00">x</time>'
    )
    assert of(page)["date"] == "2026-03-04T09:00+08:00"


def test_the_time_of_another_article_days_away_is_not_taken() -> None:
    page = (
        '<meta property="article:published_time" content="2026-03-04T09:15:00+08:00">'
        "<title>Air Turun</title><h1>Air Turun</h1><li>Berita lain 1 Januari 2026 10:00 WITA</li>"
    )
    assert of(page)["date"] == "2026-03-04T09:15:00+08:00"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/2026/03/04/judul", "2026-03-04"),
        ("https://a.example/2026-03-04/judul", "2026-03-04"),
        ("https://a.example/read/20260304/judul", "2026-03-04"),
        ("https://a.example/berita/2026/judul", ""),
    ],
)
def test_the_address_gives_the_day_where_the_page_gives_none(url: str, expected: str) -> None:
    assert of("<h1>Judul</h1>", url)["date"] == expected


def test_the_date_is_not_looked_for_unless_asked() -> None:
    tree = html.document_fromstring((SAMPLES / "today-in-the-header.html").read_text())
    assert facts(tree, URL, "", need_date=False)["date"] == ""


def test_a_bare_page_states_nothing() -> None:
    found = of("<p>x</p>")
    assert {found[key] for key in ("title", "author", "section", "image", "date")} == {""}
    assert found["addresses"] == found["further"]["parts"] == []


BODY = "<p>Dermaga rusak diterjang ombak.</p>"


def test_a_site_that_gives_all_pages_one_title_is_read_by_its_heading() -> None:
    heading = "Dermaga Serunai Rusak Diterjang Ombak Tinggi"
    small = "<h2>Berita</h2>"
    page = f"<title>Pemkab Serunai</title>{small}<h2>{heading}</h2><small>20-11-2026</small>{BODY}"
    found = of(page)
    assert (found["title"], found["date"]) == (heading, "20-11-2026")


def test_a_page_with_a_title_of_its_own_is_not_named_by_another_heading() -> None:
    head = '<meta property="og:title" content="Dermaga Serunai Rusak">'
    page = f"<head>{head}</head><h3>Harga Cabai Turun di Semua Pasar Arunika</h3>{BODY}"
    assert of(page)["title"] == "Dermaga Serunai Rusak"


def test_a_page_drawn_by_scripts_is_named_by_its_data() -> None:
    text = "Dermaga Serunai rusak diterjang ombak dan kapal tidak dapat bersandar. " * 8
    data = json.dumps({"props": {"artikel": {"judul": "Dermaga Rusak", "isi": text}}})
    page = f"<title>Pemkab Serunai</title><div data-page='{data}'></div>"
    assert of(page)["title"] == "Dermaga Rusak"


@pytest.mark.parametrize("written", ["November 20, 2026", "20 November 2026", "20/11/2026"])
def test_the_day_behind_the_headline_is_read_as_themes_write_it(written: str) -> None:
    page = f"<title>Dermaga Rusak</title><h1>Dermaga Rusak</h1><span>{written}</span>{BODY}"
    assert of(page)["date"] == written
