"""Words of many new items in one statement, and indexes that take them in bulk."""

import django.contrib.postgres.indexes
from django.db import migrations

# An item is found by what its feed says of it until it has a text of its own. Several new items
# are written by one statement, and their words with it. Changes stay with the triggers for each
# row: they come one at a time, and most updates of an item leave its words alone.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION monitoring_write_words(one bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM monitoring_item item
    LEFT JOIN monitoring_itemtext body ON body.item_id = item.id,
    monitoring_words(monitoring_title_and_text(item.title, coalesce(body.body, item.summary))) words
    WHERE item.id = one
    ON CONFLICT (item_id) DO UPDATE SET stemmed = excluded.stemmed, exact = excluded.exact
$$;

CREATE FUNCTION monitoring_words_of_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM new_items item,
    monitoring_words(monitoring_title_and_text(item.title, item.summary)) words;
    RETURN NULL;
END $$;

CREATE FUNCTION monitoring_words_of_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM new_texts body JOIN monitoring_item item ON item.id = body.item_id,
    monitoring_words(monitoring_title_and_text(item.title, body.body)) words
    ON CONFLICT (item_id) DO UPDATE SET stemmed = excluded.stemmed, exact = excluded.exact;
    RETURN NULL;
END $$;
"""
FORMER_FUNCTIONS = """
DROP FUNCTION monitoring_words_of_items(), monitoring_words_of_texts();
CREATE OR REPLACE FUNCTION monitoring_write_words(one bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM monitoring_item item
    LEFT JOIN monitoring_itemtext body ON body.item_id = item.id,
    monitoring_words(monitoring_title_and_text(item.title, coalesce(body.body, ''))) words
    WHERE item.id = one
    ON CONFLICT (item_id) DO UPDATE SET stemmed = excluded.stemmed, exact = excluded.exact
$$;
"""
TRIGGERS = """
DROP TRIGGER words_of_new_item ON monitoring_item;
DROP TRIGGER words_of_changed_title ON monitoring_item;
DROP TRIGGER words_of_new_text ON monitoring_itemtext;
CREATE TRIGGER words_of_new_items AFTER INSERT ON monitoring_item
    REFERENCING NEW TABLE AS new_items
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_words_of_items();
CREATE TRIGGER words_of_changed_item AFTER UPDATE OF title, summary ON monitoring_item
    FOR EACH ROW WHEN ((NEW.title, NEW.summary) IS DISTINCT FROM (OLD.title, OLD.summary))
    EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_new_texts AFTER INSERT ON monitoring_itemtext
    REFERENCING NEW TABLE AS new_texts
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_words_of_texts();
CREATE TRIGGER words_of_lost_text AFTER DELETE ON monitoring_itemtext
    FOR EACH ROW EXECUTE FUNCTION monitoring_text_words();
"""
FORMER_TRIGGERS = """
DROP TRIGGER words_of_new_items ON monitoring_item;
DROP TRIGGER words_of_changed_item ON monitoring_item;
DROP TRIGGER words_of_new_texts ON monitoring_itemtext;
DROP TRIGGER words_of_lost_text ON monitoring_itemtext;
CREATE TRIGGER words_of_new_item AFTER INSERT ON monitoring_item
    FOR EACH ROW EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_changed_title AFTER UPDATE OF title ON monitoring_item
    FOR EACH ROW WHEN (NEW.title IS DISTINCT FROM OLD.title)
    EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_new_text AFTER INSERT OR DELETE ON monitoring_itemtext
    FOR EACH ROW EXECUTE FUNCTION monitoring_text_words();
"""
# Items that wait for their page now.
WAITING = """
SELECT monitoring_write_words(item.id) FROM monitoring_item item
WHERE NOT EXISTS (SELECT FROM monitoring_itemtext body WHERE body.item_id = item.id)
"""
# Words wait in a list and are sorted in many at a time (why, and for how long:
# monitoring/models/words.py). The size is in kB.
NAMES = {"words_stemmed": "stemmed", "words_exact": "exact"}
LISTED = 128 * 1024


def _indexes() -> list[migrations.RunSQL]:
    """Change the parameters of the indexes in place, without building them again."""
    return [
        migrations.RunSQL(
            f"ALTER INDEX {name} SET (fastupdate = on, gin_pending_list_limit = {LISTED})",
            f"ALTER INDEX {name} SET (fastupdate = off); "
            f"ALTER INDEX {name} RESET (gin_pending_list_limit)",
            state_operations=[
                migrations.RemoveIndex("itemwords", name),
                migrations.AddIndex(
                    "itemwords",
                    django.contrib.postgres.indexes.GinIndex(
                        fields=[field], name=name, fastupdate=True, gin_pending_list_limit=LISTED
                    ),
                ),
            ],
        )
        for name, field in NAMES.items()
    ]


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0004_collector")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FORMER_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, FORMER_TRIGGERS),
        *_indexes(),
        migrations.RunSQL(WAITING, migrations.RunSQL.noop),
    ]
