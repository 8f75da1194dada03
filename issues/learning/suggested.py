"""Queries: how people answered what the machine proposed, kind by kind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from issues.models import Suggestion


@dataclass(frozen=True)
class Answered:
    """One kind of suggestion: how many were accepted, rejected, lapsed, and still wait."""

    name: str
    accepted: int
    rejected: int
    lapsed: int
    waiting: int

    @property
    def answered(self) -> int:
        """Return how many a person answered."""
        return self.accepted + self.rejected


def answered(since: datetime) -> list[Answered]:
    """Count the suggestions made since then by kind and answer; kinds without any are left out."""
    kinds, answers = Suggestion.Kind, Suggestion.Answer
    rows = Suggestion.objects.filter(at__gte=since).order_by().values("kind")
    counted = rows.annotate(
        accepted=Count("pk", filter=Q(answer=answers.ACCEPTED)),
        rejected=Count("pk", filter=Q(answer=answers.REJECTED)),
        lapsed=Count("pk", filter=Q(answer=answers.LAPSED)),
        waiting=Count("pk", filter=Q(answer=answers.OPEN)),
    )
    found = {row.pop("kind"): row for row in counted}
    return [Answered(str(name), **found[key]) for key, name in kinds.choices if key in found]
