"""How many requests one host may get in one batch, agreed between all workers in the database.

The clock of a host is a row of Outlet: its own outlet's, or for hosts that several outlets publish
on (search engines, hosted blogs) that of the first outlet which is asked there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest, Least

from monitoring.door.http import Answer, Failure
from monitoring.door.robots import crawl_delay
from monitoring.models import Outlet
from monitoring.schedule import LONGEST

# An outlet that wants long gaps may hold up a batch, and with it a worker, no longer than this.
LANE = timedelta(seconds=5)
# How long a host is left alone that says 429 without a Retry-After (RFC 6585 section 4).
BACK_OFF = timedelta(minutes=5)
# A host that did not answer once is not waited for by every batch.
HANGING_PAUSE = timedelta(minutes=1)
SLOWDOWN_MOST = 64.0
# What a slowdown multiplies where no gap is set.
GAP_LEAST = timedelta(seconds=1)


def lanes(rows: Sequence[Any], at: datetime) -> list[list[Any]]:
    """Sort claimed rows (with `.url` and `.outlet`) into one lane per clock; `clock_of` tells it.

    Rows whose host is busy with another worker, or that its lane has no room for, are given
    back, due when the host is free: they must not stand in front of other hosts' rows.
    """
    walk = []
    for lane in _by_clock(rows):
        room, free_at = reserve(clock_of(lane[0]), len(lane), at)
        for row in lane[room:]:
            row.release(due_at=free_at)
        if room:
            walk.append(lane[:room])
    return walk


def clock_of(row: Any) -> Outlet:
    """Return the outlet whose clock a row follows, as `lanes` found it; an outlet has its own."""
    clock: Outlet = getattr(row, "clock", None) or getattr(row, "outlet", row)
    return clock


def reserve(outlet: Outlet, wanted: int, at: datetime) -> tuple[int, datetime]:
    """Reserve time for up to `wanted` requests; return how many may be made now.

    0 when somebody else has the host. Also returns when it will be free again.
    """
    gap, abreast = gap_of(outlet), max(1, outlet.parallel)
    room = wanted if not gap else min(wanted, max(1, int(LANE / gap)) * abreast)
    if not gap and (outlet.next_request_at or at) <= at:
        # Nothing to keep from the others: an intranet server, or the sample newsroom.
        return room, at
    free_at = at + gap * ceil(room / abreast)
    free = Q(next_request_at=None) | Q(next_request_at__lte=at)
    mine = Outlet.objects.filter(pk=outlet.pk)
    if mine.filter(free).update(next_request_at=free_at):
        return room, free_at
    return 0, mine.values_list("next_request_at", flat=True).get() or at


def prolong(outlet: Outlet, more: int, at: datetime) -> None:
    """Keep the host for `more` further requests of the worker that has it."""
    busy = Greatest(Coalesce(F("next_request_at"), at), at) + gap_of(outlet) * more
    Outlet.objects.filter(pk=outlet.pk).update(next_request_at=busy)


def gap_of(outlet: Outlet) -> timedelta:
    """Return the wait between two requests: ours, the site's own where longer, times slowdown."""
    ours = timedelta(seconds=outlet.gap_seconds)
    gap = max(ours, crawl_delay(outlet.robots or None, settings.FETCH_USER_AGENT) or ours)
    return gap if outlet.slowdown <= 1 else max(gap, GAP_LEAST) * outlet.slowdown


def heed(clock: Outlet, answer: Answer | Failure, at: datetime) -> None:
    """Keep for all workers what an answer means for its host.

    429 and 503 double the gap, and every good answer halves it again. 429, or any Retry-After,
    leaves the whole host alone until then; so does, for a minute, no answer at all.
    """
    mine = Outlet.objects.filter(pk=clock.pk)
    if isinstance(answer, Answer):
        if clock.slowdown > 1:
            clock.slowdown = max(1.0, clock.slowdown / 2)
            mine.update(slowdown=Greatest(F("slowdown") / 2, 1.0))
        return
    if answer.status in {429, 503}:
        clock.slowdown = min(clock.slowdown * 2, SLOWDOWN_MOST)
        mine.update(slowdown=Least(F("slowdown") * 2, SLOWDOWN_MOST))
    if pause := pause_after(answer):
        until = at + pause
        mine.update(next_request_at=Greatest(Coalesce(F("next_request_at"), until), until))


def pause_after(answer: Answer | Failure) -> timedelta:
    """Return how long the whole host is left alone after this answer; 0 for not at all."""
    if isinstance(answer, Answer):
        return timedelta(0)
    if answer.status in {429, 503} and answer.retry_after:
        return min(answer.retry_after, LONGEST)
    if answer.status == 429:
        return BACK_OFF
    return HANGING_PAUSE if answer.outcome == "timeout" else timedelta(0)


def _by_clock(rows: Sequence[Any]) -> list[list[Any]]:
    """Group rows by the clock of their host; rows of one group share its Outlet object."""
    outlets = {row.outlet_id: row.outlet for row in rows}
    keepers: dict[str, Outlet | None] = {}
    groups: dict[int, list[Any]] = {}
    for row in rows:
        row.outlet = row.clock = outlets[row.outlet_id]
        if host := _foreign_host(row.url, row.outlet):
            if host not in keepers:
                keepers[host] = _keeper(host)
            row.clock = keepers[host] or row.outlet
        group = groups.setdefault(row.clock.pk, [])
        row.clock = group[0].clock if group else row.clock
        group.append(row)
    return list(groups.values())


def _foreign_host(url: str, outlet: Outlet) -> str:
    """Return the host (with its port) of an address that is not the outlet's own; else ""."""
    host, netloc = _place(url)
    own = {_place(outlet.home)[0], *outlet.hosts} - {""}
    ours = (name.lower().removeprefix("www.") for name in own)
    if not host or not own or any(host == name or host.endswith(f".{name}") for name in ours):
        return ""
    return netloc


def _place(url: str) -> tuple[str, str]:
    """Return host and host with port; "" for what the door will refuse in its words."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").removeprefix("www."), parts.netloc.lower()
    except ValueError:
        return "", ""


def _keeper(host: str) -> Outlet | None:
    """Return the first outlet with a feed at this host; None where no feed is asked there."""
    there = Q(feeds__url__startswith=f"https://{host}/")
    there |= Q(feeds__url__startswith=f"http://{host}/")
    return Outlet.objects.filter(there).order_by("pk").first()
