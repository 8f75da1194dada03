"""Charts as SVG: tone bar, sparkline, hours of a day, the woven stripe.

Proportions are attributes, because the content security policy forbids inline styles; colours and
sizes are CSS (static/tokens.css). A page that draws tones says `{% chart_defs %}` once.
Each chart says in words what it shows, for those who cannot see it.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, cycle, islice
from typing import Any

from django import template
from django.utils.translation import gettext as _

from issues.daily import stacked
from issues.templatetags.figures import number

register = template.Library()

# In the order they are drawn. "Tidak terkait" is not a tone and is never drawn.
DRAWN = ("pos", "neu", "neg", "unsure")
# A part that exists stays visible, however small: per cent of the width.
SMALLEST = 1.5
# Widths of the stripe: a long thread, a short one, and the ground between two repeats.
THREADS, GAP = (13, 7), 4


@register.inclusion_tag("issues/_chart_defs.html")
def chart_defs() -> dict[str, Any]:
    """Define the hatching that stands for "perlu ditinjau"."""
    return {}


@register.inclusion_tag("issues/_chart_tone.html")
def tone_bar(tones: Mapping[str, int]) -> dict[str, Any]:
    """Draw the four tones as parts of one bar; `tones` counts placements by `Tone` value."""
    present = [(tone, tones.get(tone, 0)) for tone in DRAWN if tones.get(tone, 0)]
    parts, x = [], 0.0
    for (tone, _count), width in zip(present, _widths([n for _t, n in present]), strict=True):
        parts.append({"tone": tone, "x": _short(x), "width": _short(width)})
        x += width
    return {"parts": parts, "words": tone_words(tones)}


@register.inclusion_tag("issues/_chart_mark.html")
def tone_mark(tone: str) -> dict[str, Any]:
    """Draw the mark of a tone (▲ ■ ▼ ?), which doubles its colour; its word stands beside it."""
    return {"tone": tone}


@register.inclusion_tag("issues/_chart_spark.html")
def sparkline(
    values: Sequence[int | None], width: int = 120, height: int = 32, words: str = ""
) -> dict[str, Any]:
    """Draw a short series, oldest first; None (not known) leaves a gap, never a zero."""
    known = [value for value in values if value is not None]
    top, step = max([*known, 1]), width / max(len(values) - 1, 1)
    points = [
        (round(i * step, 1), round(height - height * value / top, 1))
        for i, value in enumerate(values)
        if value is not None
    ]
    return {
        "width": width,
        "height": height,
        "points": " ".join(f"{x},{y}" for x, y in points),
        "now": points[-1] if points and values[-1] is not None else None,
        "words": words,
    }


@register.inclusion_tag("issues/_chart_hours.html")
def hour_chart(hours: Sequence[Any]) -> dict[str, Any]:
    """Draw the hours of a day as bars of tones, and the day before as one line per hour.

    An hour has `tones` (counts by Tone), `total`, and `before` (None where it is not known).
    """
    top = max([1, *(hour.total for hour in hours), *(hour.before or 0 for hour in hours)])
    step = 100 / max(len(hours), 1)
    columns = [_column(hour, (index + 0.08) * step, top) for index, hour in enumerate(hours)]
    return {
        "columns": columns,
        "width": _short(step * 0.84),
        "words": _("Pemuatan per jam hari ini"),
    }


@register.inclusion_tag("issues/_chart_stripe.html")
def stripe(colours: Sequence[str], repeats: int = 22) -> dict[str, Any]:
    """Draw the thin woven stripe in the pack's colours: long and short threads, then a gap."""
    widths = list(islice(cycle(THREADS), len(colours)))
    unit = 100 / (repeats * (sum(widths) + GAP))
    starts = accumulate(widths, initial=0)
    threads = [
        {"x": _short(start * unit), "width": _short(width * unit), "colour": colour}
        for colour, width, start in zip(colours, widths, starts, strict=False)
    ]
    return {"threads": threads, "width": _short(100 / repeats)}


def tone_words(tones: Mapping[str, int]) -> str:
    """Say what a tone bar shows: "62 positif, 71 netral, 45 negatif, 20 perlu ditinjau"."""
    return ", ".join(f"{number(tones.get(tone, 0))} {name}" for tone, name in tone_names().items())


def tone_names() -> dict[str, str]:
    """Return the tones that are drawn with their names behind a number."""
    return {
        "pos": _("positif"),
        "neu": _("netral"),
        "neg": _("negatif"),
        "unsure": _("perlu ditinjau"),
    }


def _widths(counts: Sequence[int]) -> list[float]:
    """Return shares of 100 by count, none below SMALLEST; what that costs, the large ones pay."""
    total = sum(counts)
    shares = [100 * count / total for count in counts]
    raised = [max(share, SMALLEST) for share in shares]
    excess, spare = sum(raised) - 100, sum(s - SMALLEST for s in shares if s > SMALLEST)
    if not excess or not spare:
        return raised
    return [s - excess * (s - SMALLEST) / spare if s > SMALLEST else s for s in raised]


def _column(hour: Any, x: float, top: int) -> dict[str, Any]:
    """Return one hour of the chart: its parts from the ground up, and yesterday's line."""
    parts = [
        {"tone": tone, "y": _short(y), "height": _short(height), "end": _short(y + height)}
        for tone, y, height in stacked(hour.tones, top, DRAWN)
    ]
    before = None if hour.before is None else _short(100 - 100 * hour.before / top)
    return {"x": _short(x), "parts": parts, "before": before}


def _short(value: float) -> str:
    """Write a number for an attribute, whatever the language of the page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
