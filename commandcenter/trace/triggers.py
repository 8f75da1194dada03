"""Pure: the SQL of the triggers, from a list of what is traced.

An update fires only when its statement names a watched column (UPDATE OF) and one of them really
differs (WHEN), so that the work of machines costs nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Links:
    """The table of a list of related rows: its columns for this side and for the other."""

    table: str
    name: str
    here: str
    there: str


@dataclass(frozen=True)
class Watch:
    """One traced table: the column of its key, the watched columns, and whether inserts count."""

    table: str
    key: str
    columns: tuple[str, ...]
    born: bool
    many: tuple[Links, ...] = ()


FUNCTIONS = """
CREATE OR REPLACE FUNCTION trace_write(name text, key text, deed text, was jsonb, became jsonb)
RETURNS void LANGUAGE sql AS $$
    INSERT INTO trace_change ("table", "row", action, before, after, at, by_id)
    VALUES (name, left(key, 80), deed, was, became, clock_timestamp(),
            NULLIF(current_setting('trace.actor', true), '')::bigint)
$$;

-- Arguments: the column of the primary key, then the watched columns.
CREATE OR REPLACE FUNCTION trace_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    was jsonb := '{}';
    became jsonb := '{}';
    name text;
BEGIN
    FOR i IN 1 .. TG_NARGS - 1 LOOP
        name := TG_ARGV[i];
        CONTINUE WHEN old_row ->> name IS NOT DISTINCT FROM new_row ->> name;
        IF TG_OP <> 'INSERT' THEN was := was || jsonb_build_object(name, old_row -> name); END IF;
        IF TG_OP <> 'DELETE' THEN
            became := became || jsonb_build_object(name, new_row -> name);
        END IF;
    END LOOP;
    PERFORM trace_write(TG_TABLE_NAME, coalesce(new_row ->> TG_ARGV[0], old_row ->> TG_ARGV[0]),
                        TG_OP, was, became);
    RETURN NULL;
END $$;

-- Arguments: table, column of its key, name of the list, column of the related key.
CREATE OR REPLACE FUNCTION trace_note_many() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    link jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
    member jsonb := jsonb_build_object(TG_ARGV[2], link -> TG_ARGV[3]);
BEGIN
    PERFORM trace_write(TG_ARGV[0], link ->> TG_ARGV[1], 'UPDATE',
                        CASE WHEN TG_OP = 'DELETE' THEN member ELSE '{}' END,
                        CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE member END);
    RETURN NULL;
END $$;
"""


# Dropping the functions takes every trigger along that calls them.
REMOVE = """
DROP FUNCTION IF EXISTS
    trace_note(), trace_note_many(), trace_write(text, text, text, jsonb, jsonb) CASCADE;
"""


def install(watched: list[Watch]) -> str:
    """Return the SQL that makes the functions and the triggers, in place of older ones."""
    return "\n".join([REMOVE, FUNCTIONS, *(line for one in watched for line in _triggers(one))])


def _triggers(watch: Watch) -> list[str]:
    """Return the triggers of one table and of the lists of related rows that belong to it."""
    arguments = ", ".join(f"'{name}'" for name in (watch.key, *watch.columns))
    differs = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in watch.columns)
    named = ", ".join(f'"{name}"' for name in watch.columns)
    return [
        f"CREATE TRIGGER trace_rows AFTER {'INSERT OR ' if watch.born else ''}DELETE "
        f'ON "{watch.table}" FOR EACH ROW EXECUTE FUNCTION trace_note({arguments});',
        f'CREATE TRIGGER trace_update AFTER UPDATE OF {named} ON "{watch.table}" FOR EACH ROW '
        f"WHEN ({differs}) EXECUTE FUNCTION trace_note({arguments});",
        *(_many(watch.table, links) for links in watch.many),
    ]


def _many(table: str, links: Links) -> str:
    arguments = f"'{table}', '{links.here}', '{links.name}', '{links.there}'"
    return (
        f'CREATE TRIGGER trace_rows AFTER INSERT OR DELETE ON "{links.table}" '
        f"FOR EACH ROW EXECUTE FUNCTION trace_note_many({arguments});"
    )
