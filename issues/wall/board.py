"""Puts the wall together: the order of the parts is the order in which they are read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from issues.wall import counts, guests, matters, reports, sources
from issues.wall.moment import Moment
from issues.wall.values import Wall
from monitoring.home import day_bounds
from monitoring.models import Region

# Rows of open responses that fit beside the regions; provinces with many regions have less room.
MANY_REGIONS = 12
TASKS, TASKS_BESIDE_MANY = 3, 2


def build_wall(at: datetime, guest: bool = False) -> Wall:
    """Return everything the wall shows at this moment, in a fixed number of queries.

    `at` is taken to the minute, so that two builds within one minute differ only where the data
    do. Before a pack is loaded days are cut in UTC and the title is empty. For a `guest` what is
    not for visitors is left out.
    """
    home, places = read_places()
    moment = read_moment(at, home)
    flow = counts.read_flow(moment)
    summary = counts.read_summary(flow, moment)
    told = reports.read_today(moment, guest)
    frame = read_frame(home, moment)
    wall = Wall(
        **frame,
        guest=guest,
        summary=summary,
        leaders=counts.read_leaders(moment),
        issues=matters.read_issues(moment, guest),
        tasks=matters.read_tasks(TASKS if len(places) <= MANY_REGIONS else TASKS_BESIDE_MANY),
        regions=counts.read_regions(places, frame["sources"].hearing, summary, told, moment),
        reports=reports.total(told.values()),
        hours=counts.read_hours(flow, moment),
        newest=counts.read_newest(moment, guest),
    )
    return guests.for_guests(wall) if guest else wall


def read_places() -> tuple[Region, Sequence[Region]]:
    """Return the home province (an empty one before a pack is loaded), regencies and cities."""
    rows = list(Region.objects.filter(level__in=counts.LEVELS).defer("shape").order_by("code"))
    home = next((row for row in rows if row.level == Region.Level.PROVINCE), Region())
    return home, [row for row in rows if row.level != Region.Level.PROVINCE]


def read_moment(at: datetime, home: Region) -> Moment:
    """Return the moment in the zone of the home province, with what is known by then."""
    zone = ZoneInfo(home.zone or "UTC")
    moment = Moment(at.replace(second=0, microsecond=0), zone)
    newest, watched = sources.read_watch([(d, *day_bounds(d, zone)) for d in moment.week])
    return replace(moment, newest=newest, days_watched=watched)


def read_frame(home: Region, moment: Moment) -> dict[str, Any]:
    """Return what stands around every picture of the wall: title, time, and how fresh it is."""
    return {
        "at": moment.at,
        "day": moment.day,
        "title": home.title or home.name,
        "zone": moment.zone.key,
        "zone_label": home.zone_label,
        "stripe": tuple(home.stripe),
        "sample": bool(home.phrases.get("sample")),
        "sources": sources.read_sources(moment.newest),
    }
