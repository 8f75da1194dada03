"""Act: what people say of pairs of texts is written as ties; each call says what was there before.

A story of n texts is held by n - 1 ties to its first one. Whoever calls holds a transaction.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from issues.models import Tie

log = logging.getLogger(__name__)

# Pairs written at one act; a split of many texts from many is cut there, and the log says so.
MOST = 5000

# [first, second, together as it was before, or null]
Before = list[list[Any]]


def join(texts: Sequence[int], by: AbstractBaseUser | None, at: datetime) -> Before:
    """Say that these texts, first prints, are of one event."""
    return _say([(texts[0], other) for other in texts[1:]], True, by, at)


def part(
    texts: Sequence[int], others: Sequence[int], by: AbstractBaseUser | None, at: datetime
) -> Before:
    """Say that none of these texts is of the event of the others."""
    return _say(list(product(texts, others)), False, by, at)


def restore(before: Before, by: AbstractBaseUser | None, at: datetime) -> None:
    """Put ties back as they were."""
    for together in (True, False):
        pairs = [(one, other) for one, other, was in before if was is together]
        _say(pairs, together, by, at)
    for one, other in [(one, other) for one, other, was in before if was is None]:
        Tie.objects.filter(first=one, second=other).delete()


def _say(
    pairs: Iterable[tuple[int, int]], together: bool, by: AbstractBaseUser | None, at: datetime
) -> Before:
    wanted = sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
    if len(wanted) > MOST:
        log.warning("cerita: %d ikatan naskah, hanya %d yang ditulis", len(wanted), MOST)
        wanted = wanted[:MOST]
    firsts = {first for first, _ in wanted}
    rows = Tie.objects.filter(first__in=firsts).values_list("first", "second", "together")
    known = {(first, second): was for first, second, was in rows}
    Tie.objects.bulk_create(
        [Tie(first_id=a, second_id=b, together=together, by=by, at=at) for a, b in wanted],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["together", "by", "at"],
    )
    return [[first, second, known.get((first, second))] for first, second in wanted]
