"""Act: a person sets the risk of an issue, with a reason; the computed one goes on beside it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from issues.models import Issue, IssueChange
from issues.pipeline.weighing import OVERRIDE, clear_override, weigh
from issues.reading.risk import level_of


@dataclass(frozen=True)
class Override:
    """The risk a person sets, 0 to 100, why, and until when.

    Without `until` it holds until the computed level is another one than at that moment.
    """

    score: int
    reason: str
    until: datetime | None = None


@transaction.atomic
def set_risk(pk: int, new: Override, by: AbstractBaseUser, at: datetime) -> bool:
    """Set the risk that holds; False when just this was set already."""
    # What is overridden is the risk of this moment, not that of the last weighing.
    weigh([pk], at)
    issue = Issue.objects.select_for_update(no_key=True).get(pk=pk)
    same = (issue.risk_by_person, issue.risk_person_reason, issue.risk_person_until)
    if same == (new.score, new.reason, new.until):
        return False
    _remember(issue, new.score, new.reason, by, at)
    issue.risk_by_person, issue.risk_person = new.score, by
    issue.risk_person_reason, issue.risk_person_until = new.reason, new.until
    issue.risk_person_over = level_of(issue.risk_computed)
    issue.save(update_fields=OVERRIDE)
    weigh([pk], at)
    return True


@transaction.atomic
def release_risk(pk: int, by: AbstractBaseUser, at: datetime) -> bool:
    """Let the computed risk hold again; False when nobody had set another one."""
    issue = Issue.objects.select_for_update(no_key=True).get(pk=pk)
    if issue.risk_by_person is None:
        return False
    _remember(issue, issue.risk_computed, "Kembali ke hitungan sistem", by, at)
    clear_override(issue)
    weigh([pk], at)
    return True


def _remember(issue: Issue, after: int, why: str, by: AbstractBaseUser, at: datetime) -> None:
    IssueChange.objects.create(
        issue=issue,
        at=at,
        field="risk",
        before=str(issue.risk),
        after=str(after),
        reason=why,
        by=by,
    )
