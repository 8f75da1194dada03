"""Puts the wall together: the order of the parts is the order in which they are read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from issues.wall import counts, matters, sources
from issues.wall.moment import Moment
from issues.wall.values import Wall
from monitoring.home import day_bounds
from monitoring.models import Region

# Rows of open responses that fit beside the regions; provinces with many regions have less room.
MANY_REGIONS = 12
TASKS, TASKS_BESIDE_MANY = 3, 2


def build_wall(at: datetime) -> Wall:
    """Return everything the wall shows at this moment, in a fixed number of queries.

    `at` is taken to the minute, so that two builds within one minute differ only where the data
    do. Before a pack is loaded days are cut in UTC and the title is empty.
    """
    home, places = _places()
    moment = _moment(at, ZoneInfo(home.zone or "UTC"))
    health = sources.read_sources(moment.newest)
    flow = counts.read_flow(moment)
    summary = counts.read_summary(flow, moment)
    return Wall(
        at=moment.at,
        day=moment.day,
        title=home.title or home.name,
        zone=moment.zone.key,
        zone_label=home.zone_label,
        stripe=tuple(home.stripe),
        sample=bool(home.phrases.get("sample")),
        sources=health,
        summary=summary,
        leaders=counts.read_leaders(moment),
        issues=matters.read_issues(moment),
        tasks=matters.read_tasks(TASKS if len(places) <= MANY_REGIONS else TASKS_BESIDE_MANY),
        regions=counts.read_regions(places, health.blind_regions, summary, moment),
        hours=counts.read_hours(flow, moment),
        newest=counts.read_newest(moment),
    )


def _places() -> tuple[Region, Sequence[Region]]:
    """Return the home province (an empty one before a pack is loaded), regencies and cities."""
    rows = list(Region.objects.filter(level__in=counts.LEVELS).defer("shape").order_by("code"))
    home = next((row for row in rows if row.level == Region.Level.PROVINCE), Region())
    return home, [row for row in rows if row.level != Region.Level.PROVINCE]


def _moment(at: datetime, zone: ZoneInfo) -> Moment:
    moment = Moment(at.replace(second=0, microsecond=0), zone)
    newest, watched = sources.read_watch([(d, *day_bounds(d, zone)) for d in moment.week])
    return replace(moment, newest=newest, days_watched=watched)
