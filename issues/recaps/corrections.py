"""How often people changed the tone the machine suggested: its honest mark of the month."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from issues.models import Decision, Tone
from monitoring.home import day_bounds

# Below this many texts a share would be chance.
TEXTS_AT_LEAST = 20


def read_corrected(day: date, cut: datetime, zone: ZoneInfo) -> int | None:
    """Return the share of texts, in per cent, whose tone people changed in the month up to `cut`.

    The tone towards us, or towards a leader, from which it follows. Where the machine had none to
    suggest, nothing was corrected. A text counts once: what it was before the first decision of
    the month against what it is after the last. None while fewer than TEXTS_AT_LEAST texts count.
    """
    start = day_bounds(day.replace(day=1), zone)[0]
    leader = Q(field=Decision.Field.OFFICIAL, office__leader=True)
    rows = Decision.objects.standing().filter(
        leader | Q(field=Decision.Field.TONE), act__at__gte=start, act__at__lt=cut
    )
    first: dict[tuple[int, int | None], object] = {}
    last: dict[tuple[int, int | None], object] = {}
    for item, office, before, value in rows.values_list("item_id", "office_id", "before", "value"):
        first.setdefault((item, office), before)
        last[item, office] = value
    suggested = [key for key, tone in first.items() if tone not in (None, Tone.UNSURE)]
    texts = {item for item, _office in suggested}
    if len(texts) < TEXTS_AT_LEAST:
        return None
    changed = {key[0] for key in suggested if first[key] != last[key]}
    return round(100 * len(changed) / len(texts))
