"""What an evaluation returns, whatever it measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Evaluation:
    """Shares between 0 and 1 by name, over `n` cases; `failures` say what went wrong where."""

    metrics: Mapping[str, float]
    n: int
    failures: tuple[Mapping[str, Any], ...] = ()


class CannotEvaluate(Exception):
    """The folder does not hold what is needed; the message says what is missing."""
