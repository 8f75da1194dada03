"""Articles of issues that live are looked at again for a while: newsrooms correct themselves."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from issues.models import Issue
from monitoring.models import Item
from monitoring.revisits import watch

# How long after its publication an article is looked at, while its issue lives.
WATCHED = timedelta(days=4)
# Extended in steps, so that a closed issue lets its looks run out within a day.
AHEAD, LEFT = timedelta(hours=24), timedelta(hours=12)
REASON = "beritanya termasuk isu yang masih dipantau"


def watch_live_items(at: datetime) -> int:
    """Have the recent articles of live issues looked at again; return how many were (re)newed."""
    return watch(list(_recent(at)), at + AHEAD, REASON, at)


def _recent(at: datetime) -> QuerySet[Item]:
    """Return recent articles of live issues whose watch is missing or about to end."""
    live = Issue.objects.live().values("pk")
    recent = Item.objects.filter(
        coverage__issue__in=live,
        coverage__at__gte=at - WATCHED,
        coverage__report=False,
        medium=Item.Medium.ONLINE,
    )
    ending = Q(revisit=None) | Q(revisit__until__lt=at + LEFT)
    return recent.filter(ending).exclude(url="").only("pk", "url", "outlet", "kind")
