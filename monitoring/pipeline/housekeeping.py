"""What may be forgotten: attempts at feeds older than the history people look at."""

from datetime import datetime, timedelta

from monitoring.models import Fetch

FETCHES_KEPT = timedelta(days=28)


def forget_old_fetches(at: datetime) -> int:
    """Delete attempts older than FETCHES_KEPT; return how many."""
    return Fetch.objects.filter(ended_at__lt=at - FETCHES_KEPT).delete()[0]
