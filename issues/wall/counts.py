"""Counts of the wall. Each is a Selection counted here, so that its list shows as many rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import ExtractHour, TruncDate

from issues.models import Coverage, CoverageRegion, Mention, Office, Tenure, Tone
from issues.selection import MINE, Selection
from issues.wall import reports
from issues.wall.moment import DAY, Moment
from issues.wall.values import (
    ALL,
    DRAWN,
    Change,
    Figure,
    Hour,
    Leader,
    Newest,
    RegionCell,
    Regions,
    Reports,
    Summary,
    about_us,
    tones,
)
from monitoring.models import Region
from monitoring.sources.hearing import Hearing

LOCAL = (Region.Level.REGENCY, Region.Level.CITY)
LEVELS = (Region.Level.PROVINCE, *LOCAL)
NEWEST = 2
# A region with at least this share of the loudest one's placements stands out.
LOUD = 1 / 6

# Placements by local day, hour and tone.
Flow = dict[tuple[date, int, str], int]


def read_flow(moment: Moment) -> Flow:
    """Count today and yesterday by hour and tone; summary and chart both come from here."""
    hour, day = ExtractHour("at", tzinfo=moment.zone), TruncDate("at", tzinfo=moment.zone)
    rows = moment.two_days.coverage(moment.zone).order_by().values("tone", day=day, hour=hour)
    counted = rows.annotate(count=Count("pk")).values_list("day", "hour", "tone", "count")
    return {(day, hour, tone): count for day, hour, tone, count in counted}


def read_hours(flow: Flow, moment: Moment) -> tuple[Hour, ...]:
    """Return the 24 hours of today, each with yesterday's count."""
    yesterday = moment.day - DAY
    known = moment.watched(yesterday) or any(day == yesterday for day, _hour, _tone in flow)
    return tuple(_hour(hour, flow, moment, known) for hour in range(24))


def read_summary(flow: Flow, moment: Moment) -> Summary:
    """Return today's volumes and tones, and the stories of yesterday up to the same hour."""
    counted = tones((tone, n) for (day, _hour, tone), n in flow.items() if day == moment.day)
    placements, today = about_us(counted), moment.today
    stories, before = _stories(moment)
    unrelated = Selection(hari=moment.day, tone=Tone.UNRELATED)
    by_tone = {str(tone): Figure(counted[tone], today.address(tone=str(tone))) for tone in DRAWN}
    return Summary(
        stories=Figure(moment.known(stories), today.address()),
        placements=Figure(moment.known(placements), today.address()),
        tones=counted,
        by_tone=by_tone,
        change=_change(stories, before, moment),
        unrelated=Figure(counted[Tone.UNRELATED], unrelated.address()),
        unread=Selection(hari=moment.day).unread(moment.zone).count(),
    )


def read_leaders(moment: Moment) -> tuple[Leader, ...]:
    """Return the offices of the leadership with today's holder and the tone towards each."""
    counts: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for office, tone, count in _mentions(moment):
        counts[office].append((tone, count))
    held = {office.pk: office for office in _held(moment.day)}
    return tuple(_leader(office, counts[office.pk], moment) for office in held.values())


def read_regions(
    places: Sequence[Region],
    hearing: Hearing,
    summary: Summary,
    told: Mapping[str, Reports],
    moment: Moment,
) -> Regions:
    """Return every regency and city with its placements; the rest of the day's is named.

    Field reports (`told`, by region) stand beside the placements.

    The rows are few (one or two per placement) and adding them up here costs less than asking
    the database for the same pairs twice.
    """
    coverage = moment.today.coverage(moment.zone).order_by()
    found = CoverageRegion.objects.filter(coverage__in=coverage, region__level__in=LEVELS)
    rows = list(found.order_by().values_list("coverage_id", "region_id", "region__level"))
    counts = Counter(code for _pk, code, _level in rows)
    named = Counter(pk for pk, _code, level in rows if level in LOCAL)
    wide = {pk for pk, _code, level in rows if level not in LOCAL} - named.keys()
    most = max((counts[place.pk] for place in places), default=0)
    return Regions(
        cells=tuple(
            _cell(place, counts[place.pk], most, hearing, told.get(place.pk, Reports()), moment)
            for place in places
        ),
        provincial=len(wide),
        nowhere=about_us(summary.tones) - len(named) - len(wide),
        shared=sum(count > 1 for count in named.values()),
        unwatched=tuple(_name(place) for place in places if place.pk not in hearing.watched),
    )


