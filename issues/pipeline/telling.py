"""Writes what a story says of itself: headline, times, summary; and whom people should ask."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Max, Min, Window
from django.db.models.functions import Left, RowNumber

from issues.models import Coverage, Story, Suggestion
from issues.pipeline.story_finder import FoundStory, StoryFinder, text_of
from issues.pipeline.suggesting import propose
from issues.pipeline.wording_proposals import forget_wordings, sentences_of
from issues.reading.stories import Nearest, confidence
from issues.reading.summary import BODY_LENGTH, TEXTS, TextOfStory, summarise
from issues.reading.values import VERSION, quote


def tell_stories(stories: Collection[int]) -> None:
    """Write headline, first and last time, and summary of these stories as they stand now.

    The caller holds a transaction. A story without items keeps what it says; one that only people
    in the field told keeps its headline and has no summary. Wording proposed for a summary goes
    with it.
    """
    rows = _texts(stories)
    times = _times(stories)
    told = Story.objects.in_bulk(list(times))
    before = {story.pk: sentences_of(story.summary) for story in told.values()}
    for story in told.values():
        story.first_at, story.last_at = times[story.pk]
        summary = summarise(rows[story.pk])
        story.headline = summary.headline or story.headline
        story.summary = [
            {
                "item": one.item,
                "start": one.start,
                "end": one.end,
                "words": one.words,
                "reason": one.reason,
                "version": VERSION,
            }
            for one in summary.sentences
        ]
    Story.objects.bulk_update(told.values(), ["headline", "first_at", "last_at", "summary"])
    changed = [s.pk for s in told.values() if sentences_of(s.summary) != before[s.pk]]
    if changed:
        forget_wordings(changed)


def ask_people(stored: Iterable[Coverage], finder: StoryFinder, at: datetime) -> None:
    """Propose the stories that were nearly found, and stories that seem to be one."""
    for row in stored:
        found = finder.found.get(row.pk)
        if found is not None and row.story_id:
            _ask(row, found, at)


def merge_key(one: int, other: int) -> str:
    """Return the name of the proposal to merge two stories."""
    return f"gabung:{min(one, other)}:{max(one, other)}"


def _ask(row: Coverage, found: FoundStory, at: datetime) -> None:
    if found.maybe and found.maybe.story != row.story_id:
        propose(
            Suggestion.Kind.STORY,
            f"cerita:{text_of(row.item)}:{found.maybe.story}",
            at=at,
            confidence=confidence(found.maybe),
            reason=found.maybe_reason,
            item_id=text_of(row.item),
            story_id=found.maybe.story,
        )
    for twin in found.twins:
        _ask_to_merge(row, twin, at)


def _ask_to_merge(row: Coverage, twin: Nearest, at: datetime) -> None:
    if twin.story == row.story_id:
        return
    propose(
        Suggestion.Kind.MERGE,
        merge_key(row.story_id, twin.story),
        at=at,
        confidence=confidence(twin),
        reason=f"berita {quote([row.item.title[:80]])} serupa dengan keduanya",
        item_id=text_of(row.item),
        story_id=min(row.story_id, twin.story),
        other_id=max(row.story_id, twin.story),
    )


def _times(stories: Collection[int]) -> dict[int, tuple[datetime, datetime]]:
    rows = Coverage.objects.filter(story__in=stories).order_by().values("story")
    timed = rows.annotate(first=Min("at"), last=Max("at"))
    return {row["story"]: (row["first"], row["last"]) for row in timed}


def _texts(stories: Collection[int]) -> defaultdict[int, list[TextOfStory]]:
    """Return the first TEXTS printed texts of each story, oldest first."""
    found: defaultdict[int, list[TextOfStory]] = defaultdict(list)
    place = Window(RowNumber(), partition_by="story", order_by=["at", "pk"])
    rows = Coverage.objects.press().filter(story__in=stories, copy=False)
    first = rows.annotate(place=place).filter(place__lte=TEXTS).order_by("at", "pk")
    columns = ("story_id", "item_id", "item__title", "body", "at")
    told = first.annotate(body=Left("item__text__body", BODY_LENGTH)).values_list(*columns)
    for story, item, title, text, at in told:
        found[story].append(TextOfStory(item, title, text or "", at))
    return found
