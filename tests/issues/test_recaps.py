"""The recap as a read model: it counts what the wall and the lists count, and names the rest."""

from datetime import date, timedelta
from urllib.parse import parse_qsl
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.utils import timezone

from issues.models import Act, Coverage, Decision, Issue, Response
from issues.recaps import Recap, compose_recap, periods
from issues.recaps.sheet import left_over
from issues.selection import Selection
from issues.wall import build_wall
from monitoring.home import home_zone
from monitoring.models import FieldReport, Outlet, Region
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Makassar")
SATURDAY, DAY, HOUR = date(2026, 11, 21), timedelta(days=1), timedelta(hours=1)
EVENING = NOW + 5 * HOUR
# No more than this, whatever the data.
QUERIES = 24


@pytest.fixture(autouse=True)
def _local_time():
    cache.clear()
    with timezone.override(ZONE):
        yield


def composed(key: str = "sore", day: date = SATURDAY, at=EVENING) -> Recap:
    """Compose an edition of the test's pack."""
    chosen = {slot.key: slot for slot in periods.slots(recap_days.REPORT)}[key]
    zone = ZoneInfo(getattr(Region.objects.home(), "zone", "") or "UTC")
    return compose_recap(periods.period(day, chosen, zone, at))


def count(address: str) -> int:
    """Open the list behind an address and count its rows."""
    selection = Selection.from_address(dict(parse_qsl(address)))
    return selection.coverage(home_zone()).count()


def words(recap: Recap) -> str:
    return " ".join("".join(span.text for span in sentence) for sentence in recap.sentences)


# -- Numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda: None, id="before a pack is loaded"),
        pytest.param(wall_days.unknown_day, id="before the first fetch"),
        pytest.param(wall_days.quiet_day, id="nothing in the period"),
        pytest.param(recap_days.full_day, id="a full day"),
    ],
)
def test_it_asks_a_fixed_number_of_questions(prepare, django_assert_num_queries):
    prepare()
    chosen = periods.period(SATURDAY, periods.slots({})[0], ZONE, NOW)
    with django_assert_num_queries(QUERIES):
        compose_recap(chosen)


def test_every_number_opens_a_list_of_that_many():
    recap_days.full_day()
    recap = composed()
    summary = recap.volume.summary
    figures = [summary.placements, summary.unrelated, *summary.by_tone.values()]
    figures += [figure for _words, figure in recap.volume.own]
    figures += [row.placements.figure for row in (*recap.issues, *recap.leaders)]
    figures += [row.placements.figure for row in (*recap.topics, *recap.programmes)]
    figures += [row.placements.figure for row in recap.places.rows]
    figures += [row.placements for row in recap.stories]
    figures += [said.story for said in recap.statements]
    assert sum(figure.count for figure in figures) > 1000
    assert [count(figure.address) for figure in figures] == [figure.count for figure in figures]


def test_a_day_so_far_has_the_totals_of_the_wall():
    recap_days.full_day()
    recap, wall = composed("harian", at=NOW), build_wall(NOW)
    assert recap.volume.summary.placements.count == wall.summary.placements.count
    assert recap.volume.summary.stories.count == wall.summary.stories.count
    assert recap.volume.summary.tones == wall.summary.tones
    assert [row.tones for row in recap.leaders] == [row.tones for row in wall.leaders]


def test_parts_add_up_and_the_rest_of_the_regions_is_named():
    recap_days.full_day()
    recap = composed()
    total = recap.volume.summary.placements.count
    assert sum(fig.count for fig in recap.volume.summary.by_tone.values()) == total
    named = sum(row.placements.figure.count for row in recap.places.rows)
    places = recap.places
    assert named - places.shared + places.provincial + places.nowhere == total


def test_it_is_compared_with_the_same_hours_of_the_day_before():
    recap_days.full_day()
    change = composed(at=NOW).volume.change
    assert change.before == count(change.address) > 0
    assert "13%3A43" not in change.address and "2026-11-20" in change.address


def test_our_own_releases_are_counted_apart():
    wall_days.quiet_day()
    recap_days.good_story(19)
    volume = composed().volume
    assert [figure.count for _words, figure in volume.own] == [10]
    assert volume.independent == 9


