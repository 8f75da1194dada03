"""Act: many rows in one statement. What a busy feed shows is stored in three, not in thousands.

Rows travel as one JSON value that PostgreSQL takes apart by the types of its own columns; with a
parameter for every field, Python spent more time on a feed than the database.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.db import connection

from monitoring.models import Entry, Item, ItemText

Row = dict[str, object]

# A text comes in the same statement as its item: the triggers for search words then see both, and
# find the words once.
_ITEMS = """
WITH stored AS (
    INSERT INTO monitoring_item ({columns})
    SELECT {columns} FROM json_populate_recordset(
        json_populate_record(NULL::monitoring_item, %(defaults)s), %(items)s
    )
    ORDER BY url_hash
    ON CONFLICT DO NOTHING
    RETURNING id, url_hash
), written AS (
    INSERT INTO monitoring_itemtext
        (item_id, body, rung, rung_note, bands, extracted_at, version)
    SELECT stored.id, feed.body, %(rung)s, '', '{{}}', %(at)s, 0
    FROM stored JOIN json_each_text(%(texts)s) feed (url_hash, body) USING (url_hash)
)
SELECT url_hash, id FROM stored
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


def insert_items(rows: Sequence[Row], texts: Mapping[str, str], at: datetime) -> dict[str, int]:
    """Insert items, with the text of those that have one; return the keys of the new ones by hash.

    `rows` hold columns of Item, what they leave out gets its default; `texts` are bodies by
    `url_hash`. An address that somebody else stored meanwhile is left out of the answer.
    """
    values = {
        "defaults": _defaults(),
        "items": _json(rows),
        "texts": _json(texts),
        "rung": ItemText.Rung.FEED,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS.format(columns=_columns(Item)), values)
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
