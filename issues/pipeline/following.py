"""What came to an issue only with its story follows the story when that changes its issue."""

from django.db import transaction

from issues.models import Coverage, Story
from issues.pipeline.settle import settle_items
from issues.pipeline.storing import BY_STORY
from issues.reading.values import VERSION
from monitoring.nudge import nudge

SURE = 0.6


def follow_issue(story: int) -> None:
    """Give a story the issue its texts have now, and that to what only follows it.

    Texts whose own words name an issue, and those on which a person decided it, keep theirs. The
    caller holds a transaction; the issues touched are weighed soon.
    """
    rows = list(Coverage.objects.filter(story=story).order_by("at", "pk"))
    issue = Story.objects.values_list("issue", flat=True).filter(pk=story).first()
    changed = [row for row in rows if _follow(row, issue)]
    Coverage.objects.bulk_update(changed, ["reasons"])
    touched = settle_items([row.pk for row in rows], details=())
    if touched.issues:
        transaction.on_commit(lambda: nudge("weigh"))


def _follow(row: Coverage, issue: int | None) -> bool:
    """Point what only follows at the issue of its story; say whether that changed anything."""
    why = row.reasons.get("issue") or {}
    if why and why.get("reason") != BY_STORY:
        return False
    if why.get("value") == issue:
        return False
    told = {"value": issue, "confidence": SURE, "reason": BY_STORY, "version": VERSION}
    row.reasons = {**row.reasons, "issue": told}
    return True
