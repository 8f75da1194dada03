"""Coverage as lists show it: the rows, what they add up to, and what an empty list means."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from issues.models import Coverage, Mention, Tone
from issues.selection import Selection
from monitoring.models import Fetch, Item


@dataclass(frozen=True)
class Totals:
    """Volume is counted twice: events, and items that were printed."""

    stories: int
    placements: int


@dataclass(frozen=True)
class Tally:
    """Placements by tone; together they are all placements."""

    counts: dict[str, int]

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Return every tone with its word and its count, in the order people read them."""
        return [(tone, str(word), self.counts.get(tone, 0)) for tone, word in Tone.choices]


@dataclass(frozen=True)
class Emptiness:
    """Why a list is empty: `watched` means we looked and there is nothing ("Nihil").

    `waiting` items of the period have not been read, so the answer may still change.
    """

    watched: bool
    waiting: int


def periods(selection: Selection, today: date) -> list[tuple[str, str, bool]]:
    """Return the periods people ask for most: words, address, and whether it is the chosen one."""
    day = timedelta(days=1)
    spans = [
        (_("Hari ini"), today, None),
        (_("Kemarin"), today - day, None),
        (_("7 hari"), today - 6 * day, today),
        (_("30 hari"), today - 29 * day, today),
        (_("Semua"), None, None),
    ]
    chosen = (selection.hari, selection.sampai)
    return [
        (
            words,
            selection.address(hari=first, sampai=last, sejak_jam=None, sampai_jam=None),
            (first, last) == chosen,
        )
        for words, first, last in spans
    ]


def rows(coverage: QuerySet[Coverage]) -> QuerySet[Coverage]:
    """Return coverage with all that a row shows, in two queries; `story_size` is placements."""
    same_story = Coverage.objects.filter(story=OuterRef("story")).order_by().values("story")
    named = Mention.objects.select_related("office__region", "person", "tenure__office")
    return (
        coverage.select_related("item__outlet", "topic", "issue")
        .prefetch_related(Prefetch("mentions", queryset=named))
        .annotate(story_size=Subquery(same_story.annotate(size=Count("pk")).values("size")))
    )


def totals(coverage: QuerySet[Coverage]) -> Totals:
    """Count a selection of coverage, in one query."""
    counted = coverage.aggregate(stories=Count("story", distinct=True), placements=Count("pk"))
    return Totals(counted["stories"], counted["placements"])


def tones(selection: Selection, zone: ZoneInfo) -> Tally:
    """Count the placements of a selection by tone.

    With an office selected it is the tone towards that office, as in the selection itself.
    """
    found = selection.coverage(zone).order_by()
    column = "tone"
    if selection.pejabat:
        key, _at, region = selection.pejabat.partition("@")
        found = found.filter(mentions__office__key=key, mentions__office__region=region)
        column = "mentions__tone"
    return Tally(dict(found.values_list(column).annotate(count=Count("pk"))))


def emptiness(selection: Selection, zone: ZoneInfo) -> Emptiness:
    """Explain an empty list by its period.

    A period was watched when anything was read in it, or some outlet answered in it.
    """
    period = Selection(
        hari=selection.hari,
        sampai=selection.sampai,
        sejak_jam=selection.sejak_jam,
        sampai_jam=selection.sampai_jam,
    )
    good = Fetch.objects.good().filter(period.period(zone, "ended_at"))
    unread = Item.objects.filter(period.period(zone, "listed_at"), coverage=None)
    return Emptiness(period.coverage(zone).exists() or good.exists(), unread.count())
