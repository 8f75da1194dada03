"""When a feed is asked next: pure arithmetic between one attempt and the following.

Every feed has its own fixed place inside the interval, made from its key, so that a thousand feeds
spread evenly, stay spread after a stop, and never drift by the time their fetching takes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

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
