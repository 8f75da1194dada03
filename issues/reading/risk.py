"""Risk of an issue, 0 to 100, as a sum of visible parts (domain/03, 3.3)."""

from dataclasses import dataclass

RISK_VERSION = "risiko-1"


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What the risk is computed from, counted by the caller over the issue's live coverage.

    `tones` counts coverage by tone towards the leadership; `roles` the roles leaders have in it;
    `outlets` distinct outlets; `tier1` distinct outlets of tier 1 and `tier1_negative` those of
    them with a negative item; `hourly` items per hour, oldest first, the last is now; `words` the
    text searched for sensitive matters and calls to action (titles and leads).
    """

    negative: int = 0
    positive: int = 0
    accused: bool = False
    subject: bool = False
    outlets: int = 0
    tier1: int = 0
    tier1_negative: int = 0
    hourly: tuple[int, ...] = ()
    words: str = ""
    topics: tuple[str, ...] = ()
    answered: bool = False
    social: int = 0
    known_outlets: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """Score, level ("rendah", "sedang", "tinggi", "kritis") and the parts that add up to it."""

    score: int
    level: str
    parts: tuple[tuple[str, int], ...]
    version: str = RISK_VERSION


def assess(facts: RiskFacts) -> Risk:
    """Return the risk with its parts, in the order they were added."""
    return Risk(0, "rendah", ())
