"""Pure: lists of feeds as OPML 2.0 (opml.org/spec2.opml), read within bounds and written.

Read piece by piece, so that no file can grow in memory; entities are refused, since one that is
never expanded cannot explode.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from monitoring.clean import clean, decoded
from monitoring.sources.listings import CELL_MAX, ROWS_MAX, NotAList, Row, Rows

# Folders within folders; what lies deeper is counted as cut.
DEPTH_MAX = 20
NAME_MAX = 200
# Outlines of any sort, folders too; a list within ROWS_MAX feeds has no more.
OUTLINES_MAX = 4 * ROWS_MAX
_PIECE = 65_536
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTLINE = re.compile(r"<outline[\s/>]", re.IGNORECASE)
# Our own addition, in a namespace as the specification asks for.
_RULES = "{urn:command-center:sources}rules"


def read_opml(body: bytes) -> Rows | NotAList:
    """Read the feeds of an OPML file; never raises on content.

    A folder with an address of its own is an outlet; other folders are only order.
    """
    text = _DECLARATION.sub("", decoded(body).replace("\x00", ""), count=1)
    if _DOCTYPE.search(text):
        return NotAList("Berkas OPML memuat DOCTYPE atau ENTITY; demi keamanan tidak dibaca.")
    reader = _Reader()
    try:
        reader.read(text)
    except etree.XMLSyntaxError:
        if not reader.rows:
            return NotAList("Berkas ini bukan OPML yang utuh; mohon ekspor ulang dari asalnya.")
    if not reader.outlines:
        return NotAList("Tidak ada umpan di dalam berkas OPML ini.")
    rest = sum(1 for _one in _OUTLINE.finditer(text)) - reader.outlines
    return Rows(tuple(reader.rows), reader.cut + max(0, rest))


class _Reader:
    """Walks the outlines as they arrive and keeps the folders above the current one."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.above: list[Mapping[str, str]] = []
        self.outlines = self.cut = 0

    def read(self, text: str) -> None:
        """Read until the end or a bound. Raises XMLSyntaxError where nothing can be made of it."""
        parser = etree.XMLPullParser(
            ("start", "end"), tag="outline", resolve_entities=False, no_network=True, recover=True
        )
        raw = text.encode("utf-8", "replace")
        for start in range(0, len(raw), _PIECE):
            parser.feed(raw[start : start + _PIECE])
            for event, element in parser.read_events():
                self._take(event, element)
            if self.outlines >= OUTLINES_MAX:
                return

    def _take(self, event: str, element: Any) -> None:
        if event == "end":
            self.above.pop()
            element.clear()
        elif self.outlines >= OUTLINES_MAX:
            self.above.append({})
        else:
            self.outlines += 1
            given = {name: clean(value, CELL_MAX) for name, value in element.attrib.items()}
            self._keep(given)
            self.above.append(given)

    def _keep(self, given: Mapping[str, str]) -> None:
        url = given.get("xmlUrl", given.get("xmlurl", ""))
        if not url:
            return
        if len(self.above) >= DEPTH_MAX or len(self.rows) >= ROWS_MAX:
            self.cut += 1
            return
        self.rows.append(self._row(url, given))

    def _row(self, url: str, given: Mapping[str, str]) -> Row:
        folder = self.above[-1] if self.above else {}
        outlet = folder if folder.get("htmlUrl") else given
        rules = _rules(given.get(_RULES, ""))
        return Row(
            place=len(self.rows) + 1,
            outlet=_name(outlet)[:NAME_MAX],
            home=outlet.get("htmlUrl", "") or given.get("htmlUrl", ""),
            url=url,
            form=given.get("type", "").lower(),
            note=_name(given)[:NAME_MAX] if outlet is folder else "",
            rules=rules if isinstance(rules, dict) else {},
        )


def write_opml(title: str, rows: Iterable[Row]) -> bytes:
    """Write rows, which come sorted by outlet, as OPML with a folder for each outlet."""
    root = etree.Element("opml", version="2.0", nsmap={"cc": "urn:command-center:sources"})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folder, name = body, ""
    for row in rows:
        if folder is body or name != row.outlet:
            name = row.outlet
            folder = etree.SubElement(body, "outline", text=name, htmlUrl=row.home)
        feed = {"text": row.note or name, "type": row.form, "xmlUrl": row.url}
        feed |= {_RULES: json.dumps(dict(row.rules))} if row.rules else {}
        etree.SubElement(folder, "outline", feed)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _name(given: Mapping[str, str]) -> str:
    return given.get("title") or given.get("text", "")


def _rules(text: str) -> object:
    try:
        return json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
