"""Coverage as lists show it: the rows, what they add up to, and what an empty list means."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _

from issues.excerpts import excerpts
from issues.models import Coverage, Mention, Tone
from issues.selection import Selection
from monitoring.models import Fetch

PER_PAGE = 30
# A search that finds more placements says so and shows this many of the newest. Every other count
# is exact, whatever its size.
SEARCH_COUNT_MAX = 10_000


@dataclass(frozen=True)
class Totals:
    """Volume is counted twice: events, and items that were printed.

    `capped` means that a search found more than SEARCH_COUNT_MAX placements; the numbers then
    speak of the newest that many.
    """

    stories: int
    placements: int
    capped: bool = False


@dataclass(frozen=True)
class Tally:
    """Placements by tone; together they are all placements."""

    counts: dict[str, int]

    @property
    def parts(self) -> list[tuple[str, str, int]]:
        """Return every tone with its word and its count, in the order people read them."""
        return [(tone, str(word), self.counts.get(tone, 0)) for tone, word in Tone.choices]

    @property
    def placements(self) -> int:
        """Return what the parts add up to."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Listing:
    """One page of a list, its rows complete, and what the whole list adds up to."""

    page: Page
    totals: Totals
    tones: Tally


@dataclass(frozen=True)
class Emptiness:
    """Why a list is empty: `watched` means we looked and there is nothing ("Nihil").

    `waiting` items of the period have not been read, so the answer may still change. `asked` is
    False for a search without a word to look for: only exclusions, only punctuation.
    """

    watched: bool
    waiting: int
    asked: bool = True


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


def read(selection: Selection, zone: ZoneInfo, number: str | None) -> Listing:
    """Return one page of a selection and what all of it adds up to.

    `number` is what an address says; what is no page of the list becomes the nearest one.
    """
    if selection.cari:
        return _searched(selection, zone, number)
    tally = tones(selection, zone)
    totals = Totals(_stories(selection.coverage(zone)), tally.placements)
    found = selection.coverage(zone).values_list("pk", flat=True)
    return Listing(_page(found, totals.placements, number), totals, tally)


def rows(coverage: QuerySet[Coverage]) -> QuerySet[Coverage]:
    """Return coverage with all that a row shows, in two queries; `story_size` is placements."""
    same_story = Coverage.objects.press().filter(story=OuterRef("story")).order_by()
    size = same_story.values("story").annotate(size=Count("pk")).values("size")
    named = Mention.objects.select_related("office__region", "person", "tenure__office")
    return (
        coverage.select_related("item__outlet", "item__report", "topic", "issue")
        .prefetch_related(Prefetch("mentions", queryset=named))
        .annotate(story_size=Subquery(size))
    )


def totals(coverage: QuerySet[Coverage]) -> Totals:
    """Count a selection of coverage, however large, exactly."""
    return Totals(_stories(coverage), coverage.order_by().count())


def tones(selection: Selection, zone: ZoneInfo) -> Tally:
    """Count the placements of a selection by tone.

    With an office selected it is the tone towards that office, as in the selection itself.
    """
    found, column = _towards(selection, zone)
    counted = found.order_by().values_list(column).annotate(count=Count("pk"))
    return Tally(dict(counted))


def _searched(selection: Selection, zone: ZoneInfo, number: str | None) -> Listing:
    """Look through the words once: the newest rows that hold them, up to SEARCH_COUNT_MAX."""
    found, tone = _towards(selection, zone)
    newest = list(found.values_list("pk", "story", tone)[: SEARCH_COUNT_MAX + 1])
    capped = len(newest) > SEARCH_COUNT_MAX
    shown = newest[:SEARCH_COUNT_MAX]
    totals = Totals(len({story for _pk, story, _tone in shown if story}), len(shown), capped)
    page = _page([pk for pk, _story, _tone in shown], len(shown), number)
    seen = excerpts(page.object_list, selection.search)
    for row in page.object_list:
        row.excerpt = seen[row.pk]
    return Listing(page, totals, Tally(Counter(tone for _pk, _story, tone in shown)))


def _page(found: Sequence[int] | QuerySet[Coverage], count: int, number: str | None) -> Page:
    """Return one page of primary keys as rows; only these few are asked for all they show."""
    paginator = Paginator(found, PER_PAGE)
    # Known already; the paginator would ask again.
    paginator.count = count
    page = paginator.get_page(number)
    chosen = list(page.object_list)
    found_rows = {row.pk: row for row in rows(Coverage.objects.filter(pk__in=chosen))}
    page.object_list = [found_rows[pk] for pk in chosen if pk in found_rows]
    return page


def _stories(coverage: QuerySet[Coverage]) -> int:
    """Count different stories: a list of them is counted faster than a count that sorts."""
    return coverage.order_by().filter(story__isnull=False).values("story").distinct().count()


def _towards(selection: Selection, zone: ZoneInfo) -> tuple[QuerySet[Coverage], str]:
    """Return what is selected and the column of its tone: towards the office where one is."""
    found = selection.coverage(zone)
    if not selection.pejabat:
        return found, "tone"
    key, _at, region = selection.pejabat.partition("@")
    found = found.filter(mentions__office__key=key, mentions__office__region=region)
    return found, "mentions__tone"


def emptiness(selection: Selection, zone: ZoneInfo) -> Emptiness:
    """Explain an empty list by its period.

    A period was watched when anything was read in it, or some outlet answered in it.
    """
    period = Selection(
        hari=selection.hari,
        sampai=selection.sampai,
        sejak_jam=selection.sejak_jam,
        sampai_jam=selection.sampai_jam,
        jenis=selection.jenis,
    )
    good = Fetch.objects.good().filter(period.period(zone, "ended_at"))
    watched = period.coverage(zone).exists() or good.exists()
    return Emptiness(watched, period.unread(zone).count(), selection.asks)
