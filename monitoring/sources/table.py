"""Pure: lists of sources as CSV, the way spreadsheets write it, read row by row and written.

A row stands on one line. A quote that is never closed costs its own row, not those below it.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from monitoring.clean import clean, decoded
from monitoring.sources.listings import CELL_MAX, ROWS_MAX, NotAList, Row, Rows

LINE_MAX = 20_000
COLUMNS = ("media", "situs", "jenis", "tier", "wilayah", "umpan", "bentuk", "catatan", "aturan")
# What other lists call these columns.
_CALLED = {
    "umpan": {"umpan", "alamat umpan", "url", "feed", "feed url", "xmlurl", "rss"},
    "media": {"media", "nama", "nama media", "name", "title", "outlet", "sumber"},
    "situs": {"situs", "website", "home", "site", "htmlurl", "alamat situs"},
    "jenis": {"jenis", "jenis media", "kind"},
    "tier": {"tier", "kelas"},
    "wilayah": {"wilayah", "regions", "daerah"},
    "bentuk": {"bentuk", "form", "type"},
    "catatan": {"catatan", "note", "keterangan"},
    "aturan": {"aturan", "rules"},
}
_SEPARATORS = ",;\t|"
# What a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_table(body: bytes) -> Rows | NotAList:
    """Read the rows of a CSV file with a heading; never raises on content."""
    lines = decoded(body).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = lines[0][:LINE_MAX]
    separator = max(_SEPARATORS, key=head.count)
    places = _places(_cells(head, separator) or [])
    if "umpan" not in places:
        return NotAList(
            "Baris pertama harus memuat nama kolom, sekurangnya “umpan”; lihat berkas contoh."
        )
    written = [(n, line) for n, line in enumerate(lines[1:], 2) if line.strip(f" {separator}")]
    found = [_row(number, line, separator, places) for number, line in written[:ROWS_MAX]]
    return Rows(tuple(found), max(0, len(written) - ROWS_MAX))


def write_table(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV for spreadsheets: UTF-8 with a mark, nothing that runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(map(_defused, _written(row)))
    return text.getvalue().encode("utf-8-sig")


def _places(heading: list[str]) -> dict[str, int]:
    """Return which column holds what; the first of a name counts."""
    names = [clean(cell, 40).casefold().lstrip("\ufeff").replace("_", " ") for cell in heading]
    return {
        column: names.index(next(name for name in names if name in called))
        for column, called in _CALLED.items()
        if called & set(names)
    }


def _cells(line: str, separator: str) -> list[str] | None:
    """Return the cells of one line; None for a quote without its twin."""
    try:
        return next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return None


def _row(number: int, line: str, separator: str, places: Mapping[str, int]) -> Row:
    if len(line) > LINE_MAX:
        return Row(number, problem=f"Baris lebih panjang dari {LINE_MAX} huruf.")
    cells = _cells(line, separator)
    if cells is None:
        return Row(number, problem="Tanda kutip di baris ini tidak berpasangan.")
    said = {
        name: _plain(cells[place]) if place < len(cells) else "" for name, place in places.items()
    }
    rules = _rules(said.get("aturan", ""))
    if rules is None:
        return Row(number, url=said["umpan"], problem="Kolom aturan bukan JSON yang sah.")
    return Row(
        place=number,
        outlet=said.get("media", ""),
        home=said.get("situs", ""),
        url=said["umpan"],
        form=said.get("bentuk", "").lower(),
        note=said.get("catatan", ""),
        kind=said.get("jenis", "").lower(),
        tier=said.get("tier", ""),
        regions=tuple(said.get("wilayah", "").split()),
        rules=rules,
    )


def _written(row: Row) -> Iterator[str]:
    yield from (row.outlet, row.home, row.kind, row.tier, " ".join(row.regions))
    yield from (row.url, row.form, row.note)
    yield json.dumps(dict(row.rules), ensure_ascii=False) if row.rules else ""


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    """Return a cell cleaned, without the mark that `_defused` put before a formula."""
    text = clean(cell, CELL_MAX)
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _rules(text: str) -> dict[str, Any] | None:
    try:
        rules = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return None
    return rules if isinstance(rules, dict) else None
