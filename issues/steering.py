"""Act: what people change on an issue. Each change is a row with before, after, reason, author.

Nobody overwrites a colleague unread: a form carries the edition it was filled in on, and a form
that is late raises ChangedMeanwhile. A form sent twice changes nothing the second time.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from issues.deciding import ChangedMeanwhile
from issues.models import Issue, IssueChange, Response
from issues.opening import IssueDescription, read_again
from monitoring.models import Region

# What a person may set on the page of an issue, and what the form "Ubah isu" holds.
HANDLED = ("state", "holder", "next_step", "deadline")
DESCRIBED = ("title", "statement", "topic", "agency", "strong", "seeds", "exclude")
WORDS = ("strong", "seeds", "exclude")
SHOWN_OF_A_VALUE = 200


@dataclass(frozen=True)
class Change:
    """How an issue is handled, and the edition a person was looking at."""

    state: str
    reason: str
    seen: str
    holder: AbstractBaseUser | None = None
    next_step: str = ""
    deadline: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Description(IssueDescription):
    """What an issue is, and the edition of that which a person was looking at."""

    seen: str


def edition(issue: Issue) -> str:
    """Return a short name for how the issue is handled, as it stands now."""
    parts = (issue.state, issue.state_since, issue.holder_id, issue.next_step, issue.deadline)
    return _name(parts)


def described_edition(issue: Issue) -> str:
    """Return a short name for what the issue is, as it stands now."""
    values = [getattr(issue, name) for name in DESCRIBED]
    return _name([*values, sorted(region.pk for region in issue.regions.all())])


@transaction.atomic
def change_issue(pk: int, change: Change, by: AbstractBaseUser, at: datetime) -> list[str]:
    """Set state, holder, next step and deadline; return the names of what really changed.

    Raises ChangedMeanwhile when the issue is no longer the edition that was seen.
    """
    issue = _locked(pk)
    values = _differing(issue, {name: getattr(change, name) for name in HANDLED})
    if values and edition(issue) != change.seen:
        raise ChangedMeanwhile(pk)
    _write(issue, values, change.reason, by, at)
    return list(values)


@transaction.atomic
def close_issue(
    pk: int, reason: str, lesson: str, seen: str, by: AbstractBaseUser, at: datetime
) -> bool:
    """Close an issue with the reason and, where there is one, the lesson; False: it was closed.

    Raises ChangedMeanwhile when the issue is no longer the edition that was seen.
    """
    issue = _locked(pk)
    if issue.state == Issue.State.CLOSED:
        return False
    if edition(issue) != seen:
        raise ChangedMeanwhile(pk)
    _write(issue, {"state": Issue.State.CLOSED}, reason, by, at)
    if lesson:
        IssueChange.objects.create(issue=issue, at=at, field="lesson", reason=lesson, by=by)
    return True


@transaction.atomic
def reopen_issue(pk: int, reason: str, by: AbstractBaseUser, at: datetime) -> bool:
    """Watch a closed issue again, as one that emerges; False: it was not closed (any more)."""
    issue = _locked(pk)
    if issue.state != Issue.State.CLOSED:
        return False
    _write(issue, {"state": Issue.State.EMERGING}, reason, by, at)
    return True


@transaction.atomic
def describe_issue(pk: int, new: Description, by: AbstractBaseUser, at: datetime) -> list[str]:
    """Set title, statement, topic, agency, regions and words; return what really changed.

    Changed words hand recent items to the reader again: those that hold one, and those of this
    issue, which may not belong to it any more. Raises ChangedMeanwhile.
    """
    issue = _locked(pk)
    values = _differing(issue, {name: getattr(new, name) for name in DESCRIBED})
    before, after = list(issue.regions.order_by("pk")), sorted(new.regions, key=lambda r: r.pk)
    if (values or before != after) and described_edition(issue) != new.seen:
        raise ChangedMeanwhile(pk)
    _write(issue, values, "", by, at)
    if before != after:
        _row(issue, "regions", before, after, "", by, at).save()
        issue.regions.set(after)
    if any(name in values for name in WORDS):
        read_again([*new.strong, *new.seeds], Q(coverage__issue=None) | Q(coverage__issue=pk), at)
    return [*values, *(["regions"] if before != after else [])]


def follow(issue: Issue, told: Response, by: AbstractBaseUser, at: datetime) -> None:
    """Let an instruction of the leadership be the next step of its issue, with its deadline.

    Whoever is named holds the issue from now on; an instruction to an agency alone leaves that
    open. The caller holds the row of the issue.
    """
    values = {"next_step": told.title, "deadline": told.due_at}
    holder = {"holder": told.holder} if told.holder else {}
    _write(issue, _differing(issue, values | holder), str(Response.Kind.DISPOSITION.label), by, at)


def _locked(pk: int) -> Issue:
    related = Issue.objects.select_related("holder", "topic", "agency")
    return related.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _differing(issue: Issue, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(issue, name) != value}


def _write(
    issue: Issue, values: Mapping[str, Any], reason: str, by: AbstractBaseUser, at: datetime
) -> None:
    """Write values that differ, and a row of the history for each."""
    rows = [
        _row(issue, name, getattr(issue, name), value, reason, by, at)
        for name, value in values.items()
    ]
    IssueChange.objects.bulk_create(rows)
    for name, value in values.items():
        setattr(issue, name, value)
    if "state" in values:
        issue.state_since, issue.state_reason = at, reason
    issue.save(update_fields=[*values, "state_since", "state_reason"])


def _row(
    issue: Issue,
    name: str,
    before: Any,
    after: Any,
    reason: str,
    by: AbstractBaseUser,
    at: datetime,
) -> IssueChange:
    """Return the row of the history that says what one field was and became."""
    values = {"before": _shown(before), "after": _shown(after)}
    return IssueChange(issue=issue, at=at, field=name, reason=reason, by=by, **values)


def _shown(value: Any) -> str:
    """Return a value as the history keeps it, in at most SHOWN_OF_A_VALUE characters."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M H.i")
    if isinstance(value, list):
        words = [part.short if isinstance(part, Region) else part for part in value]
        return Truncator(", ".join(words)).chars(SHOWN_OF_A_VALUE)
    text = str(value) if isinstance(value, Model) else value or ""
    return Truncator(text).chars(SHOWN_OF_A_VALUE)


def _name(parts: Any) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
