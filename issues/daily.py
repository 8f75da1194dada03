"""Placements per local day, laid out as small stacked bars for an SVG."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate

from issues.models import Coverage, Tone
from monitoring.home import day_bounds

DAYS = 14
WIDTH, GAP, HEIGHT = 16, 6, 72
# From the ground up, so that what is negative lies on one line and compares well.
STACK = (Tone.NEGATIVE, Tone.UNSURE, Tone.NEUTRAL, Tone.POSITIVE, Tone.UNRELATED)


@dataclass(frozen=True)
class Part:
    """One tone's share of a bar; numbers are written for attributes, not for readers."""

    tone: str
    y: str
    height: str


@dataclass(frozen=True)
class Bar:
    """One day: its placements, and where its parts are drawn."""

    day: date
    count: int
    x: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chart:
    """Bars with the frame they are drawn in; `total` is what the bars add up to."""

    bars: tuple[Bar, ...]
    peak: int
    total: int
    bar: int = WIDTH
    step: int = WIDTH + GAP
    width: int = DAYS * (WIDTH + GAP) - GAP
    height: int = HEIGHT


def per_day(coverage: QuerySet[Coverage], last: date, zone: ZoneInfo) -> dict[date, dict[str, int]]:
    """Count placements by local day and tone over the DAYS that end with `last`."""
    first = last - timedelta(days=DAYS - 1)
    period = coverage.filter(at__gte=day_bounds(first, zone)[0], at__lt=day_bounds(last, zone)[1])
    rows = period.order_by().values("tone", day=TruncDate("at", tzinfo=zone))
    counts: dict[date, dict[str, int]] = {}
    for row in rows.annotate(count=Count("pk")):
        counts.setdefault(row["day"], {})[row["tone"]] = row["count"]
    return counts


def draw(counts: Mapping[date, Mapping[str, int]], last: date) -> Chart:
    """Lay out DAYS bars ending with `last`; a day without placements is an empty bar."""
    days = [last - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    sums = {day: sum(counts.get(day, {}).values()) for day in days}
    peak = max(sums.values())
    bars = tuple(
        Bar(day, sums[day], n * (WIDTH + GAP), tuple(_parts(counts.get(day, {}), peak)))
        for n, day in enumerate(days)
    )
    return Chart(bars, peak, sum(sums.values()))


def _parts(tones: Mapping[str, int], peak: int) -> Iterator[Part]:
    """Yield the parts of one bar from the ground up, in units of the frame."""
    ground = float(HEIGHT)
    for tone in _present(tones):
        height = tones[tone] / peak * HEIGHT
        ground -= height
        yield Part(tone, f"{ground:.2f}", f"{height:.2f}")


def _present(tones: Mapping[str, int]) -> Iterable[str]:
    return [str(tone) for tone in STACK if tones.get(tone)]
