"""The words of every item, as search looks for them. Written by the database alone."""

from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models
from django.db.models.expressions import RawSQL

from monitoring.models.items import Item

# New words wait in a list that every search reads through as well, and are sorted into the index
# many at a time. Over 6,000 texts (12 MB) that took 1.9 s of a processor instead of 12, and their
# list made a search at most 25 ms slower. The limit is in kB; housekeeping keeps the list short
# (`sort_in_words`), as does autovacuum.
_LISTED = {"fastupdate": True, "gin_pending_list_limit": 128 * 1024}


class ItemWords(models.Model):
    """The words of title and text. Triggers keep this row, whoever writes the item or its text.

    The columns are large and stored aside, so that a count over many items reads few pages: a
    reason not to keep them beside the text itself. Stems have no positions: phrases are looked
    for in the words as written. The functions of the database are in the migration "search".
    """

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    stemmed = SearchVectorField()
    exact = SearchVectorField()

    class Meta:
        verbose_name_plural = "item words"
        indexes = [
            GinIndex(fields=["stemmed"], name="words_stemmed", **_LISTED),
            GinIndex(fields=["exact"], name="words_exact", **_LISTED),
        ]

    def __str__(self) -> str:
        return str(self.item_id)


def items_holding(stemmed: str, exact: str) -> RawSQL:
    """Return the keys of items that satisfy one of two queries, for a condition with `__in`.

    Both are in the language of `to_tsquery`, and the caller vouches that they can be read
    (issues/searching.py writes them). The first is asked of word stems, the second of words as
    written; an empty one is not asked.
    """
    return RawSQL("SELECT monitoring_found(%s, %s)", [stemmed, exact])


def sort_in_words() -> int:
    """Sort the words that still wait in their list into the indexes; return how many pages."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gin_clean_pending_list('words_stemmed') + gin_clean_pending_list('words_exact')"
        )
        return int(cursor.fetchone()[0])


def stems(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word (in small letters), as search knows it; in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('indonesian_stem', word))[1] FROM unnest(%s::text[]) word",
            [list(words)],
        )
        return dict(cursor.fetchall())
