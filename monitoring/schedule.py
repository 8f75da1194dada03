"""When a feed is asked next: pure arithmetic between one attempt and the following.

How often follows from what the feed usually publishes, by hour and weekday, and from what its site
asks for. Every feed has its own fixed place inside the interval, made from its key, so that a
thousand feeds spread evenly, stay spread after a stop, and never drift by the time their fetching
takes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from monitoring.sources.habit import Habit

# A habit decides after this many whole days; what a new feed shows at first is older than that.
DAYS_OBSERVED = 3
# How many new articles a visit is expected to find. An alarm is wanted within minutes: at a fifth,
# a source with 24 articles a day is asked about every 12 minutes. Four visits of five find nothing,
# which costs an answer without a body wherever the site answers conditional requests.
ARTICLES_A_VISIT = 0.2
# The share of what a feed shows that may be new between two visits: the other half is the margin
# for a burst. WordPress shows 10 articles unless told otherwise (its `posts_per_rss`).
SHARE_NEW = 0.5
SHOWS_USUALLY = 10
# What a site asks for (ttl, Cache-Control) counts up to a quarter of an hour: most feeds that ask
# for an hour were told so by nobody, and an alarm would wait for it.
WISH_LONGEST = timedelta(minutes=15)
# A hub tells at once what is new; asking is then only the safety net.
PUSHED_FACTOR = 4
PUSHED_LONGEST = timedelta(hours=1)
# Steps instead of a number of its own every hour: slots stay where they are (see next_due).
STEPS = tuple(
    timedelta(minutes=m) for m in (2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360)
)
BY_TTL = "Umpan minta tidak ditarik lebih sering (ttl)."
BY_CACHE = "Situs minta tidak ditarik lebih sering (Cache-Control)."
BY_HUB = "Hub memberi tahu begitu ada yang baru; penarikan hanya cadangan."
BY_DEMO = "Batas atas selang pada mode contoh."
BY_ENGINE = "Mesin pencari tidak ditanya lebih sering, walau hasilnya ramai."

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
LONGEST = timedelta(hours=24)
# Beyond this every wait is at its bound; the count stays small enough to double with.
_MOST_FAILURES = 16.0


@dataclass(frozen=True)
class Grade:
    """How heavily an outcome counts, and how far apart attempts may drift because of it."""

    weight: float
    longest: timedelta


# Hard: it will be the same tomorrow unless somebody acts. Soft: the site said no, for now.
# Temporary: the way was broken; the office line may be the reason, so it is asked hourly at least
# and a long outage of ours leaves no hole of a day behind it.
HARD = Grade(1.0, LONGEST)
SOFT = Grade(0.5, timedelta(hours=6))
TEMPORARY = Grade(0.25, timedelta(hours=1))
GRADES = {
    "refused": HARD,
    "gone": HARD,
    "not_a_feed": HARD,
    "too_large": HARD,
    "broken": HARD,
    "blocked": SOFT,
    "empty": SOFT,
    "timeout": TEMPORARY,
    "unreachable": TEMPORARY,
    "server_error": TEMPORARY,
}


@dataclass(frozen=True)
class Backoff:
    """What to write after a failure: the new failure count and the next attempt."""

    failures: float
    due_at: datetime


@dataclass(frozen=True)
class Interval:
    """How often a feed is asked, and why so, in a sentence for people."""

    value: timedelta
    reason: str


@dataclass(frozen=True)
class Terms:
    """What counts beside the habit.

    `usual` is the setting for feeds whose habit nobody knows yet, `shows` how many entries the
    feed shows at once. `ttl` and `max_age` are wishes of the feed and its server, `pushed` says
    that a hub reports what is new, `bound` is an upper bound for everything but `least`, more often
    than which the feed is never asked.
    """

    usual: timedelta
    shows: int = SHOWS_USUALLY
    ttl: timedelta | None = None
    max_age: timedelta | None = None
    pushed: bool = False
    bound: timedelta | None = None
    least: timedelta | None = None


def interval_for(habit: Habit, terms: Terms, at: datetime, zone: ZoneInfo) -> Interval:
    """Return how often a feed is asked from `at` on.

    The longest step in which no more than ARTICLES_A_VISIT are to be expected. A hub or a wish
    makes it longer, but never so long that more than half of what the feed shows would be new.
    """
    known = habit.days >= DAYS_OBSERVED
    chosen = _by_habit(habit, at, zone) if known else _unknown(habit, terms.usual)
    most = max(1.0, terms.shows * SHARE_NEW)
    safe = _longest_step(habit, most, at, zone) if known else max(WISH_LONGEST, terms.usual)
    for wish, longest, reason in (
        (chosen.value * PUSHED_FACTOR if terms.pushed else None, PUSHED_LONGEST, BY_HUB),
        (terms.ttl, WISH_LONGEST, BY_TTL),
        (terms.max_age, WISH_LONGEST, BY_CACHE),
    ):
        granted = min(wish or timedelta(0), longest, safe)
        if granted > chosen.value:
            chosen = Interval(granted, reason)
    if terms.bound is not None and chosen.value > terms.bound:
        chosen = Interval(terms.bound, BY_DEMO)
    if terms.least is not None and chosen.value < terms.least:
        return Interval(terms.least, BY_ENGINE)
    return chosen


def _by_habit(habit: Habit, at: datetime, zone: ZoneInfo) -> Interval:
    hour = at.astimezone(zone).hour
    coming = habit.expected(at, at + timedelta(hours=1), zone)
    reason = (
        f"Kebiasaan {habit.days} hari: {_number(habit.per_day)} berita sehari, "
        f"sekitar pukul {hour:02d}.00 {_number(coming)} per jam."
    )
    return Interval(_longest_step(habit, ARTICLES_A_VISIT, at, zone), reason)


def _unknown(habit: Habit, usual: timedelta) -> Interval:
    days = f"baru {habit.days} hari diamati" if habit.days else "belum diamati sehari penuh"
    return Interval(usual, f"Kebiasaannya belum dikenal ({days}); dipakai selang bawaan.")


def _longest_step(habit: Habit, articles: float, at: datetime, zone: ZoneInfo) -> timedelta:
    """Return the longest step in which at most so many articles are to be expected."""
    longest = STEPS[0]
    for step in STEPS:
        if habit.expected(at, at + step, zone) > articles:
            break
        longest = step
    return longest


def _number(value: float) -> str:
    """Write a small number the Indonesian way."""
    return f"{value:.1f}".replace(".", ",")


def next_due(scheduled: datetime, interval: timedelta, at: datetime, key: str) -> datetime:
    """Return the next slot of this key after an attempt that was due at `scheduled`.

    Slots lie one interval apart at an offset fixed by the key. The result is the first slot at
    least a quarter of the interval after both `scheduled` and `at`: lateness skips slots instead
    of shifting them, and a late attempt is not repeated at once.
    """
    soonest = max(scheduled, at) + interval / 4
    offset = interval * _fraction(key)
    slots, rest = divmod(soonest - _EPOCH - offset, interval)
    return _EPOCH + offset + interval * (slots + bool(rest))


def after_failure(
    outcome: str,
    failures: float,
    retry_after: timedelta | None,
    *,
    interval: timedelta,
    at: datetime,
    key: str,
) -> Backoff:
    """Return the raised failure count and when to ask again; a feed is never given up.

    The wait doubles with each whole failure, from the interval up to the bound of the outcome's
    grade, plus up to a tenth so that feeds which failed together do not return together. A
    Retry-After is a minimum, itself at most 24 hours (RFC 9110 section 10.2.3).
    """
    grade = GRADES[outcome]
    total = min(failures + grade.weight, _MOST_FAILURES)
    wait = min(interval * 2.0**total, max(grade.longest, interval))
    wait = max(wait, min(retry_after or timedelta(0), LONGEST))
    return Backoff(total, at + min(wait * (1 + _fraction(key) / 10), max(LONGEST, interval)))


def _fraction(key: str) -> float:
    """Return a number in [0, 1) that is the same for the key in every process."""
    return int.from_bytes(sha256(key.encode()).digest()[:4], "big") / 2**32
