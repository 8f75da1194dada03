"""Volumes of a period: how much, in what tone, about whom, on what, where. Each is a Selection."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from issues.models import Coverage, Tone
from issues.recaps.periods import DAY
from issues.recaps.stretch import Stretch
from issues.recaps.values import (
    Compared,
    DayTones,
    LeaderLine,
    Places,
    RegionLine,
    SubjectLine,
    Volume,
)
from issues.selection import Selection
from issues.selection import today as whole_day
from issues.wall import counts as wall
from issues.wall.values import DRAWN, Change, Figure, Summary, about_us, tones
from monitoring.models import Region
from monitoring.sources.hearing import Hearing

# Our own voice (PRODUCT: counted apart); what official channels print is read as a release.
OWN = (Coverage.Nature.RELEASE, Coverage.Nature.ADVERTORIAL)
TOPICS = 8
WEEK = 7


@dataclass(frozen=True)
class Pair:
    """A period and the one it is compared with."""

    now: Stretch
    before: Stretch

    @property
    def both(self) -> Selection:
        """Return everything from the earlier period's start to the later one's end."""
        return replace(self.now.today, sejak_jam=self.before.today.sejak_jam)

    @property
    def counted(self) -> dict[str, Count]:
        """Return the two columns that count placements in each period."""
        zone = self.now.zone
        return {
            "now": Count("pk", filter=self.now.today.period(zone)),
            "before": Count("pk", filter=self.before.today.period(zone)),
        }

    def compared(self, now: int, before: int, **kind: Any) -> Compared:
        """Return a count of the period with its list, beside the count a day earlier."""
        figure = Figure(self.now.known(now), self.now.today.address(**kind))
        return Compared(figure, self.before.known(before))


def read_volume(pair: Pair) -> Volume:
    """Count stories and placements of both periods; tones and own voice of the later one."""
    everything = replace(pair.both, tentang="").coverage(pair.now.zone).order_by()
    rows = list(everything.values("tone", "nature").annotate(**pair.counted))
    about = [row for row in rows if row["tone"] != Tone.UNRELATED]
    total, earlier = (sum(row[name] for row in about) for name in ("now", "before"))
    counted = tones((row["tone"], row["now"]) for row in rows)
    return Volume(
        summary=_summary(pair, counted),
        change=_change(pair, total, earlier),
        own=tuple(_own(pair, about)),
    )


def read_week(pair: Pair, days_watched: frozenset[Any]) -> tuple[DayTones, ...]:
    """Return the tones of the seven local days that end with the period's."""
    last = pair.now.day
    days = [last - DAY * back for back in range(WEEK - 1, -1, -1)]
    selection = replace(whole_day(days[0]), sampai=last, sampai_jam=pair.now.today.sampai_jam)
    rows = selection.coverage(pair.now.zone).order_by()
    rows = rows.values("tone", day=TruncDate("at", tzinfo=pair.now.zone))
    found = list(rows.annotate(count=Count("pk")).values_list("day", "tone", "count"))
    return tuple(
        _day(day, [(tone, n) for there, tone, n in found if there == day], selection, days_watched)
        for day in days
    )


def read_leaders(pair: Pair) -> tuple[LeaderLine, ...]:
    """Return the offices of the leadership with the volume of both periods."""
    now, before = wall.read_leaders(pair.now), wall.read_leaders(pair.before)
    return tuple(
        LeaderLine(row.title, row.name, Compared(row.placements, there.placements.count), row.tones)
        for row, there in zip(now, before, strict=True)
    )


def read_places(places: Sequence[Region], hearing: Hearing, volume: Volume, pair: Pair) -> Places:
    """Return every regency and city with the volume of both periods, and what is left over."""
    now = wall.read_regions(places, hearing, volume.summary, {}, pair.now)
    before = wall.read_regions(places, hearing, volume.summary, {}, pair.before)
    rows = (
        RegionLine(cell, Compared(cell.placements, there.placements.count))
        for cell, there in zip(now.cells, before.cells, strict=True)
    )
    return Places(tuple(rows), now.provincial, now.nowhere, now.shared)


def read_topics(pair: Pair) -> tuple[SubjectLine, ...]:
    """Return the topics of the period with the agency that answers for each, largest first."""
    return tuple(_subjects(pair, "topic", "code", "topik"))


def read_programmes(pair: Pair) -> tuple[SubjectLine, ...]:
    """Return the flagship programmes somebody wrote about, largest first."""
    return tuple(_subjects(pair, "programmes", "key", "program"))


def _subjects(pair: Pair, subject: str, key: str, parameter: str) -> Iterator[SubjectLine]:
    """Yield what the placements are about: a column, its key, and its parameter of a selection."""
    rows = pair.both.coverage(pair.now.zone).order_by().filter(**{f"{subject}__isnull": False})
    columns = {"key": key, "name": "name", "agency": "agency__short"}
    named = rows.values(**{word: F(f"{subject}__{column}") for word, column in columns.items()})
    counted = named.annotate(**pair.counted, negative=_negative(pair))
    for row in counted.filter(now__gt=0).order_by("-now", "name")[:TOPICS]:
        yield SubjectLine(
            name=row["name"],
            agency=row["agency"] or "",
            placements=pair.compared(row["now"], row["before"], **{parameter: row["key"]}),
            negative=row["negative"],
        )


def _summary(pair: Pair, counted: Any) -> Summary:
    """Return the period as the wall sums up a day; `change` compares stories."""
    today = pair.now.today
    stories, before = _stories(pair)
    placements = pair.now.known(about_us(counted))
    unrelated = replace(today, tentang="", tone=Tone.UNRELATED)
    return Summary(
        stories=Figure(pair.now.known(stories), today.address()),
        placements=Figure(placements, today.address()),
        tones=counted,
        by_tone={str(t): Figure(counted[t], today.address(tone=str(t))) for t in DRAWN},
        change=_change(pair, stories, before),
        unrelated=Figure(counted[Tone.UNRELATED], unrelated.address()),
        unread=today.unread(pair.now.zone).count(),
    )


def _stories(pair: Pair) -> tuple[int, int]:
    """Count the stories of both periods in one question."""
    zone = pair.now.zone
    counted = pair.both.coverage(zone).aggregate(
        now=Count("story", distinct=True, filter=pair.now.today.period(zone)),
        before=Count("story", distinct=True, filter=pair.before.today.period(zone)),
    )
    return counted["now"], counted["before"]


def _change(pair: Pair, now: int, before: int) -> Change:
    percent = round(100 * (now - before) / before) if before else None
    there = pair.before
    return Change(there.known(before), percent, there.period.day, there.today.address())


def _own(pair: Pair, about: Iterable[dict[str, Any]]) -> Iterable[tuple[str, Figure]]:
    """Yield releases and paid articles of the period, where there are any."""
    rows = list(about)
    names = {OWN[0]: _("rilis dan kanal resmi sendiri"), OWN[1]: _("advertorial")}
    for nature, words in names.items():
        count = sum(row["now"] for row in rows if row["nature"] == nature)
        if count:
            yield words, Figure(count, pair.now.today.address(sifat=str(nature)))


def _negative(pair: Pair) -> Count:
    condition = pair.now.today.period(pair.now.zone) & Q(tone=Tone.NEGATIVE)
    return Count("pk", filter=condition)


def _day(day: Any, counted: list[Any], week: Selection, watched: frozenset[Any]) -> DayTones:
    known = bool(counted) or day in watched
    return DayTones(day, tones(counted) if known else None, week.address(hari=day, sampai=None))
