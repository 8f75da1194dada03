"""The wall in a real browser: it fits every screen, is honest when things stop, and lives long."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from commandcenter.accounts.models import Display
from issues.models import Agency, Issue, Response
from monitoring.models import Feed, Fetch, Item, Outlet
from tests import build
from tests.build import NOW
from tests.issues import wall_days

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
SCREENS = [(1920, 1080), (3840, 2160), (1366, 768), (1080, 1920)]
# What a browser and htmx write down when a server does not answer.
REPORTED = ("Failed to load resource", "Response Status Error Code", "htmx:")
LONG = "Penundaan beasiswa daerah bagi mahasiswa yang belum menerima biaya hidup sejak September"
OVERFLOWING = """() => [...document.querySelectorAll(".panel, .rows, .cells, .head, .newest")]
  .filter((e) => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
  .map((e) => e.className)"""
SMALLEST_TEXT = """() => Math.min(...[...document.querySelectorAll(".board *")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
SIZES = """(names) => names.map((name) => {
  const found = [...document.querySelectorAll(name)];
  return Math.min(...found.map((e) => parseFloat(getComputedStyle(e).fontSize)));
})"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once; Playwright's loop would make Django refuse the database otherwise."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        options = ["--no-sandbox", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cache.clear()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that must not complain, least of all about the content security policy."""
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    yield page
    page.close()
    assert [text for text in said if not text.startswith(REPORTED)] == []


@pytest.fixture
def screen(live_server) -> str:
    """Return the address of a paired screen."""
    secret = Display.pair("Ruang rapat", NOW)
    return live_server.url + reverse("wall_display", args=[secret])


def crowd() -> None:
    """Make the fullest and longest the wall has to bear."""
    wall_days.full_day()
    word = "W" * 120
    first, second, third, *_ = Issue.objects.order_by("-risk")
    Issue.objects.filter(pk=first.pk).update(title=LONG, statement=LONG * 4, next_step=LONG)
    Issue.objects.filter(pk=second.pk).update(title=word, level="kritis")
    Issue.objects.filter(pk=third.pk).update(title=LONG)
    Agency.objects.update(short="Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Permukiman")
    Response.objects.update(title=word)
    build.make_response(LONG, NOW + timedelta(days=3))
    Outlet.objects.update(name="Suara Seroja Nusantara Media Group")
    Item.objects.filter(title__startswith="Wagub").update(title="W" * 500)
    Item.objects.filter(title__startswith="Warga").update(title=(LONG * 9)[:500])


def data(page: Page, name: str) -> str:
    return page.evaluate(f"document.body.dataset.{name}")


def alert(page: Page) -> str:
    return page.inner_text("#alert")


def log_in(page: Page, url: str) -> None:
    """Give the browser the session of somebody from the rapid-response team."""
    client = Client()
    client.force_login(build.make_user())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": url}])


def ask(page: Page) -> None:
    """Poll now instead of in five seconds."""
    with page.expect_response(page.url):
        page.evaluate("htmx.trigger('#board', 'poll')")


@pytest.mark.parametrize("prepare", [wall_days.full_day, crowd, wall_days.quiet_day])
def test_everything_fits_every_screen(page: Page, screen: str, prepare):
    prepare()
    page.goto(screen)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        assert (width, page.evaluate(OVERFLOWING)) == (width, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate("document.documentElement.scrollHeight") <= height * 1.01


def test_small_and_zoomed_windows_scroll_but_never_sideways(page: Page, screen: str):
    crowd()
    page.goto(screen)
    for width, height in ((683, 384), (430, 900), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALLEST_TEXT) >= 12


def test_text_is_large_enough_to_be_read_from_afar(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen)
    read = [".statement", ".step", ".name", ".issue h3", ".task h3", ".newest p", ".tones strong"]
    for width, height in SCREENS[:3]:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SMALLEST_TEXT) >= 0.018 * height
        assert min(page.evaluate(SIZES, read)) >= 0.0249 * height
        assert page.evaluate(SIZES, [".main-title"])[0] >= 0.0499 * height


@pytest.mark.parametrize(
    "prepare", [wall_days.full_day, wall_days.quiet_day, wall_days.unknown_day, lambda: None]
)
def test_axe_finds_nothing(page: Page, screen: str, prepare):
    prepare()
    page.goto(screen)
    expect(page.locator("#age")).not_to_be_empty()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_at_the_desk_or_on_an_unpaired_screen(page: Page, live_server):
    wall_days.full_day()
    log_in(page, live_server.url)
    for path in (reverse("wall"), reverse("wall_display", args=["tebakan"])):
        page.goto(live_server.url + path)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


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


def test_a_lost_session_keeps_the_picture_and_offers_to_log_in(page: Page, live_server):
    wall_days.quiet_day()
    log_in(page, live_server.url)
    page.goto(live_server.url + reverse("wall"))
    page.context.clear_cookies()
    ask(page)
    page.wait_for_selector("#login:not([hidden])")
    assert alert(page) == "Sesi berakhir. Gambar ini dari 13.42"
    assert page.query_selector("form") is None
    assert page.inner_text(".summary .empty") == "Nihil"


def test_the_keyboard_stays_where_it_was(page: Page, live_server):
    wall_days.quiet_day()
    for _time in range(2):
        build.make_coverage()
    log_in(page, live_server.url)
    page.goto(live_server.url + reverse("wall"))
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
            """async (html) => { for (let i = 0; i < 300; i++) {
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
