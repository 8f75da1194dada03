"""Act: the two stages of collecting. Pure modules decide; only these write.

collect_feeds ─ claims due feeds ─ fetches ─ stores entries and items, one transaction per feed
collect_pages ─ claims items without text ─ fetches ─ extracts ─ stores text and copies
"""

from monitoring.pipeline.feeds import collect_feeds
from monitoring.pipeline.housekeeping import forget_old_fetches
from monitoring.pipeline.pages import collect_pages
from monitoring.pipeline.websub import renew_subscriptions

__all__ = ["collect_feeds", "collect_pages", "forget_old_fetches"]
