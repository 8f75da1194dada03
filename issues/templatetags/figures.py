"""Words for numbers and times, the same on every page: 1.234,5 · 42 mnt lagi · lewat 8 mnt.

Times are shown in the active zone, which the middleware sets to that of the home province. The
present is passed in (`{{ due|until:at }}`), so that a page speaks of one moment throughout.
"""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Nearer than this, a deadline is written as a span; farther away, as a point in time.
NEAR = timedelta(hours=6)
SOON = timedelta(hours=1)


@register.filter
def number(value: float) -> str:
    """Write a number as the reader's language does: 1.234 or 1.234,5."""
    decimals = 0 if value == int(value) else 1
    return number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def placements(count: int) -> str:
    """Write a volume with its unit: 1.234 pemuatan."""
    words = ngettext("%(count)s pemuatan", "%(count)s pemuatan", count)
    return words % {"count": number(count)}


@register.filter
def signed(value: float) -> str:
    """Write a change: +19, −1, or "tetap" for none."""
    if value == 0:
        return _("tetap")
    return ("+" if value > 0 else "−") + number(abs(value))


@register.filter
def clock(instant: datetime) -> str:
    """Write the time of day in the active zone: 13.42, in English 13:42."""
    hour, minute = f"{timezone.localtime(instant):%H %M}".split()
    return _("%(hour)s.%(minute)s") % {"hour": hour, "minute": minute}


@register.filter
def day(value: date) -> str:
    """Write a day in full: Sabtu, 21 November 2026. An instant is taken in the active zone."""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return date_format(local, "l, j F Y")


@register.filter
def moment(instant: datetime, at: datetime) -> str:
    """Write an instant as briefly as it stays clear: 13.40, kemarin 23.50, 3 Nov 09.00."""
    there, here = timezone.localtime(instant), timezone.localtime(at)
    near = {0: "", 1: _("besok") + " ", -1: _("kemarin") + " "}
    days = (there.date() - here.date()).days
    return near.get(days, date_format(there, "j M") + " ") + clock(instant)


@register.filter
def until(due: datetime, at: datetime) -> str:
    """Write how far away a deadline is: 42 mnt lagi, 2 jam lagi, besok 09.00, lewat 8 mnt."""
    left = _minute(due) - _minute(at)
    if left == timedelta():
        return _("sekarang") if due <= at else _("sebentar lagi")
    if left < timedelta():
        return _("lewat %(span)s") % {"span": span(-left)}
    if left < NEAR or timezone.localtime(due).date() == timezone.localtime(at).date():
        return _("%(span)s lagi") % {"span": span(left)}
    return moment(due, at)


@register.filter
def urgency(due: datetime, at: datetime) -> str:
    """Return "late", "soon" or "later": the class a deadline is painted by."""
    left = _minute(due) - _minute(at)
    if left < timedelta():
        return "late"
    return "soon" if left < SOON else "later"


@register.filter
def ago(instant: datetime, at: datetime) -> str:
    """Write an age: 12 detik lalu, 8 mnt lalu, 2 jam lalu; from a day on, the moment itself."""
    age = max(at - instant, timedelta())
    return moment(instant, at) if age >= DAY else _("%(span)s lalu") % {"span": span(age)}


@register.filter
def span(length: timedelta) -> str:
    """Write a length of time in its largest unit, rounded down."""
    if length >= DAY:
        days = length // DAY
        return ngettext("%(count)s hari", "%(count)s hari", days) % {"count": days}
    if length >= HOUR:
        return _("%(count)s jam") % {"count": length // HOUR}
    if length >= MINUTE:
        return _("%(count)s mnt") % {"count": length // MINUTE}
    return _("%(count)s detik") % {"count": length // timedelta(seconds=1)}


def _minute(instant: datetime) -> datetime:
    """Return the instant without its seconds: deadlines are kept to the minute."""
    return instant.replace(second=0, microsecond=0)
