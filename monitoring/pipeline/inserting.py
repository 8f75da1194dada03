"""Act: many rows in one statement. What a busy feed shows is stored in three, not in thousands.

Rows travel as one JSON value that PostgreSQL takes apart by the types of its own columns; with a
parameter for every field, Python spent more time on a feed than the database.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.db import connection

from monitoring.models import Entry, Item

Row = dict[str, object]

_ITEMS = """
INSERT INTO monitoring_item ({columns})
SELECT {columns} FROM json_populate_recordset(
    json_populate_record(NULL::monitoring_item, %s), %s
)
ORDER BY url_hash
ON CONFLICT DO NOTHING
RETURNING url_hash, id
"""
_ENTRIES = """
INSERT INTO monitoring_entry ({columns})
SELECT {columns} FROM json_populate_recordset(NULL::monitoring_entry, %s)
ORDER BY guid_hash
ON CONFLICT DO NOTHING
"""
_TITLES = """
UPDATE monitoring_entry entry SET title = shown.title
FROM json_to_recordset(%s) shown (id bigint, title text)
WHERE entry.id = shown.id
"""


def insert_items(rows: Sequence[Row]) -> dict[str, int]:
    """Insert items; return the keys of the new ones by `url_hash`.

    `rows` hold columns of Item, what they leave out gets its default. An address that somebody
    else stored meanwhile is left out of the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS.format(columns=_columns(Item)), [_defaults(), _json(rows)])
        return dict(cursor.fetchall())


def insert_entries(rows: Sequence[Row]) -> None:
    """Insert entries with all their columns; those the feed has already are left alone."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES.format(columns=_columns(Entry)), [_json(rows)])


def retitle_entries(titles: Mapping[int, str]) -> None:
    """Write the titles of entries, given by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [_json([{"id": key, "title": t} for key, t in titles.items()])])


@cache
def _columns(model: type[Item | Entry]) -> str:
    """Return the columns that a new row fills, all but the key."""
    return ", ".join(field.column for field in model._meta.concrete_fields if not field.primary_key)


@cache
def _defaults() -> str:
    """Return what the model gives a column nobody filled, as JSON; Django keeps it in Python."""
    fields = [field for field in Item._meta.concrete_fields if not field.primary_key]
    return _json({field.column: field.get_default() for field in fields})


def _json(value: object) -> str:
    return json.dumps(value, default=datetime.isoformat, ensure_ascii=False)
