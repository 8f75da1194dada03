"""Moves an issue to the next state of its life, or proposes the move to a person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from issues.field_reports import reporters
from issues.models import Coverage, Issue, IssueChange, Suggestion, Tone
from issues.pipeline.suggesting import lapse
from issues.pipeline.suggesting import propose as suggest
from issues.reading.emerging import signs
from issues.reading.growth import HISTORY, Growth, growth_of
from issues.reading.lifecycle import CLOSED, CRISIS, IssueFacts, Proposal, propose
from monitoring.models import CalendarDay

# States look back 14 days at most.
STATE_WINDOW = timedelta(days=14)
DAYS_OF_REST = (CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.LEAVE, CalendarDay.Kind.QUIET)
CONFIDENCE = 0.7


@dataclass(frozen=True)
class Placement:
    """One item of an issue as weighing needs it."""

    at: datetime
    tone: str
    story: int | None
    topic: str | None
    title: str
    outlet: int | None
    tier: int | None


def tier1_negative(placements: Sequence[Placement]) -> int:
    """Count the outlets of tier 1 with a negative item."""
    return len({p.outlet for p in placements if p.tier == 1 and p.tone == Tone.NEGATIVE})


def growth(issue: Issue, zone: ZoneInfo, at: datetime) -> Growth:
    """Compare what the issue got today with its own weekdays and hours."""
    printed = Coverage.objects.press().filter(issue=issue, at__gte=at - HISTORY, at__lte=at)
    times = list(printed.order_by("at").values_list("at", flat=True))
    since = min([issue.opened_at, *times[:1]])
    rest = CalendarDay.objects.filter(date=at.astimezone(zone).date(), kind__in=DAYS_OF_REST)
    return growth_of(times, since, at, zone, set(rest.values_list("date", flat=True)))


def move(
    issue: Issue, placements: Sequence[Placement], answered: bool, zone: ZoneInfo, at: datetime
) -> bool:
    """Move the issue to its next state, or propose it; return whether it moved.

    What a person set is never moved from without one, but for a closed issue that is printed
    again: it relapses, whoever closed it.
    """
    closed = issue.state == Issue.State.CLOSED
    if closed and not any(p.at > issue.state_since for p in placements):
        return False
    last = issue.changes.filter(field="state").first()
    proposal = propose(_facts(issue, placements, answered, zone, at))
    theirs = bool(last and last.by_id and not closed)
    if proposal is None or theirs or not proposal.sure:
        _ask(issue, proposal, zone, at)
        return False
    _write(issue, proposal, at)
    _ask(issue, None, zone, at)
    return True


def _facts(
    issue: Issue, placements: Sequence[Placement], answered: bool, zone: ZoneInfo, at: datetime
) -> IssueFacts:
    """Count what the state is decided from, per local day."""
    today = at.astimezone(zone).date()
    days = Counter((today - p.at.astimezone(zone).date()).days for p in placements)
    week = [p for p in placements if p.at >= at - timedelta(days=7)]
    level = issue.changes.filter(field="level", after=Issue.Level.CRITICAL).first()
    told = signs([p.title for p in week])
    critical = issue.level == Issue.Level.CRITICAL and level
    return IssueFacts(
        state=issue.state,
        daily=tuple(days[d] for d in range(STATE_WINDOW.days - 1, -1, -1)),
        outlets=len({p.outlet for p in week}),
        tier1_negative=tier1_negative(week),
        stories_week=len({p.story for p in week}),
        reporters=reporters(issue.pk, at - STATE_WINDOW),
        mass_action=bool(told.mass),
        casualties=bool(told.harm),
        level=issue.level,
        hours_critical=(at - level.at) / timedelta(hours=1) if critical else 0.0,
        answered=answered,
        days_in_state=(at - issue.state_since).days,
        growth=growth(issue, zone, at),
    )


def _write(issue: Issue, proposal: Proposal, at: datetime) -> None:
    before, issue.state = issue.state, proposal.state
    issue.state_since, issue.state_reason = at, proposal.reason[:300]
    issue.save(update_fields=["state", "state_since", "state_reason"])
    IssueChange.objects.create(
        issue=issue,
        at=at,
        field="state",
        before=before,
        after=issue.state,
        reason=issue.state_reason,
    )


def _ask(issue: Issue, proposal: Proposal | None, zone: ZoneInfo, at: datetime) -> None:
    """Propose a state to a person; whatever else was proposed for this issue lapses."""
    waiting = Suggestion.objects.open().filter(kind=Suggestion.Kind.STATE, issue=issue)
    if proposal is None:
        lapse(waiting, at)
        return
    key = f"status:{issue.pk}:{proposal.state}:{_ground(issue, proposal, zone, at)}"
    lapse(waiting.exclude(key=key), at)
    suggest(
        Suggestion.Kind.STATE,
        key,
        at=at,
        confidence=CONFIDENCE,
        reason=proposal.reason,
        issue_id=issue.pk,
        value=proposal.state,
    )


def _ground(issue: Issue, proposal: Proposal, zone: ZoneInfo, at: datetime) -> str:
    """Return what a proposal rests on: one that was declined stays quiet until this is another.

    Growing and easing rest on their day, a crisis on the change of the level, closing on the
    newest placement; all of them on the state they lead away from.
    """
    since = f"{issue.state_since:%y%m%d%H%M}"
    if proposal.state == CRISIS:
        level = issue.changes.filter(field="level").first()
        return f"{since}:{level.pk if level else 0}"
    if proposal.state == CLOSED:
        newest = Coverage.objects.press().filter(issue=issue).order_by("-at").first()
        return f"{since}:{newest.pk if newest else 0}"
    return f"{since}:{at.astimezone(zone).date():%y%m%d}"
