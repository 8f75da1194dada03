"""Words of items for search, kept by triggers so that every writer is covered."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# The parser of PostgreSQL makes addresses, tags, signed numbers and compounds of words that these
# marks tie together. With spaces instead, "Sri-Dinda" and "Sri Dinda" are the same two words, and
# so are "Ju'ang" and its like with a letter for an apostrophe. One `replace` after the other is
# eight times as fast as `translate`.
TIES = "-./@_<&:+~ʼʻˈ"


def without_ties(words: str) -> str:
    """Return the expression in SQL that puts a space in place of every tie."""
    for tie in TIES:
        words = f"replace({words}, '{tie}', ' ')"
    return words


FUNCTIONS = (
    f"""
CREATE FUNCTION monitoring_plain_words(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN {without_ties("words")};
"""
    + """
-- A phrase never reaches from the title into the text: a mark that nobody can search for stands
-- between the two. The limit keeps the words of any text within what a row may hold (1 MB).
CREATE FUNCTION monitoring_title_and_text(title text, body text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    monitoring_plain_words(title) || ' judul@isi.batas ' || monitoring_plain_words(left(body, 200000));

CREATE FUNCTION monitoring_words(words text, OUT stemmed tsvector, OUT exact tsvector)
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
    strip(ts_delete(to_tsvector('pg_catalog.indonesian', words), 'judul@isi.batas')),
    ts_delete(to_tsvector('pg_catalog.simple', words), 'judul@isi.batas')
);

CREATE FUNCTION monitoring_write_words(one bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO monitoring_itemwords (item_id, stemmed, exact)
    SELECT item.id, words.stemmed, words.exact
    FROM monitoring_item item
    LEFT JOIN monitoring_itemtext body ON body.item_id = item.id,
    monitoring_words(monitoring_title_and_text(item.title, coalesce(body.body, ''))) words
    WHERE item.id = one
    ON CONFLICT (item_id) DO UPDATE SET stemmed = excluded.stemmed, exact = excluded.exact
$$;

-- Search goes through the indexes and never through all rows: the planner takes a test of a row's
-- words to be as cheap as one of a number, but unpacking those of 200,000 items takes seconds. No
-- parallel plan may call this, since it changes a setting while it runs.
CREATE FUNCTION monitoring_found(stems text, words text) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE ROWS 10000 SET enable_seqscan = off AS $$
BEGIN
    IF stems <> '' THEN
        RETURN QUERY SELECT item_id FROM monitoring_itemwords
            WHERE stemmed @@ to_tsquery('pg_catalog.indonesian', stems);
    END IF;
    IF words <> '' THEN
        RETURN QUERY SELECT item_id FROM monitoring_itemwords
            WHERE exact @@ to_tsquery('pg_catalog.simple', words);
    END IF;
END $$;

CREATE FUNCTION monitoring_item_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM monitoring_write_words(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION monitoring_text_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM monitoring_write_words(coalesce(NEW.item_id, OLD.item_id));
    RETURN NULL;
END $$;
"""
)
TRIGGERS = """
CREATE TRIGGER words_of_new_item AFTER INSERT ON monitoring_item
    FOR EACH ROW EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_changed_title AFTER UPDATE OF title ON monitoring_item
    FOR EACH ROW WHEN (NEW.title IS DISTINCT FROM OLD.title)
    EXECUTE FUNCTION monitoring_item_words();
CREATE TRIGGER words_of_new_text AFTER INSERT OR DELETE ON monitoring_itemtext
    FOR EACH ROW EXECUTE FUNCTION monitoring_text_words();
CREATE TRIGGER words_of_changed_text AFTER UPDATE OF body ON monitoring_itemtext
    FOR EACH ROW WHEN (NEW.body IS DISTINCT FROM OLD.body)
    EXECUTE FUNCTION monitoring_text_words();
"""
# Packing and unpacking these columns costs more time than it saves room. Stored aside, they leave
# a narrow table that a count reads quickly.
STORAGE = """
ALTER TABLE monitoring_itemwords SET (toast_tuple_target = 128);
ALTER TABLE monitoring_itemwords ALTER COLUMN stemmed SET STORAGE EXTERNAL;
ALTER TABLE monitoring_itemwords ALTER COLUMN exact SET STORAGE EXTERNAL;
"""
PRESENT = "SELECT monitoring_write_words(id) FROM monitoring_item"
NO_TRIGGERS = """
DROP TRIGGER words_of_new_item ON monitoring_item;
DROP TRIGGER words_of_changed_title ON monitoring_item;
DROP TRIGGER words_of_new_text ON monitoring_itemtext;
DROP TRIGGER words_of_changed_text ON monitoring_itemtext;
"""
NO_FUNCTIONS = """
DROP FUNCTION monitoring_found(text, text), monitoring_text_words(), monitoring_item_words(),
    monitoring_write_words(bigint),
    monitoring_words(text), monitoring_title_and_text(text, text), monitoring_plain_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_rooms")]

    operations = [
        migrations.CreateModel(
            name="ItemWords",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="monitoring.item",
                    ),
                ),
                ("stemmed", django.contrib.postgres.search.SearchVectorField()),
                ("exact", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "verbose_name_plural": "item words",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["stemmed"], name="words_stemmed"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["exact"], name="words_exact"
                    ),
                ],
            },
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(PRESENT, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
