"""Act: write a pack into the database, leaving alone what people edited in the interface."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.db import DataError, IntegrityError, models, transaction
from django.db.models.functions import Cast, Concat

from commandcenter.packs.files import PackError
from commandcenter.packs.kinds import KEY_FIELDS, MANY, MODELS, REFERENCES, settled, values_of
from commandcenter.packs.match import Match, match
from commandcenter.packs.merge import merge
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack
from commandcenter.packs.report import LoadReport
from commandcenter.packs.retire import retire
from commandcenter.packs.rows import Row, rows
from monitoring.models import Feed, Region


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
    """Writes rows one by one and remembers them by key, so that later rows can refer to them."""

    def __init__(self, pack: str, at: dt.datetime, report: LoadReport) -> None:
        self.pack, self.at, self.report = pack, at, report
        self.rows: dict[tuple[str, str], models.Model] = {}

    def write(self, one: Match) -> None:
        """Create the row, or bring the fields that the pack owns up to date."""
        row = one.row
        try:
            written = self._create(row) if one.standing is None else self._update(one)
        except (IntegrityError, DataError) as error:
            words = str(error).strip().splitlines()[0]
            raise PackError(f"{row.kind} {row.key}: ditolak basis data: {words}") from error
        self.rows[row.kind, row.key] = written
        self._remember(one, str(written.pk))

    def _create(self, row: Row) -> models.Model:
        values = self._resolve(row.kind, row.values)
        many = {name: values.pop(name) for kind, name in MANY if kind == row.kind}
        made = MODELS[row.kind](**values, **self._birth(row), **row.initial)
        made.save(force_insert=True)
        for name, related in many.items():
            getattr(made, name).set(related)
        self.report.counts["baru"] += 1
        return made

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
                resolved[name] = self.rows[target, value]
            else:
                resolved[name] = value
        return resolved

    def _remember(self, one: Match, pk: str) -> None:
        """Record what the pack says now of this row, under the key it has now."""
        row, record = one.row, one.record
        if record is not None and not one.moved and record.values == row.values:
            return
        PackRecord.objects.filter(kind=row.kind, row=pk).exclude(key=row.key).delete()
        PackRecord.objects.update_or_create(
            kind=row.kind,
            key=row.key,
            defaults={"pack": self.pack, "row": pk, "values": row.values, "loaded_at": self.at},
        )
