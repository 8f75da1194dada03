"""Act: the words people want searched, as feeds of the search engines.

What a search feed shows belongs to the outlets behind it; the engine itself is no press outlet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from monitoring.feeds.search import search_address
from monitoring.models import Feed, Outlet, Region, SearchQuery
from monitoring.schedule import BY_ENGINE

# Keys of the outlets that are engines begin so; lists and counts of media leave them out.
PREFIX = "mesin-"
# Engines answer slowly and refuse who asks often.
INTERVAL, GAP_SECONDS = timedelta(hours=1), 20.0
# Marks what was switched off here, so that a person's own switch stays as it is.
OFF_NOTE = "dimatikan: kata pencarian atau mesin pencarinya tidak dipakai"
ENGINES = {
    "google": ("Google News", "https://news.google.com/"),
    "bing": ("Bing News", "https://www.bing.com/"),
}


@dataclass(frozen=True)
class Ensured:
    """How many search feeds are new, and how many were switched off."""

    new: int
    off: int


@transaction.atomic
def ensure_search_feeds(at: datetime) -> Ensured:
    """Bring the search feeds in line with the words and with the setting SEARCH_ENGINES.

    Nothing is searched for a sample province: its people and places do not exist.
    """
    outlets = [_engine(name) for name in _engines()]
    wanted = {(outlet.pk, query.pk): (outlet, query) for outlet, query in _pairs(outlets)}
    standing = {(feed.outlet_id, feed.query_id): feed for feed in _standing()}
    for key in wanted.keys() & standing.keys():
        _follow(standing[key], *wanted[key], at)
    new = [wanted[key] for key in sorted(wanted.keys() - standing.keys())]
    for outlet, query in new:
        _make(outlet, query, at)
    dropped = [standing[key].pk for key in standing.keys() - wanted.keys()]
    left = Feed.objects.filter(pk__in=dropped, enabled=True)
    return Ensured(len(new), left.update(enabled=False, note=OFF_NOTE))


def _engines() -> list[str]:
    home = Region.objects.home()
    sample = home is None or home.phrases.get("sample")
    return [] if sample else [name for name in settings.SEARCH_ENGINES if name in ENGINES]


def _engine(name: str) -> Outlet:
    """Return the outlet that stands for a search engine."""
    title, home = ENGINES[name]
    given = {"name": title, "home": home, "kind": Outlet.Kind.NATIONAL}
    given |= {"gap_seconds": GAP_SECONDS}
    return Outlet.objects.get_or_create(key=f"{PREFIX}{name}", defaults=given)[0]


def _pairs(outlets: list[Outlet]) -> Iterator[tuple[Outlet, SearchQuery]]:
    for query in SearchQuery.objects.filter(enabled=True):
        for outlet in outlets:
            yield outlet, query


def _standing() -> Iterator[Feed]:
    """Return the search feeds that belong to words, each of them only once."""
    feeds = Feed.objects.filter(outlet__key__startswith=PREFIX, query__isnull=False)
    return feeds.select_for_update().order_by("-pk").iterator()


def _make(outlet: Outlet, query: SearchQuery, at: datetime) -> None:
    values = {"outlet": outlet, "kind": Feed.Kind.SEARCH, "query": query, "due_at": at}
    values |= {"interval": INTERVAL, "interval_reason": BY_ENGINE}
    values |= {"key": f"{outlet.key}-{query.pk}", "note": _note(query)}
    Feed.objects.update_or_create(url=_address(outlet, query), defaults=values)


def _follow(feed: Feed, outlet: Outlet, query: SearchQuery, at: datetime) -> None:
    """Let a search feed ask for the words as they are now."""
    changed: dict[str, Any] = {}
    if feed.note == OFF_NOTE:
        changed |= {"enabled": True, "note": _note(query), "due_at": at}
    url = _address(outlet, query)
    if feed.url != url:
        changed |= {"url": url, "note": _note(query), "due_at": at}
        changed |= {"etag": "", "last_modified": "", "body_hash": ""}
    if changed:
        Feed.objects.filter(pk=feed.pk).update(**changed)


def _address(outlet: Outlet, query: SearchQuery) -> str:
    return search_address(outlet.key.removeprefix(PREFIX), query.text)


def _note(query: SearchQuery) -> str:
    return f"pencarian {query.text}"[:200]
