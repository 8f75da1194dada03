"""Stage 4: issues are weighed from their coverage: risk with its parts, state with its reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from issues.models import Coverage, Issue, IssueChange, Mention, Response, Tone
from issues.pipeline.moving import STATE_WINDOW, Placement, move, tier1_negative
from issues.reading.risk import Risk, RiskFacts, assess, level_of
from issues.settling import REPORT_URGENCY, urgency
from monitoring.home import home_zone

# What is older no longer says how dangerous an issue is today.
RISK_WINDOW = timedelta(hours=48)
OVERRIDE = [
    *("risk_by_person", "risk_person", "risk_person_reason"),
    *("risk_person_until", "risk_person_over"),
]
# Work inside the house: the public has heard nothing yet.
NO_ANSWER = [
    Response.Kind.DATA_REQUEST,
    Response.Kind.CHECK,
    Response.Kind.DISPOSITION,
    Response.Kind.NONE,
]


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
    return move(issue, placements, answered, zone, at) or changed


def _placements(issue: Issue, since: datetime) -> list[Placement]:
    """Return the issue's coverage since an instant, oldest first."""
    rows = Coverage.objects.press().filter(issue=issue, at__gte=since).order_by("at")
    return [
        Placement(*row)
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
    issue: Issue, placements: Sequence[Placement], answered: bool, at: datetime
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
        tier1_negative=tier1_negative(recent),
        hourly=tuple(hours[h] for h in range(int(RISK_WINDOW / timedelta(hours=1)) - 1, -1, -1)),
        words=" \n".join(p.title for p in recent),
        topics=tuple({p.topic for p in recent if p.topic}),
        answered=answered,
        known_outlets=len({p.outlet for p in recent if (p.tier or 3) <= 2}),
    )


def _write_risk(issue: Issue, risk: Risk, at: datetime) -> bool:
    """Write the computed risk and the one that holds; a change of level is a row of its own.

    Where a person set the risk, theirs holds, and the machine's stands beside it.
    """
    before = issue.level
    issue.risk_computed, issue.risk_parts = risk.score, [list(part) for part in risk.parts]
    issue.risk_version = risk.version
    _end_override(issue, risk, at)
    theirs = issue.risk_by_person
    issue.risk = risk.score if theirs is None else theirs
    issue.level = level_of(issue.risk)
    issue.save(update_fields=["risk", "level", "risk_parts", "risk_version", "risk_computed"])
    if before == issue.level:
        return False
    _reorder_desk(issue)
    words = "; ".join(f"{words} {points:+d}" for words, points in risk.parts)
    IssueChange.objects.create(
        issue=issue,
        at=at,
        field="level",
        before=before,
        after=issue.level,
        reason=words[:300] if theirs is None else issue.risk_person_reason,
        by_id=None if theirs is None else issue.risk_person_id,
    )
    return True


def _end_override(issue: Issue, risk: Risk, at: datetime) -> None:
    """Let the risk a person set end: at its time, or when the computed level is another one."""
    until = issue.risk_person_until
    ended = until <= at if until else issue.risk_person_over not in {"", risk.level}
    if issue.risk_by_person is None or not ended:
        return
    why = "waktunya habis" if until else "tingkat menurut hitungan sistem berubah"
    IssueChange.objects.create(
        issue=issue,
        at=at,
        field="risk",
        before=str(issue.risk_by_person),
        after=str(risk.score),
        reason=f"Nilai risiko dari petugas berakhir: {why}",
    )
    clear_override(issue)


def clear_override(issue: Issue) -> None:
    """Take away the risk a person set; the caller weighs the issue anew."""
    issue.risk_by_person = issue.risk_person_until = issue.risk_person = None
    issue.risk_person_reason = issue.risk_person_over = ""
    issue.save(update_fields=OVERRIDE)


def _reorder_desk(issue: Issue) -> None:
    """Bring what still waits at the desk to the order its issue's new level asks for."""
    waiting = Coverage.objects.filter(issue=issue, handled_at=None)
    for negative, report in product((True, False), (None, *REPORT_URGENCY)):
        rank = urgency(issue.level, Tone.NEGATIVE if negative else Tone.NEUTRAL, report)
        rows = waiting.filter(item__report__urgency=report)
        rows = rows.filter(tone="neg") if negative else rows.exclude(tone="neg")
        rows.exclude(urgency=rank).update(urgency=rank)
