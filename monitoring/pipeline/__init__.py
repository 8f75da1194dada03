"""Act: the two stages of collecting. Pure modules decide; only these write.

collect_feeds ─ claims due feeds ─ fetches ─ stores entries and items, one transaction per feed
collect_pages ─ claims items without text ─ fetches ─ extracts ─ stores text and copies
collect_revisits ─ claims watched items ─ fetches again ─ compares ─ keeps versions
notice_corrections ─ reads settled texts ─ marks what was corrected ─ watches its copies
"""

from monitoring.pipeline.corrections import notice_corrections
from monitoring.pipeline.feeds import collect_feeds
from monitoring.pipeline.habits import learn_habits
from monitoring.pipeline.health import judge_sources
from monitoring.pipeline.housekeeping import forget_history
from monitoring.pipeline.pages import collect_pages
from monitoring.pipeline.revisits import collect_revisits
from monitoring.pipeline.websub import renew_subscriptions

__all__ = [
    "collect_feeds",
    "collect_pages",
    "collect_revisits",
    "forget_history",
    "judge_sources",
    "learn_habits",
    "notice_corrections",
    "renew_subscriptions",
]
