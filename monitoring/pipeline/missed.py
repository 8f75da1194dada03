"""Act: somebody found an article elsewhere; answer why we did not have it, and take it in.

Looking asks the database alone. Every question is a row: the weekly recall counts them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, Max, Q, QuerySet

from monitoring.canonical import canonical, url_hash
from monitoring.dates import read_date
from monitoring.door.robots import allowed
from monitoring.home import day_bounds, home_zone
from monitoring.intake import Fate, hand_in
from monitoring.known import items_at
from monitoring.links import Link, links_in
from monitoring.models import Feed, Fetch, Item, Missed, Outlet
from monitoring.pages.page_dates import day_in
from monitoring.sources.attribution import Attribution
from monitoring.sources.missing import Facts, KnownFeed, KnownItem, Verdict, why

# Addresses answered at once; what is more is said.
ASKED_MOST = 20
# Without a date in the address the question is about the last days.
LATELY = timedelta(days=2)
WEEKS = 8


@dataclass(frozen=True)
class Answered:
    """One question with its stored answer."""

    row: Missed
    verdict: Verdict


@dataclass(frozen=True)
class Recall:
    """One week: articles of known outlets that our feeds brought, and those that others found."""

    monday: date
    collected: int
    missed: int

    @property
    def share(self) -> float | None:
        """Return the collected as a part of all, 0 to 1; None for a week without any."""
        total = self.collected + self.missed
        return self.collected / total if total else None

    @property
    def percent(self) -> float | None:
        """Return the share in percent, to one decimal; never 100 while something was missed."""
        if self.share is None:
            return None
        return min(round(self.share * 100, 1), 99.9 if self.missed else 100)


def ask(text: str, by: AbstractBaseUser, at: datetime) -> tuple[list[Answered], int]:
    """Answer for every address in a text; return the answers, and how many were left out."""
    links = links_in(text).found
    outlets, zone = Attribution.load(), home_zone()
    answered = [_ask(link, outlets, zone, by, at) for link in links[:ASKED_MOST]]
    return answered, len(links) - len(answered)


def take(row: Missed, by: AbstractBaseUser, at: datetime) -> Fate:
    """Take the article in by hand and tie it to the question; return what became of it."""
    results, _cut = hand_in(row.url, by, at)
    if not results:
        return Fate.REFUSED
    result = results[0]
    if result.item:
        Missed.objects.filter(pk=row.pk).update(item=result.item, taken_at=at)
    return result.fate


def recall_by_week(at: datetime, zone: ZoneInfo, weeks: int = WEEKS) -> list[Recall]:
    """Return the recall of the last weeks, the newest first; days begin in `zone`.

    Recall is the share of articles that our feeds brought among all we know of: collected are
    online articles of known, independent outlets that no person handed in, by the day we saw them;
    missed are the addresses people asked about or handed in that no feed had brought, each once.
    """
    monday = at.astimezone(zone).date()
    monday -= timedelta(days=monday.weekday())
    since = day_bounds(monday - timedelta(weeks=weeks - 1), zone)[0]
    press = {"outlet__known": True, "outlet__official": False, "entered_by": None}
    ours = Item.objects.filter(kind=Item.Kind.ARTICLE, medium=Item.Medium.ONLINE, **press)
    days = [monday - timedelta(weeks=n) for n in range(weeks)]
    collected = _weekly(ours.filter(seen_at__gte=since), days, zone)
    asked = Missed.objects.filter(missed=True, asked_at__gte=since)
    handed = Item.objects.filter(medium=Item.Medium.ONLINE, seen_at__gte=since, entries=None)
    handed = handed.exclude(entered_by=None).exclude(url_hash="")
    missed = _first_weeks(
        [*asked.values_list("url_hash", "asked_at"), *handed.values_list("url_hash", "seen_at")],
        zone,
    )
    return [Recall(day, collected[day], missed[day]) for day in days]


def reasons(since: datetime) -> list[tuple[str, int]]:
    """Return why articles were missed since then, in words, the most frequent first."""
    rows = Missed.objects.filter(missed=True, asked_at__gte=since).values("reason")
    counted = rows.annotate(count=Count("url_hash", distinct=True)).order_by("-count", "reason")
    names = dict(Missed.Reason.choices)
    return [(str(names[row["reason"]]), row["count"]) for row in counted]


def _weekly(items: QuerySet[Item], mondays: Sequence[date], zone: ZoneInfo) -> dict[date, int]:
    """Count items by the week they were first seen in, in one query."""
    counts = {}
    for monday in mondays:
        start, end = (day_bounds(monday + timedelta(weeks=n), zone)[0] for n in (0, 1))
        here = Q(seen_at__gte=start, seen_at__lt=end)
        counts[f"from_{monday:%Y_%m_%d}"] = Count("pk", filter=here)
    return dict(zip(mondays, items.aggregate(**counts).values(), strict=True))


def _first_weeks(found: list[tuple[str, datetime]], zone: ZoneInfo) -> Counter[date]:
    """Count each address once, in the week somebody first brought it up."""
    first: dict[str, date] = {}
    for address, moment in sorted(found, key=lambda pair: pair[1]):
        day = moment.astimezone(zone).date()
        first.setdefault(address, day - timedelta(days=day.weekday()))
    return Counter(first.values())


def _ask(
    link: Link, outlets: Attribution, zone: ZoneInfo, by: AbstractBaseUser, at: datetime
) -> Answered:
    url = _address(link, outlets)
    address = url_hash(url) if url else ""
    known = items_at([address])
    item, outlet = known.get(address), outlets.find(url)
    facts = _facts(url, item, outlet, zone, at, deleted=address in known and item is None)
    verdict = why(facts, zone)
    row = Missed.objects.create(
        url=(url or link.written)[:2048],
        url_hash=address,
        reason=verdict.reason,
        note=" ".join(verdict.sentences),
        missed=verdict.missed,
        outlet=outlet,
        item=item,
        asked_by=by,
        asked_at=at,
    )
    return Answered(row, verdict)


def _address(link: Link, outlets: Attribution) -> str:
    """Return the canonical address; "" for what is none.

    Nothing is fetched here, so a host without a public name counts where an outlet lives on it.
    """
    if link.address:
        return link.address
    written = canonical(link.written)
    return written if urlsplit(written).path.strip("/") and outlets.find(written) else ""


def _facts(
    url: str,
    item: Item | None,
    outlet: Outlet | None,
    zone: ZoneInfo,
    at: datetime,
    *,
    deleted: bool,
) -> Facts:
    """Gather what is on record about the address."""
    start, end = _span(url, zone, at)
    forbidden = bool(outlet and outlet.enabled and _forbidden(outlet, url))
    return Facts(
        is_article=bool(url),
        start=start,
        end=end,
        deleted=deleted,
        item=_known_item(item, zone) if item else None,
        outlet=outlet.name if outlet else "",
        outlet_known=bool(outlet and outlet.known),
        blocked=outlet.block_note if outlet and outlet.blocked else None,
        enabled=bool(outlet and outlet.enabled),
        feeds=_feeds(outlet, start, end) if outlet else (),
        robots_forbid=forbidden,
    )


def _span(address: str, zone: ZoneInfo, at: datetime) -> tuple[datetime, datetime]:
    """Return the time the question is about: the day in the address and the next, else LATELY."""
    start = read_date(day_in(address), zone)
    if start is None or start > at:
        return at - LATELY, at
    return start, min(at, start + LATELY)


def _forbidden(outlet: Outlet, address: str) -> bool:
    robots = Outlet.objects.values_list("robots", flat=True).get(pk=outlet.pk)
    return not allowed(robots or None, address, settings.FETCH_USER_AGENT)


def _known_item(item: Item, zone: ZoneInfo) -> KnownItem:
    until = None
    if item.published_at:
        until = day_bounds(item.published_at.astimezone(zone).date(), zone)[1]
    first = item.copy_of
    printed = f"“{first.title}” ({first.outlet})" if first else ""
    return KnownItem(
        title=item.title,
        stage=item.stage,
        note=item.stage_note,
        seen_at=item.seen_at,
        published_at=item.published_at,
        until=until,
        by_hand=item.entered_by_id is not None,
        copy_of=printed,
    )


def _feeds(outlet: Outlet, start: datetime, end: datetime) -> Sequence[KnownFeed]:
    """Return how the watched feeds of an outlet did in a span, in two queries."""
    then = Q(fetches__ended_at__gte=start, fetches__ended_at__lte=end)
    watched = (
        Feed.objects.watched()
        .filter(outlet=outlet)
        .annotate(
            tries=Count("fetches", filter=then),
            went_well=Count("fetches", filter=then & Q(fetches__outcome__in=Fetch.GOOD)),
            left_out=Max("fetches__cut", filter=then),
            shows=Max("fetches__seen", filter=then),
            gaps=Count("fetches", filter=then & Q(fetches__gap=True)),
        )
    )
    failed = Fetch.objects.filter(feed__outlet=outlet, ended_at__gte=start, ended_at__lte=end)
    ails = dict(
        failed.exclude(outcome__in=Fetch.GOOD).order_by("ended_at").values_list("feed", "note")
    )
    return [
        KnownFeed(
            name=feed.key,
            tries=feed.tries,
            good=feed.went_well,
            ails=ails.get(feed.pk, ""),
            cut=feed.left_out or 0,
            gap=bool(feed.gaps),
            shown=feed.shows or 0,
        )
        for feed in watched
    ]
