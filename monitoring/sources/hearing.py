"""Of which regions we would hear: the wall, the recap and the sources page all decide by this."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitoring.models import Feed, Fetch
from monitoring.silence import silent_after


@dataclass(frozen=True)
class Hearing:
    """Codes of the regions that some feed watches, and of those of which some feed is heard.

    `known` is false before any feed ever answered.
    """

    watched: frozenset[str]
    heard: frozenset[str]
    known: bool

    def is_blind(self, code: str) -> bool:
        """Say whether a region is blind (buta): no feed that watches it is heard, or none does."""
        return self.known and code not in self.heard


def read_hearing(feeds: Iterable[Mapping[str, Any]], newest: datetime | None) -> Hearing:
    """Judge regions by their feeds, each with the codes of its outlet as `region_codes`.

    `newest` is when any feed last answered well, None when none ever did.
    """
    watched, heard = set(), set()
    for feed in feeds:
        watched.update(feed["region_codes"])
        if is_heard(feed, newest):
            heard.update(feed["region_codes"])
    return Hearing(frozenset(watched), frozenset(heard), newest is not None)


def is_heard(feed: Mapping[str, Any], newest: datetime | None) -> bool:
    """Say whether a feed has been tried and is not silent."""
    return bool(feed["outcome"]) and not is_silent(feed, newest)


def is_silent(feed: Mapping[str, Any], newest: datetime | None) -> bool:
    """Say whether a feed gives nothing: no good answer for long, or answers far below its habit.

    The age of its last good answer is measured from the newest one of all: so a collector that
    stopped does not make every outlet look silent. A feed that was never tried is not known to be
    silent. What was usual (`health`) is judged by monitoring/sources/health.py; a row without it
    tells of the past.
    """
    if feed.get("health") == Feed.Health.SILENT:
        return True
    if not feed["outcome"]:
        return False
    if feed["good_at"] is None or newest is None:
        return feed["outcome"] not in Fetch.GOOD
    return newest - feed["good_at"] > silent_after(feed.get("interval"))
