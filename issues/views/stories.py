"""Merging and splitting stories, and taking that back."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from issues import stories
from issues.models import Story, StoryAct

may_decide = permission_required("issues.decide", raise_exception=True)


@require_POST
@may_decide
def merge_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a story with the one that was chosen, and show what stays."""
    story = get_object_or_404(Story, pk=pk)
    other = Story.objects.filter(pk=_number(request.POST.get("cerita", ""))).first()

    def act(key: UUID) -> StoryAct:
        if other is None:
            raise stories.CannotMerge(_("Cerita yang dipilih tidak ada."))
        return stories.merge(other, story, request.user, timezone.now(), key)

    return _do(request, story, act)


@require_POST
@may_decide
def split_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one text out of a story, into one of its own."""
    story = get_object_or_404(Story, pk=pk)
    item = _number(request.POST.get("berita", ""))

    def act(key: UUID) -> StoryAct:
        return stories.split([item], story, request.user, timezone.now(), key)

    return _do(request, story, act)


@require_POST
@may_decide
def undo_story(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge or a split back, and show the story it was done to."""
    done = get_object_or_404(StoryAct.objects.select_related("story"), pk=pk)

    def act(key: UUID) -> StoryAct:
        return stories.undo(done, request.user, timezone.now(), key)

    return _do(request, done.story, act)


def _do(request: HttpRequest, story: Story, act: Callable[[UUID], StoryAct]) -> HttpResponse:
    """Do it and say so above the story; where it cannot be done, say why."""
    try:
        messages.success(request, act(UUID(request.POST.get("key", ""))).words)
    except stories.CannotMerge as error:
        messages.warning(request, str(error))
    except ValueError:
        messages.warning(request, _("Formulir ini tidak lengkap. Mohon muat ulang halaman."))
    story.refresh_from_db()
    return redirect("story", stories.survivor(story).pk)


def _number(text: str) -> int:
    """Return a primary key as a form sends it; 0, which is none, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
