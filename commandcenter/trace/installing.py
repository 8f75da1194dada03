"""Act: bring the triggers to what `tracked` says, after every `migrate`.

PostgreSQL refuses to alter a column that a trigger names, so before migrations run the triggers
are taken away; afterwards they come back, also when the last start was cut off in between.
"""

import hashlib
import logging
from typing import Any

from django.db import connection

from commandcenter.trace import triggers
from commandcenter.trace.tracked import watched

logger = logging.getLogger(__name__)


def step_aside(plan: list[Any], **_signal: Any) -> None:
    """Take the triggers away before migrations run; nothing when there are none to run."""
    if plan:
        with connection.cursor() as cursor:
            cursor.execute(triggers.REMOVE)


def install(**_signal: Any) -> None:
    """Make the triggers, unless those in the database already are what the code says."""
    missing = _missing()
    if missing:
        logger.warning("jejak belum dipasang, kolom belum ada: %s", ", ".join(missing))
        return
    sql = triggers.install(watched())
    name = hashlib.sha256(sql.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description(to_regproc('trace_note'), 'pg_proc')")
        if cursor.fetchone() != (name,):
            cursor.execute(f"{sql} COMMENT ON FUNCTION trace_note() IS '{name}';")


def _missing() -> list[str]:
    """Return watched columns the database does not have, as after migrating a part only."""
    wanted = {(one.table, column) for one in watched() for column in (one.key, *one.columns)}
    wanted.add(("trace_change", "id"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema()"
        )
        return sorted(".".join(one) for one in wanted - set(cursor.fetchall()))
