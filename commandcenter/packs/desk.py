"""Act: the fictional work of people in a sample pack: who holds which issue, and what is due.

Only for sample data, and only where nothing stands yet: what a visitor of the demo changes stays.
"""

from datetime import datetime, timedelta

from commandcenter.accounts.models import Role, User
from commandcenter.packs.reader import Pack
from commandcenter.packs.records import AssignmentRecord, ResponseRecord
from issues.models import Agency, Issue, Response


def load_desk(pack: Pack, at: datetime) -> None:
    """Assign issues and create the open responses of the pack, with times counted from `at`."""
    if not Response.objects.filter(done_at=None, due_at__gt=at - timedelta(hours=6)).exists():
        Response.objects.all().delete()
        for record in pack.desk.responses:
            _respond(record, at)
        for assignment in pack.desk.assignments:
            _assign(assignment, at)


def _colleague(name: str) -> User | None:
    """Return the fictional colleague of this name; the account cannot be logged in to."""
    if not name:
        return None
    found = User.objects.filter(username=name.lower()).first()
    return found or User.objects.create_user(name.lower(), name=name, role=Role.RAPID_RESPONSE)


def _assign(record: AssignmentRecord, at: datetime) -> None:
    deadline = None if record.due_minutes is None else at + timedelta(minutes=record.due_minutes)
    Issue.objects.filter(key=record.issue).update(
        holder=_colleague(record.holder), next_step=record.next_step, deadline=deadline
    )


def _respond(record: ResponseRecord, at: datetime) -> None:
    Response.objects.create(
        issue=Issue.objects.filter(key=record.issue).first(),
        kind=record.kind,
        title=record.title,
        agency=Agency.objects.filter(key=record.agency).first(),
        holder=_colleague(record.holder),
        due_at=at + timedelta(minutes=record.due_minutes),
    )
