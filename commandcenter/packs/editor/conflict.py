"""What a person typed, brought onto a record that somebody else changed meanwhile."""

from typing import Any

from django.db import models
from django.http import QueryDict

from commandcenter.packs.editor.forms import RecordForm
from commandcenter.trace.models import Change


def changes_since(row: models.Model, seen: int) -> list[Change]:
    """Return what was changed of a row after the edition `seen`, newest first."""
    return list(Change.objects.of(row).filter(pk__gt=seen).select_related("by"))


def rebased(form: RecordForm, current: Any, changes: list[Change]) -> QueryDict:
    """Return what was typed, with fields the person left alone as they stand now.

    What the person saw is known from the oldest change since. `current` is the row as it stands.
    """
    typed = form.data.copy()
    for column, before in _seen_values(changes).items():
        name = column.removesuffix("_id")
        if name in form.fields and not _touched(form, name, before):
            _put(typed, name, getattr(current, column))
    return typed


def _seen_values(changes: list[Change]) -> dict[str, Any]:
    """Return the values before the oldest of these changes; lists of regions are left alone."""
    seen: dict[str, Any] = {}
    for change in changes:
        seen |= {name: change.before[name] for name in change.after if name in change.before}
    return seen


def _touched(form: RecordForm, name: str, before: Any) -> bool:
    """Say whether the typed value is not the one the person saw."""
    field = form.instance._meta.get_field(name)
    value = before if field.related_model else field.to_python(before)
    return form.fields[name].has_changed(value, form[name].data)


def _put(typed: QueryDict, name: str, value: Any) -> None:
    """Write a standing value the way a browser would send it."""
    if isinstance(value, bool):
        typed.pop(name, None)
        typed.update({name: "on"} if value else {})
    elif isinstance(value, list):
        typed[name] = "\n".join(value)
    else:
        typed[name] = "" if value is None else str(value)