def test_a_running_edition_says_until_when_and_later_coverage_is_not_in_it():
    wall_days.quiet_day()
    build.make_coverage(at=NOW - HOUR)
    build.make_coverage(at=NOW + HOUR)
    recap = composed(at=NOW)
    assert recap.period.running
    assert recap.volume.summary.placements.count == count(recap.address) == 1


# -- Nothing, and nothing known -----------------------------------------------------------------


def test_watched_and_empty_is_nihil():
    wall_days.quiet_day()
    recap = composed(at=NOW)
    assert recap.known and words(recap).startswith("Nihil")


def test_not_watched_is_no_data_and_never_zero():
    wall_days.unknown_day()
    recap = composed()
    assert not recap.known and words(recap).startswith("Belum ada data")
    assert recap.volume.summary.placements.count is None
    assert {day.tones for day in recap.week} == {None}


def test_before_a_pack_is_loaded_it_is_empty_but_whole():
    recap = composed("harian")
    assert (recap.title, recap.zone, recap.places.rows, recap.issues) == ("", "UTC", (), ())


# -- What it says -------------------------------------------------------------------------------


def test_issues_come_by_risk_and_low_ones_stay_in_their_list():
    recap_days.full_day()
    recap = composed()
    assert [row.level for row in recap.issues] == ["tinggi", "tinggi", "sedang", "sedang"]
    assert recap.more_issues == Issue.objects.count() - 4
    assert recap.issues[0].originals[0].url.startswith("https://kabar-")


def test_an_issue_without_holder_or_coverage_but_with_a_deadline_is_told():
    wall_days.quiet_day()
    build.make_issue("Jembatan retak", NOW - DAY, level="sedang", deadline=NOW - HOUR)
    (issue,) = composed().issues
    assert (issue.holder, issue.agency, issue.placements.figure.count) == ("", "", 0)
    assert issue.late


def test_an_issue_closed_after_the_period_was_open_in_it():
    wall_days.quiet_day()
    given = {"level": "tinggi", "state": "selesai", "state_since": EVENING}
    issue = build.make_issue("Antrean solar", NOW - DAY, **given)
    build.make_coverage(at=NOW - HOUR, issue=issue)
    assert [row.title for row in composed().issues] == ["Antrean solar"]
    assert composed(day=SATURDAY + DAY, at=EVENING + DAY).issues == ()


def test_the_good_news_is_the_largest_story_that_is_mostly_positive():
    recap_days.full_day()
    story = composed().good[0]
    assert (story.title, story.placements.count) == ("Desa Tangguh tahap dua tersalur", 19)
    assert (story.outlets, story.independent) == (11, 6)


def test_a_statement_says_in_how_many_placements_it_stands():
    recap_days.full_day()
    (said,) = composed().statements
    assert said.quote == recap_days.QUOTE
    assert (said.speaker, said.placements) == ("Gubernur Arya Wirasena", 11)


def test_field_reports_carry_their_verdict_and_false_ones_never_appear():
    recap_days.full_day()
    shown = [(row.title, row.confirmed) for row in composed().reports]
    assert shown == [
        ("Antrean air dua jam di Cendana Timur", True),
        ("Jembatan gantung retak", False),
    ]
    assert FieldReport.objects.count() == 3


def test_field_reports_are_no_placements():
    wall_days.quiet_day()
    recap_days.make_report("Jembatan gantung retak", "belum")
    assert Coverage.objects.count() == 1
    assert composed().volume.summary.placements.count == 0


def test_responses_are_done_in_the_period_or_still_open():
    wall_days.quiet_day()
    build.make_response("Data penerima", NOW, done_at=NOW - HOUR, outcome="Terkirim")
    build.make_response("Klarifikasi lama", NOW - 2 * DAY, done_at=NOW - 2 * DAY)
    build.make_response("Hak jawab", NOW + DAY, kind=Response.Kind.REPLY)
    build.make_response("Tidak perlu", NOW, kind=Response.Kind.NONE)
    recap = composed()
    assert [row.title for row in recap.done] == ["Data penerima"]
    assert [row.title for row in recap.open] == ["Hak jawab"]


