"""What visitors may not see is left out here, before anything is drawn.

Hidden are notes of the house (statement, next step), names and deadlines of its people, and what
is being answered; a count says how much is under way (domain/02, 2.1).
"""

from collections.abc import Iterable
from dataclasses import replace

from issues.chronology import Event
from issues.wall.values import IssueCard, Issues, Tasks, Wall


def for_guests(wall: Wall) -> Wall:
    """Return the wall without what is not for visitors."""
    main, others = wall.issues.main, wall.issues.others
    issues = Issues(main and card(main), tuple(map(card, others)), wall.issues.more)
    return replace(wall, issues=issues, tasks=tasks(wall.tasks))


def card(issue: IssueCard) -> IssueCard:
    """Return an issue without the house's notes and people."""
    return replace(issue, statement="", next_step="", holder="", deadline=None)


def tasks(all_tasks: Tasks) -> Tasks:
    """Return only how many responses are under way."""
    return Tasks(all_tasks.total, ())


def events(all_events: Iterable[Event]) -> list[Event]:
    """Return what happened in public; of the state of an issue not the reason, of none who."""
    return [
        replace(event, by="", address="", detail="" if event.kind == "state" else event.detail)
        for event in all_events
        if event.public
    ]
