"""Words and small drawings of the recap's page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.daily import STACK, stacked
from issues.recaps import moments, sheet
from issues.recaps.periods import Period
from issues.recaps.values import Compared, DayTones, Recap, Statement, StoryLine
from issues.templatetags.figures import number, signed
from issues.wall.values import DRAWN, about_us

register = template.Library()


@register.filter
def grown(value: Compared, period: Period) -> str:
    """Say how much more it is than in the same hours the day before; empty where not known."""
    if value.growth is None:
        return ""
    day = date_format(period.before.day, "l")
    if not value.growth:
        return _("sama dengan %(day)s") % {"day": day}
    return _("%(growth)s dari %(day)s") % {"growth": signed(value.growth), "day": day}


@register.filter
def told_at(period: Period) -> str:
    """Write until when a period tells."""
    return moments.told_at(period)


@register.filter
def printed_by(story: StoryLine) -> str:
    """Say how many outlets printed a story, and how many of them beyond our own release."""
    return sheet.printed_by(story)


@register.filter
def quoted_in(said: Statement) -> str:
    """Say in how many placements a statement stands."""
    return sheet.quoted_in(said)


@register.filter
def left_over(recap: Recap) -> list[str]:
    """Name the placements and regions the list of regions leaves over."""
    return list(sheet.left_over(recap))


@register.filter
def beyond(rows: Sequence[object], shown: int) -> int:
    """Return how many rows are left when so many are shown."""
    return max(0, len(rows) - shown)


@register.filter
def unreadable(recap: Recap) -> list[str]:
    """Name the outlets that could not be read."""
    return list(sheet.unreadable(recap))


@register.simple_tag
def due_by(line: Any) -> str:
    """Write the deadline of an issue or a response."""
    return moments.due_by(getattr(line, "deadline", None) or line.due_at, line.late)


@register.filter
def written(instant: Any) -> str:
    """Write an instant with its day: 21 Nov 16.00."""
    return moments.written(instant)


@register.inclusion_tag("issues/_recap_week.html")
def week_chart(days: Sequence[DayTones]) -> dict[str, Any]:
    """Draw the placements of seven days, one bar of tones each; unknown days have none."""
    totals = [about_us(day.tones) if day.tones else None for day in days]
    top = max([1, *filter(None, totals)])
    columns = [
        {
            "day": day.day,
            "address": day.address,
            "total": total,
            "words": "–" if total is None else number(total),
            "parts": list(_parts(day, top)),
        }
        for day, total in zip(days, totals, strict=True)
    ]
    return {"columns": columns}


def _parts(day: DayTones, top: int) -> Iterable[dict[str, str]]:
    """Yield the parts of one bar from the ground up, in per cent of the tallest day."""
    drawn = [tone for tone in STACK if tone in DRAWN]
    for tone, y, height in stacked(day.tones or {}, top, drawn):
        yield {"tone": str(tone), "y": f"{y:.2f}", "height": f"{height:.2f}"}
