"""Act: people merge two stories, or take texts out of one. It holds for ever, until it is undone.

What is said is kept as ties between texts, so that reading everything anew comes to the same
stories. Volumes move with the items; the number of a story that was merged away leads on.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues import story_ties
from issues.deciding import issue_of_story
from issues.models import Coverage, Story, StoryAct
from issues.pipeline.following import follow_issue
from issues.pipeline.suggesting import lapse_united
from issues.pipeline.telling import tell_stories
from issues.templatetags.figures import number
from monitoring.models import Item

# As long as the acts of the desk.
UNDO_WITHIN = timedelta(hours=12)
_TITLE = 80


class CannotMerge(Exception):
    """The stories are one already, or one of them is gone; the message says which."""


def survivor(story: Story) -> Story:
    """Return the story a number leads to: the story itself, or the one it was merged into."""
    while story.merged_into_id:
        story = Story.objects.get(pk=story.merged_into_id)
    return story


@transaction.atomic
def merge(
    story: Story, into: Story, by: AbstractBaseUser | None, at: datetime, key: UUID
) -> StoryAct:
    """Make one story of two and return the act; the older number stays.

    The same `key` twice is one act. Raises CannotMerge with words.
    """
    rows = _rows({story.pk, into.pk})
    if done := StoryAct.objects.filter(key=key).first():
        return done
    kept, gone = _two(rows)
    moved = list(Coverage.objects.filter(story=gone))
    ties = story_ties.join([*texts_of(kept), *texts_of(gone)], by, at)
    words = _("Cerita “%(gone)s” digabungkan ke cerita “%(kept)s”: %(count)s pemuatan") % {
        "gone": _title(gone),
        "kept": _title(kept),
        "count": number(sum(not row.report for row in moved)),
    }
    led = list(Story.objects.filter(merged_into=gone).values_list("pk", flat=True))
    act = _write(StoryAct.Kind.MERGE, kept, gone, by, at, key, words, moved, ties, led)
    Coverage.objects.filter(story=gone).update(story=kept)
    Story.objects.filter(pk__in=[gone.pk, *led]).update(merged_into=kept)
    if kept.issue_id is None and gone.issue_id:
        Story.objects.filter(pk=kept.pk).update(issue=gone.issue_id)
    _settle([kept.pk])
    lapse_united(at)
    return act


@transaction.atomic
def split(
    items: Collection[int],
    story: Story,
    by: AbstractBaseUser | None,
    at: datetime,
    key: UUID,
    into: Story | None = None,
) -> StoryAct:
    """Take texts out of a story, into a new one or into another, and return the act.

    Every print of a text goes with it. The same `key` twice is one act. Raises CannotMerge.
    """
    locked = {one.pk: one for one in _rows({story.pk} | ({into.pk} if into else set()))}
    if done := StoryAct.objects.filter(key=key).first():
        return done
    _refuse_merged(locked.values())
    moved = list(_prints(story, items).select_related("item"))
    rest = Coverage.objects.filter(story=story).exclude(pk__in=[row.pk for row in moved])
    if not moved or not rest.exists():
        raise CannotMerge(_("Berita ini sudah tidak di cerita itu, atau tidak ada lainnya."))
    roots, left = _roots_of(moved), _roots(rest)
    ties = story_ties.part(roots, left, by, at)
    if into:
        ties += story_ties.join([*texts_of(into), *roots], by, at)
    other = locked[into.pk] if into else _begin(moved)
    words = ngettext(
        "%(count)s pemuatan dipisahkan dari cerita “%(title)s”",
        "%(count)s pemuatan dipisahkan dari cerita “%(title)s”",
        len(moved),
    ) % {"count": number(sum(not row.report for row in moved)), "title": _title(story)}
    act = _write(StoryAct.Kind.SPLIT, story, other, by, at, key, words, moved, ties)
    Coverage.objects.filter(pk__in=[row.pk for row in moved]).update(story=other)
    if into is None:
        Story.objects.filter(pk=other.pk).update(issue=issue_of_story(other))
    _settle([story.pk, other.pk])
    lapse_united(at)
    return act


@transaction.atomic
def undo(act: StoryAct, by: AbstractBaseUser, at: datetime, key: UUID) -> StoryAct:
    """Take an act back by an act of its own: items, ties and numbers as they were before.

    The same `key` twice is one act. Raises CannotMerge with words.
    """
    rows = {row.pk: row for row in _rows({act.story_id, act.other_id})}
    if done := StoryAct.objects.filter(key=key).first():
        return done
    merged = act.kind == StoryAct.Kind.MERGE
    # A split is of the texts of both stories, so neither may have been merged away since.
    held = [rows[act.story_id]] if merged else list(rows.values())
    if not can_undo(act, at) or any(row.merged_into_id for row in held):
        raise CannotMerge(_("Tindakan ini sudah diurungkan, sudah lama, atau ceritanya berubah."))
    _put_back(act, now=act.story_id if merged else act.other_id)
    if merged:
        Story.objects.filter(pk=act.other_id).update(merged_into=None)
        Story.objects.filter(pk__in=act.before.get("led", ())).update(merged_into=act.other_id)
        Story.objects.filter(pk=act.story_id).update(issue=act.before["issue"])
    elif not Coverage.objects.filter(story=act.other_id).exists():
        Story.objects.filter(pk=act.other_id).update(merged_into=act.story_id)
    words = (_("Diurungkan: %(words)s") % {"words": act.words})[:300]
    values = {"kind": act.kind, "story_id": act.story_id, "other_id": act.other_id}
    undone = StoryAct.objects.create(by=by, at=at, key=key, undoes=act, words=words, **values)
    _settle(sorted(rows))
    return undone


def can_undo(act: StoryAct, at: datetime) -> bool:
    """Say whether an act can still be taken back."""
    fresh = at - act.at <= UNDO_WITHIN and act.undoes_id is None
    return fresh and not StoryAct.objects.filter(undoes=act).exists()


def acts_on(story: Story) -> QuerySet[StoryAct]:
    """Return what people did to a story, newest first."""
    acts = StoryAct.objects.filter(Q(story=story) | Q(other=story))
    return acts.select_related("by", "story", "other", "undone_by")


def texts_of(story: Story) -> list[int]:
    """Return the first prints of a story's texts, in the order the texts appeared."""
    return _roots(Coverage.objects.filter(story=story))


