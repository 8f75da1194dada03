"""Who said what, who speaks most (tervokal), and of whom most is told (terpegah).

Only officials of the pack are ranked: the product keeps no profile of citizens or journalists.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from issues.models import Mention, Office, Person, Quote, Statement
from issues.selection import Selection

PER_PAGE = 30
RANKED = 10


@dataclass(frozen=True)
class Voice:
    """One official in a ranking; `statements` is 0 in the list of those talked about.

    Stories are events, placements what was printed of them. `address` opens what was counted.
    """

    office: Office
    person: Person | None
    statements: int
    stories: int
    placements: int
    address: str


def read(selection: Selection, zone: ZoneInfo, number: str | None) -> Page:
    """Return one page of statements, newest first, each with what its row shows.

    `placements` are those of the selection, and `address` opens exactly them.
    """
    found = statements(selection, zone).values_list("pk", flat=True)
    page = Paginator(found, PER_PAGE).get_page(number)
    rows = _rows(selection, zone, list(page.object_list))
    for row in rows:
        row.address = _everybody(selection).address(pernyataan=row.pk)
    page.object_list = rows
    return page


def statements(selection: Selection, zone: ZoneInfo) -> QuerySet[Statement]:
    """Return the statements that the selected coverage prints, newest first.

    `pejabat` is here the office that speaks, not one that is mentioned.
    """
    said = _quotes(selection, zone).filter(statement=OuterRef("pk"))
    return Statement.objects.filter(Exists(said)).order_by("-said_at", "-pk")


def tervokal(selection: Selection, zone: ZoneInfo) -> list[Voice]:
    """Return the officials with the most statements in the selected coverage."""
    rows = _quotes(selection, zone).filter(statement__office__isnull=False).order_by()
    counted = rows.values("statement__office", "statement__person").annotate(
        statements=Count("statement", distinct=True),
        stories=Count("coverage__story", distinct=True),
        placements=Count("coverage", distinct=True),
    )
    ranked = counted.order_by("-statements", "-stories", "statement__office__rank")[:RANKED]
    return _voices(ranked, "statement__office", "statement__person", selection)


def terpegah(selection: Selection, zone: ZoneInfo) -> list[Voice]:
    """Return the officials named in the most stories of the selected coverage."""
    coverage = _everybody(selection).coverage(zone).order_by()
    rows = Mention.objects.filter(coverage__in=coverage).order_by()
    counted = rows.values("office").annotate(
        stories=Count("coverage__story", distinct=True),
        placements=Count("coverage", distinct=True),
    )
    ranked = counted.order_by("-stories", "-placements", "office__rank")[:RANKED]
    return _voices(ranked, "office", "", selection)


def _everybody(selection: Selection) -> Selection:
    """Return the selection whoever is mentioned: the office says who speaks."""
    return replace(selection, pejabat="", tone="" if selection.pejabat else selection.tone)


def _quotes(selection: Selection, zone: ZoneInfo) -> QuerySet[Quote]:
    """Return the quotations of statements in the selected coverage."""
    coverage = _everybody(selection).coverage(zone).order_by()
    rows = Quote.objects.filter(coverage__in=coverage, statement__isnull=False)
    if selection.pejabat:
        key, _at, region = selection.pejabat.partition("@")
        rows = rows.filter(statement__office__key=key, statement__office__region=region)
    return rows


def _rows(selection: Selection, zone: ZoneInfo, keys: list[int]) -> list[Statement]:
    """Return statements as the page shows them, in two queries."""
    quotes = _quotes(selection, zone).filter(statement__in=keys)
    same = quotes.filter(statement=OuterRef("pk")).order_by().values("statement")
    placements = same.annotate(n=Count("coverage", distinct=True)).values("n")
    first = quotes.select_related("coverage__item__outlet").order_by("coverage__at", "pk")
    rows = (
        Statement.objects.select_related("office__region", "person")
        .annotate(placements=Coalesce(Subquery(placements), 0))
        .prefetch_related(Prefetch("quotes", queryset=first, to_attr="printed"))
        .in_bulk(keys)
    )
    return [rows[key] for key in keys if key in rows]


def _voices(
    ranked: QuerySet[Any, Mapping[str, Any]], office: str, person: str, selection: Selection
) -> list[Voice]:
    rows = list(ranked)
    offices = Office.objects.select_related("region").in_bulk([row[office] for row in rows])
    persons = Person.objects.in_bulk([row[person] for row in rows if person and row[person]])
    return [
        Voice(
            office=offices[row[office]],
            person=persons.get(row[person]) if person else None,
            statements=row.get("statements", 0),
            stories=row["stories"],
            placements=row["placements"],
            address=_everybody(selection).address(pejabat=offices[row[office]].identity),
        )
        for row in rows
    ]
