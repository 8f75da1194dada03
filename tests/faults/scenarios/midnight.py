"""Over local midnight: no placement is counted on two days or on none.

The clock of the machine cannot be moved without moving everybody's, so the moment is given to the
product's functions as `at`, and rows are put on both sides of the edge. Leases and turns of feeds
need no such test: they are instants of the database's clock, which knows no days.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.faults import product
from tests.faults.lab import Lab, NotDone
from tests.faults.press import ZONE
from tests.faults.report import Run

DAY, SECOND, INSTANT = timedelta(days=1), timedelta(seconds=1), timedelta(microseconds=1)
COLLECTED_WITHIN = 60.0
MOVED = 3
MOVE = """
WITH chosen AS (
    SELECT item_id FROM issues_coverage WHERE NOT report AND tone <> 'na' AND at <> ALL(%s)
    ORDER BY at DESC LIMIT %s
), moved AS (
    UPDATE issues_coverage SET at = %s FROM chosen WHERE issues_coverage.item_id = chosen.item_id
)
UPDATE monitoring_item SET listed_at = %s FROM chosen WHERE id = chosen.item_id RETURNING id
"""


def midnight(lab: Lab) -> Iterator[Run]:
    """Count around the coming midnight of the province."""
    words = "23:59:59 to 00:00:01 WITA given as `at`, rows at the edge"
    yield lab.run("midnight", words, lambda: cross(lab))


def cross(lab: Lab) -> str:
    """Move rows to the edge and compare every count on both sides with SQL."""
    lab.wait(lab.observer.settled, COLLECTED_WITHIN, "nothing was collected")
    local = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    edge = local + DAY
    last, first = edge - INSTANT, edge
    for moment in (last, first):
        moved = lab.observer.ask(MOVE, [last, first], MOVED, moment, moment)
        if len(moved) != MOVED:
            raise NotDone("too few placements to move to the edge")
    wrong = [words for at in (edge - SECOND, edge, edge + SECOND) for words in _wall(lab, at)]
    wrong += [words for day in (local, edge) for words in _recap(lab, day, edge + 2 * DAY)]
    if wrong:
        raise NotDone("; ".join(wrong))
    return f"{2 * MOVED} placements at the edge"


def _wall(lab: Lab, at: datetime) -> Iterator[str]:
    """Compare the wall at a moment with SQL; weighing the issues then must not disturb it."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    with product.inside():
        product.call("issues.pipeline.weigh_issues", at)
        shown = product.call("issues.wall.build_wall", at).summary.placements.count
    counted = lab.observer.about_us(day, day + DAY)
    if shown != counted:
        yield f"at {at:%H:%M:%S} the wall says {shown}, SQL counts {counted}"


def _recap(lab: Lab, day: datetime, at: datetime) -> Iterator[str]:
    """Compare the recap of a day that is over with SQL."""
    with product.inside():
        told = product.recap(at, day).volume.summary.placements.count
    counted = lab.observer.about_us(day, day + DAY)
    if told != counted:
        yield f"the recap of {day:%Y-%m-%d} says {told}, SQL counts {counted}"
