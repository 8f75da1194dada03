"""The wall in a real browser: it fits every screen and can be read by everybody."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Page, expect

from issues.models import Agency, Issue, Response
from monitoring.models import Item, Outlet
from tests import build
from tests.build import NOW
from tests.issues import wall_days

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("frozen"),
]
SCREENS = [(1920, 1080), (3840, 2160), (1366, 768), (1080, 1920)]
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


def test_axe_finds_nothing_at_the_desk_or_on_an_unpaired_screen(page: Page, desk_wall: str):
    wall_days.full_day()
    for address in (desk_wall, f"{desk_wall}/tebakan"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


# -- Modes --------------------------------------------------------------------------------------

MODES = ["?mode=tamu", "?mode=rapat", "?mode=rapat,tamu"]


def told() -> None:
    """Make the fullest wall with field reports and everything a meeting can show."""
    crowd()
    issue, places = Issue.objects.order_by("-risk")[0], build.Region.objects.regencies()
    for place in places:
        wall_days.make_report(place, LONG, issue=issue)
    for hours in range(9):
        issue.changes.create(
            at=NOW - timedelta(hours=hours), field="state", after="krisis", reason=LONG
        )
    for title in (LONG, LONG, LONG, "W" * 120):
        due = NOW + timedelta(days=1)
        build.make_response(title, due, issue=issue, kind="disposisi", opened_at=NOW)


@pytest.mark.parametrize("prepare", [wall_days.full_day, told, wall_days.quiet_day])
def test_every_mode_fits_every_screen(page: Page, screen: str, prepare):
    prepare()
    for mode in ["", *MODES]:
        page.goto(screen + mode)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            assert (mode, width, page.evaluate(OVERFLOWING)) == (mode, width, [])
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate("document.documentElement.scrollHeight") <= height * 1.01


def test_a_meeting_is_read_from_six_metres(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen + "?mode=rapat")
    for width, height in SCREENS[:3]:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(SMALLEST_TEXT) >= 0.018 * height
        assert page.evaluate(SIZES, [".main-title", ".statement", ".point h3", ".line h3"]) >= [
            share * height for share in (0.06, 0.0299, 0.0249, 0.0249)
        ]


def test_modes_are_kept_small_and_zoomed(page: Page, screen: str):
    told()
    for mode in MODES:
        page.goto(screen + mode)
        for width, height in ((683, 384), (430, 900), (1280, 720)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_any_mode(page: Page, desk_wall: str, mode: str):
    wall_days.full_day()
    page.goto(desk_wall + mode)
    page.focus(".modes a")
    expect(page.locator(".modes")).to_have_css("opacity", "1")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_keys_lead_into_every_mode_and_back(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen)
    for key, query in (
        ("t", "?mode=tamu"),
        ("r", "?mode=rapat,tamu"),
        ("Escape", "?mode=tamu"),
        ("T", ""),
        ("r", "?mode=rapat"),
        ("Escape", ""),
    ):
        page.keyboard.press(key)
        page.wait_for_url(lambda url, query=query: url.rstrip("?") == screen + query)


def test_arrows_lead_from_issue_to_issue(page: Page, screen: str):
    wall_days.full_day()
    first, second, *_ = Issue.objects.order_by("-risk")
    page.goto(f"{screen}?mode=rapat&isu={first.pk}")
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"{screen}?mode=rapat&isu={second.pk}")
    expect(page.locator(".main-title")).to_have_text(second.title)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"{screen}?mode=rapat&isu={first.pk}")


def test_a_poll_stays_in_its_mode(page: Page, screen: str):
    wall_days.full_day()
    page.goto(screen + "?mode=tamu")
    Issue.objects.filter(risk=62).update(title="Beasiswa macet", next_step="rahasia")
    cache.clear()
    with page.expect_response(screen + "?mode=tamu"):
        page.evaluate("htmx.trigger('#board', 'poll')")
    expect(page.locator(".main-title")).to_have_text("Beasiswa macet")
    assert "rahasia" not in page.content() and "Mode Tamu" in page.content()


def test_the_keys_show_to_whoever_comes_by_tab(page: Page, screen: str):
    wall_days.quiet_day()
    page.goto(screen)
    expect(page.locator(".modes")).to_have_css("opacity", "0")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Mode Tamu")).to_be_focused()
    expect(page.locator(".modes")).to_have_css("opacity", "1")
