"""Act: what was collected is read, and issues are weighed. Pure modules decide; only these write.

read_items ─ claims items with a settled text ─ reads ─ stores coverage, mentions, story, issue
weigh_issues ─ counts the coverage of each issue ─ risk with its parts ─ state with its reason
suggest ─ proposes issues for stories, and new issues, to people
propose_wordings ─ asks a language model, where one is configured, to word summaries
watch_live_items ─ has the articles of live issues looked at again for changes
"""

from issues.pipeline.keeping import forget_unrelated
from issues.pipeline.proposing import suggest
from issues.pipeline.reading import read_items
from issues.pipeline.watching import watch_live_items
from issues.pipeline.weighing import weigh_issues
from issues.pipeline.wording_proposals import propose_wordings

__all__ = [
    "forget_unrelated",
    "propose_wordings",
    "read_items",
    "suggest",
    "watch_live_items",
    "weigh_issues",
]
