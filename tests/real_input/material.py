"""Reads what others wrote: real pages with their gold, labelled headlines, and pasted texts."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tests.real_input.scores import Judgement

SHARED = Path(__file__).resolve().parents[3] / "shared"
PRESENT = (SHARED / "data/pages_id/gold.json").exists()
ABSENT = "the folder ../shared with real pages, seeds and labels is not beside this clone"
TITLE_AT_MOST = 160


@dataclass(frozen=True)
class Page:
    """A real article page with what a careful reader took from it."""

    outlet: str
    path: str
    html: bytes
    title: str
    text: str
    published: datetime


@dataclass(frozen=True)
class Pasted:
    """A text that a person pastes, and how it was judged where somebody did."""

    title: str
    body: str
    published: date | None = None
    judgement: Judgement | None = None


def read_pages() -> list[Page]:
    """Return the pages; the outlet is the second part of the host (antaranews, detik, kompas)."""
    folder = SHARED / "data/pages_id"
    return [_page(folder, gold) for gold in json.loads((folder / "gold.json").read_text())]


def read_labels() -> list[Pasted]:
    """Return the labelled headlines of NTB with their summaries."""
    lines = (SHARED / "data/ntb_refs/ntb_refs_dev.jsonl").read_text().splitlines()
    return [_label(json.loads(line)) for line in lines if line]


def read_seeds() -> list[Pasted]:
    """Return the texts that started the project; when they were published is not known."""
    return [_seed(path.read_text().strip()) for path in sorted((SHARED / "seeds").glob("*.txt"))]


def _page(folder: Path, gold: dict[str, str | int]) -> Page:
    address = urlsplit(str(gold["url"]))
    return Page(
        outlet=address.netloc.split(".")[-2],
        path=address.path,
        html=(folder / str(gold["file"])).read_bytes(),
        title=str(gold["title"]),
        text=str(gold["content"]),
        published=datetime.fromtimestamp(int(gold["date_ms"]) / 1000, UTC),
    )


def _label(row: dict[str, object]) -> Pasted:
    judged = Judgement(
        officials=frozenset(row["pejabat"]),
        regions=frozenset(row["kab"]),
        topic=row["topik"],
        event=row["tone"],
        government=row["tone_pemprov"],
    )
    return Pasted(row["judul"], row["ringkas"], date.fromisoformat(row["tanggal"]), judged)


def _seed(text: str) -> Pasted:
    """Return a text with its first line as title, or where that is long its first sentence."""
    first, _, rest = text.partition("\n")
    if len(first) <= TITLE_AT_MOST:
        return Pasted(first.strip(), rest.strip())
    return Pasted(first.split(". ")[0][:TITLE_AT_MOST].rstrip(), text)
