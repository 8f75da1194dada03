"""Field reports as pages outside the desk may show them: never one that was found untrue.

They are no placements: no count of the press holds them (Selection leaves them out). Whoever
shows one shows what is known of its truth.
"""

from django.db.models import QuerySet

from monitoring.models import FieldReport

UNTRUE = FieldReport.Verification.FALSE
CONFIRMED = FieldReport.Verification.CONFIRMED


def standing() -> QuerySet[FieldReport]:
    """Return the reports that were not found untrue, newest first."""
    return FieldReport.objects.exclude(verification=UNTRUE).order_by("-received_at", "-pk")


def of_issue(issue: int) -> QuerySet[FieldReport]:
    """Return the standing reports of an issue with what a line about one needs."""
    return standing().filter(item__coverage__issue=issue).select_related("item", "region")
