"""How an article changed, in a real browser: on the phone, at the desk, by day and by night."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from monitoring.models import Item, ItemText, ItemVersion, Revisit
from tests import build
from tests.browser.conftest import AXE, OVERFLOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD = (
    "SERUNAI - Gubernur Kepulauan Seroja Arya Wirasena meninjau jembatan Sungai Melati bersama "
    "para camat dan kepala desa setempat pada Sabtu pagi yang cerah itu.\n"
    "Pembangunan jembatan sepanjang seratus dua puluh meter itu menelan biaya Rp12 miliar.\n"
    + "Warga berharap jembatan selesai sebelum musim hujan tiba. "
    * 12
)
NEW = OLD.replace("Rp12 miliar", "Rp21 miliar") + (
    "\nRalat: sebelumnya tertulis Rp12 miliar, seharusnya Rp21 miliar. Redaksi mohon maaf."
)


@pytest.fixture
def corrected(db: None) -> Item:
    """Make a corrected article with a version, and copies that stand in every way towards it."""
    cache.clear()
    build.make_region()
    at = timezone.now()
    mark = {"correction": "ralat", "corrected_at": at - timedelta(hours=2)}
    item = printed("Suara Seroja", NEW, correction_note="tertulis “Ralat: sebelumnya”", **mark)
    values = {"title": "Gubernur Tinjau Jalan", "body": OLD, "seen_at": at - timedelta(days=1)}
    replaced = {"replaced_at": at - timedelta(hours=2), "change": "keduanya"}
    ItemVersion.objects.create(item=item, number=1, **values, **replaced)
    for name, body in (("Warta Pinisi", NEW), ("Radar Serunai", OLD), ("Utara Kini", "Lain.")):
        printed(name, body, copy_of=item)
    gone = printed("Kabar Melati", OLD, copy_of=item)
    Revisit.objects.create(item=gone, until=at, gone_at=at)
    return item


def printed(name: str, body: str, **values: object) -> Item:
    at = timezone.now() - timedelta(hours=4)
    url = f"https://{name.replace(' ', '').lower()}.test/jembatan"
    outlet = build.make_outlet(name)
    item = build.make_item("Gubernur Tinjau Jembatan", at, outlet=outlet, url=url, **values)
    ItemText.objects.create(item=item, body=body, rung="standard", extracted_at=timezone.now())
    return item


def open_at(page: Page, live_server, path: str) -> None:
    client = Client()
    client.force_login(build.make_user())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + path)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1920])
@pytest.mark.parametrize("path", ["/berita/{}", "/berita/{}/versi"])
def test_versions_and_trail_are_readable(
    page: Page, live_server, corrected: Item, path: str, width: int, scheme: str
):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    open_at(page, live_server, path.format(corrected.pk))
    for summary in page.locator(".correction-letter summary").all():
        summary.click()
    assert page.evaluate(OVERFLOW) <= 0
    assert Axe().run(page, options=AXE).response["violations"] == []


def test_the_letter_can_be_reached_and_copied_by_keyboard(page: Page, live_server, corrected: Item):
    open_at(page, live_server, f"/berita/{corrected.pk}")
    page.locator(".correction-letter summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert "Yth. Redaksi Radar Serunai" in page.evaluate("document.activeElement.value")
    assert page.evaluate("document.activeElement.readOnly")
