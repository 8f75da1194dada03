"""How often people changed the tone the machine suggested: its honest mark of the month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from issues.models import Decision
from monitoring.home import day_bounds

# Below this many texts a share would be chance.
TEXTS_AT_LEAST = 20


def read_corrected(day: date, cut: datetime, zone: ZoneInfo) -> int | None:
    """Return the share of texts, in per cent, whose tone people changed in the month up to `cut`.

    None while fewer than TEXTS_AT_LEAST texts were decided. A text counts once: what it was
    before the first decision of the month against what it is after the last.
    """
    start = day_bounds(day.replace(day=1), zone)[0]
    rows = Decision.objects.standing().filter(
        field=Decision.Field.TONE, act__at__gte=start, act__at__lt=cut
    )
    first: dict[int, object] = {}
    last: dict[int, object] = {}
    for item, before, value in rows.values_list("item_id", "before", "value"):
        first.setdefault(item, before)
        last[item] = value
    if len(last) < TEXTS_AT_LEAST:
        return None
    changed = sum(first[item] != value for item, value in last.items())
    return round(100 * changed / len(last))
