"""The recap on a phone: read in two minutes, copied with one tap, printed on two sheets."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from monitoring.models import Region
from tests import build
from tests.build import NOW
from tests.issues import recap_days, wall_days

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = [(390, 844), (430, 932), (1440, 900), (1920, 1080)]
EVENING = NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: EVENING)
    cache.clear()


@pytest.fixture
def phone(page: Page, live_server) -> Page:
    """A leader's phone that is logged in, on the newest recap of a full day."""
    recap_days.full_day()
    client = Client()
    client.force_login(build.make_user(role="leadership"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/rekap")
    return page


def test_the_first_screen_says_how_much_in_what_tone_and_why(phone: Page):
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sabtu, 21 November 2026")
    words = phone.locator(".recap-words")
    expect(words).to_contain_text("pemuatan, naik")
    expect(words.locator("strong").first).to_have_text("Penundaan beasiswa daerah")
    assert words.bounding_box()["y"] + words.bounding_box()["height"] < 844


def test_a_count_opens_the_list_of_as_many(phone: Page):
    negative = phone.locator(".recap-tones a", has_text="negatif")
    count = re.search(r"\d+", negative.inner_text())[0]
    negative.click()
    expect(phone.locator(".totals-words strong").last).to_have_text(count)


def test_a_disposition_is_one_tap_away(phone: Page):
    phone.get_by_role("link", name="Disposisi: Penundaan beasiswa daerah").click()
    expect(phone).to_have_url(re.compile(r"/isu/\d+/disposisi"))


def test_the_message_is_copied_with_one_tap(phone: Page, live_server):
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    phone.get_by_role("button", name="Salin WhatsApp").click()
    expect(phone.get_by_role("status").filter(has_text="Tersalin")).to_be_visible()
    copied = phone.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == phone.request.get(f"{phone.url}/wa").text()
    assert "*B. PERHATIAN PIMPINAN*" in copied


def test_where_the_browser_may_not_copy_the_text_is_there_to_select(phone: Page):
    phone.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    phone.get_by_role("button", name="Salin WhatsApp").click()
    expect(phone.get_by_role("status").filter(has_text="Tekan lama")).to_be_visible()
    expect(phone.get_by_label("Singkat")).to_be_focused()
    selected = phone.evaluate("document.activeElement.selectionEnd")
    assert selected == len(phone.get_by_label("Singkat").input_value())


def test_another_day_is_opened_by_its_date(phone: Page):
    phone.get_by_label("Tanggal").fill("2026-11-20")
    phone.get_by_role("button", name="Buka").click()
    expect(phone).to_have_url(re.compile("/rekap/2026-11-20/sore"))


def test_it_prints_on_two_sheets(phone: Page):
    document = phone.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_leaves_the_screen_and_axe_finds_nothing(phone: Page, scheme: str):
    phone.emulate_media(color_scheme=scheme)
    for width, height in SIZES:
        phone.set_viewport_size({"width": width, "height": height})
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        found = Axe().run(phone)
        assert found.violations_count == 0, found.generate_report()


def test_controls_are_large_enough_for_a_thumb(phone: Page):
    boxes = phone.locator(".recap-dispose, .recap-link, .recap-tones a, .recap-choices .tabs a")
    assert boxes.count() > 10
    assert min(box.bounding_box()["height"] for box in boxes.all()) >= 44


def test_a_long_word_and_a_day_without_anything_stay_on_the_screen(
    browser: Browser, page: Page, live_server
):
    wall_days.quiet_day()
    Region.objects.filter(level="provinsi").update(report=recap_days.REPORT)
    issue = build.make_issue("x" * 120, NOW, level="tinggi", statement="y" * 400)
    build.make_coverage(at=NOW, issue=issue, story=build.make_story("z" * 500), tone="pos")
    client = Client()
    client.force_login(build.make_user(role="leadership"))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/rekap", "/rekap/2026-11-02/harian"):
        page.goto(live_server.url + address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
