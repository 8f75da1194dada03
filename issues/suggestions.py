"""What the machine proposes, as people see and answer it.

One answer counts: whoever comes second finds the first one. A rejection is remembered for ever; it
can be taken back by whoever gave it, as long as the desk lets acts be undone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from issues import deciding
from issues.models import Coverage, Issue, Suggestion
from issues.pipeline.emerging import lapse_told, matter_of_story
from issues.pipeline.joining import lapse_placed
from issues.suggestion_deeds import ACCEPT, REJECT, UNDO, UNREJECT, CannotAnswer, join_issue
from monitoring.models import Item, Region

Kind, Answer = Suggestion.Kind, Suggestion.Answer
# The order of the page: what changes most first.
KINDS = (Kind.STATE, Kind.MATTER, Kind.ISSUE, Kind.MERGE, Kind.STORY)
SHOWN = 50
# The number in the navigation is asked for this rarely by each process; an answer given there
# shows at once.
SECONDS_COUNTED = 15
_ANSWERED = ["answer", "answered_at", "answered_by", "answer_reason", "issue"]
# Who may open issues answers these; the rest is for whoever tags news.
OF_ISSUES = frozenset({Kind.STATE, Kind.MATTER})


@dataclass(frozen=True)
class Group:
    """Proposals of one kind: at most SHOWN of them, the surest first, and how many there are."""

    kind: str
    words: str
    rows: list[Suggestion]
    count: int


def waiting(user: AbstractBaseUser) -> QuerySet[Suggestion]:
    """Return what waits for an answer this person may give."""
    rows = Suggestion.objects.open()
    if not user.has_perm("issues.decide"):
        rows = rows.filter(kind__in=OF_ISSUES)
    return rows if user.has_perm("issues.open_issue") else rows.exclude(kind__in=OF_ISSUES)


def count_waiting(user: AbstractBaseUser) -> int:
    """Count what waits for this person, as it was at most SECONDS_COUNTED ago."""
    decides, opens = user.has_perm("issues.decide"), user.has_perm("issues.open_issue")
    if not (decides or opens):
        return 0
    key = _counted(decides, opens)
    return int(cache.get_or_set(key, lambda: waiting(user).count(), SECONDS_COUNTED))


def groups(rows: QuerySet[Suggestion]) -> list[Group]:
    """Return proposals by kind, in the order of the page, with what their cards name."""
    counted = dict(rows.order_by().values_list("kind").annotate(n=Count("pk")))
    return [
        Group(kind, str(kind.label), list(told(rows.filter(kind=kind))[:SHOWN]), counted[kind])
        for kind in KINDS
        if counted.get(kind)
    ]


def told(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
    """Return proposals with what a card names; `placements` are those of the story."""
    printed = Coverage.objects.press().filter(story=OuterRef("story")).order_by().values("story")
    related = ("item__outlet", "story", "other", "issue", "topic", "answered_by")
    counted = Subquery(printed.annotate(n=Count("pk")).values("n"))
    return (
        rows.select_related(*related)
        .annotate(placements=Coalesce(counted, Value(0)))
        .order_by("-confidence", F("at").desc(), "-pk")
    )


def about_issue(issue: Issue, user: AbstractBaseUser) -> list[Suggestion]:
    """Return what is proposed on the page of an issue: its next state, stories that may join."""
    return list(told(waiting(user).filter(issue=issue))[:SHOWN])


def about_story(story: int, user: AbstractBaseUser) -> list[Suggestion]:
    """Return what is proposed on the page of a story."""
    return list(told(waiting(user).filter(Q(story=story) | Q(other=story)))[:SHOWN])


def about_item(item: Item, user: AbstractBaseUser) -> list[Suggestion]:
    """Return what is proposed for a text, on the page of any of its prints."""
    text = item.copy_of_id or item.pk
    return list(told(waiting(user).filter(item=text))[:SHOWN])


def may_answer(suggestion: Suggestion, user: AbstractBaseUser) -> bool:
    """Say whether this person may answer this proposal."""
    wanted = "issues.open_issue" if suggestion.kind in OF_ISSUES else "issues.decide"
    return user.has_perm(wanted)


@transaction.atomic
def answer(
    pk: int, accepted: bool, by: AbstractBaseUser, at: datetime, reason: str = ""
) -> Suggestion:
    """Answer a proposal and do what it says; answered before, it comes back as it was.

    Raises CannotAnswer; nothing is written then. `reason` says why it was rejected. A new issue
    is not opened here but by its form (`opened`).
    """
    suggestion = _locked(pk)
    if suggestion.answer in {Answer.ACCEPTED, Answer.REJECTED}:
        return suggestion
    if suggestion.answer == Answer.LAPSED:
        raise CannotAnswer(_("Usulan ini sudah gugur karena keadaannya berubah."))
    if accepted:
        ACCEPT[suggestion.kind](suggestion, by, at)
    elif suggestion.kind in REJECT:
        REJECT[suggestion.kind](suggestion, by, at)
    return _write(suggestion, Answer.ACCEPTED if accepted else Answer.REJECTED, by, at, reason)


def first_values(suggestion: Suggestion, at: datetime) -> dict[str, Any]:
    """Return what the form of a new issue starts with, from the story as it stands now."""
    words = list(suggestion.words)
    first = {"title": suggestion.title, "criterion": suggestion.value, "usulan": suggestion.pk}
    first |= {"topic": suggestion.topic, "statement": suggestion.title}
    matter = matter_of_story(suggestion.story, at) if suggestion.story else None
    if matter:
        words, first["statement"] = list(matter.phrases), matter.statement
        first["regions"] = list(Region.objects.regencies().filter(code__in=matter.regions))
    first["agency"] = suggestion.topic.agency if suggestion.topic else None
    first["strong"] = "\n".join(word for word in words if " " in word)
    first["seeds"] = "\n".join(word for word in words if " " not in word)
    return first


@transaction.atomic
def opened(pk: int, issue: Issue, by: AbstractBaseUser, at: datetime) -> None:
    """Accept the proposal an issue was opened from: the story's texts belong to the issue."""
    suggestion = _locked(pk)
    if suggestion.kind != Kind.MATTER or suggestion.answer == Answer.ACCEPTED:
        return
    suggestion.issue = issue
    join_issue(suggestion, by, at)
    _write(suggestion, Answer.ACCEPTED, by, at)


