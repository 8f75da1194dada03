"""The wall in a real browser: it fits every screen and can be read by everybody."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
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
