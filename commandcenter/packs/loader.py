"""Act: write a pack into the database, leaving alone what people edited in the interface."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from django.db import DataError, IntegrityError, models, transaction
from django.db.models.functions import Cast, Concat

from commandcenter.packs.files import PackError
from commandcenter.packs.kinds import KEY_FIELDS, MANY, MODELS, REFERENCES, settled, values_of
from commandcenter.packs.match import Match, match
from commandcenter.packs.merge import Check, merge, newest
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack
from commandcenter.packs.report import LoadReport
from commandcenter.packs.retire import retire
from commandcenter.packs.rows import Row, rows
from monitoring.models import Feed, Region

_CHECK = tuple(field.name for field in fields(Check))


@transaction.atomic
def load_pack(pack: Pack, at: dt.datetime) -> LoadReport:
    """Bring the database to what the pack says, in one transaction.

    Loading the same pack twice changes nothing. Raises PackError when the database already
    serves another province, or refuses a row.
    """
    home = Region.objects.home()
    if home is not None and home.code != pack.pack.home:
        raise PackError(
            f"Basis data ini sudah melayani {home.name} ({home.code}); paket {pack.pack.name!r} "
            f"untuk wilayah {pack.pack.home} perlu basis data sendiri (DATABASE_URL, DATA_DIR)."
        )
    report = LoadReport()
    report.counts["tidak ada lagi di paket"] = 0
    matches, left = match([replace(r, values=settled(r.kind, r.values)) for r in rows(pack)])
    _rename_feeds([one for one in matches if one.row.kind == "feed" and one.standing])
    writer = _Writer(pack.pack.name, at, report)
    for one in matches:
        writer.write(one)
    writer.finish()
    retire(left, report)
    return report


def _rename_feeds(matches: list[Match]) -> None:
    """Give feeds that the pack calls differently their new key, unless a person chose theirs."""
    moved = {m.standing.pk: m for m in matches if m.moved and m.standing.key == m.record.key}
    if not moved:
        return
    # Two feeds may have exchanged keys: all let go of theirs before any takes its new one.
    parked = Concat(models.Value("~"), Cast("pk", models.CharField()))
    Feed.objects.filter(pk__in=moved).update(key=parked)
    taken = set(Feed.objects.values_list("key", flat=True))
    for pk, one in moved.items():
        key = one.row.key if one.row.key not in taken else f"{one.row.key}-{pk}"
        Feed.objects.filter(pk=pk).update(key=key)


class _Writer:
    """Writes rows in their order and remembers them by key, so that later rows can refer to them.

    New rows of one kind wait for each other and are written together: a province has more than a
    thousand villages. `finish` writes the last of them, and what the pack said of every row.
    """

    def __init__(self, pack: str, at: dt.datetime, report: LoadReport) -> None:
        self.pack, self.at, self.report = pack, at, report
        self.rows: dict[tuple[str, str], models.Model] = {}
        self.said: list[Match] = []
        self.waiting: list[tuple[Row, models.Model, dict[str, Any]]] = []

    def write(self, one: Match) -> None:
        """Create the row, or bring the fields that the pack owns up to date."""
        row = one.row
        if self.waiting and self.waiting[0][0].kind != row.kind:
            self._flush()
        with _named(row):
            written = self._create(row) if one.standing is None else self._update(one)
        self.rows[row.kind, row.key] = written
        if _news(one):
            self.said.append(one)

    def finish(self) -> None:
        """Write the rows that still wait, and remember what the pack says now of each."""
        self._flush()
        moved = [one for one in self.said if one.moved]
        for one in moved:
            PackRecord.objects.filter(kind=one.row.kind, row=one.standing.pk).delete()
        PackRecord.objects.bulk_create(
            [self._record(one) for one in self.said],
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["pack", "row", "values", "loaded_at", *_CHECK],
        )

    def _create(self, row: Row) -> models.Model:
        values = self._resolve(row.kind, row.values)
        many = {name: values.pop(name) for kind, name in MANY if kind == row.kind}
        made = MODELS[row.kind](**values, **self._birth(row), **row.initial)
        self.waiting.append((row, made, many))
        self.report.counts["baru"] += 1
        return made

    def _flush(self) -> None:
        """Write the waiting rows at once; where the database refuses, find out which one it is."""
        if not self.waiting:
            return
        made = [row for _said, row, _many in self.waiting]
        try:
            with transaction.atomic():
                type(made[0])._default_manager.bulk_create(made)
        except (IntegrityError, DataError):
            for said, row, _many in self.waiting:
                with _named(said):
                    row.save(force_insert=True)
        for _said, row, many in self.waiting:
            for name, related in many.items():
                getattr(row, name).add(*related)
        self.waiting = []

    def _birth(self, row: Row) -> dict[str, Any]:
        """Return what a new row needs beyond the pack's values; it is not the pack's afterwards."""
        if row.kind == "issue":
            because = "isu berulang dari paket daerah"
            return {"key": row.key, "state_since": self.at, "opened_at": self.at} | {
                "opened_because": because,
                "state_reason": because,
            }
        if row.kind == "feed":
            return {"key": row.key, "due_at": self.at}
        if row.kind in {"office", "tenure", "day"}:
            return {}
        return {KEY_FIELDS.get(row.kind, "key"): row.key}

    def _update(self, one: Match) -> models.Model:
        row, standing = one.row, one.standing
        now = values_of(row.kind, standing, row.values)
        decision = merge(one.record.values if one.record else None, now, row.values)
        if decision.write:
            self._save(row.kind, standing, self._resolve(row.kind, decision.write))
        kept = [*decision.kept]
        if one.record is None and not getattr(standing, "enabled", True):
            kept.append("enabled")
        self.report.counts["diperbarui" if decision.write or one.moved else "tetap"] += 1
        self.report.kept += [f"{row.kind} {row.key} ({name})" for name in kept]
        return standing

    def _save(self, kind: str, standing: Any, values: dict[str, Any]) -> None:
        """Write these columns and no other: workers and people write theirs meanwhile."""
        columns = [name for name in values if (kind, name) not in MANY]
        for name, value in values.items():
            if name in columns:
                setattr(standing, name, value)
            else:
                getattr(standing, name).set(value)
        if columns:
            standing.save(update_fields=columns)

    def _resolve(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values with keys of other rows replaced by those rows."""
        resolved: dict[str, Any] = {}
        for name, value in values.items():
            target = REFERENCES.get((kind, name))
            if (kind, name) in MANY:
                resolved[name] = [self.rows["region", code] for code in value]
            elif target and value is not None:
                resolved[name] = self._written(target, value)
            else:
                resolved[name] = value
        return resolved

    def _written(self, kind: str, key: str) -> models.Model:
        """Return the row of this key; one that waits for its number is written first."""
        if self.rows[kind, key].pk is None:
            self._flush()
        return self.rows[kind, key]

    def _record(self, one: Match) -> PackRecord:
        """Return what the pack says now of a row, under the key it has now."""
        row, check = one.row, _check(one)
        pk = str(self.rows[row.kind, row.key].pk)
        said = {"values": row.values, **vars(check)}
        return PackRecord(
            kind=row.kind, key=row.key, pack=self.pack, row=pk, loaded_at=self.at, **said
        )


def _check(one: Match) -> Check:
    """Return the check of a row that counts: the pack's, or a later one of a person."""
    if one.record is None:
        return one.row.check
    return newest(Check(**{name: getattr(one.record, name) for name in _CHECK}), one.row.check)


def _news(one: Match) -> bool:
    """Say whether the pack says anything of a row that is not remembered yet."""
    record = one.record
    if record is None or one.moved or record.values != one.row.values:
        return True
    return any(getattr(record, name) != value for name, value in vars(_check(one)).items())


@contextmanager
def _named(row: Row) -> Iterator[None]:
    """Turn what the database refuses into words that name the row of the pack."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        words = str(error).strip().splitlines()[0]
        raise PackError(f"{row.kind} {row.key}: ditolak basis data: {words}") from error
