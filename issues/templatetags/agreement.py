"""How agreement is written and drawn: shares with their interval, months as points with whiskers.

As every chart, these have their proportions in attributes and their colours in CSS, and say in
words what they show (issues/templatetags/charts.py).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from issues.learning.agreement import Agreement
from issues.templatetags.figures import number

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """Write a share as whole per cent: 87 %; a dash where it is not known."""
    return "–" if share is None else f"{100 * share:.0f} %"


@register.filter
def told(found: Agreement) -> str:
    """Write an agreement: "87 % (82–91 %)"; where it is too little, "17 dari 19"."""
    if not found.answered:
        return _("belum ada")
    if not found.enough:
        given = {"same": number(found.same), "answered": number(found.answered)}
        return _("%(same)s dari %(answered)s") % given
    low, high = found.interval
    return f"{percent(found.share)} ({100 * low:.0f}–{100 * high:.0f} %)"


@register.filter
def month(first: str) -> str:
    """Write a month given by its first day: "Nov 2026"."""
    return date_format(date.fromisoformat(first), "M Y")


@register.inclusion_tag("issues/_chart_agreement.html")
def agreement_chart(months: Sequence[Any]) -> dict[str, Any]:
    """Draw the share of each month as a point and its interval as a whisker, oldest first.

    A month has `key` (its first day), `agreement` and `address`; one without answers stays empty.
    """
    width = 100 / max(len(months), 1)
    points = [_point(one, index * width) for index, one in enumerate(months)]
    return {"points": points, "width": f"{width:.3f}", "words": _("Kecocokan per bulan")}


def _point(one: Any, x: float) -> dict[str, Any]:
    found, (low, high) = one.agreement, one.agreement.interval
    return {
        "x": f"{x:.3f}",
        "words": f"{month(one.key)}: {told(found)}",
        "address": one.address,
        "y": None if found.share is None else f"{_height(found.share):.2f}",
        "top": f"{_height(high):.2f}",
        "bottom": f"{_height(low):.2f}",
        "open": one.open,
    }


def _height(share: float) -> float:
    """Return how far below the upper edge a share is drawn, with room for its point."""
    return 6 + 88 * (1 - share)
