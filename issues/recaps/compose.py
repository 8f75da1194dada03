"""Puts a recap together: the order of the parts is the order in which they are read."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from issues.recaps import counts, matters, sources, stories
from issues.recaps.corrections import read_corrected
from issues.recaps.counts import WEEK, Pair
from issues.recaps.periods import DAY, Period
from issues.recaps.sentences import summarise
from issues.recaps.stretch import stretch
from issues.recaps.values import Recap
from issues.wall.board import read_places


def compose_recap(period: Period) -> Recap:
    """Return everything a recap says about a period, in a fixed number of queries.

    Before a pack is loaded days are cut in UTC and the title is empty.
    """
    home, places = read_places()
    zone = ZoneInfo(home.zone or "UTC")
    last = (period.cut - timedelta(minutes=1)).astimezone(zone).date()
    days = [last - DAY * back for back in range(WEEK)]
    here, earlier, days_watched = sources.read_watching(period, days, zone)
    pair = Pair(stretch(period, zone, here), stretch(period.before, zone, earlier))
    volume = counts.read_volume(pair)
    unreadable, blind, watched = sources.read_unreadable(period)
    issues = matters.read_issues(pair)
    shown = tuple(filter(matters.needs_attention, issues))[: matters.ISSUES]
    told = stories.read_stories(pair.now)
    done, still_open = matters.read_responses(pair.now)
    recap = Recap(
        period=period,
        title=home.title or home.name,
        zone=zone.key,
        zone_label=home.zone_label,
        sample=bool(home.phrases.get("sample")),
        known=volume.summary.placements.count is not None,
        volume=volume,
        issues=shown,
        more_issues=len(issues) - len(shown),
        stories=told,
        statements=stories.read_statements(pair.now, told),
        leaders=counts.read_leaders(pair),
        topics=counts.read_topics(pair),
        programmes=counts.read_programmes(pair),
        places=counts.read_places(places, blind, volume, pair),
        reports=matters.read_reports(pair.now),
        done=done,
        open=still_open,
        unreadable=unreadable,
        watched=watched,
        corrected=read_corrected(period.day, period.cut, zone),
        week=counts.read_week(pair, days_watched),
        report=home.report,
    )
    return replace(recap, sentences=summarise(recap, issues))
