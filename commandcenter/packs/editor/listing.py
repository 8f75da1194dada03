"""Lists of the editor: search, filter, and rows in words."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commandcenter.packs.editor.kinds import KINDS, Kind
from commandcenter.packs.models import PackRecord
from commandcenter.trace.labels import label_of
from commandcenter.trace.lines import NOTHING, in_words

WORDS_MAX = 5


class State(models.TextChoices):
    """What a list may be narrowed to."""

    UNVERIFIED = "belum", _("Belum diverifikasi")
    OFF = "mati", _("Dimatikan")
    UNKNOWN = "baru", _("Perlu dilengkapi")


@dataclass(frozen=True)
class Listed:
    """One record of the list; `record` is empty for what people made here."""

    row: Any
    cells: list[tuple[str, str]]
    record: PackRecord | None


def overview() -> list[tuple[Kind, int, int]]:
    """Return every kind with how many there are, and how many are not verified."""
    open_ones = PackRecord.objects.filter(verified=False).values_list("kind")
    unverified = dict(open_ones.annotate(count=models.Count("pk")).order_by())
    return [(one, one.model.objects.count(), unverified.get(one.pack, 0)) for one in KINDS]


def found(kind: Kind, words: str, state: str) -> QuerySet[Any]:
    """Return the records of a kind that hold all these words, in the given state."""
    rows = kind.model._default_manager.select_related(*kind.related)
    for word in words.replace("\x00", "").split()[:WORDS_MAX]:
        any_field = Q()
        for name in kind.search:
            any_field |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(any_field)
    return _narrowed(kind, rows, state)


def states(kind: Kind) -> list[State]:
    """Return what this kind's list may be narrowed to."""
    fits = {
        State.UNVERIFIED: True,
        State.OFF: kind.switched,
        State.UNKNOWN: kind.pack == "outlet",
    }
    return [state for state, fit in fits.items() if fit]


def listed(kind: Kind, rows: list[Any]) -> list[Listed]:
    """Return the rows of one page in words, each with its record, in one query."""
    keys = [str(row.pk) for row in rows]
    records = {one.row: one for one in PackRecord.objects.filter(kind=kind.pack, row__in=keys)}
    return [Listed(row, _cells(kind, row), records.get(str(row.pk))) for row in rows]


def _narrowed(kind: Kind, rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == State.UNVERIFIED:
        open_ones = PackRecord.objects.filter(kind=kind.pack, verified=False)
        return rows.filter(pk__in=[kind.model._meta.pk.to_python(one.row) for one in open_ones])
    if state == State.OFF and State.OFF in states(kind):
        return rows.filter(enabled=False)
    if state == State.UNKNOWN and State.UNKNOWN in states(kind):
        return rows.filter(known=False)
    return rows


def _cells(kind: Kind, row: Any) -> list[tuple[str, str]]:
    """Return the columns of a list that say something: their label and the value in words."""
    cells = [_cell(kind, row, path) for path in kind.shown]
    return [(words, value) for words, value in cells if value != NOTHING]


def _cell(kind: Kind, row: Any, path: str) -> tuple[str, str]:
    """Return one column; `office__region` is the region of the row's office."""
    *way, name = path.split("__")
    for step in way:
        row = getattr(row, step)
    return label_of(kind.slug, name), in_words(row._meta.get_field(name), getattr(row, name))
