"""How many requests one outlet may get in one batch, agreed between all workers in the database."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Q

from monitoring.models import Outlet
from monitoring.robots import crawl_delay

# An outlet that wants long gaps may hold up a batch, and with it a worker, no longer than this.
LANE = timedelta(seconds=5)


def lanes(rows: Sequence[Any], at: datetime) -> tuple[list[list[Any]], list[Any]]:
    """Sort claimed rows (with `.outlet`) into one lane per outlet, which they then share.

    Returns the lanes to walk now, and the rows whose outlet is busy with another worker or has
    had enough: the caller gives those back.
    """
    walk, later = [], []
    for _outlet, group in groupby(sorted(rows, key=lambda r: r.outlet_id), lambda r: r.outlet_id):
        lane = list(group)
        for row in lane:
            row.outlet = lane[0].outlet
        room = reserve(lane[0].outlet, len(lane), at)
        later += lane[room:]
        if room:
            walk.append(lane[:room])
    return walk, later


def reserve(outlet: Outlet, wanted: int, at: datetime) -> int:
    """Reserve time for up to `wanted` requests to an outlet; 0 when somebody else has it."""
    gap = gap_of(outlet)
    room = wanted if not gap else min(wanted, max(1, int(LANE / gap)))
    free = Q(next_request_at=None) | Q(next_request_at__lte=at)
    mine = Outlet.objects.filter(free, pk=outlet.pk)
    return room if mine.update(next_request_at=at + gap * room) else 0


def gap_of(outlet: Outlet) -> timedelta:
    """Return the wait between two requests: ours, or the site's own where that is longer."""
    ours = timedelta(seconds=outlet.gap_seconds)
    asked = crawl_delay(outlet.robots or None, settings.FETCH_USER_AGENT)
    return max(ours, asked or ours)
