"""Placements per local day, laid out as small stacked bars for an SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from issues.models import Coverage, Tone
from monitoring.home import day_bounds

DAYS = 14
# The space of a day in per cent, and the share of it that its bar fills.
STEP, WIDTH = 100 / DAYS, 0.72
# From the ground up, so that what is negative lies on one line and compares well.
STACK = (Tone.NEGATIVE, Tone.UNSURE, Tone.NEUTRAL, Tone.POSITIVE, Tone.UNRELATED)


@dataclass(frozen=True)
class Part:
    """One tone's share of a bar, in per cent of the height, written for an attribute."""

    tone: str
    y: str
    height: str


@dataclass(frozen=True)
class Bar:
    """One day: its placements, where it stands in per cent of the width, and its parts."""

    day: date
    count: int
    x: str
    middle: str
    end: str
    top: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chart:
    """The bars; `peak` is the highest of them and `total` what they add up to."""

    bars: tuple[Bar, ...]
    peak: int
    total: int
    width: str = f"{STEP * WIDTH:.2f}"


def per_day(coverage: QuerySet[Coverage], last: date, zone: ZoneInfo) -> dict[date, dict[str, int]]:
    """Count placements by local day and tone over the DAYS that end with `last`."""
    rows = _recent(coverage, last, zone).values("tone", day=TruncDate("at", tzinfo=zone))
    counts: dict[date, dict[str, int]] = {}
    for row in rows.annotate(count=Count("pk")):
        counts.setdefault(row["day"], {})[row["tone"]] = row["count"]
    return counts


def series(issues: Sequence[int], last: date, zone: ZoneInfo) -> dict[int, list[int]]:
    """Return placements per day of each issue over the DAYS that end with `last`, in one query."""
    mine = Coverage.objects.press().filter(issue__in=issues)
    rows = _recent(mine, last, zone).values("issue", day=TruncDate("at", tzinfo=zone))
    counts = {(row["issue"], row["day"]): row["count"] for row in rows.annotate(count=Count("pk"))}
    return {issue: [counts.get((issue, day), 0) for day in _days(last)] for issue in issues}


def draw(counts: Mapping[date, Mapping[str, int]], last: date) -> Chart:
    """Lay out DAYS bars ending with `last`; a day without placements is an empty bar."""
    days = _days(last)
    sums = {day: sum(counts.get(day, {}).values()) for day in days}
    peak = max(sums.values())
    bars = tuple(_bar(n, day, counts.get(day, {}), peak) for n, day in enumerate(days))
    return Chart(bars, peak, sum(sums.values()))


def stacked(
    tones: Mapping[str, int], peak: int, order: Sequence[str] = STACK
) -> Iterator[tuple[str, float, float]]:
    """Yield tone, upper edge and height of each part of a bar, from the ground up.

    Both are per cent of the height that `peak` placements fill; what is zero has no part.
    """
    ground = 100.0
    for tone in filter(tones.get, order):
        height = 100 * tones[tone] / peak
        ground -= height
        yield tone, ground, height


def first_day(last: date) -> date:
    """Return the first of the DAYS that end with `last`."""
    return _days(last)[0]


def _bar(place: int, day: date, tones: Mapping[str, int], peak: int) -> Bar:
    """Lay out the bar that stands at a place in the row of days."""
    count, middle, half = sum(tones.values()), STEP * (place + 0.5), STEP * WIDTH / 2
    return Bar(
        day=day,
        count=count,
        x=f"{middle - half:.2f}",
        middle=f"{middle:.2f}",
        end=f"{middle + half:.2f}",
        top=f"{100 - 100 * count / max(peak, 1):.2f}",
        parts=tuple(_parts(tones, peak)),
    )


def _parts(tones: Mapping[str, int], peak: int) -> Iterator[Part]:
    """Yield the parts of one bar, written for attributes."""
    for tone, top, height in stacked(tones, peak):
        yield Part(tone, f"{top:.2f}", f"{height:.2f}")


def _days(last: date) -> list[date]:
    return [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def _recent(coverage: QuerySet[Coverage], last: date, zone: ZoneInfo) -> QuerySet[Coverage]:
    """Keep coverage of the DAYS that end with `last`."""
    start, end = day_bounds(first_day(last), zone)[0], day_bounds(last, zone)[1]
    return coverage.order_by().filter(at__gte=start, at__lt=end)
