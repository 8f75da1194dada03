"""Rows of `issues`: who leads, what coverage means, which story and issue it belongs to."""

from issues.models.coverage import Coverage, CoverageRegion, CoverageTopic, Mention, Story, Tone
from issues.models.decisions import Act, Decision, Hold, SavedSelection
from issues.models.issues import Issue, IssueChange, Response
from issues.models.learning import LearnedModel, TrainingOrder
from issues.models.people import Agency, Office, Person, Tenure
from issues.models.quotes import Quote, Statement
from issues.models.story_acts import StoryAct
from issues.models.subjects import Programme, Topic
from issues.models.suggestions import Suggestion, Tie
from issues.models.wording_asks import WordingAsk

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
    "LearnedModel",
    "Mention",
    "Office",
    "Person",
    "Programme",
    "Quote",
    "Response",
    "SavedSelection",
    "Statement",
    "Story",
    "StoryAct",
    "Suggestion",
    "Tenure",
    "Tie",
    "Tone",
    "Topic",
    "TrainingOrder",
    "WordingAsk",
]
