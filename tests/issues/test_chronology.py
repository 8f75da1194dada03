"""The time line of an issue: the press, its state, what people did, and the field."""

from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from issues import chronology
from issues.models import Issue, Response, Tone
from issues.responding import NewResponse, add_response, finish_response
from monitoring.models import FieldReport
from tests import build
from tests.build import NOW
from tests.issues.wall_days import make_report

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Makassar")
DAY = timedelta(days=1)


def told(issue: Issue) -> list[str]:
    return [event.words for event in chronology.events(issue, ZONE, NOW)]


def test_an_issue_begins_with_being_opened():
    issue = build.make_issue(at=NOW, opened_because="tiga media", opened_by=build.make_user())
    (event,) = chronology.events(issue, ZONE, NOW)
    assert (event.words, event.detail, event.by) == ("Isu dibuka", "tiga media", "Bayu Saputra")


def test_the_first_print_the_first_national_and_the_first_negative_are_told():
    issue = build.make_issue(at=NOW)
    national = build.make_outlet("Kabar Nusa", tier=1)
    for days, tone, outlet in ((3, Tone.NEUTRAL, None), (2, Tone.NEGATIVE, national)):
        item = build.make_item("Beasiswa", NOW - days * DAY, outlet=outlet)
        build.make_coverage(item, tone=tone, issue=issue)
    events = chronology.events(issue, ZONE, NOW)
    assert [event.words for event in events] == [
        "Isu dibuka",
        "Media nasional pertama; Negatif pertama",
        "Berita pertama",
    ]
    assert events[1].detail == "Kabar Nusa: Beasiswa"


def test_a_peak_is_a_full_day_above_its_neighbours():
    today = date(2026, 11, 21)
    counts = [(today - back * DAY, n) for back, n in ((5, 2), (4, 9), (3, 8), (1, 4), (0, 50))]
    assert chronology.peaks(counts, today) == [today - 4 * DAY, today - DAY]


def test_few_placements_make_no_peak():
    today = date(2026, 11, 21)
    assert chronology.peaks([(today - DAY, 2)], today) == []


def test_one_save_is_one_event():
    issue, user = build.make_issue(at=NOW - DAY), build.make_user()
    for field, after in (("state", "krisis"), ("next_step", "rapat")):
        issue.changes.create(at=NOW, field=field, after=after, reason="korban", by=user)
    event = chronology.events(issue, ZONE, NOW)[0]
    assert event.words == "Status: – → Krisis; Langkah berikutnya: – → rapat"
    assert (event.detail, event.by) == ("korban", "Bayu Saputra")


def test_a_response_is_told_when_it_begins_and_when_it_is_done():
    issue, user = build.make_issue(at=NOW - DAY), build.make_user()
    agency = build.make_agency()
    new = NewResponse(Response.Kind.DATA_REQUEST, "Data penerima", NOW, uuid4(), agency)
    row, _ = add_response(issue.pk, new, user, NOW - timedelta(hours=2))
    finish_response(row.pk, "Sudah dikirim.", user, NOW)
    done, begun, _opened = chronology.events(issue, ZONE, NOW)
    assert (begun.words, begun.detail) == ("Permintaan data kepada BPSDM", "Data penerima")
    assert (done.words, done.detail) == (
        "Permintaan data selesai",
        "Data penerima. Sudah dikirim.",
    )


def test_a_field_report_is_told_with_its_label_and_a_false_one_never():
    issue, place = build.make_issue(at=NOW - DAY), build.make_region("99.01", "Cendana Timur")
    make_report(place, "Air naik", issue=issue)
    make_report(place, "Kabar bohong", FieldReport.Verification.FALSE, issue=issue)
    assert told(issue) == ["Laporan lapangan, belum terkonfirmasi", "Isu dibuka"]


def test_six_points_are_those_that_tell_most_in_the_order_they_happened():
    issue = build.make_issue(at=NOW - 9 * DAY)
    build.make_coverage(at=NOW - 8 * DAY, issue=issue)
    for hours in range(9):
        issue.changes.create(at=NOW - timedelta(hours=hours), field="level", after="tinggi")
    points = chronology.main_points(chronology.events(issue, ZONE, NOW), 6)
    assert [point.words for point in points[:2]] == ["Isu dibuka", "Berita pertama"]
    assert len(points) == 6 and points == sorted(points, key=lambda point: point.at)


def test_visitors_may_read_what_the_press_did_but_not_what_people_did():
    issue, user = build.make_issue(at=NOW - DAY), build.make_user()
    build.make_coverage(issue=issue)
    issue.changes.create(at=NOW, field="holder", after="Bayu", by=user)
    place = build.make_region("99.01", "Cendana Timur")
    make_report(place, "Air naik", issue=issue)
    public = {event.words for event in chronology.events(issue, ZONE, NOW) if event.public}
    assert public == {"Isu dibuka", "Berita pertama"}
