"""How far field reports have come: the verdict of the province, and the issue they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass

from issues.models import Coverage
from monitoring.models import FieldReport
from monitoring.reports import status


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
