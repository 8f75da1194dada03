"""Stage 4: issues are weighed from their coverage: risk with its parts, state with its reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from issues.models import Coverage, Issue, IssueChange, Mention, Response, Tone
from issues.reading.lifecycle import IssueFacts, propose
from issues.reading.risk import Risk, RiskFacts, assess
from issues.settling import REPORT_URGENCY, urgency
from monitoring.home import home_zone

# What is older no longer says how dangerous an issue is today; states look back 14 days at most.
RISK_WINDOW = timedelta(hours=48)
STATE_WINDOW = timedelta(days=14)
# Work inside the house: the public has heard nothing yet.
NO_ANSWER = [
    Response.Kind.DATA_REQUEST,
    Response.Kind.CHECK,
    Response.Kind.DISPOSITION,
    Response.Kind.NONE,
]


@dataclass(frozen=True)
class _Placement:
    """One item of an issue as weighing needs it."""

    at: datetime
    tone: str
    story: int | None
    topic: str | None
    title: str
    outlet: int | None
    tier: int | None


def weigh_issues(at: datetime) -> int:
    """Weigh every live issue, and closed ones that got new coverage; return how many changed."""
    printed = Q(coverage__at__gt=at - STATE_WINDOW, coverage__report=False)
    reopened = printed & Q(state=Issue.State.CLOSED)
    ids = Issue.objects.filter(~Q(state=Issue.State.CLOSED) | reopened).distinct()
    return weigh(ids.values_list("pk", flat=True), at)


def weigh(ids: Iterable[int], at: datetime) -> int:
    """Weigh these issues; return how many changed their risk level or state."""
    zone = home_zone()
    return sum(_weigh_one(issue, zone, at) for issue in sorted(set(ids)))


@transaction.atomic
def _weigh_one(key: int, zone: ZoneInfo, at: datetime) -> bool:
    """Write risk and state of one issue and a row for each change.

    The row is read under a lock: what a person decided a moment ago is seen, and two weighers
    do not write the same change twice.
    """
    issue = Issue.objects.select_for_update(no_key=True).get(pk=key)
    placements = _placements(issue, at - STATE_WINDOW)
    answers = issue.responses.exclude(kind__in=NO_ANSWER)
    answered = answers.filter(done_at__gte=at - RISK_WINDOW).exists()
    risk = assess(_risk_facts(issue, placements, answered, at))
    changed = _write_risk(issue, risk, at)
    facts = _state_facts(issue, placements, risk, answered, zone, at)
    return _write_state(issue, facts, placements, at) or changed


def _placements(issue: Issue, since: datetime) -> list[_Placement]:
    """Return the issue's coverage since an instant, oldest first."""
    rows = Coverage.objects.press().filter(issue=issue, at__gte=since).order_by("at")
    return [
        _Placement(*row)
        for row in rows.values_list(
            "at",
            "tone",
            "story_id",
            "topic_id",
            "item__title",
            "item__outlet_id",
            "item__outlet__tier",
        )
    ]


def _risk_facts(
    issue: Issue, placements: Sequence[_Placement], answered: bool, at: datetime
) -> RiskFacts:
    """Count what the risk is made of, over RISK_WINDOW."""
    recent = [p for p in placements if p.at >= at - RISK_WINDOW]
    tones = Counter(p.tone for p in recent)
    hours = Counter(int((at - p.at) / timedelta(hours=1)) for p in recent)
    printed = Coverage.objects.press().filter(issue=issue, at__gte=at - RISK_WINDOW).order_by()
    leading = Mention.objects.filter(coverage__in=printed, office__leader=True)
    roles = set(leading.values_list("role", flat=True))
    return RiskFacts(
        negative=tones[Tone.NEGATIVE],
        positive=tones[Tone.POSITIVE],
        accused=Mention.Role.ACCUSED in roles,
        subject=Mention.Role.SUBJECT in roles,
        outlets=len({p.outlet for p in recent}),
        tier1=len({p.outlet for p in recent if p.tier == 1}),
        tier1_negative=_tier1_negative(recent),
        hourly=tuple(hours[h] for h in range(int(RISK_WINDOW / timedelta(hours=1)) - 1, -1, -1)),
        words=" \n".join(p.title for p in recent),
        topics=tuple({p.topic for p in recent if p.topic}),
        answered=answered,
        known_outlets=len({p.outlet for p in recent if (p.tier or 3) <= 2}),
    )


def _tier1_negative(placements: Sequence[_Placement]) -> int:
    """Count the outlets of tier 1 with a negative item."""
    return len({p.outlet for p in placements if p.tier == 1 and p.tone == Tone.NEGATIVE})


def _state_facts(
    issue: Issue,
    placements: Sequence[_Placement],
    risk: Risk,
    answered: bool,
    zone: ZoneInfo,
    at: datetime,
) -> IssueFacts:
    """Count what the state is decided from, per local day."""
    today = at.astimezone(zone).date()
    days = Counter((today - p.at.astimezone(zone).date()).days for p in placements)
    week = [p for p in placements if p.at >= at - timedelta(days=7)]
    level = issue.changes.filter(field="level", after=Issue.Level.CRITICAL).first()
    critical = risk.level == Issue.Level.CRITICAL and level
    return IssueFacts(
        state=issue.state,
        daily=tuple(days[d] for d in range(STATE_WINDOW.days - 1, -1, -1)),
        outlets=len({p.outlet for p in week}),
        tier1_negative=_tier1_negative(week),
        stories_week=len({p.story for p in week}),
        level=risk.level,
        hours_critical=(at - level.at) / timedelta(hours=1) if critical else 0.0,
        answered=answered,
        days_in_state=(at - issue.state_since).days,
    )


def _write_risk(issue: Issue, risk: Risk, at: datetime) -> bool:
    """Write the risk; a change of level is a row of its own."""
    before = issue.level
    issue.risk, issue.level = risk.score, risk.level
    issue.risk_parts = [list(part) for part in risk.parts]
    issue.risk_version = risk.version
    issue.save(update_fields=["risk", "level", "risk_parts", "risk_version"])
    if before == risk.level:
        return False
    _reorder_desk(issue)
    words = "; ".join(f"{words} {points:+d}" for words, points in risk.parts)
    IssueChange.objects.create(
        issue=issue, at=at, field="level", before=before, after=risk.level, reason=words[:300]
    )
    return True


def _reorder_desk(issue: Issue) -> None:
    """Bring what still waits at the desk to the order its issue's new level asks for."""
    waiting = Coverage.objects.filter(issue=issue, handled_at=None)
    for negative, report in product((True, False), (None, *REPORT_URGENCY)):
        rank = urgency(issue.level, Tone.NEGATIVE if negative else Tone.NEUTRAL, report)
        rows = waiting.filter(item__report__urgency=report)
        rows = rows.filter(tone="neg") if negative else rows.exclude(tone="neg")
        rows.exclude(urgency=rank).update(urgency=rank)


def _write_state(
    issue: Issue, facts: IssueFacts, placements: Sequence[_Placement], at: datetime
) -> bool:
    """Move the issue to its proposed state, unless a person set the one it is in.

    The exception is in the lifecycle itself: a closed issue with a new story relapses, whoever
    closed it.
    """
    closed = issue.state == Issue.State.CLOSED
    if closed and not any(p.at > issue.state_since for p in placements):
        return False
    last = issue.changes.filter(field="state").first()
    proposal = propose(facts)
    if proposal is None or (last and last.by_id and not closed):
        return False
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
    return True
