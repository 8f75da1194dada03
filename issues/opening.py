"""Act: what people do to issues. Each change is written with its reason and its author."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext_lazy as _

from issues.models import Agency, Issue, IssueChange, Topic
from monitoring.models import Item, Region
from monitoring.nudge import nudge

# How far back a new issue looks for coverage that was read before it existed.
LOOK_BACK = timedelta(days=14)
# What a person may set; each that changes becomes a row of the issue's history.
SETTABLE = ("state", "holder", "next_step", "deadline")


class Criterion(models.TextChoices):
    """Why something is an issue and not just news (docs/reading.md, 4); one is enough."""

    SPREAD = "sebaran", _("Tiga media atau lebih, atau dua hari pemberitaan tentang hal yang sama")
    NATIONAL = "nasional", _("Media nasional memberitakan negatif tentang Pemprov atau pimpinan")
    MASS = "aksi", _("Ada aksi massa, somasi, gugatan, atau rapat dengar pendapat DPRD")
    HARM = "dampak", _("Korban jiwa, SARA, KLB, atau gangguan layanan dasar")
    REPORTS = "laporan", _("Dua laporan lapangan atau lebih dari orang yang berbeda")
    REQUESTED = "permintaan", _("Permintaan pimpinan atau OPD")
    HOAX = "hoaks", _("Hoaks tentang Pemprov beredar")


class ChangedMeanwhile(Exception):
    """Somebody changed the issue after the page was opened; nothing was written."""


@dataclass(frozen=True)
class NewIssue:
    """What a person fills in to open an issue."""

    title: str
    criterion: str
    statement: str = ""
    topic: Topic | None = None
    agency: Agency | None = None
    regions: list[Region] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    seeds: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """What a person set on the page of an issue, and the edition they were looking at."""

    state: str
    reason: str
    seen: str
    holder: AbstractBaseUser | None = None
    next_step: str = ""
    deadline: datetime | None = None


@transaction.atomic
def open_issue(new: NewIssue, by: AbstractBaseUser, at: datetime) -> tuple[Issue, bool]:
    """Open an issue; a second try with the same title returns the first one and False.

    Its first state is no decision of a person, so it writes no IssueChange: weighing must stay
    free to move it. Who opened it, and why, stands on the issue itself.
    """
    because = str(Criterion(new.criterion).label)
    values = {
        "title": new.title,
        "statement": new.statement,
        "topic": new.topic,
        "agency": new.agency,
        "strong": new.strong,
        "seeds": new.seeds,
        "state": Issue.State.EMERGING,
        "state_since": at,
        "state_reason": because,
        "opened_at": at,
        "opened_by": by,
        "opened_because": because,
    }
    issue, created = Issue.objects.get_or_create(key=slugify(new.title)[:80], defaults=values)
    if created:
        issue.regions.set(new.regions)
        _read_again(new, at)
    return issue, created


def _read_again(new: NewIssue, at: datetime) -> None:
    """Hand recent items that hold a word of the new issue to the reader, who knows it now."""
    words = Q()
    for word in [*new.strong, *new.seeds]:
        words |= Q(title__icontains=word) | Q(text__body__icontains=word)
    if not words:
        return
    recent = Item.objects.filter(words, listed_at__gte=at - LOOK_BACK, stage=Item.Stage.DONE)
    recent.filter(coverage__issue=None).update(stage=Item.Stage.READ, due_at=at)
    transaction.on_commit(lambda: nudge("read"))


@transaction.atomic
def change_state(pk: int, change: Change, by: AbstractBaseUser, at: datetime) -> list[str]:
    """Set state, holder, next step and deadline; return the names of what really changed.

    Raises ChangedMeanwhile when the row is no longer the edition that was seen, so that nobody
    overwrites a colleague unread.
    """
    issue = Issue.objects.select_for_update(of=("self",)).select_related("holder").get(pk=pk)
    if edition(issue) != change.seen:
        raise ChangedMeanwhile(pk)
    changed = [name for name in SETTABLE if getattr(issue, name) != getattr(change, name)]
    IssueChange.objects.bulk_create([_row(issue, name, change, by, at) for name in changed])
    for name in changed:
        setattr(issue, name, getattr(change, name))
    if "state" in changed:
        issue.state_since, issue.state_reason = at, change.reason
    issue.save(update_fields=[*changed, "state_since", "state_reason"])
    return changed


def edition(issue: Issue) -> str:
    """Return a short name for what people can change, as it stands now."""
    parts = (issue.state, issue.state_since, issue.holder_id, issue.next_step, issue.deadline)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def _row(
    issue: Issue, name: str, change: Change, by: AbstractBaseUser, at: datetime
) -> IssueChange:
    """Return the row of the history that says what one field was and became."""
    after = getattr(change, name)
    return IssueChange(
        issue=issue,
        at=at,
        field=name,
        before=_short(getattr(issue, name)),
        after=_short(after),
        # A next step is longer than the columns of a value; in full it is its own reason.
        reason=after if name == "next_step" else change.reason,
        by=by,
    )


def _short(value: Any) -> str:
    """Return a value as the history keeps it, in at most twenty characters."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M H.i")
    return Truncator(value or "").chars(20)
