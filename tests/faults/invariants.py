"""What must hold after every fault, whatever died: pure judgement over what was seen.

The list is that of docs/faults.md; each invariant is judged by its own function.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# A feed is asked at the latest after this, however quiet or broken it is (monitoring/schedule.py:
# a day, and a tenth of it so that feeds that failed together do not return together).
LONGEST_WAIT = 24 * 3600 * 1.1
# As long as the stand-in waits before it takes over (commandcenter/standby.py), and its turn.
LATE_AT_MOST = 60.0
# The age in the header is rounded to a second.
ROUNDING = 1.0
# Longer than any transaction of the product, which fetches and parses outside of them.
IDLE_AT_MOST = 10.0


@dataclass(frozen=True)
class FeedSeen:
    """A feed: in how many seconds it is due (negative: overdue), and what it brought and showed.

    `shown` is what it listed at its newest good fetch, `out` what its outlet has published by
    now, `brought` the address of every entry kept of it.
    """

    key: str
    due_in: float | None
    shown: frozenset[str]
    out: frozenset[str]
    brought: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """One look at the wall: the moment its data are of by its own word, and the newest there is."""

    stated: float
    newest: float | None


@dataclass(frozen=True)
class Seen:
    """Everything the invariants are judged by, read after a fault."""

    feeds: tuple[FeedSeen, ...] = ()
    items: tuple[str, ...] = ()
    aliases: frozenset[str] = frozenset()
    stages: tuple[tuple[str, int], ...] = ()
    covered: int = 0
    recaps_equal: bool = True
    oldest_lease: float = 0.0
    lease: float = 0.0
    looks: tuple[Look, ...] = ()
    wall_count: int | None = None
    counted: int | None = None
    strangers: tuple[int, ...] = ()
    idle: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """One invariant: its number, whether it held, and what was found."""

    key: str
    held: bool
    detail: str


def judge(seen: Seen) -> tuple[Verdict, ...]:
    """Return the verdict on every invariant, in their order."""
    return tuple(Verdict(key, not wrong, "; ".join(wrong)) for key, wrong in _all(seen))


def _all(seen: Seen) -> list[tuple[str, list[str]]]:
    return [(key, check(seen)) for key, check in CHECKS.items()]


def _due(seen: Seen) -> list[str]:
    """I1: every feed that is switched on is due within its longest interval, and not long ago."""
    wrong = []
    for feed in seen.feeds:
        if feed.due_in is None:
            wrong.append(f"{feed.key} is never due")
        elif feed.due_in > LONGEST_WAIT:
            wrong.append(f"{feed.key} is due in {feed.due_in:.0f} s only")
        elif feed.due_in < -LATE_AT_MOST:
            wrong.append(f"{feed.key} is overdue by {-feed.due_in:.0f} s")
    return wrong


def _once(seen: Seen) -> list[str]:
    """I2: what the newsroom published is there, once, and nothing else is."""
    known = frozenset(seen.items) | seen.aliases
    wrong = [f"{n} items for one address" for n in Counter(seen.items).values() if n > 1]
    out: frozenset[str] = frozenset().union(*(feed.out for feed in seen.feeds))
    if invented := frozenset(seen.items) - out:
        wrong.append(f"{len(invented)} items that nobody published")
    for feed in seen.feeds:
        wrong += _brought(feed, known)
    return wrong


def _brought(feed: FeedSeen, known: frozenset[str]) -> list[str]:
    wrong = []
    if missing := feed.shown - known:
        wrong.append(f"{feed.key}: {len(missing)} of {len(feed.shown)} published are missing")
    if len(set(feed.brought)) != len(feed.brought):
        wrong.append(f"{feed.key}: an article has two entries")
    if foreign := set(feed.brought) - feed.out:
        wrong.append(f"{feed.key}: {len(foreign)} entries that it never showed")
    if unentered := (feed.shown & known) - set(feed.brought):
        wrong.append(f"{feed.key}: {len(unentered)} articles without an entry")
    return wrong


def _through(seen: Seen) -> list[str]:
    """I3: every item got to its end; what was set aside counts as an end."""
    waiting = {stage: n for stage, n in seen.stages if stage not in ("done", "quarantine") and n}
    return [f"{n} items are still waiting for {stage}" for stage, n in waiting.items()]


def _covered(seen: Seen) -> list[str]:
    """I4: one coverage per item that was read, and a recap is the same each time."""
    done = dict(seen.stages).get("done", 0)
    wrong = [f"{done} items read, {seen.covered} covered"] if done != seen.covered else []
    return wrong + ([] if seen.recaps_equal else ["a recap composed twice differs"])


def _leases(seen: Seen) -> list[str]:
    """I5: no lease is older than twice its length."""
    old = seen.oldest_lease > 2 * seen.lease
    return [f"a lease of {seen.lease:.0f} s is {seen.oldest_lease:.0f} s old"] if old else []


def _honest(seen: Seen) -> list[str]:
    """I6: the wall never claimed fresher data than the newest good fetch."""
    wrong = [
        look for look in seen.looks if look.newest is None or look.stated > look.newest + ROUNDING
    ]
    return [f"{len(wrong)} of {len(seen.looks)} looks claimed too much"] if wrong else []


def _counted(seen: Seen) -> list[str]:
    """I7: the wall shows the number that SQL counts."""
    if seen.wall_count == seen.counted:
        return []
    return [f"the wall says {seen.wall_count}, SQL counts {seen.counted}"]


def _tidy(seen: Seen) -> list[str]:
    """I8: no process is left behind, and no session sits in an open transaction."""
    wrong = [f"process {pid} is nobody's" for pid in seen.strangers]
    idle = seen.idle > IDLE_AT_MOST
    return wrong + ([f"a session idles in a transaction for {seen.idle:.0f} s"] if idle else [])


CHECKS: dict[str, Callable[[Seen], list[str]]] = {
    "I1": _due,
    "I2": _once,
    "I3": _through,
    "I4": _covered,
    "I5": _leases,
    "I6": _honest,
    "I7": _counted,
    "I8": _tidy,
}


def violated(verdicts: Sequence[Verdict]) -> list[str]:
    """Return the keys of the invariants that did not hold."""
    return [verdict.key for verdict in verdicts if not verdict.held]
