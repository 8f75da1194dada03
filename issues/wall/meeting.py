"""One issue for the whole screen, so that a meeting speaks of the same facts (Mode Rapat)."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from issues import chronology, daily
from issues.models import CoverageRegion, Issue
from issues.selection import MINE, Selection
from issues.wall import counts, guests, matters, reports
from issues.wall.board import read_frame, read_moment, read_places
from issues.wall.moment import Moment
from issues.wall.values import IssueCard, Meeting, Newest, Place

# What fits on one screen and is read from six metres.
POINTS, HEADLINES, REPORTS, PLACES, TASKS = 6, 3, 2, 6, 2


def build_meeting(at: datetime, asked: int | None, guest: bool = False) -> Meeting:
    """Return one issue with all that a meeting needs; without a key the one that ranks first.

    The number of queries is fixed for an issue that exists. Where there is none, `issue` is None
    and the keys still lead to the others.
    """
    home, _places = read_places()
    moment = read_moment(at, home)
    cards = matters.read_cards(moment, asked)
    place = next((n for n, card in enumerate(cards) if card.pk == asked), 0 if not asked else None)
    card = cards[place] if cards and place is not None else None
    keys = [card.pk for card in cards]
    around = _around(keys, place)
    frame = read_frame(home, moment) | {"guest": guest, "order": (place, len(cards)), **around}
    if card is None:
        return Meeting(**frame)
    return _about(card, Meeting(**frame), moment)


def _around(keys: list[int], place: int | None) -> dict[str, int | None]:
    """Return where the arrow keys lead; after the last comes the first."""
    if not keys:
        return {"before": None, "after": None}
    if place is None:
        return {"before": keys[-1], "after": keys[0]}
    return {"before": keys[place - 1], "after": keys[(place + 1) % len(keys)]}


def _about(card: IssueCard, meeting: Meeting, moment: Moment) -> Meeting:
    """Return the meeting with everything about its issue."""
    guest = meeting.guest
    issue = Issue.objects.select_related("opened_by").get(pk=card.pk)
    events = chronology.events(issue, moment.zone, moment.at)
    tasks = matters.read_tasks(TASKS, card.pk)
    told = replace(card, reports=reports.read_of_issue(card.pk, guest))
    return replace(
        meeting,
        issue=guests.card(told) if guest else told,
        points=tuple(chronology.main_points(guests.events(events) if guest else events, POINTS)),
        chart=_chart(card.pk, moment),
        places=_places_of(card.pk, moment),
        headlines=_headlines(card.pk, moment.zone, guest),
        reports=reports.read_lines(card.pk, REPORTS, guest),
        tasks=guests.tasks(tasks) if guest else tasks,
    )


def _chart(issue: int, moment: Moment) -> daily.Chart:
    rows = Selection(isu=issue, tentang=MINE).coverage(moment.zone)
    return daily.draw(daily.per_day(rows, moment.day, moment.zone), moment.day)


def _places_of(issue: int, moment: Moment) -> tuple[Place, ...]:
    """Return where most of the issue was, in the days of the chart."""
    first = daily.first_day(moment.day)
    rows = Selection(isu=issue, tentang=MINE, hari=first, sampai=moment.day)
    found = CoverageRegion.objects.filter(
        coverage__in=rows.coverage(moment.zone).order_by(), region__level__in=counts.LOCAL
    )
    counted = found.order_by().values_list("region__short").annotate(n=Count("pk"))
    return tuple(Place(name, n) for name, n in counted.order_by("-n", "region__short")[:PLACES])


def _headlines(issue: int, zone: ZoneInfo, guest: bool) -> tuple[Newest, ...]:
    """Return the newest headlines; a text that many printed stands once."""
    rows = Selection(isu=issue, tentang=MINE).coverage(zone).filter(item__copy_of=None)
    return counts.headlines(rows, HEADLINES, guest)
