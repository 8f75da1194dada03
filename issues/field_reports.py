"""Field reports beside the press: those that stand, and how far each has come.

They are no placements: no count of the press holds them (Selection leaves them out). Whoever
shows one outside the desk shows what is known of its truth, and none that was found untrue.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from issues.models import Coverage
from monitoring.models import FieldReport
from monitoring.reports.filing import status

UNTRUE = FieldReport.Verification.FALSE
CONFIRMED = FieldReport.Verification.CONFIRMED


def standing() -> QuerySet[FieldReport]:
    """Return the reports that were not found untrue, newest first."""
    return FieldReport.objects.exclude(verification=UNTRUE).order_by("-received_at", "-pk")


def of_issue(issue: int) -> QuerySet[FieldReport]:
    """Return the standing reports of an issue with what a line about one needs."""
    return standing().filter(item__coverage__issue=issue).select_related("item", "region")


def reporters(issue: int, since: datetime) -> int:
    """Count the different people whose standing reports of an issue came since then."""
    recent = standing().filter(item__coverage__issue=issue, received_at__gte=since).order_by()
    return recent.values("item__entered_by").distinct().count()


@dataclass(frozen=True)
class Followed:
    """A report with its status in words and the title of its issue, if it has one."""

    report: FieldReport
    status: str
    issue: str


def followed(reports: Iterable[FieldReport]) -> list[Followed]:
    """Return reports with how far each has come, in one more query."""
    rows = list(reports)
    linked = Coverage.objects.filter(item__in=[row.pk for row in rows]).exclude(issue=None)
    titles = dict(linked.order_by().values_list("item", "issue__title"))
    return [
        Followed(row, status(row, titles.get(row.pk, "")), titles.get(row.pk, "")) for row in rows
    ]