def test_outlets_that_could_not_be_read_are_named_with_their_last_answer():
    recap_days.full_day()
    recap = composed(at=NOW)
    names = {row.name: row.since for row in recap.unreadable}
    assert names == dict.fromkeys(
        ["Lintas Seroja Utara", "Radio Kelana", "Warta Pinisi"], NOW - 5 * HOUR
    )
    assert recap.places.named("blind") == ("Pinisi",)


def test_a_region_without_any_feed_is_told_apart_from_one_that_fails():
    recap_days.full_day()
    Outlet.objects.get(name="Warta Pinisi").regions.clear()
    recap = composed(at=NOW)
    assert (recap.places.named("blind"), recap.places.unwatched) == ((), ("Pinisi",))
    words = "Buta, belum ada media yang khusus memantaunya: Pinisi"
    assert words in list(left_over(recap))


def test_an_outlet_that_failed_then_is_named_although_it_answers_today():
    wall_days.province()
    healthy = build.make_feed(build.make_outlet("Suara Seroja"))
    broken = build.make_feed(build.make_outlet("Warta Pinisi"))
    for hours in range(10):
        build.make_fetch(healthy, NOW - hours * HOUR)
        build.make_fetch(broken, NOW - hours * HOUR, "timeout" if hours < 5 else "new")
    for feed in (healthy, broken):
        feed.outcome, feed.fetched_at, feed.good_at = "new", EVENING + DAY, EVENING + DAY
        feed.save()
    (silent,) = composed(at=EVENING).unreadable
    assert (silent.name, silent.since) == ("Warta Pinisi", NOW - 5 * HOUR)


# -- Corrections --------------------------------------------------------------------------------


def decide(count: int, changed: int, at=NOW - HOUR, undone: bool = False) -> None:
    """Let somebody confirm tones, and change some of them."""
    for number in range(count):
        item = build.make_item()
        act = Act.objects.create(at=at, item=item, words="uji", key=uuid4())
        value = "neg" if number < changed else "neu"
        Decision.objects.create(act=act, item=item, field="tone", before="neu", value=value)
        if undone:
            Act.objects.create(at=at, item=item, words="urung", key=uuid4(), undoes=act)


def test_the_share_of_corrected_tones_is_told_from_twenty_texts_on():
    decide(19, 5)
    assert composed("harian").corrected is None
    decide(6, 0)
    assert composed("harian").corrected == 20


def test_other_months_and_undone_decisions_do_not_count():
    decide(20, 20, at=NOW - 40 * DAY)
    decide(20, 20, undone=True)
    decide(20, 4)
    assert composed("harian").corrected == 20


def test_a_tone_towards_a_leader_counts_and_one_the_machine_left_open_does_not():
    office = build.make_office()
    regent = build.make_office("Bupati", leader=False)
    for number in range(20):
        before = "neg" if number < 5 else "neu"
        decide_on({"field": "official", "office": office, "before": before, "value": "neu"})
        decide_on({"field": "official", "office": regent, "before": "neg", "value": "neu"})
        decide_on({"field": "tone", "before": "unsure", "value": "neg"})
    assert composed("harian").corrected == 25


def decide_on(values: dict[str, object]) -> None:
    """Let somebody decide something on a text of its own."""
    item = build.make_item()
    act = Act.objects.create(at=NOW - HOUR, item=item, words="uji", key=uuid4())
    Decision.objects.create(act=act, item=item, **values)


# -- Responses ----------------------------------------------------------------------------------


def test_what_was_done_or_asked_later_does_not_change_an_edition_that_is_over():
    wall_days.province()
    build.make_response("Data penerima", EVENING, done_at=EVENING + DAY, outcome="Sudah dikirim")
    build.make_response("Klarifikasi", EVENING, opened_at=EVENING + DAY)
    recap = composed("sore")
    (still_open,) = recap.open
    assert (still_open.title, still_open.done_at, still_open.outcome) == ("Data penerima", None, "")
    assert recap.done == ()
