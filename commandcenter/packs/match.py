"""Act: find the standing row that each row of a pack means, before the loader writes anything."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from commandcenter.packs.kinds import (
    MODELS,
    NATURAL,
    key_of,
    natural_key,
    settled,
    standing_rows,
    values_of,
)
from commandcenter.packs.models import PackRecord
from commandcenter.packs.rows import Row

Index = dict[Hashable, str]


@dataclass(frozen=True)
class Match:
    """A row of the pack, the row that stands for it, and what a pack last wrote to that one.

    Without `standing` the row is new; without `record` a person made the standing row.
    """

    row: Row
    standing: Any | None
    record: PackRecord | None

    @property
    def moved(self) -> bool:
        """Say whether the pack now calls the row by another key than it did."""
        return self.record is not None and self.record.key != self.row.key


@dataclass(frozen=True)
class Left:
    """A record that no row of the pack answers to; `standing` is None when a person deleted it."""

    record: PackRecord
    standing: Any | None


def match(wanted: list[Row]) -> tuple[list[Match], list[Left]]:
    """Return a match for every wanted row, in their order, and the records that left the pack."""
    records: dict[str, list[PackRecord]] = defaultdict(list)
    for record in PackRecord.objects.order_by("pk"):
        record.values = settled(record.kind, record.values)
        records[record.kind].append(record)
    found: dict[tuple[str, str], Match] = {}
    left: list[Left] = []
    for kind in MODELS:
        matcher = _Matcher(kind, records[kind])
        for one in matcher.match([row for row in wanted if row.kind == kind]):
            found[kind, one.row.key] = one
        left += matcher.left()
    return [found[row.kind, row.key] for row in wanted], left


class _Matcher:
    """Matches the rows of one kind; a standing row answers to one row of the pack at most."""

    def __init__(self, kind: str, records: list[PackRecord]) -> None:
        self.kind, self.records = kind, records
        self.standing = standing_rows(kind)
        self.record_of = {r.row: r for r in records if r.row in self.standing}
        self.claimed: dict[str, str] = {}
        self.taken: set[str] = set()

    def match(self, wanted: list[Row]) -> Iterator[Match]:
        """Yield a match for every wanted row: by what it is, then by its key."""
        by_nature, by_nature_now, by_record, by_key = self._indexes()
        for index in (by_nature, by_nature_now) if self.kind in NATURAL else ():
            for row in wanted:
                self._claim(row, index.get(natural_key(self.kind, row.values)))
        for index in (by_record, by_key):
            for row in wanted:
                self._claim(row, index.get(row.key))
        for row in wanted:
            pk = self.claimed.get(row.key, "")
            yield Match(row, self.standing.get(pk), self.record_of.get(pk))

    def left(self) -> list[Left]:
        """Return the records whose row nothing in the pack claimed."""
        gone = (r for r in self.records if r.row not in self.taken)
        return [Left(r, self.standing.get(r.row)) for r in gone]

    def _indexes(self) -> tuple[Index, Index, Index, Index]:
        """Return primary keys by nature as last written and as it stands, by record, by key."""
        records = self.record_of.items()
        names = NATURAL.get(self.kind, ())
        return (
            {natural_key(self.kind, record.values): pk for pk, record in records},
            {
                natural_key(self.kind, values_of(self.kind, row, names)): pk
                for pk, row in self.standing.items()
            },
            {record.key: pk for pk, record in records},
            {key_of(self.kind, row): pk for pk, row in self.standing.items()},
        )

    def _claim(self, row: Row, pk: str | None) -> None:
        """Let a standing row answer to a row of the pack, unless either is already settled."""
        if pk is not None and row.key not in self.claimed and pk not in self.taken:
            self.claimed[row.key] = pk
            self.taken.add(pk)