def read_newest(moment: Moment, guest: bool) -> tuple[Newest, ...]:
    """Return the newest items about the leadership, of whatever day, or from the field today."""
    press = headlines(Selection(tentang=MINE).coverage(moment.zone), NEWEST, guest)
    both = [*press, *reports.read_newest(moment, guest)]
    return tuple(sorted(both, key=lambda line: line.at, reverse=True)[:NEWEST])


def headlines(rows: QuerySet[Coverage], most: int, guest: bool) -> tuple[Newest, ...]:
    """Return the first of these rows as lines; visitors see none that waits for a person."""
    if guest:
        rows = rows.exclude(tone=Tone.UNSURE)
    found = rows.values_list("at", "item__outlet__name", "item__title")[:most]
    return tuple(Newest(at, outlet or "", title) for at, outlet, title in found)


def _hour(hour: int, flow: Flow, moment: Moment, known: bool) -> Hour:
    counted = tones((tone, flow.get((moment.day, hour, tone), 0)) for tone in ALL)
    before = tones((tone, flow.get((moment.day - DAY, hour, tone), 0)) for tone in ALL)
    return Hour(hour, counted, about_us(counted), about_us(before) if known else None)


def _stories(moment: Moment) -> tuple[int, int]:
    """Count the stories of `today` and of `yesterday` (up to now) in one question."""
    rows = Selection(hari=moment.day - DAY, sampai=moment.day, tentang=MINE)
    start = moment.start(moment.day)
    counted = rows.coverage(moment.zone).aggregate(
        now=Count("story", distinct=True, filter=Q(at__gte=start)),
        before=Count("story", distinct=True, filter=Q(at__lt=moment.at - DAY)),
    )
    return counted["now"], counted["before"]


def _change(now: int, before: int, moment: Moment) -> Change:
    """Compare the stories of today with those of yesterday up to the same time."""
    day = moment.day - DAY
    percent = round(100 * (now - before) / before) if before else None
    return Change(moment.known(before, day), percent, day, moment.yesterday.address())


def _mentions(moment: Moment) -> Iterator[tuple[int, str, int]]:
    """Yield office, tone towards it, and placements today."""
    coverage = moment.today.coverage(moment.zone).order_by()
    rows = Mention.objects.filter(office__leader=True, coverage__in=coverage).order_by()
    yield from rows.values_list("office_id", "tone").annotate(count=Count("*"))


def _held(day: date) -> QuerySet[Office]:
    """Ask for the offices of the leadership; where two hold one, the later start comes last."""
    lasting = Q(tenures__valid_to=None) | Q(tenures__valid_to__gte=day)
    current = FilteredRelation("tenures", condition=lasting & Q(tenures__valid_from__lte=day))
    offices = Office.objects.filter(leader=True).annotate(current=current)
    return offices.annotate(
        capacity=F("current__capacity"), holder=F("current__person__name")
    ).order_by("rank", "pk", F("current__valid_from").asc(nulls_first=True))


def _leader(office: Office, counts: list[tuple[str, int]], moment: Moment) -> Leader:
    counted = tones(counts)
    holder, capacity = getattr(office, "holder", None), getattr(office, "capacity", None)
    title = Tenure(office=office, capacity=capacity).title if capacity else office.title
    address = moment.today.address(pejabat=office.identity)
    count = moment.known(sum(counted.values()))
    return Leader(title, holder or "", Figure(count, address), counted)


def _cell(
    place: Region,
    count: int,
    most: int,
    hearing: Hearing,
    told: Reports,
    moment: Moment,
) -> RegionCell:
    address = moment.today.address(wilayah=place.pk)
    known, is_blind = moment.known(count), hearing.is_blind(place.pk)
    quiet = "blind" if is_blind else "unknown" if known is None else "quiet"
    return RegionCell(
        name=_name(place),
        state="heard" if count else quiet,
        blind=is_blind,
        watched=place.pk in hearing.watched,
        loud=count > 0 and count >= LOUD * most,
        placements=Figure(known, address),
        reports=told,
    )


def _name(place: Region) -> str:
    """Return the short name; a city says so, since a regency often has the same name."""
    city = place.level == Region.Level.CITY and not place.short.startswith("Kota ")
    return f"Kota {place.short}" if city else place.short
