"""Measures extraction against pages whose text, title and time people wrote down.

The folder holds HTML files and `gold.json`: a list of objects with `file`, `url`, `title`,
`content` and `date` (text) or `date_ms` (milliseconds since 1970). Pages are read without what a
feed would announce, by the same children as in production.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Any
from zoneinfo import ZoneInfo

from monitoring.clean import clean
from monitoring.dates import read_date
from monitoring.evaluation.values import CannotEvaluate, Evaluation
from monitoring.pages.extract import Extraction, Extractor

# Newsrooms that name no zone mean the capital's, unless the record says otherwise in its date.
ZONE = ZoneInfo("Asia/Jakarta")
WINDOW = 4
# Below this a page's text is reported as a failure.
GOOD = 0.9


@dataclass(frozen=True)
class Score:
    """How one page did; `dated` is None where nobody wrote down a time."""

    f1: float
    titled: bool
    dated: bool | None


def evaluate(folder: Path) -> Evaluation:
    """Return `f1` (mean overlap of 4-word windows), `title_exact_share`, `date_right_share`.

    Raises CannotEvaluate.
    """
    records = _records(folder)
    with Extractor() as extractor:
        found = [_read(extractor, folder, record) for record in records]
    scores = [_score(one, record) for one, record in zip(found, records, strict=True)]
    dated = [score.dated for score in scores if score.dated is not None]
    metrics = {
        "f1": fmean(score.f1 for score in scores),
        "title_exact_share": fmean(score.titled for score in scores),
        "date_right_share": fmean(dated) if dated else 1.0,
    }
    failures = map(_failure, found, records, scores)
    return Evaluation(metrics, len(records), tuple(one for one in failures if len(one) > 1))


def _records(folder: Path) -> list[dict[str, Any]]:
    try:
        records = json.loads((folder / "gold.json").read_text())
    except (OSError, ValueError) as error:
        raise CannotEvaluate(f"{folder}/gold.json tidak terbaca: {error}") from None
    missing = [one.get("file") for one in records if not (folder / str(one.get("file"))).is_file()]
    if not records or missing:
        raise CannotEvaluate(f"{folder}: berkas halaman tidak ada: {missing or 'satu pun'}")
    return list(records)


def _read(extractor: Extractor, folder: Path, record: Mapping[str, Any]) -> Extraction:
    page = (folder / record["file"]).read_bytes()
    url = record.get("url", "")
    return extractor.extract(page, url, None, "", "", need_date=True, zone=ZONE)


def _score(found: Extraction, record: Mapping[str, Any]) -> Score:
    return Score(
        f1=overlap(found.body, record.get("content", "")),
        titled=found.title == clean(record.get("title", ""), 500),
        dated=_is_dated_right(found.published, record),
    )


def overlap(found: str, wanted: str) -> float:
    """Return the F1 of two texts as multisets of four words in a row; shorter texts as one."""
    first, second = _windows(found), _windows(wanted)
    size = first.total() + second.total()
    return 2 * (first & second).total() / size if size else 1.0


def _windows(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    last = max(1, len(words) - WINDOW + 1)
    return Counter(tuple(words[at : at + WINDOW]) for at in range(last) if words)


def _is_dated_right(found: datetime | None, record: Mapping[str, Any]) -> bool | None:
    """Say whether the time is right: to the minute, or to the day where only that is known."""
    wanted, has_clock = _wanted(record)
    if wanted is None:
        return None
    if found is None:
        return False
    if not has_clock:
        return found.astimezone(ZONE).date() == wanted.astimezone(ZONE).date()
    return abs(found - wanted) < timedelta(minutes=1)


def _wanted(record: Mapping[str, Any]) -> tuple[datetime | None, bool]:
    """Return the time written down, and whether it has a time of day."""
    if record.get("date_ms") is not None:
        return datetime.fromtimestamp(record["date_ms"] / 1000, UTC), True
    text = str(record.get("date") or "")
    return read_date(text, ZONE), bool(re.search(r"\d[:.]\d{2}|\d{10}", text))


def _failure(found: Extraction, record: Mapping[str, Any], score: Score) -> dict[str, Any]:
    """Return what went wrong with one page; the file alone where nothing did."""
    said: dict[str, Any] = {"file": record["file"]}
    if score.f1 < GOOD:
        said |= {"f1": round(score.f1, 3), "rung": found.rung, "note": found.rung_note}
    if not score.titled:
        said |= {"title": found.title, "wanted_title": record.get("title")}
    if score.dated is False:
        wanted: Sequence[Any] = _wanted(record)
        said |= {"date": found.published, "from": found.published_from, "wanted_date": wanted[0]}
    return said
