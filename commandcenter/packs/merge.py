"""Pure: decide, field by field, whether the pack or a person owns a value."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Merge:
    """What to write to a row, and which fields stay because a person edited them."""

    write: dict[str, Any]
    kept: tuple[str, ...]


def merge(before: dict[str, Any], row: dict[str, Any], after: dict[str, Any]) -> Merge:
    """Merge three versions of one row: what the pack last wrote, what stands, what it says now.

    A field that no longer holds what the pack last wrote was edited in the interface and is
    kept; every other field follows the pack.
    """
    kept = tuple(
        name
        for name, value in after.items()
        if name in before and row.get(name) != before[name] and row.get(name) != value
    )
    write = {
        name: value for name, value in after.items() if name not in kept and row.get(name) != value
    }
    return Merge(write, kept)
