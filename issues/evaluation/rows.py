"""Reads files of labels: JSON lines of labelled headlines, and CSV of who printed which event."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from issues.evaluation.values import Labelled, Told
from monitoring.evaluation.values import CannotEvaluate

Row = Mapping[str, Any]


def read_labelled(path: Path, needs: Sequence[str]) -> tuple[list[Labelled], int]:
    """Return the rows that have title, day and all labels in `needs`, and how many have not.

    `path` is a JSON lines file or a folder with such files. Raises CannotEvaluate where there is
    none, or no row of it can be judged.
    """
    rows = [_labelled(row, needs) for row in _rows(path, (".jsonl",))]
    return _kept(path, [row for row in rows if row], len(rows), needs)


def read_told(path: Path) -> tuple[list[Told], int]:
    """Return the rows that have title, day and event, and how many have not; CSV or JSON lines.

    Raises CannotEvaluate where there is no such file, or no row of it can be judged.
    """
    rows = [_told(row, str(number)) for number, row in enumerate(_rows(path, (".csv", ".jsonl")))]
    return _kept(path, [row for row in rows if row], len(rows), ("event",))


def _kept(path: Path, kept: list[Any], total: int, needs: Sequence[str]) -> tuple[list[Any], int]:
    if not kept:
        raise CannotEvaluate(f"{path}: no row has a title, a day and {', '.join(needs)}")
    return kept, total - len(kept)


def _labelled(row: Row, needs: Sequence[str]) -> Labelled | None:
    title, day = row.get("judul"), _day(row.get("tanggal"))
    if not isinstance(title, str) or day is None or any(row.get(name) is None for name in needs):
        return None
    return Labelled(
        id=str(row.get("id") or title),
        title=title,
        body=str(row.get("ringkas") or ""),
        day=day,
        outlet=str(row.get("outlet") or ""),
        labels=row,
    )


def _told(row: Row, number: str) -> Told | None:
    title = row.get("judul") or row.get("headline")
    day = _day(row.get("tanggal") or row.get("date"))
    if not title or day is None or not row.get("event"):
        return None
    name = str(row.get("id") or row.get("url") or number)
    return Told(name, str(title), str(row.get("ringkas") or ""), day, str(row["event"]))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def _rows(path: Path, endings: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the file; of a folder those of all files of its first known ending."""
    for file in _files(path, endings):
        # A byte order mark is what Excel leaves; broken letters cost a word, not the file.
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        if file.suffix == ".csv":
            yield from csv.DictReader(text.splitlines())
        else:
            yield from (_row(line) for line in text.splitlines() if line.strip())


def _files(path: Path, endings: Sequence[str]) -> list[Path]:
    if path.is_file():
        return [path]
    for ending in endings:
        if found := sorted(path.glob(f"*{ending}")):
            return found
    raise CannotEvaluate(f"{path}: neither a file nor a folder with {' or '.join(endings)}")


def _row(line: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}
