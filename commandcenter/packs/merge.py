"""Pure: decide, field by field, whether the pack or a person owns a value."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

_EMPTY = (None, "", [], {})


@dataclass(frozen=True)
class Check:
    """Where a record comes from, when somebody last held it against the world, and if it stood."""

    origin: str = ""
    checked: dt.date | None = None
    verified: bool = False


@dataclass(frozen=True)
class Merge:
    """What to write to a row, and which fields stay because a person edited them."""

    write: dict[str, Any]
    kept: tuple[str, ...]


def merge(before: dict[str, Any] | None, row: dict[str, Any], after: dict[str, Any]) -> Merge:
    """Merge three versions of one row: what the pack last wrote, what stands, what it says now.

    A field that no longer holds what the pack last wrote was edited in the interface and is
    kept; every other field follows the pack. Without `before` a person made the row: the pack
    fills only what is empty.
    """
    differing = {name: value for name, value in after.items() if row.get(name) != value}
    kept = tuple(name for name in differing if _is_persons(name, before, row.get(name)))
    return Merge({name: value for name, value in differing.items() if name not in kept}, kept)


def _is_persons(name: str, before: dict[str, Any] | None, value: Any) -> bool:
    """Say whether a standing value is a person's."""
    if before is None:
        return value not in _EMPTY
    return name in before and value != before[name]


def newest(standing: Check, said: Check) -> Check:
    """Return the check that counts: the pack's, unless a person checked on a later day."""
    later = standing.checked and (said.checked is None or standing.checked > said.checked)
    return standing if later else said
