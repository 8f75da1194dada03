"""The wall over time: it is honest when things stop, comes back by itself, and lives for months."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from commandcenter.accounts.models import Display
from monitoring.models import Feed, Fetch
from tests import build
from tests.build import NOW
from tests.issues import wall_days

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen"),
]


def data(page: Page, name: str) -> str:
    return page.evaluate(f"document.body.dataset.{name}")


def alert(page: Page) -> str:
    return page.inner_text("#alert")


def ask(page: Page) -> None:
    """Poll now instead of in five seconds."""
    with page.expect_response(page.url):
        page.evaluate("htmx.trigger('#board', 'poll')")


def test_the_picture_follows_the_data(page: Page, screen: str):
    wall_days.quiet_day()
    page.goto(screen)
    assert page.inner_text(".summary .empty") == "Nihil"
    build.make_coverage()
    cache.clear()
    ask(page)
    page.wait_for_selector(".summary .count")
    assert page.inner_text(".summary .count") == "1"


def test_an_unchanged_answer_leaves_the_picture_and_renews_the_age(page: Page, screen: str):
    page.clock.install(time=NOW)
    wall_days.quiet_day()
    page.goto(screen)
    ask(page)
    page.evaluate("document.querySelector('.panels').id = 'kept'")
    build.make_fetch(Feed.objects.first(), NOW - timedelta(seconds=2))
    cache.clear()
    with page.expect_response(screen) as answer:
        page.clock.run_for(6500)
    assert answer.value.status == 304
    expect(page.locator("#age")).to_have_text("Data 2 detik lalu.")
    assert page.query_selector("#kept") is not None


def test_the_age_grows_and_turns_amber_then_red_with_words(page: Page, screen: str):
    page.clock.install(time=NOW)
    wall_days.quiet_day()
    page.goto(screen)
    assert (page.inner_text("#age"), data(page, "data")) == ("Data 12 detik lalu.", "fresh")
    page.route(screen, lambda route: route.abort())
    page.clock.run_for(100_000)
    assert (page.inner_text("#age"), data(page, "data")) == ("Data 1 mnt lalu.", "late")
    page.clock.run_for(210_000)
    assert (page.inner_text("#age"), data(page, "data")) == ("Data 5 mnt lalu.", "stopped")


def test_data_that_stopped_say_since_when(page: Page, screen: str):
    wall_days.quiet_day()
    Fetch.objects.update(ended_at=NOW - timedelta(minutes=21))
    page.goto(screen)
    assert alert(page) == "Data berhenti 13.21 WITA"
    assert page.inner_text("#clock") == "13.42"


def test_a_server_that_stopped_is_named_and_forgiven(page: Page, screen: str):
    page.clock.install(time=NOW)
    wall_days.quiet_day()
    page.goto(screen)
    page.route(screen, lambda route: route.abort())
    page.clock.run_for(40_000)
    assert alert(page) == "Server tidak menjawab sejak 13.42"
    assert page.inner_text(".summary .empty") == "Nihil"
    assert page.inner_text("#clock") == "13.43"
    page.unroute(screen)
    with page.expect_response(screen):
        page.clock.run_for(90_000)
    expect(page.locator("#alert")).to_be_empty()
    assert data(page, "link") == "up"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_an_error_page_is_never_swapped_in(page: Page, screen: str, status: int):
    wall_days.quiet_day()
    page.goto(screen)
    page.route(screen, lambda route: route.fulfill(status=status, body="<h1>Galat</h1>"))
    ask(page)
    page.wait_for_timeout(200)
    assert page.inner_text("h1").startswith("Command Center")


def test_a_lost_session_keeps_the_picture_and_offers_to_log_in(page: Page, desk_wall: str):
    wall_days.quiet_day()
    page.goto(desk_wall)
    page.context.clear_cookies()
    ask(page)
    page.wait_for_selector("#login:not([hidden])")
    assert alert(page) == "Sesi berakhir. Gambar ini dari 13.42"
    assert page.query_selector("form") is None
    assert page.inner_text(".summary .empty") == "Nihil"


def test_the_keyboard_stays_where_it_was(page: Page, desk_wall: str):
    wall_days.quiet_day()
    for _time in range(2):
        build.make_coverage()
    page.goto(desk_wall)
    page.focus(".tones li:nth-child(2) a")
    build.make_coverage()
    cache.clear()
    ask(page)
    expect(page.locator(".tones li:nth-child(2) a")).to_have_text("3")
    expect(page.locator(".tones li:nth-child(2) a")).to_be_focused()


def test_a_revoked_screen_shows_the_words_by_itself(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen)
    Display.objects.update(revoked_at=NOW)
    ask(page)
    page.wait_for_selector(".unpaired")
    assert "beasiswa" not in page.content()


def test_a_new_critical_issue_pulses_once_and_is_announced(page: Page, screen: str):
    wall_days.quiet_day()
    page.goto(screen)
    build.make_issue("Banjir bandang", risk=95, level="kritis")
    cache.clear()
    ask(page)
    page.wait_for_selector(".arrived")
    build.make_coverage()
    cache.clear()
    ask(page)
    page.wait_for_selector(".summary .count")
    assert page.query_selector(".arrived") is None
    assert page.query_selector("#board [data-critical]") is not None
    assert page.inner_text("#news") == "Isu kritis baru: Banjir bandang"


def test_a_new_build_is_loaded_only_from_a_server_that_is_alive(page, screen, monkeypatch):
    page.clock.install(time=NOW)
    wall_days.quiet_day()
    page.goto(screen)
    page.evaluate("document.body.dataset.build = 'lama'; window.mark = 1")
    page.route("**/healthz", lambda route: route.fulfill(status=503))
    with page.expect_request("**/healthz"):
        page.clock.run_for(61_000)
    assert page.evaluate("window.mark") == 1
    page.unroute("**/healthz")
    with page.expect_navigation():
        page.clock.run_for(61_000)
    assert page.evaluate("window.mark") is None


def test_the_picture_moves_against_burn_in(page: Page, screen: str):
    page.clock.install(time=NOW)
    page.goto(screen)
    places = set()
    for _step in range(4):
        page.clock.run_for(181_000)
        places.add(page.evaluate("getComputedStyle(document.getElementById('board')).translate"))
    assert len(places) == 4


def test_hundreds_of_swaps_leave_nothing_behind(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen)
    board = page.inner_html("#board")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    counts = []
    for _round in range(2):
        page.evaluate(
            """async (html) => { for (let i = 0; i < 100; i++) {
                 htmx.swap("#board", html, { swapStyle: "innerHTML" });
                 await new Promise((done) => setTimeout(done, 2)); } }""",
            board,
        )
        page.wait_for_timeout(200)
        session.send("HeapProfiler.collectGarbage")
        metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
        counts.append((metrics["Nodes"], metrics["JSEventListeners"], metrics["JSHeapUsedSize"]))
    (nodes, listeners, heap), (nodes_later, listeners_later, heap_later) = counts
    assert nodes_later <= nodes * 1.05
    assert listeners_later <= listeners
    assert heap_later <= heap * 1.1
