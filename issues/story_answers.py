"""What answering a suggestion about stories does: it is said of the texts, and so it holds."""

from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from issues import stories, story_ties
from issues.models import Coverage, Story, Suggestion


def accept_merge(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Make one story of the two. Raises stories.CannotMerge."""
    story, other = suggestion.story, suggestion.other
    if story is None or other is None:
        raise stories.CannotMerge(_("Salah satu cerita ini sudah tidak ada."))
    stories.merge(stories.survivor(other), stories.survivor(story), by, at, _key(suggestion, at))


def accept_story(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Move the text into the story; a story that has no other text is merged whole.

    Raises stories.CannotMerge.
    """
    now = Coverage.objects.select_related("story").filter(item=suggestion.item_id).first()
    if now is None or now.story is None or suggestion.story is None:
        raise stories.CannotMerge(_("Berita atau cerita ini sudah tidak ada."))
    into, key = stories.survivor(suggestion.story), _key(suggestion, at)
    if stories.alone(now):
        stories.merge(now.story, into, by, at, key)
    else:
        stories.split([now.pk], now.story, by, at, key, into=into)


def reject_merge(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Keep the two stories apart for ever."""
    _apart(_texts(suggestion.story), _texts(suggestion.other), by, at)


def reject_story(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Keep the text out of the story for ever."""
    _apart([suggestion.item_id] if suggestion.item_id else [], _texts(suggestion.story), by, at)


def _apart(texts: list[int], others: list[int], by: AbstractBaseUser, at: datetime) -> None:
    if not set(texts) & set(others):
        story_ties.part(texts, others, by, at)


def _texts(story: Story | None) -> list[int]:
    return stories.texts_of(stories.survivor(story)) if story else []


def _key(suggestion: Suggestion, at: datetime) -> UUID:
    """Return the key of the act an answer makes: the same answer twice is one act."""
    return uuid5(NAMESPACE_OID, f"cerita {suggestion.pk} {at:%Y%m%d%H%M%S%f}")
