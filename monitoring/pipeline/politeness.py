"""How many requests one outlet may get in one batch, agreed between all workers in the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q

from monitoring.door.robots import crawl_delay
from monitoring.models import Outlet

# An outlet that wants long gaps may hold up a batch, and with it a worker, no longer than this.
LANE = timedelta(seconds=5)


def lanes(rows: Sequence[Any], at: datetime) -> list[list[Any]]:
    """Sort claimed rows (with `.outlet`) into one lane per outlet, which they then share.

    Rows whose outlet is busy with another worker, or that its lane has no room for, are given
    back, due when the outlet is free: they must not stand in front of other outlets' rows.
    """
    walk = []
    for _outlet, group in groupby(sorted(rows, key=lambda r: r.outlet_id), lambda r: r.outlet_id):
        lane = list(group)
        for row in lane:
            row.outlet = lane[0].outlet
        room, free_at = reserve(lane[0].outlet, len(lane), at)
        for row in lane[room:]:
            row.release(due_at=free_at)
        if room:
            walk.append(lane[:room])
    return walk


def reserve(outlet: Outlet, wanted: int, at: datetime) -> tuple[int, datetime]:
    """Reserve time for up to `wanted` requests; return how many may be made now.

    0 when somebody else has the outlet. Also returns when it will be free again.
    """
    gap = gap_of(outlet)
    room = wanted if not gap else min(wanted, max(1, int(LANE / gap)))
    free = Q(next_request_at=None) | Q(next_request_at__lte=at)
    mine = Outlet.objects.filter(pk=outlet.pk)
    if mine.filter(free).update(next_request_at=at + gap * room):
        return room, at + gap * room
    return 0, mine.values_list("next_request_at", flat=True).get() or at


def gap_of(outlet: Outlet) -> timedelta:
    """Return the wait between two requests: ours, or the site's own where that is longer."""
    ours = timedelta(seconds=outlet.gap_seconds)
    asked = crawl_delay(outlet.robots or None, settings.FETCH_USER_AGENT)
    return max(ours, asked or ours)
