"""The wall as a read model: every number is a selection, and what is not known is not zero."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qsl

import pytest
from django.core.cache import cache

from issues.models import Issue, Tone
from issues.selection import Selection, same_hour_yesterday, today
from issues.wall import build_wall
from monitoring.home import home_zone
from monitoring.models import Feed, Outlet
from tests import build
from tests.build import NOW
from tests.issues import wall_days

pytestmark = pytest.mark.django_db
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
TODAY = date(2026, 11, 21)
# No more than this, whatever the data.
QUERIES = 16


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def watched():
    """A province whose outlet has answered for two weeks, the last time just now."""
    places = wall_days.province()
    outlet = build.make_outlet(regions=list(places.values()))
    feed = build.make_feed(outlet, outcome="new", good_at=NOW, fetched_at=NOW)
    for back in range(14):
        build.make_fetch(feed, NOW - back * DAY)
    return places


def count(address: str) -> int:
    """Open the list behind an address and count its rows."""
    selection = Selection.from_address(dict(parse_qsl(address)))
    return selection.coverage(home_zone()).count()


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda: None, id="before a pack is loaded"),
        pytest.param(wall_days.unknown_day, id="before the first fetch"),
        pytest.param(wall_days.quiet_day, id="nothing today"),
        pytest.param(wall_days.full_day, id="a full day"),
    ],
)
def test_it_asks_a_fixed_number_of_questions(prepare, django_assert_num_queries):
    prepare()
    with django_assert_num_queries(QUERIES):
        build_wall(NOW)


def test_every_number_opens_a_list_of_that_many():
    wall_days.full_day()
    wall = build_wall(NOW)
    figures = [wall.summary.placements, wall.summary.unrelated, *wall.summary.by_tone.values()]
    figures += [leader.placements for leader in wall.leaders]
    figures += [cell.placements for cell in wall.regions.cells]
    figures += [card.placements for card in (wall.issues.main, *wall.issues.others)]
    assert sum(figure.count for figure in figures) > 600
    assert [count(figure.address) for figure in figures] == [figure.count for figure in figures]


def test_stories_and_their_comparison_are_those_of_the_selections():
    wall_days.full_day()
    wall, zone = build_wall(NOW), home_zone()
    rows = today(TODAY).coverage(zone)
    before = same_hour_yesterday(today(TODAY), wall.at).coverage(zone)
    assert wall.summary.stories.count == rows.values("story").distinct().count()
    assert wall.summary.change.before == before.values("story").distinct().count()
    assert count(wall.summary.change.address.split("&sampai_jam")[0]) >= before.count()


def test_parts_add_up_to_the_whole():
    wall_days.full_day()
    wall = build_wall(NOW)
    total, regions = wall.summary.placements.count, wall.regions
    assert sum(figure.count for figure in wall.summary.by_tone.values()) == total
    assert sum(hour.total for hour in wall.hours) == total
    local = sum(cell.placements.count for cell in regions.cells)
    assert local + regions.provincial + regions.nowhere - regions.shared == total


def test_what_names_no_region_or_several_is_named(watched):
    east, west = watched["99.01"], watched["99.03"]
    for regions in ([east], [east, west], [watched["99"]], [watched["99"], west], []):
        build.make_coverage(regions=regions)
    regions = build_wall(NOW).regions
    assert (regions.provincial, regions.nowhere, regions.shared) == (1, 1, 1)
    assert [cell.placements.count for cell in regions.cells if cell.state == "heard"] == [2, 2]


def test_before_any_fetch_nothing_is_known():
    wall_days.unknown_day()
    wall = build_wall(NOW)
    assert wall.summary.placements.count is None
    assert wall.summary.stories.count is None
    assert {leader.placements.count for leader in wall.leaders} == {None}
    assert {cell.state for cell in wall.regions.cells} == {"unknown"}
    assert {hour.before for hour in wall.hours} == {None}


def test_a_watched_day_with_nothing_is_zero(watched):
    wall = build_wall(NOW)
    assert (wall.summary.placements.count, wall.summary.stories.count) == (0, 0)
    assert {cell.state for cell in wall.regions.cells} == {"quiet"}
    assert wall.summary.change.percent is None


def test_a_day_on_which_collecting_never_worked_is_not_known(watched):
    assert build_wall(NOW + DAY).summary.placements.count is None


def test_a_new_day_begins_at_midnight_of_the_province(watched):
    late = datetime(2026, 11, 21, 15, 59, tzinfo=UTC)
    build.make_coverage(at=late)
    build.make_fetch(Feed.objects.get(), late)
    assert build_wall(late).summary.placements.count == 1
    after = build_wall(late + MINUTE)
    assert (after.day, after.summary.placements.count) == (TODAY + DAY, 0)


def test_unrelated_and_unread_stand_apart(watched):
    build.make_coverage(tone=Tone.UNRELATED)
    build.make_coverage(tone=Tone.UNSURE)
    build.make_item()
    summary = build_wall(NOW).summary
    assert summary.placements.count == 1
    assert (summary.tones["unsure"], summary.unrelated.count, summary.unread) == (1, 1, 1)


def test_a_leader_is_who_holds_the_office_that_day(watched):
    office = build.make_office("Sekretaris Daerah")
    build.make_tenure(office, "Lama", valid_to=TODAY - DAY)
    build.make_tenure(office, "Made Darsana", capacity="Pj", valid_from=TODAY)
    assert [(row.title, row.name) for row in build_wall(NOW).leaders] == [
        ("Pj. Sekretaris Daerah", "Made Darsana")
    ]
    assert build_wall(NOW - DAY).leaders[0].name == "Lama"


def test_whoever_acts_for_a_leader_stands_in(watched):
    office = build.make_office("Gubernur")
    build.make_tenure(office, "Arya Wirasena")
    build.make_tenure(office, "Sri Lestari", capacity="Plh", valid_from=TODAY)
    assert [row.name for row in build_wall(NOW).leaders] == ["Sri Lestari"]


def test_an_empty_office_stays_on_the_wall(watched):
    build.make_office("Wakil Gubernur")
    assert [(row.title, row.name) for row in build_wall(NOW).leaders] == [("Wakil Gubernur", "")]


def test_the_tone_beside_a_leader_is_the_tone_towards_that_leader(watched):
    office = build.make_office()
    build.make_mention(build.make_coverage(tone=Tone.NEGATIVE), office, Tone.POSITIVE)
    tones = build_wall(NOW).leaders[0].tones
    assert (tones["pos"], tones["neg"]) == (1, 0)


def test_issues_rank_by_risk_then_growth_then_count(watched):
    for title, risk, now, before in (
        ("turun", 40, 2, 3),
        ("naik", 40, 2, 0),
        ("ramai", 40, 3, 1),
        ("gawat", 80, 0, 0),
    ):
        issue = build.make_issue(title, risk=risk)
        for number in range(now + before):
            build.make_coverage(at=NOW - HOUR if number < now else NOW - 30 * HOUR, issue=issue)
    issues = build_wall(NOW).issues
    assert [card.title for card in (issues.main, *issues.others)] == [
        "gawat",
        "ramai",
        "naik",
        "turun",
    ]


def test_an_issue_counts_the_last_24_hours_against_the_24_before(watched):
    issue = build.make_issue(at=NOW - 2 * DAY)
    for hours in (1, 23, 25, 47, 49):
        build.make_coverage(at=NOW - hours * HOUR, issue=issue)
    card = build_wall(NOW).issues.main
    assert (card.placements.count, card.growth, card.day_number) == (2, 0, 3)
    assert sum(card.week) == 5


def test_closed_issues_and_those_without_a_sign_stay_away(watched):
    build.make_issue("selesai", risk=90, state=Issue.State.CLOSED)
    build.make_issue("dari paket, belum terjadi")
    issues = build_wall(NOW).issues
    assert (issues.main, issues.more) == (None, 1)


def test_days_before_we_watched_are_gaps(watched):
    feed = Feed.objects.get()
    feed.fetches.all().delete()
    build.make_fetch(feed, NOW)
    build.make_coverage(issue=build.make_issue())
    card = build_wall(NOW).issues.main
    assert card.week == (None,) * 6 + (1,)
    assert card.growth is None


def test_responses_come_by_due_time_and_the_rest_is_counted(watched):
    for minutes in (50, -8, 42, 120):
        build.make_response(f"{minutes}", NOW + minutes * MINUTE)
    build.make_response("selesai", NOW, done_at=NOW)
    tasks = build_wall(NOW).tasks
    assert [task.title for task in tasks.rows] == ["-8", "42", "50"]
    assert (tasks.total, tasks.more) == (4, 1)


def test_a_region_is_blind_when_all_its_outlets_fail(watched):
    Outlet.objects.get().regions.remove(watched["99.07"], watched["99.08"])
    failing = {"outcome": "timeout", "good_at": NOW - HOUR, "fetched_at": NOW}
    build.make_feed(build.make_outlet("Warta Pinisi", [watched["99.08"]]), **failing)
    both = [watched["99.07"], watched["99.08"]]
    build.make_feed(build.make_outlet("Radio Kelana", both), **failing)
    build.make_feed(build.make_outlet("Kabar Pelita", [watched["99.07"]]), outcome="new")
    wall = build_wall(NOW)
    assert [cell.name for cell in wall.regions.cells if cell.blind] == ["Pinisi"]
    assert (wall.sources.silent, wall.sources.watched) == (2, 4)
    assert wall.sources.silent_names == ("Radio Kelana", "Warta Pinisi")


@pytest.mark.parametrize("values", [{"enabled": False}, {"outcome": ""}, {"outcome": "blocked"}])
def test_a_region_that_no_feed_answers_for_is_blind(watched, values):
    Outlet.objects.get().regions.remove(watched["99.08"])
    tried = {"outcome": "new", "good_at": None} | values
    build.make_feed(build.make_outlet("Warta Pinisi", [watched["99.08"]]), **tried)
    assert [cell.name for cell in build_wall(NOW).regions.cells if cell.blind] == ["Pinisi"]


def test_a_region_without_any_feed_is_blind_and_named(watched):
    Outlet.objects.get().regions.remove(watched["99.08"])
    regions = build_wall(NOW).regions
    assert [cell.name for cell in regions.cells if cell.blind] == ["Pinisi"]
    assert regions.unwatched == ("Pinisi",)


def test_a_silent_outlet_is_named_with_the_reason(watched):
    build.make_feed(build.make_outlet("Warta Pinisi"), outcome="blocked", fetched_at=NOW)
    quiet = {"outcome": "nothing_new", "good_at": NOW, "fetched_at": NOW, "health": "senyap"}
    build.make_feed(build.make_outlet("Radio Kelana", [watched["99.08"]]), **quiet)
    Outlet.objects.get(name="Suara Seroja").regions.remove(watched["99.08"])
    wall = build_wall(NOW)
    words = ("Radio Kelana (tanpa berita baru)", "Warta Pinisi (diblokir)")
    assert wall.sources.silent_words == words
    assert [cell.name for cell in wall.regions.cells if cell.blind] == ["Pinisi"]


def test_a_feed_asked_seldom_is_not_silent_between_two_turns(watched):
    seldom = {"outcome": "timeout", "good_at": NOW - 2 * HOUR, "fetched_at": NOW}
    feed = build.make_feed(build.make_outlet(), **seldom)
    assert build_wall(NOW).sources.silent == 1
    Feed.objects.filter(pk=feed.pk).update(interval=HOUR)
    assert build_wall(NOW).sources.silent == 0


def test_the_wall_waits_longer_where_feeds_are_asked_seldom(watched):
    often = build_wall(NOW).sources.late_after
    Feed.objects.update(interval=2 * HOUR)
    assert build_wall(NOW).sources.late_after == 4 * 3600 > often


def test_a_short_failure_and_a_feed_never_tried_are_not_silence(watched):
    soon = NOW - 10 * MINUTE
    build.make_feed(build.make_outlet(), outcome="timeout", good_at=soon, fetched_at=NOW)
    build.make_feed(build.make_outlet())
    assert build_wall(NOW).sources.silent == 0


def test_a_collector_that_stopped_does_not_silence_the_outlets(watched):
    wall = build_wall(NOW + 5 * HOUR)
    assert (wall.sources.silent, wall.sources.newest) == (0, NOW)


def test_an_hour_may_bring_500():
    wall_days.busy_hour(500)
    wall = build_wall(NOW)
    assert wall.peak is not None
    assert (wall.peak.hour, wall.peak.total, wall.summary.stories.count) == (13, 500, 1)


def test_the_newest_are_about_the_leadership_whatever_the_day(watched):
    outlet = build.make_outlet("Suara Seroja")
    build.make_coverage(build.make_item("lama", NOW - 3 * DAY, outlet=outlet))
    build.make_coverage(build.make_item("bukan kita", NOW), tone=Tone.UNRELATED)
    assert [(row.title, row.outlet) for row in build_wall(NOW).newest] == [("lama", "Suara Seroja")]


def test_two_builds_in_one_minute_are_the_same(watched):
    start = NOW.replace(second=1)
    assert build_wall(start) == build_wall(start + timedelta(seconds=50))
