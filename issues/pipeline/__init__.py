"""Act: what was collected is read, and issues are weighed. Pure modules decide; only these write.

read_items ─ claims items with a settled text ─ reads ─ stores coverage, mentions, story, issue
weigh_issues ─ counts the coverage of each issue ─ risk with its parts ─ state with its reason
suggest ─ proposes issues for stories, and new issues, to people
watch_live_items ─ has the articles of live issues looked at again for changes
"""

from issues.pipeline.keeping import forget_unrelated
from issues.pipeline.proposing import suggest
from issues.pipeline.reading import read_items
from issues.pipeline.watching import watch_live_items
from issues.pipeline.weighing import weigh_issues

__all__ = ["forget_unrelated", "read_items", "suggest", "watch_live_items", "weigh_issues"]
