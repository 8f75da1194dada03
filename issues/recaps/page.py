"""What the page of a recap offers beside the recap: other editions, and words about its hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from issues.recaps.periods import Period, Slot, period
from issues.recaps.values import Recap, StoryLine
from issues.summaries import Told, told_of

DAY = timedelta(days=1)
# The years calendars and databases can count with, as in issues/selection.py.
YEARS = range(1901, 2200)


@dataclass(frozen=True)
class Choices:
    """The slots of the same date that have begun, the day before, and the day after if any."""

    slots: tuple[Slot, ...]
    previous: date
    following: date | None


def chosen(day: str, key: str, slots: Sequence[Slot], zone: ZoneInfo, at: datetime) -> Period | str:
    """Return the period an address names, or words that say why there is none."""
    when, slot = _date(day), next((slot for slot in slots if slot.key == key), None)
    if when is None:
        return _("Tanggalnya tidak dikenal. Tulis seperti 2026-11-21.")
    if slot is None:
        return _("Edisi ini tidak ada dalam paket daerah. Pilih edisi lain.")
    begun = period(when, slot, zone, at)
    return begun or _("Edisi ini belum dimulai. Rekapnya ada setelah waktunya tiba.")


def choices(shown: Period, slots: Sequence[Slot], zone: ZoneInfo, at: datetime) -> Choices:
    """Return the editions one tap away from the one that is shown."""
    after = shown.day + DAY
    begun = tuple(slot for slot in slots if period(shown.day, slot, zone, at))
    following = after if period(after, shown.slot, zone, at) else None
    return Choices(begun, shown.day - DAY, following)


def good(recap: Recap) -> list[tuple[StoryLine, list[Told]]]:
    """Return the good news with the sentences printed by the end of the period."""
    told = told_of([story.pk for story in recap.good])
    cut = recap.period.cut
    return [
        (story, [one for one in told.get(story.pk, []) if one.item.listed_at < cut])
        for story in recap.good
    ]


def _date(text: str) -> date | None:
    """Return a date written as 2026-11-21; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text and found.year in YEARS else None
