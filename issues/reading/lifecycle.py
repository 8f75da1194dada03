"""Propose the next state of an issue from its counts (domain/03, 3.4 and 3.5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """Counts of one issue, made by the caller.

    `daily` is placements per local day, oldest first, the last is today (may be partial);
    `stories_week` distinct stories of the last seven days; `hours_critical` how long the risk has
    been critical without a break.
    """

    state: str
    daily: tuple[int, ...]
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """The state to move to and why; a person may decline it."""

    state: str
    reason: str


def propose(facts: IssueFacts) -> Proposal | None:
    """Return the next state with its reason, or None to stay."""
    return None
