"""Visitors learn nothing about the house; a meeting sees one issue; the address says which."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from issues.models import Issue, Tone
from issues.wall import BadMode, Mode, build_meeting, build_wall
from monitoring.models import FieldReport
from tests import build
from tests.build import NOW
from tests.issues import wall_days
from tests.issues.wall_days import make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
POLL = {"HTTP_HX_REQUEST": "true"}
HOUR = timedelta(hours=1)
MEETING_QUERIES = 19
# What stands on the wall of wall_days.full_day() and no visitor may read.
SECRETS = (
    *("Bayu", "Sari", "menyiapkan data", "belum menerima biaya hidup", "Cek video", "PPID"),
    *("lewat 8 mnt", "42 mnt lagi", "14.24", "belum terkonfirmasi", "Jembatan putus"),
    *("belum ada pemegang", "belum diisi"),
)


@pytest.fixture
def main() -> Issue:
    """Make a full day whose main issue has a report nobody confirmed and an internal history."""
    wall_days.full_day()
    issue = Issue.objects.get(risk=62)
    place = build.Region.objects.get(code="99.05")
    make_report(place, "Jembatan putus", issue=issue)
    make_report(place, "Posko dibuka", FieldReport.Verification.CONFIRMED, issue=issue)
    sari = build.make_user("Sari Rahasia")
    reason = "belum ada pemegang"
    issue.changes.create(at=NOW, field="holder", after="Bayu", reason=reason, by=sari)
    build.make_response(
        "Cek video lama", NOW - 8 * HOUR, issue=issue, opened_at=NOW, opened_by=sari
    )
    return issue


# -- The address --------------------------------------------------------------------------------


def mode(query: str) -> Mode:
    return Mode.from_address(dict(pair.split("=") for pair in query.split("&") if pair))


@pytest.mark.parametrize("query", ["", "mode=tamu", "mode=rapat&isu=7", "mode=rapat,tamu&isu=7"])
def test_an_address_is_read_and_written_the_same(query: str):
    assert mode(query).address.removeprefix("?") == query


@pytest.mark.parametrize("query", ["mode=tamuu", "mode=rapat&isu=x", "isu=0", f"isu={'9' * 30}"])
def test_a_slip_of_the_pen_is_refused_and_shows_nothing(query: str, screen: str, client: Client):
    with pytest.raises(BadMode):
        mode(query)
    wall_days.full_day()
    answer = client.get(f"{screen}?{query}")
    assert answer.status_code == 400
    assert "Bayu" not in answer.content.decode()


def test_leaving_a_meeting_never_leaves_the_mode_for_visitors():
    assert mode("mode=rapat,tamu&isu=7").back == "?mode=tamu"
    assert mode("mode=tamu").back == "?"
    assert mode("mode=rapat,tamu&isu=7").toggled_guest == "?mode=rapat&isu=7"
    assert mode("mode=tamu").toggled_meeting == "?mode=rapat,tamu"


# -- Visitors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["?mode=tamu", "?mode=rapat,tamu"])
def test_what_is_not_for_visitors_never_leaves_the_server(main, screen, client, query):
    text = client.get(screen + query).content.decode()
    assert [words for words in SECRETS if words in text] == []
    assert "Mode Tamu" in text and main.title in text
    assert "tanggapan sedang dikerjakan" in text


@pytest.mark.parametrize("query", ["", "?mode=rapat"])
def test_the_house_itself_reads_all_of_it(main, screen, client, query):
    text = client.get(screen + query).content.decode()
    for words in ("Bayu", "menyiapkan data", "belum terkonfirmasi", "42 mnt lagi"):
        assert words in text


def test_visitors_see_confirmed_reports_alone(main):
    wall = build_wall(NOW, guest=True)
    assert (wall.reports.total, wall.issues.main.reports.total) == (1, 1)
    assert build_wall(NOW).reports.total == 2


def test_headlines_that_wait_for_a_person_are_not_for_visitors():
    wall_days.province()
    build.make_coverage(build.make_item("Yakin", NOW - HOUR))
    build.make_coverage(build.make_item("Belum ditinjau"), tone=Tone.UNSURE)
    assert [line.title for line in build_wall(NOW, guest=True).newest] == ["Yakin"]


def test_numbers_are_the_same_for_visitors_but_open_nothing(main):
    client = Client()
    client.force_login(build.make_user())
    whole, shown = build_wall(NOW), build_wall(NOW, guest=True)
    assert (shown.summary, shown.leaders, shown.hours) == (
        whole.summary,
        whole.leaders,
        whole.hours,
    )
    text = client.get(reverse("wall") + "?mode=tamu").content.decode()
    assert f'href="{reverse("coverage")}' not in text and f"/isu/{main.pk}" not in text


# -- A meeting ----------------------------------------------------------------------------------


def test_a_meeting_without_a_key_is_about_the_issue_that_ranks_first(main):
    assert build_meeting(NOW, None).issue.pk == main.pk


def test_a_meeting_counts_as_the_wall_does(main):
    card, meeting = build_wall(NOW).issues.main, build_meeting(NOW, main.pk)
    assert meeting.issue == card


def test_a_meeting_asks_a_fixed_number_of_questions(main, django_assert_num_queries):
    other = build.make_issue("Baru dibuka", risk=5)
    for pk in (main.pk, other.pk):
        with django_assert_num_queries(MEETING_QUERIES):
            build_meeting(NOW, pk)


def test_a_meeting_tells_six_points_three_headlines_and_the_answers(main):
    meeting = build_meeting(NOW, main.pk)
    assert (len(meeting.points), len(meeting.headlines), meeting.tasks.total) == (6, 3, 1)
    assert [line.label for line in meeting.reports] == ["terkonfirmasi", "belum terkonfirmasi"]
    assert meeting.chart.total == sum(bar.count for bar in meeting.chart.bars) > 41


def test_the_arrows_lead_round_all_issues_in_their_order(main):
    keys, asked = [], None
    for _step in range(6):
        meeting = build_meeting(NOW, asked)
        keys.append(meeting.issue.pk)
        asked = meeting.after
    assert asked == keys[0] and len(set(keys)) == 6
    assert build_meeting(NOW, keys[1]).before == keys[0]


def test_an_issue_that_is_not_there_is_said_and_the_arrows_still_lead(main, screen, client):
    text = client.get(f"{screen}?mode=rapat&isu=99999").content.decode()
    assert "Isu ini tidak ada" in text
    assert f"isu={main.pk}" in text


def test_a_closed_issue_can_be_looked_back_on(main, screen, client):
    closed = build.make_issue("Sudah beres", state=Issue.State.CLOSED)
    assert "Sudah beres" in client.get(f"{screen}?mode=rapat&isu={closed.pk}").content.decode()


def test_a_meeting_before_anything_happened_has_words(screen, client):
    assert "Tidak ada isu yang menonjol" in client.get(f"{screen}?mode=rapat").content.decode()


# -- Polls --------------------------------------------------------------------------------------


def test_a_page_polls_the_mode_it_was_opened_in(main, screen, client):
    text = client.get(f"{screen}?mode=rapat,tamu&isu={main.pk}").content.decode()
    assert f'hx-get="{screen}?mode=rapat,tamu&amp;isu={main.pk}"' in text


def test_modes_share_neither_picture_nor_etag(main, screen, client):
    queries = (
        "",
        "?mode=tamu",
        "?mode=rapat",
        "?mode=rapat,tamu",
        f"?mode=rapat&isu={main.pk + 1}",
    )
    etags = [client.get(screen + query, **POLL)["ETag"] for query in queries]
    assert len(set(etags)) == len(queries)


def test_a_login_leads_back_to_the_mode(client):
    answer = client.get(reverse("wall") + "?mode=tamu")
    assert answer["Location"].endswith("?next=/dinding%3Fmode%3Dtamu")


def test_whoever_is_logged_in_does_not_choose_the_language_of_a_screen(screen, client):
    wall_days.quiet_day()
    with translation.override("en"):
        text = client.get(screen).content.decode()
    assert '<html lang="id"' in text and "Sabtu" in text
