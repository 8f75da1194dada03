"""The one door to xlsxwriter: a workbook in which text stays text and times are dates.

Words of others are written as text, whatever they begin with, so that none becomes a formula.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from issues.item_page import safe_link
from issues.models import Tone
from monitoring.clean import clean

# Bounds of Excel ("Excel specifications and limits"): letters of a cell, of a link, first year.
LETTERS_MAX, LINK_MAX, FIRST_YEAR = 32_000, 2_000, 1900
# A tone is always written in words too: most of these sheets are printed in black.
TONES = {
    Tone.POSITIVE: "#DDF5EC",
    Tone.NEUTRAL: "#E6ECF7",
    Tone.NEGATIVE: "#FDE7E4",
    Tone.UNSURE: "#FFF1D1",
}


class Book:
    """A workbook being written: text stays text, times are dates, heads stand fast."""

    def __init__(self, target: IO[bytes], zone: ZoneInfo) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False}
        plain = {"strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(target, options | plain)
        self._zone = zone
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._time = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._tones = {
            str(tone.label): self._book.add_format({"bg_color": colour})
            for tone, colour in TONES.items()
        }

    def sheet(self, name: str, heads: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Begin a sheet with its heads, which stay in sight."""
        sheet = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for place, head in enumerate(heads):
            sheet.write_string(0, place, head, self._head)
        sheet.freeze_panes(1, 0)
        return sheet

    def row(self, sheet: Worksheet, line: int, values: Iterable[Any]) -> None:
        """Write one row: numbers, instants, links (a Link), and everything else as text."""
        for place, value in enumerate(values):
            self._cell(sheet, line, place, value)

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _cell(self, sheet: Worksheet, line: int, place: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, datetime):
            self._instant(sheet, line, place, value)
        elif isinstance(value, int):
            sheet.write_number(line, place, value)
        elif isinstance(value, Link) and value.opens:
            sheet.write_url(line, place, value, string=value[:LETTERS_MAX])
        else:
            words = clean(str(value), LETTERS_MAX)
            sheet.write_string(line, place, words, self._format(words))

    def _instant(self, sheet: Worksheet, line: int, place: int, value: datetime) -> None:
        local = value.astimezone(self._zone).replace(tzinfo=None)
        if local.year < FIRST_YEAR:
            sheet.write_string(line, place, local.isoformat(" ", "minutes"))
        else:
            sheet.write_datetime(line, place, local, self._time)

    def _format(self, words: str) -> Format | None:
        return self._tones.get(words)


class Link(str):
    """An address that becomes a link where Excel can hold it and a browser opens it."""

    @property
    def opens(self) -> bool:
        """Say whether it is a web address of a length Excel takes."""
        return len(self) <= LINK_MAX and bool(safe_link(self))
