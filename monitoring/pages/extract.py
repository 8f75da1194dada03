"""Pages read into text by child processes: the ladder of rungs from the best text to none.

Standard extraction, then the fast one, then without tables, then what the page's own data carry
and plain paragraphs; then nothing: the caller uses what the feed gave. A rung holds when it ends
in time and its text speaks of what the title and the summary speak of; why the rungs above failed
is said in words.
"""

import queue
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from monitoring.clean import clean, clean_lines, decoded
from monitoring.dates import read_date
from monitoring.pages.extract_process import Child, ChildFailed
from monitoring.pages.kinds import CHALLENGE, LIST, kind_of
from monitoring.pages.ladder import SHARES, Climb, Rung, tidy
from monitoring.pages.page_dates import Origin, text_date
from monitoring.pages.titles import without_site

__all__ = ["VERSION", "Extraction", "Extractor", "Rung"]

# Raised whenever the same page would give another text; stored with each text.
VERSION = 3
# What a browser would show of a longer page is not an article any more. Of 26 pages of newsrooms
# none had more than 4,000 elements; trafilatura needs seconds for ten times as many.
LARGEST, MOST_TAGS = 3_000_000, 20_000
# Not worth asking for less: half a second is a child's start.
_LEAST_SECONDS = 0.2
_AUTHOR_LABEL = re.compile(r"^(?:oleh|by|penulis|reporter|pewarta)\s?:?\s+", re.IGNORECASE)
TITLE, AUTHOR, IMAGE, LANGUAGE, SECTION, NOTE = 500, 200, 2048, 20, 120, 300


@dataclass(frozen=True)
class Extraction:
    """What a page says. `body` is "" and `rung` "summary" where nothing usable was found.

    `rung_note` says why the rungs above failed. `published` is only looked for on request, and
    `published_from` says where it was found. `kind` is a value of Item.PageKind with its reason;
    `addresses` are what the page calls its own address, `whole` and `parts` lead to the rest of
    it, of which `cut` pages are beyond the limit.
    """

    body: str
    rung: Rung
    rung_note: str
    title: str = ""
    author: str = ""
    published: datetime | None = None
    image: str = ""
    language: str = ""
    section: str = ""
    published_from: Origin = ""
    kind: str = ""
    kind_note: str = ""
    addresses: tuple[str, ...] = ()
    whole: str = ""
    parts: tuple[str, ...] = ()
    cut: int = 0


class Extractor:
    """Keep extraction children alive between pages; use as a context manager.

    May be called from several threads; `processes` pages are read at the same time. `seconds` is
    the time for one page over all rungs; a child is replaced after `per_child` pages.
    """

    def __init__(
        self,
        processes: int = 1,
        seconds: float = 5.0,
        memory_mb: int = 1024,
        per_child: int = 2_000,
    ) -> None:
        self._seconds = seconds
        self._all = [Child(memory_mb, per_child) for _ in range(processes)]
        self._free: queue.SimpleQueue[Child] = queue.SimpleQueue()
        for child in self._all:
            self._free.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def running(self) -> int:
        """Return how many children are alive."""
        return sum(child.is_running for child in self._all)

    def close(self) -> None:
        """End the children; they are started again when the extractor is used again."""
        for child in self._all:
            child.end()

    def extract(
        self,
        html: bytes,
        url: str,
        charset: str | None,
        title: str,
        summary: str,
        *,
        need_date: bool = False,
        zone: tzinfo = UTC,
    ) -> Extraction:
        """Read the page; never raises for what it contains.

        `title` and `summary` are the feed's, to recognise the right text. The page's date is
        looked for only with `need_date`, and read in `zone` where it names none.
        """
        page, is_cut = _bounded(decoded(html[:LARGEST], charset))
        request = {
            "html": page,
            "url": url,
            "title": title[:TITLE],
            "need_date": need_date,
        }
        climb = Climb(title[:TITLE], summary)
        if is_cut:
            climb.failed("", f"halaman dipotong pada {MOST_TAGS} unsur")
        with self._child() as child:
            self._climb(child, request, climb)
        return _extraction(climb, url, zone)

    @contextmanager
    def _child(self) -> Iterator[Child]:
        child = self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)

    def _climb(self, child: Child, request: dict[str, Any], climb: Climb) -> None:
        """Ask for one rung after the other until one holds."""
        if not request["html"]:
            climb.failed("", "halaman kosong")
            return
        until = time.monotonic() + self._seconds
        for rung, share in SHARES.items():
            seconds = min(self._seconds * share, until - time.monotonic())
            if seconds < _LEAST_SECONDS:
                climb.failed(rung, "waktu untuk halaman ini habis")
                continue
            try:
                answer = child.ask({**request, "rung": rung}, seconds)
            except ChildFailed as reason:
                climb.failed(rung, str(reason))
                continue
            if climb.holds(rung, answer):
                return


def _bounded(page: str) -> tuple[str, bool]:
    """Return the page cleaned and with at most MOST_TAGS tags, and whether it had more."""
    page = clean_lines(page, LARGEST)
    if page.count("<") <= MOST_TAGS:
        return page, False
    return "<".join(page.split("<", MOST_TAGS + 1)[: MOST_TAGS + 1]), True


def _extraction(climb: Climb, url: str, zone: tzinfo) -> Extraction:
    found = climb.found
    if not found:
        return Extraction("", "summary", climb.note[:NOTE])
    host = urlsplit(url).hostname or ""
    title = without_site(clean(found["title"], TITLE), clean(found["site"], TITLE), host)
    body, rung, note = tidy(climb.body, title), climb.rung, climb.note
    page = kind_of(found["signs"], url, len(body.split()))
    if page.kind in {CHALLENGE, LIST} and body:
        body, rung, note = "", "summary", page.note
    published, published_from = _published(found, body, zone)
    further = found["further"]
    return Extraction(
        body=body,
        rung=rung,
        rung_note=note[:NOTE],
        title=title,
        author=_AUTHOR_LABEL.sub("", clean(found["author"], AUTHOR)),
        published=published,
        image=_image(url, found["image"]),
        language=clean(found["language"], LANGUAGE).lower().replace("_", "-"),
        section=clean(found["section"], SECTION),
        published_from=published_from,
        kind=page.kind,
        kind_note=clean(page.note, 200),
        addresses=tuple(found["addresses"]),
        whole=further["whole"],
        parts=tuple(further["parts"]),
        cut=further["cut"],
    )


def _published(found: dict[str, Any], body: str, zone: tzinfo) -> tuple[datetime | None, Origin]:
    """Return the page's time and where it stands; the text's own day where nothing else does."""
    moment = read_date(found["date"], zone)
    if moment or not found["need_date"]:
        return moment, found["date_from"] if moment else ""
    moment = read_date(text_date(body), zone)
    return moment, "text" if moment else ""


def _image(url: str, written: str) -> str:
    """Return the picture's address if a page over https may show it."""
    try:
        image = urljoin(url, clean(written, IMAGE)) if written else ""
    except ValueError:
        return ""
    return image if image.startswith("https://") and len(image) <= IMAGE else ""
