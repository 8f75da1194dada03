"""Instants as a recap writes them, in the active zone; never "besok", it is read later."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.recaps.periods import Period
from issues.templatetags.figures import clock


def written(instant: datetime) -> str:
    """Write an instant with its day: 21 Nov 16.00."""
    return f"{date_format(timezone.localtime(instant), 'j M')} {clock(instant)}"


def due_by(instant: datetime, late: bool) -> str:
    """Write a deadline: "batas 21 Nov 16.00", or that it has passed."""
    words = _("lewat batas %(time)s") if late else _("batas %(time)s")
    return words % {"time": written(instant)}


def told_at(period: Period) -> str:
    """Write until when a period tells: a midnight that ends a day is 24.00."""
    last = timezone.localtime(period.told)
    ends_a_day = not period.running and last.hour == last.minute == 0
    return "24.00" if ends_a_day else clock(period.told)


def since(instant: datetime | None, period: Period) -> str:
    """Write since when something has been silent, as briefly as it stays clear."""
    if instant is None:
        return _("belum pernah terbaca")
    near = timezone.localtime(instant).date() == timezone.localtime(period.told).date()
    return _("sejak %(time)s") % {"time": clock(instant) if near else written(instant)}


def hours(period: Period) -> str:
    """Say which hours a period covers: "20 Nov 16.00 – 21 Nov 07.00"."""
    first, last = timezone.localtime(period.start), timezone.localtime(period.told)
    if first.date() == last.date():
        return f"{clock(first)} – {clock(last)}"
    return f"{written(first)} – {written(last)}"
