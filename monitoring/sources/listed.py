"""Feeds as the sources page lists them: the ones in trouble first, with why and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from monitoring.models import Entry, Feed, Fetch
from monitoring.sources.advice import advice_words
from monitoring.sources.health import Health, Verdict

# The order of the list, and which of them are trouble: a person is to look at them.
WORST_FIRST = [health.value for health in Health]
FINE = (Feed.Health.HEALTHY, Feed.Health.NEVER, Feed.Health.OFF)
TROUBLE = tuple(health for health in Feed.Health if health not in FINE)
# The tab that holds every kind of trouble.
IN_TROUBLE = "bermasalah"
WORDS_MOST = 5


@dataclass(frozen=True)
class Source:
    """A feed with its health, why and since when, and what can be done, in words."""

    feed: Feed
    health: Feed.Health
    reason: str
    since: datetime | None
    advice: str
    outcome: str
    troubled: bool
    entries_today: int


@dataclass(frozen=True)
class Counted:
    """How many feeds are in trouble, and how many have each health; worst first, without zeros."""

    total: int
    troubled: int
    by_health: tuple[tuple[Feed.Health, int], ...]


def listed(since: datetime) -> QuerySet[Feed]:
    """Return every feed with its outlet, worst first, in one query.

    Each carries as `entries_today` how many entries were first seen since `since`.
    """
    seen = Entry.objects.filter(feed=OuterRef("pk"), seen_at__gte=since).order_by().values("feed")
    places = [When(health=health, then=Value(place)) for place, health in enumerate(WORST_FIRST)]
    return (
        Feed.objects.select_related("outlet")
        .annotate(
            place=Case(*places, output_field=IntegerField()),
            entries_today=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), Value(0)),
        )
        .order_by("place", "-health_since", "outlet__name", "key")
    )


def chosen(feeds: QuerySet[Feed], health: str, words: str) -> QuerySet[Feed]:
    """Keep feeds of one health (any when unknown) whose outlet or address has these words."""
    if health == IN_TROUBLE:
        feeds = feeds.filter(health__in=TROUBLE)
    elif health in Feed.Health.values:
        feeds = feeds.filter(health=health)
    for word in words.replace("\x00", "").split()[:WORDS_MOST]:
        feeds = feeds.filter(Q(outlet__name__icontains=word) | Q(url__icontains=word))
    return feeds


def explained(feed: Any, verdict: Verdict | None = None) -> Source:
    """Return a listed feed with what the page says about it.

    A verdict of this very moment stands in for the stored one, which may be a minute old.
    """
    health = Feed.Health(verdict.health.value if verdict else feed.health)
    return Source(
        feed=feed,
        health=health,
        reason=verdict.reason if verdict else feed.health_reason,
        since=_since(feed, health, verdict),
        advice=advice_words(health, feed.outcome),
        outcome=str(dict(Fetch.Outcome.choices).get(feed.outcome, "")),
        troubled=health in TROUBLE,
        entries_today=feed.entries_today,
    )


def _since(feed: Feed, health: Feed.Health, verdict: Verdict | None) -> datetime | None:
    if verdict is None or verdict.since is None:
        return feed.health_since if health == feed.health else None
    return verdict.since


def all_explained(feeds: Iterable[Any]) -> list[Source]:
    """Return listed feeds with what the page says about them."""
    return [explained(feed) for feed in feeds]


def counts() -> Counted:
    """Count feeds by health, in one query; the parts add up to all feeds."""
    rows = Feed.objects.order_by().values_list("health").annotate(n=Count("pk"))
    found = dict(rows)
    by_health = tuple((Feed.Health(h), found[h]) for h in WORST_FIRST if found.get(h))
    troubled = sum(number for health, number in by_health if health in TROUBLE)
    return Counted(sum(found.values()), troubled, by_health)
