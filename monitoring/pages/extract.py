"""Pages read into text by child processes: the ladder of rungs from the best text to none.

Standard extraction, then the fast one, then without tables, then nothing: the caller uses the
feed's summary. A rung holds when it ends in time and its text speaks of what the title and the
summary speak of; why the rungs above failed is said in words.
"""

import queue
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urljoin, urlsplit

from monitoring.clean import clean, clean_lines, decoded
from monitoring.dates import read_date
from monitoring.furniture import without_furniture
from monitoring.pages.extract_process import Child, ChildFailed

Rung = Literal["standard", "fast", "no_tables", "summary"]

# What a browser would show of a longer page is not an article any more.
LARGEST = 3_000_000
TEXT, TITLE, AUTHOR, IMAGE, LANGUAGE, NOTE = 200_000, 500, 200, 2048, 20, 300
# Shares of the time for one page: each lower rung needs less, as measured on nested tables.
_SHARES: dict[Rung, float] = {"standard": 0.45, "fast": 0.35, "no_tables": 0.2}
# Characters of a text long enough to be one.
_COLUMN = 800
_TAIL = re.compile(r"(?P<head>.{8,}?)(?:\s+[-–—|»:]\s+|\s*\|\s*)(?P<tail>[^|»]{2,60})", re.DOTALL)
_NAMES = {"standard": "baku", "fast": "cepat", "no_tables": "tanpa tabel"}


@dataclass(frozen=True)
class Extraction:
    """What a page says. `body` is "" and `rung` "summary" where nothing usable was found.

    `rung_note` says why the rungs above failed. `published` is only looked for on request.
    """

    body: str
    rung: Rung
    rung_note: str
    title: str = ""
    author: str = ""
    published: datetime | None = None
    image: str = ""
    language: str = ""


class Extractor:
    """Keep extraction children alive between pages; use as a context manager.

    May be called from several threads; `processes` pages are read at the same time. `seconds` is
    the time for one page over all rungs; a child is replaced after `per_child` pages.
    """

    def __init__(
        self,
        processes: int = 1,
        seconds: float = 8.0,
        memory_mb: int = 1024,
        per_child: int = 200,
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
        page = decoded(html[:LARGEST], charset)
        request = {
            "html": clean_lines(page, LARGEST),
            "url": url,
            "title": title[:TITLE],
            "need_date": need_date,
        }
        with self._child() as child:
            found, rung, notes = self._climb(child, request, f"{title} {summary}")
        return _extraction(found, rung, "; ".join(notes), url, zone)

    @contextmanager
    def _child(self) -> Iterator[Child]:
        child = self._free.get()
        try:
            yield child
        finally:
            self._free.put(child)

    def _climb(
        self, child: Child, request: dict[str, Any], expected: str
    ) -> tuple[dict[str, str], Rung, list[str]]:
        found: dict[str, str] = {}
        notes: list[str] = []
        if not request["html"]:
            return found, "summary", ["halaman kosong"]
        for rung, share in _SHARES.items():
            try:
                answer = child.ask({**request, "rung": rung}, self._seconds * share)
            except ChildFailed as reason:
                notes.append(f"cara {_NAMES[rung]}: {reason}")
                continue
            found = {**answer, "text": _tidy(answer["text"], request["title"])}
            if speaks_of(found["text"], expected) or _is_announced(found, request["title"]):
                return found, rung, notes
            notes.append(f"cara {_NAMES[rung]}: teks tidak cocok dengan judul")
        return {**found, "text": ""}, "summary", notes


def speaks_of(text: str, expected: str) -> bool:
    """Whether the text shares enough longer words with what the feed announced.

    Three, or a quarter of a short announcement; any text will do where nothing was announced.
    """
    words = set(_words(expected))
    if not text or not words:
        return bool(text)
    return len(words.intersection(_words(text))) >= max(1, min(3, len(words) // 4))


def _is_announced(found: dict[str, str], title: str) -> bool:
    """Whether a text without the words of its title stands under that very title.

    Columns have such titles; a list of other headlines is shorter than this.
    """
    same = _joined(found.get("title", "")) == _joined(title) != ""
    return same and len(found["text"]) >= _COLUMN


def without_site(title: str, site: str, host: str) -> str:
    """Return the page's title without the name of the site behind a dash or a bar.

    Only a tail that names the site or its host goes: "Bupati - Wakil Bupati Dilantik" stays.
    """
    found = _TAIL.fullmatch(title)
    if not found:
        return title
    name = _joined(found["tail"])
    named = name and name in f"{_joined(site)} {_joined(host)}"
    return found["head"] if named else title


def _joined(text: str) -> str:
    return "".join(re.findall(r"\w+", text.casefold())).removeprefix("www")


def _words(text: str) -> list[str]:
    return re.findall(r"\w{4,}", text.casefold())


def _tidy(text: str, title: str) -> str:
    """Return the text without furniture, and without the headline repeated above it."""
    lines = without_furniture(clean_lines(text, TEXT)).split("\n")
    wanted = lines[1:] if lines and _joined(lines[0]) == _joined(title) != "" else lines
    return "\n".join(wanted)


def _extraction(found: dict[str, str], rung: Rung, note: str, url: str, zone: tzinfo) -> Extraction:
    host = urlsplit(url).hostname or ""
    title = clean(found.get("title", ""), TITLE)
    return Extraction(
        body=found.get("text", ""),
        rung=rung,
        rung_note=note[:NOTE],
        title=without_site(title, found.get("site", ""), host),
        author=_author(clean(found.get("author", ""), AUTHOR)),
        published=read_date(found.get("date", ""), zone),
        image=_image(url, found.get("image", "")),
        language=clean(found.get("language", ""), LANGUAGE).lower().replace("_", "-"),
    )


def _author(name: str) -> str:
    return "" if name.startswith(("http://", "https://")) else name


def _image(url: str, written: str) -> str:
    """Return the picture's address if a page over https may show it."""
    try:
        image = urljoin(url, clean(written, IMAGE)) if written else ""
    except ValueError:
        return ""
    return image if image.startswith("https://") and len(image) <= IMAGE else ""
