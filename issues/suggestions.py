"""What the machine proposes, as people see and answer it.

One answer counts: whoever comes second finds the first one. A rejection is remembered for ever; it
can be taken back by whoever gave it, as long as the desk lets acts be undone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from issues import deciding, steering
from issues.models import Act, Coverage, Decision, Issue, Suggestion
from issues.pipeline.emerging import lapse_told, matter_of_story
from issues.pipeline.joining import lapse_placed
from monitoring.models import Region

Kind, Answer = Suggestion.Kind, Suggestion.Answer
# The order of the page: what changes most first.
KINDS = (Kind.STATE, Kind.MATTER, Kind.ISSUE, Kind.MERGE, Kind.STORY)
SHOWN = 50
# Who may open issues answers these; the rest is for whoever tags news.
OF_ISSUES = frozenset({Kind.STATE, Kind.MATTER})


class CannotAnswer(Exception):
    """The ground of a proposal is gone, or it is answered elsewhere; the message says which."""


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
        _ACCEPT[suggestion.kind](suggestion, by, at)
    elif suggestion.kind in _REJECT:
        _REJECT[suggestion.kind](suggestion, by, at)
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
    _join(suggestion, by, at)
    _write(suggestion, Answer.ACCEPTED, by, at)


@transaction.atomic
def take_back(pk: int, by: AbstractBaseUser, at: datetime) -> Suggestion:
    """Let a proposal wait again: a rejection, or a story that was put into an issue.

    Raises CannotAnswer for what is undone elsewhere, by others, or too late.
    """
    suggestion = _locked(pk)
    if not can_take_back(suggestion, by, at):
        raise CannotAnswer(_("Jawaban ini tidak dapat diurungkan di sini."))
    if suggestion.answer == Answer.ACCEPTED:
        act = Act.objects.get(key=_key(suggestion, suggestion.answered_at))
        if not Act.objects.filter(undoes=act).exists():
            deciding.undo(act, by, at, uuid5(act.key, "urungkan"))
    suggestion.answer, suggestion.answered_at, suggestion.answered_by = Answer.OPEN, None, None
    suggestion.answer_reason = ""
    suggestion.save(update_fields=_ANSWERED)
    return suggestion


def can_take_back(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> bool:
    """Say whether this person may still take their answer back here."""
    answered = suggestion.answered_at
    mine = suggestion.answered_by_id == by.pk
    recent = answered is not None and at - answered <= deciding.UNDO_WITHIN
    undoable = suggestion.answer == Answer.REJECTED and suggestion.kind not in _REJECT
    joined = suggestion.answer == Answer.ACCEPTED and suggestion.kind == Kind.ISSUE
    return mine and recent and (undoable or joined)


_ANSWERED = ["answer", "answered_at", "answered_by", "answer_reason", "issue"]


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
    return suggestion


def _join(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Decide that the texts of the story belong to the issue, by the desk's own means."""
    texts = Coverage.objects.filter(story=suggestion.story_id, issue=None)
    wanted = texts.filter(item=suggestion.item_id).first() if suggestion.item_id else None
    first = wanted or texts.order_by("report", "at", "pk").first()
    if first is None or suggestion.issue is None:
        raise CannotAnswer(_("Cerita ini sudah masuk isu."))
    choice = deciding.Choice(Decision.Field.ISSUE, suggestion.issue.pk, spread=True)
    seen, key = deciding.edition(first.item), _key(suggestion, at)
    deciding.decide(first.item, [choice], by, at, seen, key)


def _move(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Set the state that was proposed, with the machine's reason."""
    issue = suggestion.issue
    if issue is None or issue.state == suggestion.value or issue.state_since > suggestion.at:
        raise CannotAnswer(_("Status isu ini sudah berubah sejak diusulkan."))
    seen, why = steering.edition(issue), suggestion.reason
    if suggestion.value == Issue.State.CLOSED:
        steering.close_issue(issue.pk, why, "", seen, by, at)
        return
    kept = {name: getattr(issue, name) for name in ("holder", "next_step", "deadline")}
    change = steering.Change(state=suggestion.value, reason=why, seen=seen, **kept)
    steering.change_issue(issue.pk, change, by, at)


def _not_here(_suggestion: Suggestion, _by: AbstractBaseUser, _at: datetime) -> None:
    raise CannotAnswer(_("Isu baru dibuka lewat formulirnya."))


def _key(suggestion: Suggestion, at: datetime | None) -> UUID:
    """Return the key of the act an answer makes: the same answer twice is one act."""
    return uuid5(NAMESPACE_OID, f"usulan {suggestion.pk} {at:%Y%m%d%H%M%S%f}")


_Do = Callable[[Suggestion, AbstractBaseUser, datetime], None]
_ACCEPT: dict[str, _Do] = {Kind.ISSUE: _join, Kind.STATE: _move, Kind.MATTER: _not_here}
_REJECT: dict[str, _Do] = {}
