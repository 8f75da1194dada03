"""Puts a recap together: the order of the parts is the order in which they are read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from issues.recaps import counts, matters, sources, stories
from issues.recaps.corrections import read_corrected
from issues.recaps.counts import WEEK, Pair
from issues.recaps.periods import DAY, MINUTE, Period
from issues.recaps.sentences import summarise
from issues.recaps.stretch import stretch
from issues.recaps.values import IssueLine, Recap
from issues.wall.board import read_places
from monitoring.models import Region


def compose_recap(period: Period) -> Recap:
    """Return everything a recap says about a period, in a fixed number of queries.

    Before a pack is loaded days are cut in UTC and the title is empty.
    """
    home, places = read_places()
    zone = ZoneInfo(home.zone or "UTC")
    last = (period.cut - MINUTE).astimezone(zone).date()
    days = [last - DAY * back for back in range(WEEK)]
    here, earlier, days_watched = sources.read_watching(period, days, zone)
    pair = Pair(stretch(period, zone, here), stretch(period.before, zone, earlier))
    issues = matters.read_issues(pair)
    recap = Recap(
        period=period,
        **_frame(home, zone),
        **_issues(issues),
        **_press(pair, places),
        **_people(pair),
        corrected=read_corrected(period.day, period.cut, zone),
        week=counts.read_week(pair, days_watched),
    )
    return replace(recap, sentences=summarise(recap, issues))


def _frame(home: Region, zone: ZoneInfo) -> dict[str, Any]:
    """Return what stands around every recap: title, zone, and the words of the pack."""
    return {
        "title": home.title or home.name,
        "zone": zone.key,
        "zone_label": home.zone_label,
        "sample": bool(home.phrases.get("sample")),
        "report": home.report,
    }


def _issues(issues: Sequence[IssueLine]) -> dict[str, Any]:
    """Return the issues the leadership reads, and how many more are watched."""
    shown = tuple(filter(matters.needs_attention, issues))[: matters.ISSUES]
    return {"issues": shown, "more_issues": len(issues) - len(shown)}


def _press(pair: Pair, places: Sequence[Region]) -> dict[str, Any]:
    """Return what the press printed, and whom of it we could not read."""
    volume = counts.read_volume(pair)
    unreadable, hearing, watched = sources.read_unreadable(pair.now.period)
    told = stories.read_stories(pair.now)
    return {
        "known": volume.summary.placements.count is not None,
        "volume": volume,
        "unreadable": unreadable,
        "watched": watched,
        "stories": told,
        "statements": stories.read_statements(pair.now, told),
        "leaders": counts.read_leaders(pair),
        "topics": counts.read_topics(pair),
        "programmes": counts.read_programmes(pair),
        "places": counts.read_places(places, hearing, volume, pair),
    }


def _people(pair: Pair) -> dict[str, Any]:
    """Return what people saw in the field, and what they did."""
    done, still_open = matters.read_responses(pair.now)
    return {"reports": matters.read_reports(pair.now), "done": done, "open": still_open}
