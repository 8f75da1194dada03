"""Issues, responses and field reports of a period: what needs a decision, and what is done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.expressions import Window
from django.db.models.functions import RowNumber

from issues.models import Issue, Response, Tone
from issues.recaps.counts import Pair
from issues.recaps.stories import OWN_LAST
from issues.recaps.stretch import Stretch
from issues.recaps.values import IssueLine, Original, ReportLine, ResponseLine
from issues.selection import REPORTS
from monitoring.models import FieldReport

ISSUES, LINKS = 6, 2
# Issues from this level on are put before the leadership; the rest stays in the list of issues.
ATTENTION = (Issue.Level.MEDIUM, Issue.Level.HIGH, Issue.Level.CRITICAL)


def read_issues(pair: Pair) -> tuple[IssueLine, ...]:
    """Return the issues that were open during the period, by risk, then growth, then count.

    Issues nobody wrote about are kept only where something is due.
    """
    volumes, links = _volumes(pair), _links(pair.now)
    lines = [_line(row, volumes.get(row.pk, {}), links[row.pk], pair) for row in _open(pair.now)]
    return tuple(sorted(filter(_speaks, lines), key=_rank))


def needs_attention(line: IssueLine) -> bool:
    """Say whether an issue belongs before the leadership."""
    return line.level in ATTENTION


def read_responses(now: Stretch) -> tuple[tuple[ResponseLine, ...], tuple[ResponseLine, ...]]:
    """Return what was done in the period, and what was still open when it ended."""
    start, cut = now.period.start, now.period.cut
    rows = Response.objects.filter(Q(done_at=None) | Q(done_at__gte=start))
    begun = rows.exclude(opened_at__gte=cut).exclude(kind=Response.Kind.NONE)
    known = begun.select_related("agency", "holder", "issue").order_by("due_at", "pk")
    lines = [_response(row, now) for row in known]
    finished = tuple(line for line in lines if line.done_at)
    return finished, tuple(line for line in lines if not line.done_at)


def read_reports(now: Stretch) -> tuple[ReportLine, ...]:
    """Return the field reports of the period, urgent ones first; false ones never appear."""
    selected = replace(now.today, tentang="", jenis=REPORTS).coverage(now.zone).order_by()
    rows = FieldReport.objects.filter(item__coverage__in=selected)
    kept = rows.exclude(verification=FieldReport.Verification.FALSE)
    lines = [_report(row) for row in kept.select_related("item", "region", "district")]
    order = list(FieldReport.Urgency.values)
    return tuple(sorted(lines, key=lambda line: (order.index(line.urgency), line.at)))


def _open(now: Stretch) -> Iterable[Issue]:
    cut = now.today.sampai_jam
    closed_since = Q(state=Issue.State.CLOSED, state_since__gte=cut)
    rows = Issue.objects.filter(~Q(state=Issue.State.CLOSED) | closed_since, opened_at__lt=cut)
    return rows.select_related("agency", "holder")


def _volumes(pair: Pair) -> dict[int, Mapping[str, Any]]:
    """Count both periods of every issue in one question."""
    rows = pair.both.coverage(pair.now.zone).order_by().filter(issue__isnull=False)
    bad = pair.now.today.period(pair.now.zone) & Q(tone=Tone.NEGATIVE)
    counted = rows.values("issue_id").annotate(**pair.counted, negative=Count("pk", filter=bad))
    return {row["issue_id"]: row for row in counted}


def _links(now: Stretch) -> dict[int, list[Original]]:
    """Return the newest originals of every issue, those that are not our own first."""
    rows = now.today.coverage(now.zone).order_by().filter(issue__isnull=False).exclude(item__url="")
    place = Window(
        RowNumber(), partition_by=[F("issue_id")], order_by=[OWN_LAST, F("at").desc(), F("pk")]
    )
    chosen = rows.annotate(place=place).filter(place__lte=LINKS).order_by("issue_id", "place")
    links: dict[int, list[Original]] = defaultdict(list)
    for issue, outlet, url in chosen.values_list("issue_id", "item__outlet__name", "item__url"):
        links[issue].append(Original(outlet or "", url))
    return links


def _line(
    issue: Issue, volume: Mapping[str, Any], links: Sequence[Original], pair: Pair
) -> IssueLine:
    return IssueLine(
        pk=issue.pk,
        title=issue.title,
        statement=issue.statement,
        level=issue.level,
        level_words=issue.get_level_display(),
        easing=issue.state == Issue.State.EASING,
        risk=issue.risk,
        agency=issue.agency.short if issue.agency else "",
        holder=issue.holder.get_short_name() if issue.holder else "",
        next_step=issue.next_step,
        deadline=issue.deadline,
        late=bool(issue.deadline and issue.deadline < pair.now.at),
        placements=pair.compared(volume.get("now", 0), volume.get("before", 0), isu=issue.pk),
        negative=volume.get("negative", 0),
        originals=tuple(links),
    )


def _speaks(line: IssueLine) -> bool:
    return bool(line.placements.figure.count or line.placements.before or line.deadline)


def _rank(line: IssueLine) -> tuple[int, int, int, str]:
    count = line.placements.figure.count or 0
    return (-line.risk, -(line.placements.growth or 0), -count, line.title)


def _response(row: Response, now: Stretch) -> ResponseLine:
    who = row.agency.short if row.agency else row.holder.get_short_name() if row.holder else ""
    # What was done after the period was still open when it ended.
    done = row.done_at is not None and row.done_at < now.period.cut
    return ResponseLine(
        title=row.title,
        kind=row.kind,
        kind_words=row.get_kind_display(),
        who=who,
        due_at=row.due_at,
        late=not done and row.due_at < now.at,
        done_at=row.done_at if done else None,
        outcome=row.outcome if done else "",
        issue=row.issue.title if row.issue else "",
    )


def _report(row: FieldReport) -> ReportLine:
    parts = (row.place, row.district.short if row.district else "", row.region.short)
    return ReportLine(
        pk=row.pk,
        number=row.number,
        title=row.item.title,
        place=", ".join(filter(None, parts)),
        at=row.item.listed_at,
        urgency=row.urgency,
        urgency_words=row.get_urgency_display(),
        confirmed=row.verification == FieldReport.Verification.CONFIRMED,
        verdict=row.get_verification_display(),
        hoax=row.subject == FieldReport.Subject.HOAX,
    )
