"""The page of proposals in a real browser: by key, by axe, by day and by night, small and large."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from issues.models import Suggestion
from tests import build
from tests.browser.conftest import AXE, OVERFLOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cards(page: Page, live_server) -> Page:
    """Open the page with a proposal of each sort that the sample week brings."""
    at, client = timezone.now(), Client()
    build.make_region()
    story = build.make_coverage(build.make_item("Atap SMAN Batu Perada ambruk", at)).story
    issue = build.make_issue("Penundaan beasiswa daerah", at, state="berkembang")
    words = ["atap ambruk", "siswa sman", "gudang cengkih"]
    title = "Siswa SMAN Batu Perada Belajar di Gudang Cengkih"
    matter = {"story": story, "title": title, "value": "sebaran", "words": words}
    build.make_suggestion(Suggestion.Kind.STATE, issue=issue, value="krisis", at=at)
    build.make_suggestion(Suggestion.Kind.MATTER, at=at, **matter)
    build.make_suggestion(Suggestion.Kind.ISSUE, story=story, issue=issue, at=at)
    client.force_login(build.make_user())
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(live_server.url + "/usulan")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440, 1920])
def test_it_fits_and_axe_finds_nothing(cards: Page, width: int, scheme: str):
    cards.set_viewport_size({"width": width, "height": 900})
    cards.emulate_media(color_scheme=scheme)
    assert cards.evaluate(OVERFLOW) <= 0
    found = Axe().run(cards, options=AXE).response["violations"]
    assert [violation["id"] for violation in found] == []


def test_x_rejects_the_card_in_hand_and_leads_to_the_next(cards: Page):
    cards.keyboard.press("j")
    cards.keyboard.press("x")
    expect(cards.get_by_text("Usulan ditolak")).to_be_visible()
    assert Suggestion.objects.get(kind="status").answer == "tidak"
    expect(cards.locator("#usulan-perkara + ul [data-answer=a]")).to_be_focused()
