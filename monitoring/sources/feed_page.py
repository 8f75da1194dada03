"""One feed in full: how it does, what it usually publishes, and what its last attempts brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from monitoring.models import Feed, Fetch, HealthChange, Subscription
from monitoring.sources.habit import Habit
from monitoring.sources.listed import Source
from monitoring.sources.volumes import by_day

FETCHES, CHANGES = 30, 20
# A weekday this far from the average is worth a word.
QUIETER = 0.7


@dataclass(frozen=True)
class Day:
    """One bar of the strip; its place and height in percent, written as SVG wants them."""

    date: date
    count: int
    x: str
    y: str
    height: str


@dataclass(frozen=True)
class Strip:
    """Four weeks of articles, one bar a day, and the whole in a sentence."""

    days: tuple[Day, ...]
    width: str
    total: int
    words: str


@dataclass(frozen=True)
class FeedPage:
    """What the page of one feed shows."""

    source: Source
    strip: Strip
    habit: str
    changes: Sequence[HealthChange]
    fetches: Sequence[Fetch]
    subscription: Subscription | None
    others: Sequence[Feed]


def read_feed_page(source: Source, at: datetime, zone: ZoneInfo) -> FeedPage:
    """Return everything about one feed, in five queries."""
    feed = source.feed
    return FeedPage(
        source=source,
        strip=draw(by_day(feed.pk, at, zone)),
        habit=habit_words(Habit.from_json(feed.habit)),
        changes=feed.health_changes.all()[:CHANGES],
        fetches=feed.fetches.all()[:FETCHES],
        subscription=Subscription.objects.filter(feed=feed).first(),
        others=feed.outlet.feeds.exclude(pk=feed.pk).order_by("key"),
    )


def draw(counted: Sequence[tuple[date, int]]) -> Strip:
    """Return the bars of these days; every day has its place, also without articles."""
    top = max([1, *(count for _day, count in counted)])
    step = 100 / max(len(counted), 1)
    days = tuple(
        Day(day, count, f"{place * step:.3f}", *_upright(count / top))
        for place, (day, count) in enumerate(counted)
    )
    total = sum(count for _day, count in counted)
    words = ngettext(
        "%(count)d berita dalam 28 hari, paling banyak %(top)d sehari.",
        "%(count)d berita dalam 28 hari, paling banyak %(top)d sehari.",
        total,
    )
    said = words % {"count": total, "top": top if total else 0}
    return Strip(days, f"{step * 0.8:.3f}", total, said)


def _upright(share: float) -> tuple[str, str]:
    """Return where a bar begins and how high it is, in percent from the top."""
    return f"{100 - 100 * share:.1f}", f"{100 * share:.1f}"


def habit_words(habit: Habit) -> str:
    """Say in sentences what a feed usually publishes; empty while that is not known."""
    if not habit.days or not habit.per_day:
        return ""
    first, last = habit.busiest()
    often = _("Paling sering pukul %(first)02d–%(last)02d.") % {"first": first, "last": last}
    pause = _("Jeda terpanjang %(hours)d jam.") % {"hours": round(habit.gap_hours)}
    learnt = _("Dipelajari dari %(days)d hari.") % {"days": habit.days}
    return " ".join(filter(None, [_rate(habit), often, _quietest(habit), pause, learnt]))


def _rate(habit: Habit) -> str:
    if habit.per_day >= 1:
        words = _("Biasanya %(count)d berita sehari.")
        return words % {"count": round(habit.per_day)}
    return _("Biasanya %(count)d berita dalam 4 minggu.") % {"count": round(habit.per_day * 28)}


def _quietest(habit: Habit) -> str:
    """Name the weekday on which clearly less is published, where there is one."""
    least = min(habit.weekdays)
    if least > QUIETER:
        return ""
    return _("Paling sepi hari %(day)s.") % {"day": WEEKDAYS[habit.weekdays.index(least)]}
