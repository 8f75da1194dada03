"""Pages of the usual themes: text, title, time, section and kind come out of each."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitoring.pages.extract import Extraction, Extractor

SAMPLES = Path(__file__).parents[2] / "samples/pages"
WITA = ZoneInfo("Asia/Makassar")
TITLE = "Wagub Tinjau Perbaikan Dermaga Serunai"
URL = "https://www.suara-seroja.test/2026/11/20/wagub-tinjau-perbaikan-dermaga/"


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as opened:
        yield opened


def sample(extractor: Extractor, name: str, title: str = "", url: str = URL) -> Extraction:
    page = (SAMPLES / name).read_bytes()
    return extractor.extract(page, url, "utf-8", title, "", need_date=True, zone=WITA)


@pytest.mark.parametrize("name", ["magazine-theme.html", "blog.html", "drawn-by-script.html"])
def test_every_theme_gives_title_text_and_time(extractor: Extractor, name: str) -> None:
    found = sample(extractor, name)
    assert (found.title, found.kind) == (TITLE, "berita")
    assert found.body.startswith("Wakil Gubernur Kepulauan Seroja")
    assert found.body.endswith("ke truk.")
    assert "Bupati Limau" not in found.body
    assert found.published == datetime(2026, 11, 20, 10, 30, tzinfo=WITA)


def test_the_clock_of_the_header_and_the_times_of_lists_never_win(extractor: Extractor) -> None:
    page = (SAMPLES / "magazine-theme.html").read_text().replace("datePublished", "x")
    found = extractor.extract(page.encode(), URL, None, TITLE, "", need_date=True, zone=WITA)
    assert found.published == datetime(2026, 11, 20, tzinfo=WITA)
    assert found.published_from == "page"


def test_a_page_says_its_author_section_and_own_address(extractor: Extractor) -> None:
    found = sample(extractor, "magazine-theme.html")
    assert (found.author, found.section, found.language) == ("Rahma Dano", "Daerah", "id-id")
    assert (
        found.addresses[0] == "https://suara-seroja.test/2026/11/20/wagub-tinjau-perbaikan-dermaga/"
    )


def test_a_page_drawn_by_its_script_gives_the_text_of_its_data(extractor: Extractor) -> None:
    found = sample(extractor, "drawn-by-script.html", TITLE)
    assert found.rung == "second" and "pengekstrak" not in found.rung_note
    assert (found.author, found.section) == ("Rahma Dano", "Daerah")


def test_a_page_in_front_of_the_site_is_no_article(extractor: Extractor) -> None:
    found = sample(extractor, "challenge.html")
    assert (found.kind, found.body) == ("penghalang", "")
    assert "Just a moment" in found.kind_note


def test_a_paywall_keeps_what_can_be_seen_and_says_so(extractor: Extractor) -> None:
    found = sample(extractor, "paywall.html", TITLE)
    assert found.kind == "berbayar" and "tidak gratis" in found.kind_note
    assert found.body.startswith("Wakil Gubernur Kepulauan Seroja")


def test_a_picture_page_is_told_by_its_address_and_few_words(extractor: Extractor) -> None:
    found = sample(extractor, "photo.html", TITLE, "https://suara-seroja.test/foto/812/dermaga")
    assert found.kind == "foto" and "/foto/" in found.kind_note
    assert found.body.startswith("Wakil gubernur meninjau")


def test_the_day_in_the_text_is_the_last_resort(extractor: Extractor) -> None:
    found = sample(extractor, "photo.html", TITLE, "https://suara-seroja.test/foto/812/dermaga")
    assert found.published == datetime(2026, 11, 20, tzinfo=WITA)
    assert found.published_from == "text"


def test_the_day_in_the_address_goes_before_the_one_in_the_text(extractor: Extractor) -> None:
    found = sample(extractor, "photo.html", TITLE, "https://suara-seroja.test/2026/11/21/dermaga/")
    assert (found.published.day, found.published_from) == (21, "url")


def test_a_text_that_is_a_part_of_what_the_data_carry_gives_way(extractor: Extractor) -> None:
    whole = "Dermaga Serunai diperbaiki sejak pekan lalu oleh dinas perhubungan. " * 20
    data = f'{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{whole}"}}'
    script = f'<script type="application/ld+json">{data}</script>'
    shown = "<article><p>Dermaga Serunai diperbaiki sejak pekan lalu.</p></article>"
    found = extractor.extract(f"<h1>{TITLE}</h1>{script}{shown}".encode(), URL, None, TITLE, "")
    assert found.rung != "standard" and "hanya sebagian" in found.rung_note
    assert len(found.body) > 1000


def test_a_page_of_a_million_paragraphs_is_cut_and_says_so(extractor: Extractor) -> None:
    page = "<p>Dermaga Serunai mulai diperbaiki.</p>" * 40_000
    found = extractor.extract(page.encode(), URL, None, TITLE, "")
    assert "dipotong" in found.rung_note
