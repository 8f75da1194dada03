"""The run of the sample newsroom: which outlet prints which article, where and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from commandcenter.newsroom import links
from commandcenter.newsroom.articles import Article
from commandcenter.newsroom.dates import require_aware
from commandcenter.newsroom.outlets import BY_KEY, Outlet


class ScheduleError(ValueError):
    """Two placements would stand at the same address."""


@dataclass(frozen=True, kw_only=True)
class Placement:
    """An article as one outlet prints it. `path` is its address inside the outlet."""

    article: Article
    outlet: Outlet
    title: str
    paragraphs: tuple[str, ...]
    path: str
    url: str
    guid: str | None
    published_at: datetime

    @property
    def is_copy(self) -> bool:
        """Whether another outlet printed the text first."""
        return self.outlet.key != self.article.outlet


@dataclass(frozen=True)
class Schedule:
    """Every placement of the newsroom, oldest first, whether already out or still to come."""

    opened_at: datetime
    placements: tuple[Placement, ...]

    def published(self, at: datetime) -> tuple[Placement, ...]:
        """What is out at that moment, newest first."""
        return tuple(one for one in reversed(self.placements) if one.published_at <= at)

    def of(self, outlet: Outlet) -> "Schedule":
        """The part of one outlet."""
        own = tuple(one for one in self.placements if one.outlet is outlet)
        return Schedule(self.opened_at, own)


def plan(
    articles: Iterable[Article], opened_at: datetime, zone: ZoneInfo, bases: Mapping[str, str]
) -> Schedule:
    """The schedule of a newsroom that first opened at `opened_at`, whose local date is day 0.

    `bases` gives each outlet's address without a closing slash. The same arguments give the same
    schedule. Raises ScheduleError where an outlet prints two articles at one address.
    """
    opened = require_aware(opened_at).astimezone(zone)
    placements = [one for article in articles for one in _printed(article, opened, zone, bases)]
    placements.sort(key=lambda one: (one.published_at, one.url))
    _refuse_clashes(placements)
    return Schedule(opened, tuple(placements))


def first_out(article: Article, opened_at: datetime, zone: ZoneInfo) -> datetime:
    """When the article first comes out, in the newsroom's zone."""
    if article.live is not None:
        return opened_at.astimezone(zone) + timedelta(minutes=article.live)
    if article.day is None or article.time is None:
        raise ValueError(f"{article.key} has neither a day nor a live minute")
    date = opened_at.astimezone(zone).date() + timedelta(days=article.day)
    return datetime.combine(date, article.time, tzinfo=zone)


def _printed(
    article: Article, opened_at: datetime, zone: ZoneInfo, bases: Mapping[str, str]
) -> Iterator[Placement]:
    """The original, then its declared copies."""
    out = first_out(article, opened_at, zone)
    yield _place(article, article.outlet, None, None, out, bases)
    for copy in article.copies:
        later = out + timedelta(minutes=copy.after)
        yield _place(article, copy.outlet, copy.title, copy.paragraphs, later, bases)


def _place(
    article: Article,
    key: str,
    title: str | None,
    kept: int | None,
    moment: datetime,
    bases: Mapping[str, str],
) -> Placement:
    outlet, headline = BY_KEY[key], title or article.title
    path = links.path(outlet, article, headline, moment)
    url = bases[key] + path
    return Placement(
        article=article,
        outlet=outlet,
        title=headline,
        paragraphs=article.paragraphs[:kept],
        path=path,
        url=url,
        guid=links.guid(outlet, article, url, bases[key]),
        published_at=moment,
    )


def _refuse_clashes(placements: Iterable[Placement]) -> None:
    seen: dict[str, Placement] = {}
    for one in placements:
        other = seen.setdefault(one.guid or one.url, one)
        taken = other if other is not one else seen.setdefault(one.url, one)
        if taken is not one:
            raise ScheduleError(
                f"{one.article.key} and {taken.article.key} share the address {one.url}:"
                " give one of them another title"
            )
