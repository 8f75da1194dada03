"""Small fictional label files, and short ways to measure with them."""

import json
from pathlib import Path
from typing import Any

from issues.evaluation import texts
from issues.evaluation.kinds import Kind
from issues.evaluation.values import Ground, Measured
from tests.issues.reading.seroja import KNOWN

ROW = {
    "id": "L1",
    "outlet": "suara.test",
    "tanggal": "2030-05-20",
    "judul": "Gubernur Arya Wirasena Serahkan Beasiswa di Kota Arunika",
    "ringkas": "Gubernur Seroja menyerahkan beasiswa kepada seratus siswa.",
    "pejabat": ["gubernur@99"],
    "kab": ["99.71"],
    "tone": "pos",
    "tone_pemprov": "pos",
    "topik": "PEND",
    "event": None,
}


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    """Write rows as JSON lines, each on top of the row above; return the file."""
    path = folder / "label.jsonl"
    path.write_text("\n".join(json.dumps(ROW | row) for row in rows))
    return path


def measure(kind: Kind, folder: Path, *rows: dict[str, Any]) -> Measured:
    """Measure one kind over rows."""
    return texts.evaluate(kind, write(folder, *rows), Ground(KNOWN))