def alone(row: Coverage) -> bool:
    """Say whether a story has no text but this one."""
    root = row.item.copy_of_id or row.pk
    same = Q(item=root) | Q(item__copy_of=root)
    return not Coverage.objects.filter(story=row.story_id).exclude(same).exists()


def _two(rows: Sequence[Story]) -> tuple[Story, Story]:
    """Return two stories, the older number first. Raises CannotMerge."""
    if len(rows) != 2:
        raise CannotMerge(_("Pilih dua cerita yang berbeda."))
    _refuse_merged(rows)
    return rows[0], rows[1]


def _refuse_merged(rows: Iterable[Story]) -> None:
    if any(row.merged_into_id for row in rows):
        raise CannotMerge(_("Cerita ini baru saja digabungkan orang lain; muat ulang halaman."))


def _rows(keys: Collection[int]) -> list[Story]:
    """Lock stories in the order of their numbers, as the reader does with one of them."""
    return list(Story.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


def _put_back(act: StoryAct, now: int) -> None:
    """Put items that are still where the act put them back, and ties as they were."""
    for before in {story for _item, story in act.before["items"]}:
        back = [item for item, story in act.before["items"] if story == before]
        Coverage.objects.filter(pk__in=back, story=now).update(story=before)
    story_ties.restore(act.before["ties"], act.by, act.at)


def _prints(story: Story, items: Collection[int]) -> QuerySet[Coverage]:
    """Return every print, in this story, of the texts of these items."""
    rows = Item.objects.filter(pk__in=items).values_list("pk", "copy_of_id")
    roots = {first or pk for pk, first in rows}
    same = Q(item__in=roots) | Q(item__copy_of__in=roots)
    return Coverage.objects.filter(same, story=story).order_by("at", "pk")


def _roots(rows: QuerySet[Coverage]) -> list[int]:
    return _roots_of(rows.select_related("item").order_by("at", "pk"))


def _roots_of(rows: Iterable[Coverage]) -> list[int]:
    """Return the first prints of these texts, in the order the texts appeared."""
    return list(dict.fromkeys(row.item.copy_of_id or row.pk for row in rows))


def _begin(moved: Sequence[Coverage]) -> Story:
    """Begin a story with these items."""
    first = moved[0]
    return Story.objects.create(headline=first.item.title, first_at=first.at, last_at=first.at)


def _title(story: Story) -> str:
    return Truncator(story.headline).chars(_TITLE)


def _write(
    kind: str,
    story: Story,
    other: Story,
    by: AbstractBaseUser | None,
    at: datetime,
    key: UUID,
    words: str,
    moved: Sequence[Coverage],
    ties: list[list[Any]],
    led: Sequence[int] = (),
) -> StoryAct:
    """Write one act; `led` are the numbers that led to `other` so far."""
    before: dict[str, Any] = {"items": [[row.pk, row.story_id] for row in moved], "ties": ties}
    before |= {"issue": story.issue_id, "led": list(led)}
    values = {"kind": kind, "story": story, "other": other, "words": words[:300]}
    return StoryAct.objects.create(by=by, at=at, key=key, before=before, **values)


def _settle(stories: Collection[int]) -> None:
    """Bring headline, times, summary and issue of these stories up to date."""
    tell_stories(stories)
    for story in stories:
        follow_issue(story)
