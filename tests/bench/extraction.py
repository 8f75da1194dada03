"""How many pages are read in a second, and how long the worst of pages holds up its neighbours.

The pages are those of the sample newsroom; BENCH_PAGES=DIR measures with the *.html of a directory.
"""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from commandcenter.newsroom.server import start
from monitoring.pages.extract import Extractor
from tests.bench.figures import Figure
from tests.bench.flow import NEWSROOM, ZONE

CORES = 2
PAGES, SAMPLE = 1_000, 200
URL = "https://ukur.test/berita/1"


def extraction_figures(_data_dir: Path) -> list[Figure]:
    """Read pages on two cores, then each hostile page alone."""
    pages = _pages()
    kilobytes = sum(map(len, pages)) / len(pages) / 1000
    with Extractor(processes=CORES) as extractor, ThreadPoolExecutor(CORES) as pool:
        # The children are started and warm before the clock runs.
        list(pool.map(lambda page: _words(extractor, page), pages[: CORES * 5]))
        many = (pages * (PAGES // len(pages) + 1))[:PAGES]
        begun = time.perf_counter()
        read = sum(pool.map(lambda page: _words(extractor, page) > 0, many))
        rate = len(many) / (time.perf_counter() - begun)
        worst = {name: _seconds(extractor, page) for name, page in hostile().items()}
    slowest = max(worst, key=lambda name: worst[name])
    each = ", ".join(f"{name} {seconds:.1f}" for name, seconds in worst.items())
    runs = f"{PAGES} pages of {kilobytes:.0f} kB, {read} with a text"
    return [
        Figure("extract.pages_per_s", rate, "/s", runs),
        Figure("extract.worst_s", worst[slowest], "s", each),
    ]


def hostile() -> dict[str, bytes]:
    """Return pages that break or stop readers of pages, by what is wrong with them."""
    cell = "<td><ul>" + "<li>satu dua tiga</li>" * 3 + "</ul></td>"
    table = f"<table>{f'<tr>{cell * 120}</tr>' * 120}</table>"
    return {
        "lists in a table": _page(table),
        "nested tags": _page("<div>" * 200_000 + "teks" + "</div>" * 200_000),
        "paragraphs": _page("<p>Warga desa menunggu jembatan dibangun kembali.</p>" * 40_000),
        "one line": _page(f"<p>{'jembatan desa ' * 715_000}</p>"),
    }


def _page(body: str) -> bytes:
    return f"<html><head><title>Berita</title></head><body>{body}</body></html>".encode()


def _pages() -> Sequence[bytes]:
    """Return the pages to read, a few hundred at most."""
    if given := os.environ.get("BENCH_PAGES"):
        return [path.read_bytes() for path in sorted(Path(given).glob("*.html"))][:SAMPLE]
    at = datetime.now(UTC)
    with start(NEWSROOM, at, ZONE) as newsroom:
        published = newsroom.schedule.published(at)[:SAMPLE]
        return [urlopen(one.url, timeout=10).read() for one in published]


def _words(extractor: Extractor, page: bytes) -> int:
    return len(extractor.extract(page, URL, "utf-8", "", "", need_date=True).body.split())


def _seconds(extractor: Extractor, page: bytes) -> float:
    begun = time.perf_counter()
    _words(extractor, page)
    return time.perf_counter() - begun
