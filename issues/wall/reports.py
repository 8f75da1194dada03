"""Field reports on the wall: how many today and where, always told apart by what is known."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from issues.field_reports import CONFIRMED, of_issue, standing
from issues.wall.moment import Moment
from issues.wall.values import Newest, Reports
from monitoring.models import FieldReport


def read_today(moment: Moment, guest: bool) -> dict[str, Reports]:
    """Count the reports received today by region; visitors see confirmed ones alone."""
    rows = standing().filter(received_at__gte=moment.start(moment.day)).order_by()
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    grouped = rows.values_list("region_id", "verification").annotate(count=Count("pk"))
    for region, verification, count in grouped:
        counts[region].append((verification, count))
    return {region: _reports(pairs, guest) for region, pairs in counts.items()}


def read_of_issue(issue: int | None, guest: bool) -> Reports:
    """Count the reports of one issue; there is none with the key zero."""
    rows = standing().filter(item__coverage__issue_id=issue or 0).order_by()
    return _reports(rows.values_list("verification").annotate(count=Count("pk")), guest)


def read_newest(moment: Moment, guest: bool) -> tuple[Newest, ...]:
    """Return the newest report of today with its label, if there is any."""
    rows = standing().filter(received_at__gte=moment.start(moment.day))
    return tuple(line(report) for report in _seen(rows, guest).select_related("item", "region")[:1])


def read_lines(issue: int | None, most: int, guest: bool) -> tuple[Newest, ...]:
    """Return the newest reports of one issue with their labels."""
    return tuple(line(report) for report in _seen(of_issue(issue or 0), guest)[:most])


def line(report: FieldReport) -> Newest:
    """Return a report as a line: where, what, and what is known of its truth."""
    label = report.get_verification_display().lower()
    unproven = report.verification != CONFIRMED
    return Newest(report.received_at, report.region.short, report.item.title, label, unproven)


def total(counted: Iterable[Reports]) -> Reports:
    """Add up counts of reports."""
    pairs = [(reports.confirmed, reports.open) for reports in counted]
    return Reports(sum(one for one, _ in pairs), sum(other for _, other in pairs))


def _seen(rows: QuerySet[FieldReport], guest: bool) -> QuerySet[FieldReport]:
    return rows.filter(verification=CONFIRMED) if guest else rows


def _reports(pairs: Iterable[tuple[str, int]], guest: bool) -> Reports:
    counts = dict(pairs)
    confirmed = counts.pop(CONFIRMED, 0)
    return Reports(confirmed, 0 if guest else sum(counts.values()))
