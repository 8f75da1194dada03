"""Act: the kinds of rows a pack writes: their models, what they refer to, how each is named.

Known to match (which row is meant), loader (writes it) and retire (lets it go).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models

from issues.models import Agency, Issue, Office, Person, Programme, Tenure, Topic
from monitoring.models import CalendarDay, Feed, Outlet, Region, SearchQuery

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
    "query": SearchQuery,
}
# Column that holds the key of a kind, where it is not called `key`.
KEY_FIELDS = {"region": "code", "topic": "code", "query": "text"}
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
# Values that say which row is meant even when its key in the pack changed; unique in the database.
NATURAL = {"tenure": ("office", "person", "valid_from"), "feed": ("url",)}


def standing_rows(kind: str) -> dict[str, Any]:
    """Return the rows of a kind that stand in the database, by primary key."""
    ones = [name for of_kind, name in REFERENCES if of_kind == kind]
    many = [name for of_kind, name in MANY if of_kind == kind]
    found = MODELS[kind]._default_manager.prefetch_related(*many)
    if ones:
        found = found.select_related(*ones)
    return {str(row.pk): row for row in found}


def key_of(kind: str, row: Any) -> str | None:
    """Return the key by which a pack names a standing row; a tenure has none of its own."""
    if kind == "tenure":
        return None
    if kind == "office":
        return row.identity
    if kind == "day":
        return f"{row.date}:{row.name}"
    return getattr(row, KEY_FIELDS.get(kind, "key"))


def natural_key(kind: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """Return what names a row whatever its key is; empty for kinds that have only their key."""
    return tuple(values.get(name) for name in NATURAL.get(kind, ()))


def values_of(kind: str, standing: Any, names: Iterable[str]) -> dict[str, Any]:
    """Return values of a standing row in the form the pack writes them."""
    return {name: _plain(kind, name, getattr(standing, name)) for name in names}


def settled(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with many-to-many lists in order: the database keeps no other."""
    return {
        name: sorted(set(value)) if (kind, name) in MANY else value
        for name, value in values.items()
    }


def _plain(kind: str, name: str, value: Any) -> Any:
    """Return one value as the pack's JSON would write it."""
    if (kind, name) in MANY:
        return sorted(region.code for region in value.all())
    target = REFERENCES.get((kind, name))
    if target and value is not None:
        return key_of(target, value)
    return str(value) if isinstance(value, dt.date) else value
