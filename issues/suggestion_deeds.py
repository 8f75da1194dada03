"""What an answer to a proposal does, kind by kind: each by the means people have anyway.

Every deed is told the instant of the answer; the act it makes is found again by it.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from issues import deciding, steering, stories, story_answers
from issues.models import Act, Coverage, Decision, Issue, StoryAct, Suggestion, Tie

Kind = Suggestion.Kind
Deed = Callable[[Suggestion, AbstractBaseUser, datetime], None]


class CannotAnswer(Exception):
    """The ground of a proposal is gone, or it is answered elsewhere; the message says which."""


def key_of(suggestion: Suggestion, at: datetime) -> UUID:
    """Return the key of the act an answer makes: the same answer twice is one act."""
    return uuid5(NAMESPACE_OID, f"usulan {suggestion.pk} {at:%Y%m%d%H%M%S%f}")


def join_issue(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Decide that the texts of the story belong to the issue; each still waits at the desk."""
    texts = Coverage.objects.filter(story=suggestion.story_id, issue=None)
    wanted = texts.filter(item=suggestion.item_id).first() if suggestion.item_id else None
    first = wanted or texts.order_by("report", "at", "pk").first()
    if first is None or suggestion.issue is None:
        raise CannotAnswer(_("Cerita ini sudah masuk isu."))
    choice = deciding.Choice(Decision.Field.ISSUE, suggestion.issue.pk, spread=True)
    seen, key = deciding.edition(first.item), key_of(suggestion, at)
    deciding.decide(first.item, [choice], by, at, seen, key, looked=False)


def _leave_issue(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Undo the act that put the story into the issue, unless the desk did so before."""
    at_answer = suggestion.answered_at or at
    act = Act.objects.filter(key=key_of(suggestion, at_answer)).first()
    if act and not Act.objects.filter(undoes=act).exists():
        deciding.undo(act, by, at, uuid5(act.key, "urungkan"))


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


def _of_stories(deed: Deed) -> Deed:
    """Return a deed whose refusal is said as the answer's own."""

    def do(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
        try:
            deed(suggestion, by, at)
        except stories.CannotMerge as error:
            raise CannotAnswer(str(error)) from error

    return do


def _part_again(suggestion: Suggestion, by: AbstractBaseUser, at: datetime) -> None:
    """Undo the merging or moving of an accepted proposal, unless that was done before."""
    made = StoryAct.objects.filter(at=suggestion.answered_at, by=by, undoes=None)
    act = made.filter(undone_by=None).first()
    if act:
        stories.undo(act, by, at, uuid5(act.key, "urungkan"))


def _forget_parting(suggestion: Suggestion, by: AbstractBaseUser, _at: datetime) -> None:
    """Take away what a rejection said of texts."""
    Tie.objects.filter(by=by, at=suggestion.answered_at, together=False).delete()


ACCEPT: dict[str, Deed] = {
    Kind.STORY: _of_stories(story_answers.accept_story),
    Kind.MERGE: _of_stories(story_answers.accept_merge),
    Kind.ISSUE: join_issue,
    Kind.STATE: _move,
    Kind.MATTER: _not_here,
}
REJECT: dict[str, Deed] = {
    Kind.STORY: story_answers.reject_story,
    Kind.MERGE: story_answers.reject_merge,
}
# What takes an accepted answer back; states and new issues are changed on the page of the issue.
UNDO: dict[str, Deed] = {
    Kind.STORY: _of_stories(_part_again),
    Kind.MERGE: _of_stories(_part_again),
    Kind.ISSUE: _leave_issue,
}
UNREJECT: dict[str, Deed] = {Kind.STORY: _forget_parting, Kind.MERGE: _forget_parting}
