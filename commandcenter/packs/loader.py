"""Act: write a pack into the database, leaving alone what people edited in the interface."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from commandcenter.packs.files import PackError
from commandcenter.packs.merge import merge
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack
from commandcenter.packs.rows import Row, rows
from issues.models import Agency, Issue, Office, Person, Programme, Tenure, Topic
from monitoring.models import CalendarDay, Feed, Outlet, Region


@dataclass
class LoadReport:
    """What loading changed: rows by outcome, and fields kept because a person edited them."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        words = ("baru", "diperbarui", "tetap", "tidak ada lagi di paket")
        text = ", ".join(f"{self.counts[word]} {word}" for word in words if self.counts[word])
        if self.kept:
            text += f"; hasil suntingan dipertahankan: {', '.join(self.kept)}"
        return text


MODELS: dict[str, type[models.Model]] = {
    "region": Region,
    "agency": Agency,
    "office": Office,
    "person": Person,
    "tenure": Tenure,
    "topic": Topic,
    "programme": Programme,
    "issue": Issue,
    "outlet": Outlet,
    "feed": Feed,
    "day": CalendarDay,
}
# How the row of a kind is found by its key when no PackRecord names it yet.
KEY_FIELDS = {"region": "code", "topic": "code"}
# Fields that hold the key of another row.
REFERENCES: dict[tuple[str, str], str] = {
    ("region", "parent"): "region",
    ("agency", "successor"): "agency",
    ("office", "region"): "region",
    ("office", "agency"): "agency",
    ("tenure", "office"): "office",
    ("tenure", "person"): "person",
    ("topic", "agency"): "agency",
    ("programme", "topic"): "topic",
    ("programme", "agency"): "agency",
    ("issue", "topic"): "topic",
    ("issue", "agency"): "agency",
    ("feed", "outlet"): "outlet",
}
MANY = {("issue", "regions"), ("outlet", "regions")}


@transaction.atomic
def load_pack(pack: Pack, at: dt.datetime) -> LoadReport:
    """Bring the database to what the pack says, in one transaction.

    Loading the same pack twice changes nothing. Raises PackError when the database already
    serves another province.
    """
    home = Region.objects.home()
    if home is not None and home.code != pack.pack.home:
        raise PackError(
            f"Basis data ini sudah melayani {home.name} ({home.code}); paket {pack.pack.name!r} "
            f"untuk wilayah {pack.pack.home} perlu basis data sendiri (DATABASE_URL, DATA_DIR)."
        )
    report = LoadReport()
    known = {(r.kind, r.key): r for r in PackRecord.objects.all()}
    writer = _Writer(pack.pack.name, at, known, report)
    for row in rows(pack):
        writer.write(row)
    report.counts["tidak ada lagi di paket"] = len(set(known) - writer.seen)
    return report


class _Writer:
    """Writes rows one by one and remembers them by key, so that later rows can refer to them."""

    def __init__(
        self,
        pack: str,
        at: dt.datetime,
        known: dict[tuple[str, str], PackRecord],
        report: LoadReport,
    ) -> None:
        self.pack, self.at, self.known, self.report = pack, at, known, report
        self.rows: dict[tuple[str, str], models.Model] = {}
        self.seen: set[tuple[str, str]] = set()
        self.standing = {kind: self._standing(kind) for kind in MODELS}

    def _standing(self, kind: str) -> dict[str, models.Model]:
        """Return the rows of a kind that stand in the database, by primary key and by pack key."""
        found = MODELS[kind]._default_manager.all()
        for (of_kind, name), _target in REFERENCES.items():
            if of_kind == kind:
                found = found.select_related(name)
        for of_kind, name in MANY:
            if of_kind == kind:
                found = found.prefetch_related(name)
        if kind == "tenure":
            found = found.select_related("office__region")
        rows = list(found)
        return {str(row.pk): row for row in rows} | {_key_of(kind, row): row for row in rows}

    def write(self, row: Row) -> None:
        """Create the row, or bring the fields that the pack owns up to date."""
        record = self.known.get((row.kind, row.key))
        standing = self.standing[row.kind].get(record.row if record else row.key)
        self.seen.add((row.kind, row.key))
        if standing is None:
            self._create(row)
        else:
            self._update(row, standing, record)

    def _create(self, row: Row) -> None:
        values = self._resolve(row.kind, row.values)
        many = {name: values.pop(name) for kind, name in MANY if kind == row.kind}
        made = MODELS[row.kind](**values, **self._birth(row), **row.initial)
        made.save(force_insert=True)
        for name, related in many.items():
            getattr(made, name).set(related)
        self._remember(row, made)
        self.report.counts["baru"] += 1

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

    def _update(self, row: Row, standing: models.Model, record: PackRecord | None) -> None:
        before = record.values if record else {}
        decision = merge(before, _values_of(row, standing), row.values)
        for name, value in self._resolve(row.kind, decision.write).items():
            if (row.kind, name) in MANY:
                getattr(standing, name).set(value)
            else:
                setattr(standing, name, value)
        if decision.write:
            standing.save()
        self._remember(row, standing)
        self.report.counts["diperbarui" if decision.write else "tetap"] += 1
        self.report.kept += [f"{row.kind} {row.key} ({name})" for name in decision.kept]

    def _resolve(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values with keys of other rows replaced by those rows."""
        resolved: dict[str, Any] = {}
        for name, value in values.items():
            target = REFERENCES.get((kind, name))
            if (kind, name) in MANY:
                resolved[name] = [self.rows["region", code] for code in value]
            elif target and value is not None:
                resolved[name] = self.rows[target, value]
            else:
                resolved[name] = value
        return resolved

    def _remember(self, row: Row, written: models.Model) -> None:
        """Keep the row for references and record what the pack says now."""
        self.rows[row.kind, row.key] = written
        record = self.known.get((row.kind, row.key))
        if record is None or record.values != row.values:
            PackRecord.objects.update_or_create(
                kind=row.kind,
                key=row.key,
                defaults={
                    "pack": self.pack,
                    "row": str(written.pk),
                    "values": row.values,
                    "loaded_at": self.at,
                },
            )


def _key_of(kind: str, row: Any) -> str:
    """Return the key by which a pack names a standing row."""
    if kind == "office":
        return row.identity
    if kind == "tenure":
        return f"{row.office.identity}:{row.person.key}:{row.capacity}:{row.valid_from}"
    if kind == "day":
        return f"{row.date}:{row.name}"
    return getattr(row, KEY_FIELDS.get(kind, "key"))


def _values_of(row: Row, standing: Any) -> dict[str, Any]:
    """Return the standing row's values in the form the pack writes them."""
    return {name: _plain(row.kind, name, getattr(standing, name)) for name in row.values}


def _plain(kind: str, name: str, value: Any) -> Any:
    """Return one value as the pack's JSON would write it."""
    if (kind, name) in MANY:
        return [region.code for region in value.all()]
    target = REFERENCES.get((kind, name))
    if target and value is not None:
        return _key_of(target, value)
    return str(value) if isinstance(value, dt.date) else value
