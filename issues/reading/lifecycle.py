"""Propose the next state of an issue from its counts (docs/reading.md, 4 and 5).

The machine moves an issue itself where that is safe: up to "berkembang", into the crisis of a
critical risk, down to "mereda", and back when a closed one is printed again. Closing, and a crisis
by what was reported, are proposed to a person; so is every move away from a state people set.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from issues.reading.growth import GROWTH, GROWTH_FROM, Growth

POTENTIAL, EMERGING, GROWING = "potensial", "muncul", "berkembang"
CRISIS, EASING, CLOSED, RELAPSED = "krisis", "mereda", "selesai", "kambuh"

OUTLETS_TO_OPEN = 3
DAYS_TO_OPEN = 2
REPORTERS_TO_OPEN = 2
BASELINE_DAYS = 7
FALLING_DAYS = 3
HOURS_CRITICAL = 2.0
EASED_SHARE = 0.5
QUIET_DAYS = 7
QUIET_STORIES = 2
SILENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Counts of one issue, made by the caller.

    `growth` compares today with the issue's own weekdays, None where nobody looked. `daily` is
    placements per local day, oldest first, the last one is today and may be partial;
    `stories_week` distinct stories of the last seven days; `reporters` distinct field reporters;
    `hours_critical` how long the risk has been critical without a break. For a closed
    issue the caller asks only when something matched after it was closed.
    """

    state: str
    daily: tuple[int, ...] = ()
    outlets: int = 0
    tier1_negative: int = 0
    reporters: int = 0
    stories_week: int = 0
    mass_action: bool = False
    casualties: bool = False
    asked_for: bool = False
    hoax: bool = False
    level: str = "rendah"
    hours_critical: float = 0.0
    answered: bool = False
    days_in_state: int = 0
    growth: Growth | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The state to move to and why; only when `sure` may the machine move by itself."""

    state: str
    reason: str
    sure: bool = True


def propose(facts: IssueFacts) -> Proposal | None:
    """Return the next state with its reason, or None to stay."""
    return _FROM[facts.state](facts)


def entry_criterion(facts: IssueFacts) -> str | None:
    """Return in words which criterion of 3.4 makes a matter an issue, None if none does."""
    days = sum(1 for count in facts.daily if count)
    criteria = (
        (facts.outlets >= OUTLETS_TO_OPEN, f"diberitakan {facts.outlets} media"),
        (days >= DAYS_TO_OPEN, f"diberitakan {days} hari"),
        (facts.tier1_negative > 0, "berita negatif di media tier 1"),
        (facts.mass_action, "ada aksi massa, somasi, gugatan, atau dengar pendapat"),
        (facts.casualties, "ada korban jiwa, SARA, KLB, atau gangguan layanan dasar"),
        (facts.reporters >= REPORTERS_TO_OPEN, f"{facts.reporters} laporan lapangan berbeda"),
        (facts.asked_for, "diminta pimpinan atau OPD"),
        (facts.hoax, "hoaks tentang Pemprov beredar"),
    )
    return next((words for holds, words in criteria if holds), None)


def _from_potential(facts: IssueFacts) -> Proposal | None:
    criterion = entry_criterion(facts)
    if criterion:
        return Proposal(EMERGING, criterion)
    if facts.days_in_state >= SILENT_DAYS and not sum(facts.daily[-SILENT_DAYS:]):
        return Proposal(CLOSED, f"{SILENT_DAYS} hari tanpa berita", sure=False)
    return None


def _from_emerging(facts: IssueFacts) -> Proposal | None:
    return _crisis(facts) or _growth(facts) or _easing(facts)


def _from_growing(facts: IssueFacts) -> Proposal | None:
    return _crisis(facts) or _falling(facts) or _easing(facts)


def _from_crisis(facts: IssueFacts) -> Proposal | None:
    """Stay: a crisis is declared over by whoever declared it."""
    return None


def _from_easing(facts: IssueFacts) -> Proposal | None:
    again = _crisis(facts) or _growth(facts)
    if again:
        return again
    if facts.days_in_state >= QUIET_DAYS and facts.stories_week < QUIET_STORIES:
        words = f"{QUIET_DAYS} hari dengan {facts.stories_week} cerita"
        return Proposal(CLOSED, words, sure=False)
    return None


def _from_closed(facts: IssueFacts) -> Proposal | None:
    return Proposal(RELAPSED, "cerita baru cocok dengan isu ini") if facts.stories_week else None


def _crisis(facts: IssueFacts) -> Proposal | None:
    if facts.level == "kritis" and facts.hours_critical >= HOURS_CRITICAL:
        return Proposal(CRISIS, f"risiko kritis {facts.hours_critical:.0f} jam")
    if facts.state == GROWING and facts.mass_action and facts.casualties:
        return Proposal(CRISIS, "aksi massa dan korban", sure=False)
    return None


def _growth(facts: IssueFacts) -> Proposal | None:
    """Grow when today is twice what is usual, or when tier 1 is negative."""
    today = facts.daily[-1] if facts.daily else 0
    words = _more_than_usual(facts, today)
    if words:
        return Proposal(GROWING, words)
    if facts.tier1_negative and today:
        return Proposal(GROWING, "berita negatif di media tier 1")
    return None


def _more_than_usual(facts: IssueFacts, today: int) -> str | None:
    """Return the comparison when today is twice the issue's usual.

    The usual is that of its own weekdays and hours; while too few of them are known it is the
    daily mean of the seven days before.
    """
    if facts.growth and facts.growth.grew is not None:
        return facts.growth.words if facts.growth.grew else None
    before = facts.daily[-BASELINE_DAYS - 1 : -1]
    baseline = sum(before) / len(before) if before else 0.0
    if today >= GROWTH_FROM and today >= GROWTH * baseline:
        return f"{today} berita hari ini, rata-rata {baseline:.1f}".replace(".", ",")
    return None


def _falling(facts: IssueFacts) -> Proposal | None:
    """Ease when three full days fell one after the other; today is not over and does not count."""
    full = facts.daily[:-1][-FALLING_DAYS - 1 :]
    pairs = list(pairwise(full))
    if len(full) > FALLING_DAYS and all(after < before for before, after in pairs):
        return Proposal(EASING, f"turun {FALLING_DAYS} hari: {' → '.join(map(str, full))}")
    return None


def _easing(facts: IssueFacts) -> Proposal | None:
    """Ease when three full days stayed below half the peak and something was done."""
    full = facts.daily[:-1]
    if not facts.answered or len(full) <= FALLING_DAYS:
        return None
    peak, last = max(full), full[-FALLING_DAYS:]
    if peak >= GROWTH_FROM and all(count < EASED_SHARE * peak for count in last):
        return Proposal(
            EASING, f"{FALLING_DAYS} hari di bawah separuh puncak ({peak}), sudah ditanggapi"
        )
    return None


_FROM: dict[str, Callable[[IssueFacts], Proposal | None]] = {
    POTENTIAL: _from_potential,
    EMERGING: _from_emerging,
    GROWING: _from_growing,
    CRISIS: _from_crisis,
    EASING: _from_easing,
    CLOSED: _from_closed,
    RELAPSED: _from_emerging,
}
