"""How far an issue, a topic or a region can be spread: the other texts of the story."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from issues.deciding import exceptions, prints
from issues.models import Coverage, Decision
from monitoring.models import Item

FIELDS = (Decision.Field.ISSUE, Decision.Field.TOPIC, Decision.Field.REGION)


@dataclass(frozen=True)
class Spread:
    """One field: on how many other placements, except on which texts, and whether it is ticked."""

    field: str
    placements: int
    exceptions: list[Item]
    chosen: bool


def spreads(item: Item, coverage: Coverage, chosen: Collection[str]) -> dict[str, Spread]:
    """Return what can be spread from this text; nothing when its story has no other text."""
    fellows = Coverage.objects.filter(story=coverage.story_id).exclude(item__in=prints(item))
    # Field reports follow too, but are no placements.
    printed = Count("pk", filter=Q(report=False))
    counted = fellows.order_by().aggregate(all=Count("pk"), printed=printed)
    if not coverage.story_id or not counted["all"]:
        return {}
    own = _fields_decided(item, coverage)
    found = {}
    for name in FIELDS:
        left_out = list(exceptions(item, name).select_related("outlet")) if name in own else []
        placements = _beside(fellows, left_out) if left_out else counted["printed"]
        found[str(name)] = Spread(name, placements, left_out, name in chosen)
    return found


def _beside(fellows: QuerySet[Coverage], left_out: Sequence[Item]) -> int:
    """Count the placements of a story but for some texts and their copies."""
    stays = Q(item__in=left_out) | Q(item__copy_of__in=left_out)
    return fellows.filter(report=False).exclude(stays).count()


def _fields_decided(item: Item, coverage: Coverage) -> set[str]:
    """Return the fields on which anybody decided a text of this story; mostly there are none."""
    rows = Decision.objects.standing().filter(
        item__coverage__story=coverage.story_id, field__in=FIELDS, spread=False
    )
    return set(rows.exclude(item__in=prints(item)).values_list("field", flat=True))
