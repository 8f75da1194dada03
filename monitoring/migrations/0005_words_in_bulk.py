"""Words of many new items in one statement, and indexes that take them in bulk."""

import django.contrib.postgres.indexes
from django.db import migrations

# Several items and texts are written by one statement. A new item that came with its text is left
# to the trigger of the text, so that its words are found once. Changes stay with the triggers for
# each row: they come one at a time, and most updates of an item leave its title alone.
FUNCTIONS = """
CREATE FUNCTION monitoring_words_of_items() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM new_items item, monitoring_words(monitoring_title_and_text(item.title, '')) words
    WHERE NOT EXISTS (SELECT FROM monitoring_itemtext body WHERE body.item_id = item.id)
    ON CONFLICT (item_id) DO UPDATE SET stemmed = excluded.stemmed, exact = excluded.exact;
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
NO_FUNCTIONS = "DROP FUNCTION monitoring_words_of_items(), monitoring_words_of_texts();"
TRIGGERS = """
DROP TRIGGER words_of_new_item ON monitoring_item;
DROP TRIGGER words_of_new_text ON monitoring_itemtext;
CREATE TRIGGER words_of_new_items AFTER INSERT ON monitoring_item
    REFERENCING NEW TABLE AS new_items
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_words_of_items();
CREATE TRIGGER words_of_new_texts AFTER INSERT ON monitoring_itemtext
    REFERENCING NEW TABLE AS new_texts
    FOR EACH STATEMENT EXECUTE FUNCTION monitoring_words_of_texts();
CREATE TRIGGER words_of_lost_text AFTER DELETE ON monitoring_itemtext
    FOR EACH ROW EXECUTE FUNCTION monitoring_text_words();
"""
FORMER_TRIGGERS = """
DROP TRIGGER words_of_new_items ON monitoring_item;
DROP TRIGGER words_of_new_texts ON monitoring_itemtext;
DROP TRIGGER words_of_lost_text ON monitoring_itemtext;
CREATE TRIGGER words_of_new_item AFTER INSERT ON monitoring_item
    FOR EACH ROW EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_new_text AFTER INSERT OR DELETE ON monitoring_itemtext
    FOR EACH ROW EXECUTE FUNCTION monitoring_text_words();
"""
# An index that is told of each word at once takes five times as long over a text as one that
# keeps a list and sorts it in later. The size is in kB (monitoring/models/words.py).
NAMES = {"words_stemmed": "stemmed", "words_exact": "exact"}
LISTED = 16 * 1024


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
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, FORMER_TRIGGERS),
        *_indexes(),
    ]
