"""Pages become text in child processes that may fail in every way without harm to the caller."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitoring.pages.extract import Extraction, Extractor
from monitoring.pages.ladder import speaks_of
from monitoring.pages.titles import without_site

SAMPLES = Path(__file__).parents[2] / "samples/pages"
WITA = ZoneInfo("Asia/Makassar")
URL = "https://kabartanjung.example/bendungan"
TITLE = "Bendungan Batu Bulan Mulai Diisi"


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as opened:
        yield opened


def sample(extractor: Extractor, name: str, title: str, summary: str = "") -> Extraction:
    page = (SAMPLES / name).read_bytes()
    return extractor.extract(page, URL, "utf-8", title, summary, need_date=True, zone=WITA)


def table(size: int) -> bytes:
    """The page whose cells cost trafilatura half a minute."""
    row = "<tr>" + "<td><ul><li>x</li></ul></td>" * size + "</tr>"
    return f"<article><p>Bendungan mulai diisi.</p><table>{row * size}</table></article>".encode()


# Texts


def test_an_article_is_won_without_what_stands_around_and_between_it(extractor: Extractor) -> None:
    found = sample(extractor, "today-in-the-header.html", TITLE)
    assert (found.rung, found.rung_note) == ("standard", "")
    paragraphs = found.body.split("\n")
    assert paragraphs[0].startswith("TANJUNG – Bendungan Batu Bulan")
    assert paragraphs[-1].endswith("bukan hanya lewat grup percakapan.")
    for word in ("Gubernur", "Bupati", "Wali Kota", "Sekda", "ADVERTISEMENT", "Editor", "red)"):
        assert word not in found.body


def test_what_the_page_states_comes_with_the_text(extractor: Extractor) -> None:
    found = sample(extractor, "today-in-the-header.html", TITLE)
    assert (found.title, found.author, found.language) == (TITLE, "Sari Melati", "id-id")
    assert found.published == datetime(2026, 3, 4, 9, 15, tzinfo=WITA)
    assert found.image == "https://kabartanjung.example/gambar/bendungan.jpg"


def test_paragraphs_that_are_only_line_breaks_are_all_there(extractor: Extractor) -> None:
    title = "Penyuluh Pertanian Turun ke Dusun Tertinggal"
    found = sample(extractor, "paragraphs-by-line-breaks.html", title)
    assert found.body.startswith("Sebanyak dua puluh penyuluh")
    assert found.body.endswith("tidak membusuk di kebun.")
    assert found.published is None


def test_hidden_words_are_not_the_articles(extractor: Extractor) -> None:
    found = sample(extractor, "hidden-words.html", "Jembatan Gantung Selesai Dibangun")
    assert "enam puluh meter" in found.body and "lima kilometer" in found.body
    for word in ("korupsi", "skandal", "fitnah", "gratifikasi"):
        assert word not in found.body


def test_a_page_that_speaks_of_something_else_leaves_the_summary(extractor: Extractor) -> None:
    found = sample(extractor, "only-other-headlines.html", "Harga Cabai Turun", "Panen raya cabai.")
    assert (found.body, found.rung) == ("", "summary")
    assert "tidak cocok" in found.rung_note


def test_markup_written_as_text_stays_text(extractor: Extractor) -> None:
    page = "<article><p>" + "Bendungan &lt;script&gt;alert(1)&lt;/script&gt; diisi. " * 9
    assert "<script>alert(1)</script>" in extractor.extract(page.encode(), URL, None, "", "").body


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "nonsense", None])
def test_a_wrong_charset_label_spoils_nothing(extractor: Extractor, charset: str | None) -> None:
    page = "<article><p>" + "Bendungan “Batu Bulan” di Café — diisi pekan ini. " * 9
    found = extractor.extract(page.encode(), URL, charset, TITLE, "")
    assert "“Batu Bulan” di Café —" in found.body


# Trouble


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"\x00" * 1_000,
        b"%PDF-1.7",
        b"<a " * 300_000,
        b"<div>" * 100_000 + b"x",
        b"<div class='ads'>" * 20_000 + b"x",
        b"<p>" + b"x" * 1_000_000,
        "😀 雨 مطر".encode() * 1_000,
        b'<base href="//evil"><meta http-equiv="refresh" content="0;url=//evil"><frameset>',
    ],
)
def test_a_page_without_an_article_leaves_the_summary(extractor: Extractor, page: bytes) -> None:
    found = extractor.extract(page, URL, None, TITLE, "")
    assert (found.body, found.rung) == ("", "summary") and found.rung_note


def test_a_table_of_tables_falls_down_the_ladder_in_time() -> None:
    started = time.monotonic()
    with Extractor(seconds=2) as extractor:
        found = extractor.extract(table(120), URL, None, TITLE, "")
        # Which of the lower rungs holds depends on how fast the machine is.
        assert found.rung != "standard"
        assert "lebih lama" in found.rung_note
        after = sample(extractor, "today-in-the-header.html", TITLE)
    assert after.rung in {"standard", "fast"} and time.monotonic() - started < 15


def test_a_child_without_memory_gives_up_and_the_next_page_is_read() -> None:
    with Extractor(seconds=1, memory_mb=100) as extractor:
        large = extractor.extract(b"<p>bendungan diisi</p>" * 100_000, URL, None, TITLE, "")
        assert (large.body, large.rung) == ("", "summary") and large.rung_note
        assert sample(extractor, "today-in-the-header.html", TITLE).body


def test_a_killed_child_is_replaced(extractor: Extractor) -> None:
    sample(extractor, "hidden-words.html", "")
    before = children(os.getpid())
    child = before[-1]
    os.kill(child, signal.SIGKILL)
    assert sample(extractor, "today-in-the-header.html", TITLE).body
    assert child not in children(os.getpid())


def test_a_child_that_was_stopped_is_killed_at_the_deadline() -> None:
    others = children(os.getpid())
    # Long enough for a busy machine to read the first page with the first child.
    with Extractor(seconds=5) as extractor:
        sample(extractor, "hidden-words.html", "")
        (mine,) = set(children(os.getpid())).difference(others)
        os.kill(mine, signal.SIGSTOP)
        found = sample(extractor, "today-in-the-header.html", TITLE)
    assert found.rung in {"fast", "no_tables"} and "lebih lama" in found.rung_note


def test_a_child_is_replaced_after_its_number_of_pages() -> None:
    with Extractor(per_child=1) as extractor:
        sample(extractor, "hidden-words.html", "")
        assert sample(extractor, "today-in-the-header.html", TITLE).body


def test_several_pages_are_read_at_the_same_time() -> None:
    with Extractor(processes=2) as extractor, ThreadPoolExecutor(4) as threads:
        found = list(
            threads.map(lambda _: sample(extractor, "today-in-the-header.html", TITLE), range(8))
        )
    assert {one.rung for one in found} == {"standard"} and len({one.body for one in found}) == 1


def test_leaving_ends_the_children() -> None:
    before = children(os.getpid())
    with Extractor() as extractor:
        sample(extractor, "hidden-words.html", "")
        assert len(children(os.getpid())) == len(before) + 1
    assert children(os.getpid()) == before


def test_the_child_is_told_no_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://seroja:rahasia@localhost/x")
    with Extractor() as extractor:
        sample(extractor, "hidden-words.html", "")
        told = [Path(f"/proc/{child}/environ").read_bytes() for child in children(os.getpid())]
    assert told and not any(b"rahasia" in one for one in told)


def test_the_child_dies_with_its_parent() -> None:
    code = (
        "import os, sys, time\n"
        "from monitoring.pages.extract import Extractor\n"
        "extractor = Extractor()\n"
        "extractor.extract(b'<p>x', '', None, '', '')\n"
        "print(extractor._all[0]._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def children(parent: int) -> list[int]:
    """The extraction children of a process that are still running."""
    tasks = Path(f"/proc/{parent}/task").glob("*/children")
    pids = [int(pid) for task in tasks for pid in task.read_text().split()]
    return [pid for pid in pids if b"extract_child" in command(pid)]


def command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def is_running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


# Decisions


@pytest.mark.parametrize(
    ("text", "announced", "expected"),
    [
        ("Bendungan Batu Bulan diisi", "Bendungan Mulai Diisi", True),
        ("Resep masakan", "Bendungan Mulai Diisi Pekan Ini", False),
        ("apa saja", "", True),
        ("apa saja", "di ke ya", True),
        ("", "Bendungan", False),
        ("", "", False),
    ],
)
def test_a_text_must_speak_of_what_was_announced(text: str, announced: str, expected: bool) -> None:
    assert speaks_of(text, announced) is expected


@pytest.mark.parametrize(
    ("title", "site", "host", "expected"),
    [
        ("Air Turun Deras - Kabar Tanjung", "Kabar Tanjung", "", "Air Turun Deras"),
        (
            "Air Turun Deras | KabarTanjung.example",
            "",
            "www.kabartanjung.example",
            "Air Turun Deras",
        ),
        ("Air Turun Deras – Kabar Tanjung", "", "kabartanjung.example", "Air Turun Deras"),
        ("Bupati Tiba - Wakil Dilantik", "Kabar Tanjung", "", "Bupati Tiba - Wakil Dilantik"),
        ("Kabar Tanjung", "Kabar Tanjung", "", "Kabar Tanjung"),
        ("", "", "", ""),
    ],
)
def test_only_the_name_of_the_site_leaves_the_title(
    title: str, site: str, host: str, expected: str
) -> None:
    assert without_site(title, site, host) == expected
