"""Act: what is done about an issue, by whom and by when; and that it was done, with what outcome.

We answer with data, clarification, right of reply and right of correction (UU 40/1999 on the
press, articles 1 and 5); there is no kind that asks an outlet to take something down.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.text import Truncator

from issues.models import Agency, Issue, Response
from issues.steering import follow

TITLE_MAX = 160


class IssueClosed(Exception):
    """The issue was closed meanwhile; nothing was written."""


class AlreadyDone(Exception):
    """Somebody else has marked this response done with another outcome; nothing was written."""


@dataclass(frozen=True)
class NewResponse:
    """What a person fills in; `key` is that of the form, so that a double click is one response."""

    kind: str
    title: str
    due_at: datetime
    key: UUID
    agency: Agency | None = None
    holder: AbstractBaseUser | None = None
    instruction: str = ""
    outcome: str = ""


def disposition(
    instruction: str,
    due_at: datetime,
    key: UUID,
    agency: Agency | None,
    holder: AbstractBaseUser | None,
) -> NewResponse:
    """Return an instruction as a response; its title is the beginning of the text."""
    title = Truncator(" ".join(instruction.split())).chars(TITLE_MAX)
    kind = Response.Kind.DISPOSITION
    return NewResponse(kind, title, due_at, key, agency, holder, instruction)


@transaction.atomic
def add_response(
    issue: int, new: NewResponse, by: AbstractBaseUser, at: datetime
) -> tuple[Response, bool]:
    """Write a response of an issue; the same key twice returns the first one and False.

    A disposition becomes the next step of its issue. To answer nothing is a decision of its own
    and done at once; `outcome` says why. Raises IssueClosed: on a closed issue nobody would see it.
    """
    row = Issue.objects.select_for_update(no_key=True).get(pk=issue)
    standing = Response.objects.filter(key=new.key).first()
    if standing:
        return standing, False
    if row.state == Issue.State.CLOSED:
        raise IssueClosed(issue)
    done = {"done_at": at, "done_by": by} if new.kind == Response.Kind.NONE else {}
    values = vars(new) | done
    made = Response.objects.create(issue=row, opened_at=at, opened_by=by, **values)
    if made.kind == Response.Kind.DISPOSITION:
        follow(row, made, by, at)
    return made, True


@transaction.atomic
def finish_response(pk: int, outcome: str, by: AbstractBaseUser, at: datetime) -> bool:
    """Mark a response done with its outcome; False: it was already done with these words.

    Raises AlreadyDone where a colleague was faster with other words.
    """
    row = Response.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    if row.done_at and row.outcome != outcome:
        raise AlreadyDone(pk)
    if row.done_at:
        return False
    row.done_at, row.done_by, row.outcome = at, by, outcome
    row.save(update_fields=["done_at", "done_by", "outcome"])
    return True
