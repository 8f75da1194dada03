"""Keeps each outlet's robots.txt fresh before its pages are asked for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from monitoring.door.http import Answer, Failure, Request
from monitoring.models import Outlet
from monitoring.pipeline.visits import visit
from monitoring.sources.hosts import host_of

# RFC 9309 2.4: a cached robots.txt should not be used for more than 24 hours.
ROBOTS_KEPT = timedelta(hours=24)


def refresh_robots(outlets: Sequence[Outlet], at: datetime) -> None:
    """Fetch robots.txt of outlets whose copy is missing or a day old, and remember it.

    An outlet without one allows everything (RFC 9309 2.3.1.3). While a server does not answer,
    the last copy known stays in force.
    """
    stale = [
        o
        for o in outlets
        if host_of(o.home) and (not o.robots_at or o.robots_at < at - ROBOTS_KEPT)
    ]
    asked = [[(o, Request(urljoin(o.home, "/robots.txt"), "robots"))] for o in stale]
    for outlet, answer in visit(asked):
        outlet.robots = _rules(answer(), outlet.robots)
        outlet.robots_at = at
        outlet.save(update_fields=["robots", "robots_at"])


def _rules(answer: Answer | Failure, known: str) -> str:
    """Return the rules to keep after an answer."""
    if isinstance(answer, Answer):
        return answer.body.decode("utf-8", "replace").replace("\x00", "")
    # "Not so fast" (429) says nothing about rules; it is no time to forget a crawl-delay.
    none_there = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
    return "" if none_there else known