@transaction.atomic
def take_back(pk: int, by: AbstractBaseUser, at: datetime) -> Suggestion:
    """Let a proposal wait again, and undo what its answer did.

    Raises CannotAnswer for what is undone elsewhere, by others, or too late.
    """
    suggestion = _locked(pk)
    if not can_take_back(suggestion, by, at):
        raise CannotAnswer(_("Jawaban ini tidak dapat diurungkan di sini."))
    deeds = UNDO if suggestion.answer == Answer.ACCEPTED else UNREJECT
    if suggestion.kind in deeds:
        deeds[suggestion.kind](suggestion, by, at)
    suggestion.answer, suggestion.answered_at, suggestion.answered_by = Answer.OPEN, None, None
    suggestion.answer_reason = ""
    suggestion.save(update_fields=_ANSWERED)
    _count_again()
    return suggestion


def can_take_back(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> bool:
    """Say whether this person may still take their answer back here."""
    answered = suggestion.answered_at
    mine = suggestion.answered_by_id == by.pk
    recent = answered is not None and at - answered <= deciding.UNDO_WITHIN
    rejected = suggestion.answer == Answer.REJECTED
    undoable = rejected or (suggestion.answer == Answer.ACCEPTED and suggestion.kind in UNDO)
    return mine and recent and undoable


def _counted(decides: bool, opens: bool) -> str:
    return f"suggestions-waiting-{decides:d}{opens:d}"


def _count_again() -> None:
    keys = [_counted(decides, opens) for decides in (True, False) for opens in (True, False)]
    transaction.on_commit(lambda: cache.delete_many(keys))


def _locked(pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("issue", "story", "other", "item")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _write(
    suggestion: Suggestion, given: str, by: AbstractBaseUser, at: datetime, reason: str = ""
) -> Suggestion:
    suggestion.answer, suggestion.answered_at, suggestion.answered_by = given, at, by
    suggestion.answer_reason = reason
    suggestion.save(update_fields=_ANSWERED)
    lapse_placed(at)
    lapse_told(at)
    _count_again()
    return suggestion
