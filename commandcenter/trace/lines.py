"""Values of changed fields in words: names for keys, words for choices, dates as people write."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

# What one value may take on a line.
VALUE_MAX = 160
NOTHING = "–"


@dataclass(frozen=True)
class Line:
    """One field that changed, before and after in words; of two lists only what went and came.

    A row that is new had nothing before, one that was deleted has nothing after: empty.
    """

    label: str
    before: str
    after: str


class Names:
    """The rows that changes speak of, looked up together: one query per model."""

    def __init__(self, wanted: Iterable[tuple[type[models.Model], Any]]) -> None:
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for model, pk in wanted:
            keys[model].add(model._meta.pk.to_python(pk))
        self.rows = {
            model: model._base_manager.select_related().in_bulk(pks) for model, pks in keys.items()
        }

    def row(self, model: type[models.Model], pk: Any) -> Any | None:
        """Return the row as it stands now; None when it is gone."""
        return self.rows.get(model, {}).get(model._meta.pk.to_python(pk))

    def words(self, model: type[models.Model], pk: Any) -> str:
        """Return what people call a row; one that is gone keeps its number."""
        row = self.row(model, pk)
        return f"#{pk}" if row is None else str(row)


def both(field: Any, before: Any, after: Any, names: Names) -> tuple[str, str]:
    """Return both sides of a change of this model field in words."""
    if isinstance(before, list) and isinstance(after, list):
        went = [one for one in before if one not in after]
        came = [one for one in after if one not in before]
        before, after = went, came
    return _words(field, before, names), _words(field, after, names)


def in_words(field: Any, value: Any) -> str:
    """Return the standing value of a model field, as lists of records show it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, (date, datetime)):
        value = value.isoformat()
    return _words(field, value, Names([]))


def joined(words: Iterable[Any]) -> str:
    """Return a list in one bounded line; nothing is a dash."""
    return Truncator(", ".join(map(str, words))).chars(VALUE_MAX) or NOTHING


def _words(field: Any, value: Any, names: Names) -> str:
    if value in (None, ""):
        return NOTHING
    if field.related_model:
        return names.words(field.related_model, value)
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, list):
        return joined(value)
    if isinstance(value, dict):
        return _("naskah")
    return Truncator(_plain(field, value)).chars(VALUE_MAX)


def _plain(field: Any, value: Any) -> str:
    """Return a single value: a choice by its word, a date as people write it."""
    chosen = dict(field.flatchoices).get(value)
    if chosen is not None:
        return str(chosen)
    if isinstance(field, models.DateTimeField) and (instant := parse_datetime(value)):
        return date_format(timezone.localtime(instant), "j M Y H.i")
    if isinstance(field, models.DateField) and (day := parse_date(value)):
        return date_format(day, "j M Y")
    return str(value)
