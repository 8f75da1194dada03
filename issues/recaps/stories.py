"""Stories of a period, and what leaders are quoted as saying in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from issues.models import Coverage, Mention, Quote, Tone
from issues.recaps.counts import OWN
from issues.recaps.quotes import LETTERS_AT_MOST, WORDS_AT_LEAST, shortened
from issues.recaps.stretch import Stretch
from issues.recaps.values import Original, Statement, StoryLine
from issues.wall.values import Figure

# The largest stories come first; a recap names a dozen of them, so none it needs lies behind these.
STORIES_READ = 300
QUOTES_READ = 1000
STORIES_LINKED = 60
STATEMENTS = 3
OWN_LAST = Case(When(nature__in=OWN, then=Value(1)), default=Value(0))


def read_stories(now: Stretch) -> tuple[StoryLine, ...]:
    """Return the stories of the period, largest first; the first ones with an original."""
    rows = list(_counted(now))
    originals = _originals(now, [row["story_id"] for row in rows[:STORIES_LINKED]])
    return tuple(_line(row, originals.get(row["story_id"]), now) for row in rows)


def read_statements(now: Stretch, stories: Sequence[StoryLine]) -> tuple[Statement, ...]:
    """Return what leaders are quoted as saying most often, at most one of each story."""
    by_story = {story.pk: story for story in stories}
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in _quoted(now):
        if len(row["words"].split()) >= WORDS_AT_LEAST:
            found[row["statement_id"]].append(row)
    often = sorted(found.values(), key=lambda rows: -len(rows))
    chosen = {rows[0]["coverage__story_id"]: rows for rows in reversed(often)}
    ranked = sorted(chosen.values(), key=lambda rows: -len(rows))[:STATEMENTS]
    return tuple(_statement(rows, by_story, now) for rows in ranked)


def _counted(now: Stretch) -> QuerySet[Coverage, dict[str, Any]]:
    """Ask for the stories of the period with their volumes."""
    leads = Mention.objects.filter(coverage=OuterRef("pk"), office__leader=True)
    rows = now.today.coverage(now.zone).order_by().filter(story__isnull=False)
    free = ~Q(nature__in=OWN)
    return (
        rows.annotate(leads=Exists(leads))
        .values("story_id", "story__headline")
        .annotate(
            count=Count("pk"),
            positive=Count("pk", filter=Q(tone=Tone.POSITIVE)),
            negative=Count("pk", filter=Q(tone=Tone.NEGATIVE)),
            outlets=Count("item__outlet", distinct=True),
            independent=Count("item__outlet", distinct=True, filter=free),
            leading=BoolOr("leads"),
        )
        .order_by("-count", "story_id")[:STORIES_READ]
    )


def _originals(now: Stretch, stories: Sequence[int]) -> dict[int, Original]:
    """Return the first placement of each story, one that is not our own where there is one."""
    rows = now.today.coverage(now.zone).filter(story__in=[*stories, 0])
    first = rows.order_by("story_id", OWN_LAST, "at", "pk").distinct("story_id")
    found = first.values_list("story_id", "item__outlet__name", "item__url")
    return {story: Original(outlet or "", url) for story, outlet, url in found}


def _line(row: Mapping[str, Any], original: Original | None, now: Stretch) -> StoryLine:
    return StoryLine(
        pk=row["story_id"],
        title=row["story__headline"],
        placements=Figure(row["count"], now.today.address(cerita=row["story_id"])),
        outlets=row["outlets"],
        independent=row["independent"],
        positive=row["positive"],
        negative=row["negative"],
        leading=row["leading"],
        original=original,
    )


def _quoted(now: Stretch) -> Iterable[dict[str, Any]]:
    """Ask for the direct quotations of leaders in the period, newest first."""
    coverage = now.today.coverage(now.zone).order_by()
    rows = Quote.objects.filter(
        kind=Quote.Kind.DIRECT, statement__office__leader=True, coverage__in=coverage
    )
    columns = ("statement_id", "words", "coverage_id", "coverage__story_id")
    speaker = ("statement__office__title", "statement__person__name")
    return rows.order_by("-coverage__at", "-pk").values(*columns, *speaker)[:QUOTES_READ]


def _statement(
    rows: Sequence[Mapping[str, Any]], stories: Mapping[int, StoryLine], now: Stretch
) -> Statement:
    newest = rows[0]
    story = stories.get(newest["coverage__story_id"])
    title, name = newest["statement__office__title"], newest["statement__person__name"]
    here = {
        row["coverage_id"]
        for row in rows
        if row["coverage__story_id"] == newest["coverage__story_id"]
    }
    opens = replace(now.today, cerita=story.pk).address() if story else ""
    figure = Figure(story.placements.count, opens) if story else None
    said = shortened(newest["words"], LETTERS_AT_MOST)
    return Statement(said, f"{title} {name or ''}".strip(), len(here), figure)
