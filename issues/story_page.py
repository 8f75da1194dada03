"""The page of a story: what it says and where that stands, and what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from issues import searching, stories
from issues.models import Coverage, Story, StoryAct
from issues.summaries import Told, told

# Stories shown to choose from, and how far in time they lie from this one at most.
CHOICES, NEAR = 10, timedelta(days=60)
ACTS_SHOWN = 5


@dataclass(frozen=True)
class Done:
    """One act on the story, and whether it can be undone, by a form with this key."""

    act: StoryAct
    undoable: bool
    key: UUID


@dataclass(frozen=True)
class StoryPage:
    """What the page shows beside its rows; `choices` is None where nobody searched."""

    summary: list[Told]
    asked: str
    choices: list[Story] | None
    done: list[Done]
    key: UUID


def build(story: Story, address: Mapping[str, Any], at: datetime) -> StoryPage:
    """Read what one story says, and the stories an address searches for to merge with it."""
    asked = str(address.get("gabung", "")).strip()[:200]
    acts = stories.acts_on(story)[:ACTS_SHOWN]
    return StoryPage(
        summary=told(story.summary),
        asked=asked,
        choices=list(_found(story, asked)) if asked else None,
        done=[Done(act, stories.can_undo(act, at), uuid4()) for act in acts],
        key=uuid4(),
    )


def let_part(page: Page) -> None:
    """Give every row of a page a key for the form that takes its text out of the story.

    A story whose every row prints one text has nothing to part.
    """
    rows = list(page.object_list)
    if len({row.item.copy_of_id or row.pk for row in rows}) > 1:
        for row in rows:
            row.part_key = uuid4()


def _found(story: Story, asked: str) -> QuerySet[Story]:
    """Return the stories a person may mean: by number, else by words of headlines."""
    counted = Count("coverage", filter=Q(coverage__report=False))
    rows = Story.objects.filter(merged_into=None).exclude(pk=story.pk).annotate(placements=counted)
    if asked.isdecimal() and len(asked) < 19:
        return rows.filter(pk=int(asked))
    words = searching.words(asked)
    if not words:
        return rows.none()
    span = (story.first_at - NEAR, story.last_at + NEAR)
    told_so = Coverage.objects.filter(at__range=span)
    for word in words:
        told_so = told_so.filter(item__title__icontains=word)
    near = told_so.order_by("-at").values_list("story", flat=True)[: CHOICES * 20]
    return rows.filter(pk__in=set(near)).order_by("-last_at")[:CHOICES]
