"""Figures: a number with its unit and its conditions, kept in one file across runs."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured number. `runs` says how often and on what it was measured."""

    key: str
    value: float
    unit: str
    runs: str = ""

    @property
    def words(self) -> str:
        """Return the value as the table shows it."""
        return f"{self.value:,.0f}" if self.unit == "queries" else f"{self.value:,.2f}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` (0 to 1) of the values do not exceed.

    The nearest-rank definition: the answer is always one of the values. Raises ValueError for none.
    """
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def merged(before: Mapping[str, object], figures: Iterable[Figure]) -> dict[str, object]:
    """Return what the file says after a run: new values win, keys not measured now stay."""
    now = {f.key: {"value": round(f.value, 3), "unit": f.unit} for f in figures}
    return dict(sorted({**before, **now}.items()))


def keep(path: Path, figures: Iterable[Figure]) -> None:
    """Write the figures into the file, beside those of earlier runs."""
    before = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps(merged(before, figures), indent=2) + "\n")


def table(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as aligned columns; the last column may be as long as it likes."""
    lines = [tuple(row) for row in rows]
    columns = max(map(len, lines), default=0)
    widths = [max(len(row[n]) for row in lines if n < len(row)) for n in range(columns)]
    padded = (
        [cell.ljust(width) for cell, width in zip(row, widths, strict=False)] for row in lines
    )
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def figure_table(figures: Iterable[Figure]) -> str:
    """Return the figures as a table."""
    return table((f.key, f.words, f.unit, f.runs) for f in figures)
