"""Issues as their pages show them: the ranked list, and everything about one."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from issues import chronology, daily, listing
from issues.models import Coverage, Issue, Response, Story, Tone
from issues.pipeline import moving
from issues.selection import Selection
from issues.summaries import told_of

# The newest stories tell what happened; the others are a list.
STORIES_SHOWN, STORIES_TOLD = 30, 3
# Of the chronology: shown at once, and behind "n lagi".
EVENTS_SHOWN, EVENTS_MOST = 12, 200
DAY = timedelta(days=1)


def ranked(closed: bool, at: datetime) -> QuerySet[Issue]:
    """Return live issues (or the closed ones) by risk, then growth, then volume.

    Each carries `placements`, those of the last 24 hours about the leadership as `fresh`, how
    many more that is than in the 24 hours before as `growth` (both as on the wall), and when
    something was last printed as `latest`.
    """
    issues = Issue.objects.filter(state=Issue.State.CLOSED) if closed else Issue.objects.live()
    about_us = ~Q(tone=Tone.UNRELATED)
    last = about_us & Q(at__gte=at - DAY)
    before = about_us & Q(at__gte=at - 2 * DAY, at__lt=at - DAY)
    printed = Coverage.objects.press().filter(issue=OuterRef("pk")).order_by().values("issue")
    return (
        issues.select_related("topic", "agency", "holder")
        .annotate(
            placements=_number(printed.annotate(n=Count("pk"))),
            fresh=_number(printed.annotate(n=Count("pk", filter=last))),
            earlier=_number(printed.annotate(n=Count("pk", filter=before))),
            latest=Subquery(printed.annotate(latest=Max("at")).values("latest")),
        )
        .annotate(growth=F("fresh") - F("earlier"))
        .order_by("-risk", "-growth", "-placements", "title")
    )


def tasks_of(user: Any) -> QuerySet[Response]:
    """Return what somebody has still to do, nearest deadline first."""
    mine = Response.objects.filter(holder=user, done_at=None).select_related("issue")
    return mine.order_by("due_at", "pk")


def listed(closed: bool, zone: ZoneInfo, at: datetime) -> list[tuple[Issue, list[int]]]:
    """Return the ranked issues, each with its placements per day, oldest first."""
    issues, today = list(ranked(closed, at)), at.astimezone(zone).date()
    series = daily.series([issue.pk for issue in issues], today, zone)
    return [(issue, series[issue.pk]) for issue in issues]


def whole() -> QuerySet[Issue]:
    """Return issues with what their page names."""
    related = ("topic", "agency", "holder", "opened_by", "risk_person")
    return Issue.objects.select_related(*related).prefetch_related("regions")


def read(issue: Issue, zone: ZoneInfo, at: datetime) -> dict[str, Any]:
    """Return what the page of one issue shows, in a fixed number of queries."""
    selection = Selection(isu=issue.pk)
    found = selection.coverage(zone)
    today = at.astimezone(zone).date()
    happened = chronology.events(issue, zone, at)
    return {
        "issue": issue,
        "selection": selection,
        "totals": listing.totals(found),
        "tones": listing.tones(selection, zone),
        "chart": daily.draw(daily.per_day(found, today, zone), today),
        "stories": _told(_stories(issue)),
        "stories_shown": STORIES_SHOWN,
        "growth": moving.growth(issue, zone, at),
        "rest_of_risk": _rest_of_risk(issue),
        "days": chronology.by_day(happened[:EVENTS_SHOWN], zone),
        "older_days": chronology.by_day(happened[EVENTS_SHOWN:EVENTS_MOST], zone),
        "older": len(happened) - EVENTS_SHOWN,
        "untold": len(happened) - EVENTS_MOST,
        "closing": _closing(issue),
        "at": at,
    }


def _rest_of_risk(issue: Issue) -> int:
    """Return what keeps the computed risk from the sum of its parts: it is held at 0 or 100."""
    computed = issue.risk if issue.risk_by_person is None else issue.risk_computed
    return int(computed - sum(points for _words, points in issue.risk_parts))


def _closing(issue: Issue) -> dict[str, Any]:
    """Return who closed a closed issue, when, why, and what was learnt; empty for others.

    An issue the system closed has no author.
    """
    if issue.state != Issue.State.CLOSED:
        return {}
    changes = issue.changes.select_related("by").filter(at__gte=issue.state_since)
    rows = {row.field: row for row in changes.filter(field__in=["state", "lesson"])}
    state, lesson = rows.get("state"), rows.get("lesson")
    return {
        "by": state.by if state else None,
        "at": issue.state_since,
        "reason": issue.state_reason,
        "lesson": lesson.reason if lesson else "",
    }


def _number(counted: QuerySet[Any]) -> Coalesce:
    """Return a count as a column; nothing counted is zero."""
    return Coalesce(Subquery(counted.values("n")), Value(0))


def responses(issue: Issue) -> QuerySet[Response]:
    """Return what is still to be done, nearest deadline first, then what was done."""
    rows = issue.responses.select_related("agency", "holder", "done_by")
    return rows.order_by(F("done_at").asc(nulls_first=True), "due_at")


def _told(stories: QuerySet[Story]) -> list[Story]:
    """Return the stories, the newest ones with their sentences as `told`."""
    rows = list(stories)
    sentences = told_of([story.pk for story in rows[:STORIES_TOLD]])
    for story in rows:
        story.told = sentences.get(story.pk, [])
    return rows


def _stories(issue: Issue) -> QuerySet[Story]:
    """Return the newest stories with the placements that belong to this issue."""
    return (
        Story.objects.filter(coverage__issue=issue, coverage__report=False)
        .annotate(
            placements=Count("coverage"),
            negative=Count("coverage", filter=Q(coverage__tone=Tone.NEGATIVE)),
            latest=Max("coverage__at"),
        )
        .order_by("-latest", "-pk")[:STORIES_SHOWN]
    )
