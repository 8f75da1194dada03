"""Pure: what lists of sources hold, whatever file they come from; their bounds and their words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# A list of every outlet of a country has a few thousand rows.
BYTES_MAX = 5_000_000
ROWS_MAX = 5_000
CELL_MAX = 2_000
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True)
class Row:
    """One source as a list names it; `place` is its line or number, `problem` why it is unread.

    `kind`, `tier` and `regions` describe the outlet, "" and () where the list does not say;
    `form` is a value of Feed.Kind, "" for a feed whose form shows itself.
    """

    place: int
    outlet: str = ""
    home: str = ""
    url: str = ""
    form: str = ""
    note: str = ""
    kind: str = ""
    tier: str = ""
    regions: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Rows:
    """The rows of a list in their order; `cut` were beyond a bound and not read."""

    rows: tuple[Row, ...]
    cut: int = 0


@dataclass(frozen=True)
class NotAList:
    """Why nothing in a file was read, as a sentence for people."""

    note: str


def refused_file(body: bytes) -> NotAList | None:
    """Return why a file is refused before it is read; its name plays no part."""
    if len(body) > BYTES_MAX:
        words = "Berkas lebih besar dari %s MB; mohon pecah menjadi beberapa berkas."
        return NotAList(words % (BYTES_MAX // 1_000_000))
    if body.startswith((_GZIP, _ZIP)):
        return NotAList("Berkas ini terkompresi; mohon buka dahulu, lalu unggah isinya.")
    if not body.strip(b"\x00 \t\r\n"):
        return NotAList("Berkas ini kosong.")
    return None
