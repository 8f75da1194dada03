"""Issues and responses: what matters most, and who must do what by when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.db.models.expressions import Window
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from issues.models import Issue, Response
from issues.selection import MINE, Selection
from issues.wall import reports
from issues.wall.moment import DAY, Moment
from issues.wall.values import Figure, IssueCard, Issues, Task, Tasks, tones

OTHERS = 4


@dataclass
class _Volume:
    """Placements of one issue, added up while reading."""

    now: int = 0
    before: int = 0
    by_tone: list[tuple[str, int]] = field(default_factory=list)
    days: dict[date, int] = field(default_factory=dict)


def read_issues(moment: Moment, guest: bool) -> Issues:
    """Return the issue to act on, with its field reports, the next ones, and how many more."""
    watched = _cards(moment)
    ranked = _ranked(watched)
    main = ranked[0] if ranked else None
    told = reports.read_of_issue(main.pk if main else None, guest)
    shown = ranked[: OTHERS + 1]
    first = replace(main, reports=told) if main else None
    return Issues(first, tuple(shown[1:]), len(watched) - len(shown))


def read_cards(moment: Moment, asked: int | None) -> list[IssueCard]:
    """Rank the live issues; the one that is `asked` for is among them, also when it is closed."""
    return _ranked(_cards(moment, asked), asked)


def _cards(moment: Moment, asked: int | None = None) -> list[IssueCard]:
    """Return every live issue, and the one that is asked for, in no order."""
    volumes = _volumes(moment)
    rows = Issue.objects.filter(~Q(state=Issue.State.CLOSED) | Q(pk=asked or 0))
    related = rows.select_related("agency", "holder")
    return [_card(issue, volumes[issue.pk], moment) for issue in related]


def _ranked(cards: Iterable[IssueCard], asked: int | None = None) -> list[IssueCard]:
    """Order by risk, then growth, then count; issues without any sign stay away."""
    return sorted((card for card in cards if _speaks(card) or card.pk == asked), key=_rank)


def read_tasks(limit: int, issue: int | None = None) -> Tasks:
    """Return the open responses that are due first, and how many there are; or one issue's."""
    rows = Response.objects.filter(done_at=None).select_related("agency", "holder", "issue")
    if issue is not None:
        rows = rows.filter(issue=issue)
    counted = list(rows.annotate(total=Window(Count("pk"))).order_by("due_at", "pk")[:limit])
    tasks = tuple(_task(row, issue is None) for row in counted)
    return Tasks(counted[0].total if counted else 0, tasks)


def _task(row: Response, named: bool) -> Task:
    """Return a response as a line; a disposition names whom the leader named."""
    disposition = row.kind == Response.Kind.DISPOSITION
    issue = row.issue.title if named and row.issue else ""
    return Task(row.due_at, row.title, _who(row, disposition), disposition, issue)


def _volumes(moment: Moment) -> dict[int, _Volume]:
    """Count the week of every issue by local day and tone, the last two days by the hour too."""
    start = moment.at - DAY
    week = Selection(hari=moment.week[0], sampai=moment.day, tentang=MINE)
    day = TruncDate("at", tzinfo=moment.zone)
    rows = week.coverage(moment.zone).filter(issue__isnull=False).order_by()
    counted = rows.values("issue_id", "tone", day=day).annotate(
        count=Count("pk"),
        now=Count("pk", filter=Q(at__gte=start)),
        before=Count("pk", filter=Q(at__gte=start - DAY, at__lt=start)),
    )
    return _add_up(counted)


def _add_up(rows: Iterable[dict[str, Any]]) -> dict[int, _Volume]:
    volumes: dict[int, _Volume] = defaultdict(_Volume)
    for row in rows:
        volume = volumes[row["issue_id"]]
        volume.now += row["now"]
        volume.before += row["before"]
        volume.by_tone.append((row["tone"], row["now"]))
        volume.days[row["day"]] = volume.days.get(row["day"], 0) + row["count"]
    return volumes


def _card(issue: Issue, volume: _Volume, moment: Moment) -> IssueCard:
    """Return one issue with its numbers."""
    opened = issue.opened_at.astimezone(moment.zone).date()
    address = moment.last_day.address(isu=issue.pk)
    comparable = moment.known(volume.before, moment.day - DAY) is not None
    return IssueCard(
        pk=issue.pk,
        title=issue.title,
        statement=issue.statement,
        level=issue.level,
        level_words=issue.get_level_display(),
        state=issue.get_state_display(),
        day_number=(moment.day - opened) // timedelta(days=1) + 1,
        agency=issue.agency.short if issue.agency else "",
        holder=issue.holder.get_short_name() if issue.holder else "",
        next_step=issue.next_step,
        deadline=issue.deadline,
        risk=issue.risk,
        placements=Figure(moment.known(volume.now), address),
        growth=volume.now - volume.before if comparable else None,
        tones=tones(volume.by_tone),
        week=tuple(moment.known(volume.days.get(day, 0), day) for day in moment.week),
    )


def _speaks(card: IssueCard) -> bool:
    """Say whether there is any sign of an issue; packs bring issues that have not happened."""
    return bool(card.risk or card.deadline or any(card.week))


def _rank(card: IssueCard) -> tuple[int, int, int, str]:
    return (-card.risk, -(card.growth or 0), -(card.placements.count or 0), card.title)


def _who(row: Response, disposition: bool) -> str:
    """Return who answers: the person in charge, else the agency, else nobody."""
    if row.holder:
        return row.holder.get_short_name()
    if row.agency is None:
        return ""
    agency = row.agency.short
    return agency if disposition else _("PPID %(agency)s") % {"agency": agency}
