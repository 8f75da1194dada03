"""The words of every item, as search looks for them. Written by the database alone."""

from collections.abc import Iterable

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models
from django.db.models import Q

from monitoring.models.items import Item

# Configurations of PostgreSQL's full text search: word stems, and words as they are written.
STEMMED, EXACT = "indonesian", "simple"
# More than there will ever be. A limit keeps the planner from testing the words of one row after
# the other, which it takes to be cheap, although each test unpacks them.
ALL = 1_000_000_000


class WordsQuerySet(models.QuerySet["ItemWords"]):
    """Words of items, by what search asks of them."""

    def holding(self, stemmed: str, exact: str) -> "WordsQuerySet":
        """Return items that satisfy one of two conditions in the language of `to_tsquery`.

        The first is asked of word stems, the second of words as written; an empty one is not
        asked. The caller vouches that both can be read (issues/searching.py writes them).
        """
        condition = Q()
        if stemmed:
            condition |= Q(stemmed=SearchQuery(stemmed, config=STEMMED, search_type="raw"))
        if exact:
            condition |= Q(exact=SearchQuery(exact, config=EXACT, search_type="raw"))
        return self.filter(condition)[:ALL]


class ItemWords(models.Model):
    """The words of title and text. Triggers keep this row, whoever writes the item or its text.

    The columns are large and stored aside, so that a count over many items reads few pages: a
    reason not to keep them beside the text itself. Stems have no positions: phrases are looked
    for in the words as written.
    """

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="words"
    )
    stemmed = SearchVectorField()
    exact = SearchVectorField()

    objects = WordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "item words"
        indexes = [
            # A list of changes still to be sorted in would slow down every search a little.
            GinIndex(fields=["stemmed"], name="words_stemmed", fastupdate=False),
            GinIndex(fields=["exact"], name="words_exact", fastupdate=False),
        ]

    def __str__(self) -> str:
        return str(self.item_id)


def stems(words: Iterable[str]) -> dict[str, str]:
    """Return the stem of each word (in small letters), as search knows it; in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('indonesian_stem', word))[1] FROM unnest(%s::text[]) word",
            [list(words)],
        )
        return dict(cursor.fetchall())
