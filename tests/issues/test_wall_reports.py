"""Field reports on the wall: labelled, never a placement, and never one that is untrue."""

from datetime import timedelta

import pytest

from issues.selection import today
from issues.wall import build_wall
from monitoring.models import FieldReport
from tests import build
from tests.build import NOW
from tests.issues import wall_days
from tests.issues.wall_days import make_report

pytestmark = pytest.mark.django_db
CONFIRMED, FALSE = FieldReport.Verification.CONFIRMED, FieldReport.Verification.FALSE


@pytest.fixture
def places():
    return wall_days.province()


def test_reports_of_today_are_counted_by_what_is_known_of_them(places):
    make_report(places["99.05"])
    make_report(places["99.05"], verification=CONFIRMED)
    make_report(places["99.07"], verification=FALSE)
    make_report(places["99.07"], at=NOW - timedelta(days=1))
    wall = build_wall(NOW)
    assert (wall.reports.confirmed, wall.reports.open, wall.reports.total) == (1, 1, 2)
    told = {cell.name: cell.reports.total for cell in wall.regions.cells if cell.reports.total}
    assert told == {"Kelana": 2}


def test_no_report_is_a_placement(places):
    make_report(places["99.05"], issue=build.make_issue(risk=50))
    wall = build_wall(NOW)
    assert today(wall.day).coverage(wall_days.ZONE).count() == 0
    assert not wall.summary.placements.count
    assert not wall.issues.main.placements.count
    assert {cell.placements.count for cell in wall.regions.cells} == {None}


def test_the_main_issue_counts_its_own_reports(places):
    issue = build.make_issue(risk=50)
    make_report(places["99.05"], issue=issue, at=NOW - timedelta(days=3))
    make_report(places["99.05"], verification=CONFIRMED, issue=issue)
    make_report(places["99.05"], verification=FALSE, issue=issue)
    make_report(places["99.05"])
    reports = build_wall(NOW).issues.main.reports
    assert (reports.total, reports.open) == (2, 1)


def test_the_newest_line_says_what_is_known_of_a_report(places):
    make_report(places["99.05"], "Air naik di jembatan")
    make_report(places["99.05"], "Kabar bohong", FALSE, NOW + timedelta(seconds=1))
    (line,) = build_wall(NOW).newest
    assert (line.title, line.outlet, line.label) == (
        "Air naik di jembatan",
        "Kelana",
        "belum terkonfirmasi",
    )


def test_a_report_of_yesterday_is_no_news(places):
    make_report(places["99.05"], at=NOW - timedelta(days=1))
    assert build_wall(NOW).newest == ()
