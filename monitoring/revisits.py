"""Which items are looked at again, how often, and until when.

Whoever has a reason to doubt that an item still says what it said calls `watch`; the pages are
looked at by monitoring/pipeline/revisits.py.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest, Least

from monitoring.models import Item, Revisit

# Newsrooms correct within hours; from the fifth look on, once a day is enough.
STEPS = (timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6), timedelta(hours=12))
DAILY = timedelta(hours=24)
# Share of a step by which looks are spread, so that what was watched together is not asked at once.
JITTER = 0.2
REASON_MOST = 200


def next_visit(visits: int, at: datetime, key: int) -> datetime:
    """Return when an item that was looked at `visits` times is looked at next; later by chance.

    The same key is always moved by the same share of its step.
    """
    step = STEPS[visits] if visits < len(STEPS) else DAILY
    share = int.from_bytes(sha256(f"{key} {visits}".encode()).digest()[:4], "big") / 2**32
    return at + step * (1 + JITTER * share)


def watch(
    items: Collection[Item], until: datetime, reason: str, at: datetime, *, at_once: bool = False
) -> int:
    """Look at these items again until an instant; return how many can be looked at.

    Three statements however many items there are. What is watched longer already stays so, and
    what is due sooner stays due; `at_once` makes the next look due now.
    """
    seen = [item for item in items if _has_page(item)]
    firsts = {item.pk: at if at_once else next_visit(0, at, item.pk) for item in seen}
    new = [
        Revisit(item=item, until=until, reason=reason[:REASON_MOST], due_at=firsts[item.pk])
        for item in seen
    ]
    known = Revisit.objects.filter(pk__in=firsts)
    if at_once:
        known.update(due_at=Least(Coalesce(F("due_at"), Value(at)), Value(at)))
    else:
        known.filter(due_at=None, attempts=0).update(due_at=next_visit(0, at, 0))
    known.update(until=Greatest(F("until"), Value(until)), reason=reason[:REASON_MOST])
    Revisit.objects.bulk_create(new, ignore_conflicts=True)
    return len(seen)


def prints_beside(item: Item) -> QuerySet[Item]:
    """Return the other items that print the same text as this one."""
    first = item.copy_of_id or item.pk
    return Item.objects.filter(Q(pk=first) | Q(copy_of=first)).exclude(pk=item.pk)


def _has_page(item: Item) -> bool:
    """Say whether there is an outlet's page behind the item that can be asked again."""
    return bool(item.url and item.outlet_id) and item.kind == Item.Kind.ARTICLE
