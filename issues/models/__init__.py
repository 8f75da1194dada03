"""Rows of `issues`: who leads, what coverage means, which story and issue it belongs to."""

from issues.models.coverage import Coverage, CoverageRegion, CoverageTopic, Mention, Story, Tone
from issues.models.decisions import Act, Decision, Hold, SavedSelection
from issues.models.issues import Issue, IssueChange, Response
from issues.models.people import Agency, Office, Person, Tenure
from issues.models.subjects import Programme, Topic

__all__ = [
    "Act",
    "Agency",
    "Coverage",
    "CoverageRegion",
    "CoverageTopic",
    "Decision",
    "Hold",
    "Issue",
    "IssueChange",
    "Mention",
    "Office",
    "Person",
    "Programme",
    "Response",
    "SavedSelection",
    "Story",
    "Tenure",
    "Tone",
    "Topic",
]
