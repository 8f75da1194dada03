"""Changes as pages tell them: what was done to what, by whom, before and after.

A page of changes costs one query per model that its rows and values refer to, however long it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commandcenter.trace import decided
from commandcenter.trace.labels import label_of
from commandcenter.trace.lines import NOTHING, Line, Names, both
from commandcenter.trace.models import Change
from commandcenter.trace.tracked import TRACKED, Tracked
from issues.deciding import prints
from issues.models import Act
from monitoring.models import Item

# How much of a row's history stands on the page of that row; the rest is in the one list.
HISTORY_SHOWN = 20
# A row that is no more is called by the first of these that it had.
NAMING = ("name", "title", "text", "key", "username")
ACT = "issues.Act"
Action = Change.Action


@dataclass(frozen=True)
class Telling:
    """One change in words; `address` is empty where no page shows the row.

    `by` is empty for the system. `deed` is "dibuat", "diubah", "dihapus" or "ditandai".
    """

    at: datetime
    by: Any
    deed: str
    kind: str
    name: str
    address: str = ""
    lines: Sequence[Line] = ()

    @property
    def day(self) -> date:
        """Return the day of the change in the active zone."""
        return timezone.localtime(self.at).date()


def tell(changes: Iterable[Change]) -> list[Telling]:
    """Return these changes in words."""
    kinds = {one.table._meta.db_table: one for one in TRACKED}
    found = [(change, kinds[change.table]) for change in changes if change.table in kinds]
    names = Names(wanted for change, kind in found for wanted in _referred(change, kind))
    gone = _gone([c for c, kind in found if names.row(kind.table, c.row) is None])
    acts = decided.lines([change.row for change, kind in found if kind.model == ACT])
    return [_telling(change, kind, names, gone, acts) for change, kind in found]


def history(row: models.Model) -> list[Telling]:
    """Return the newest changes of one row; of an item the acts on its text as well."""
    told = tell(Change.objects.of(row).select_related("by")[:HISTORY_SHOWN])
    if isinstance(row, Item):
        told += _acts(row)
        report = getattr(row, "report", None)
        told += history(report) if report else []
    return sorted(told, key=lambda one: one.at, reverse=True)[:HISTORY_SHOWN]


def _acts(item: Item) -> list[Telling]:
    """Return the newest acts on any print of the text, or spread to it from its story."""
    same = prints(item)
    touching = Q(item__in=same) | Q(decisions__item__in=same)
    acts = Act.objects.filter(touching).select_related("by").distinct()[:HISTORY_SHOWN]
    lines = decided.lines([act.pk for act in acts])
    return [
        Telling(
            at=act.at,
            by=act.by,
            deed=_("ditandai"),
            kind=_("Penandaan berita"),
            name=act.words,
            address=reverse("item", args=[act.item_id]),
            lines=lines.get(str(act.pk), []),
        )
        for act in acts
    ]


def _referred(change: Change, kind: Tracked) -> Iterator[tuple[type[models.Model], Any]]:
    """Yield the rows a change speaks of: its own, and those its values are keys of."""
    yield kind.table, change.row
    for column, value in (*change.before.items(), *change.after.items()):
        target = _field(kind, column).related_model
        if target and value is not None:
            yield target, value


def _field(kind: Tracked, column: str) -> Any:
    """Return the model's field of a column (or of a list of related rows)."""
    return kind.table._meta.get_field(column.removesuffix("_id"))


def _gone(changes: list[Change]) -> dict[tuple[str, str], str]:
    """Return what rows were called that are no more, by table and key: their deletion says it."""
    if not changes:
        return {}
    last = Change.objects.filter(action=Action.DELETE, row__in={c.row for c in changes})
    return {
        (one.table, one.row): str(next((one.before[k] for k in NAMING if k in one.before), one.row))
        for one in last.filter(table__in={c.table for c in changes})
    }


def _telling(
    change: Change,
    kind: Tracked,
    names: Names,
    gone: dict[tuple[str, str], str],
    acts: dict[str, list[Line]],
) -> Telling:
    row = names.row(kind.table, change.row)
    made = kind.model == ACT and change.action == Action.INSERT
    told = {
        "at": change.at,
        "by": change.by,
        "deed": str(change.get_action_display()),
        "kind": str(kind.words),
        "lines": acts.get(change.row, []) if made else list(_lines(change, kind, names)),
    }
    if row is None:
        return Telling(**told, name=gone.get((change.table, change.row), f"#{change.row}"))
    address = kind.page(row) if kind.page else ""
    return Telling(**told, name=kind.called(row), address=address)


def _lines(change: Change, kind: Tracked, names: Names) -> Iterator[Line]:
    """Yield the fields that changed; of a row that is new or gone, those that said something."""
    for column in change.before | change.after:
        field = _field(kind, column)
        before, after = both(field, change.before.get(column), change.after.get(column), names)
        if (before, after) != (NOTHING, NOTHING):
            born, gone = change.action == Action.INSERT, change.action == Action.DELETE
            label = label_of(kind.slug, field.name)
            yield Line(label, "" if born else before, "" if gone else after)
