"""A morning on the sample province, played through from the field to the leader's phone."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from commandcenter.accounts.models import Role, User
from issues.models import Act, Coverage, Issue
from issues.pipeline import read_items, weigh_issues
from monitoring.models import FieldReport, Region
from tests import sample_week
from tests.browser.conftest import REPORTED
from tests.build import make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
TEXTS = 20
WHAT = "Antrean air bersih di Padang Ilalang mencapai dua jam sejak subuh"
PHONE, DESK = (390, 844), (1440, 900)
CONTROLLED = """() => navigator.serviceWorker.controller ? true : new Promise((done) =>
  navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true }))"""
Opened = Callable[..., Page]


@pytest.fixture
def as_(browser: Browser, live_server) -> Iterator[Opened]:
    """Open an address in a browser of one's own; no page may complain."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def opened(user: User, address: str, size: tuple[int, int]) -> Page:
        client = Client()
        client.force_login(user)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, locale="id-ID")
        contexts.append(context)
        context.add_cookies([session | {"url": live_server.url}])
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("console", lambda message: said.append(message.text))
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in said if not text.startswith(REPORTED)] == []


@pytest.fixture
def morning(province, settings, tmp_path: Path) -> None:
    """Fill the sample province with its week."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    assert sample_week.fill(timezone.now()) > 100


def test_a_morning_from_the_field_to_the_leaders_phone(as_: Opened, morning: None, live_server):
    sari = make_user("Sari Puspita", Role.RAPID_RESPONSE)
    _a_report_is_filed_without_a_signal(as_)
    desk = as_(sari, "/meja", DESK)
    _twenty_texts_are_tagged_by_keyboard(desk)
    issue = _an_issue_is_opened(desk)
    wall = as_(sari, f"/dinding?mode=rapat&isu={issue.pk}", (1920, 1080))
    expect(wall.get_by_role("heading", name=issue.title).first).to_be_visible()
    wall.goto(f"{live_server.url}/dinding")
    expect(wall.locator("#board")).to_contain_text(issue.title)
    leader = as_(make_user("Arya Wirasena", Role.LEADERSHIP), "/rekap", PHONE)
    _the_recap_is_read_and_copied(leader, live_server.url)
    _every_total_is_the_same(wall, live_server.url)


def _a_report_is_filed_without_a_signal(as_: Opened) -> None:
    """A contributor writes offline; the report arrives once and is read as unconfirmed."""
    regency = Region.objects.get(pk="99.01")
    dewi = make_user("Dewi Anjani", Role.CONTRIBUTOR, region=regency)
    page = as_(dewi, "/lapor", PHONE)
    page.wait_for_selector("#lapor[data-ready]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(CONTROLLED)
    page.context.set_offline(True)
    page.fill("[name=what]", WHAT)
    page.get_by_label("Melihat sendiri").check()
    page.get_by_label("Penting").check()
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_text("Menunggu sinyal").first).to_be_visible()
    assert not FieldReport.objects.exists()
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile(r"LL-\d{6}-\d{4}")).first).to_be_visible(timeout=15_000)
    assert FieldReport.objects.get().region == regency
    read_items()
    coverage = Coverage.objects.get(report=True)
    assert (coverage.item.title, coverage.regions.get().region_id) == (WHAT, "99.01")


def _twenty_texts_are_tagged_by_keyboard(page: Page) -> None:
    """The queue is worked with the keys that stand on the controls; nothing else is touched."""
    pressed, began = 0, time.monotonic()
    for number in range(TEXTS):
        form = page.locator("#penandaan")
        shown = form.get_attribute("data-item")
        # Every fourth is not about the leadership; an unsure tone is settled as neutral.
        keys = ["x"] if number % 4 == 3 else ["2", "Enter"] if _unsure(page) else ["Enter"]
        for key in keys:
            page.keyboard.press(key)
        pressed += len(keys)
        expect(page.locator(f'#penandaan:not([data-item="{shown}"])')).to_be_attached()
        # The desk ignores keys for a moment, so that nobody saves what they have not seen.
        page.wait_for_timeout(350)
    seconds = time.monotonic() - began
    print(f"\n{TEXTS} naskah di meja: {pressed} ketukan, {seconds:.1f} detik")
    assert Act.objects.count() == TEXTS
    assert pressed <= 2 * TEXTS


def _unsure(page: Page) -> bool:
    """Say whether a tone on the form is still open."""
    groups = page.locator("#penandaan .towards")
    checked = page.locator("#penandaan .towards input[type=radio]:checked")
    return checked.count() < groups.count()


def _an_issue_is_opened(page: Page) -> Issue:
    """An issue is opened from the text on the desk, which then belongs to it."""
    page.get_by_role("link", name="Buka isu baru").click()
    page.get_by_label("Judul isu").fill("Antrean air bersih berkepanjangan")
    page.get_by_label("Pernyataan isu").fill("Warga menunggu air bersih yang belum merata.")
    page.get_by_label("Permintaan pimpinan atau OPD").check()
    page.get_by_label("Frasa kunci").fill("air bersih\nkekeringan\njeriken")
    page.get_by_role("button", name="Buka isu").click()
    expect(page.get_by_text("Isu dibuka.")).to_be_visible()
    issue = Issue.objects.get(title="Antrean air bersih berkepanjangan")
    assert issue.coverage.exists()
    # It is watched from now on, whatever its weight: who holds it, and by when, is on the wall.
    page.goto(re.sub(r"/meja.*", f"/isu/{issue.pk}", page.url))
    page.get_by_label("Tenggat").first.fill(f"{timezone.localtime():%Y-%m-%dT23:59}")
    page.get_by_role("button", name="Simpan").first.click()
    while read_items():
        pass
    # The wall has room for the five of highest risk; this one is young.
    Issue.objects.exclude(pk=issue.pk).update(state=Issue.State.CLOSED)
    weigh_issues(timezone.now())
    cache.clear()
    return issue


def _the_recap_is_read_and_copied(page: Page, address: str) -> None:
    """The leader reads on a phone; the message that leaves the building is what was composed."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    expect(page.get_by_text("Rekap pemberitaan").first).to_be_visible()
    page.get_by_role("button", name="Salin WhatsApp").click()
    expect(page.get_by_role("status").filter(has_text="Tersalin")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == page.request.get(f"{page.url}/wa").text()


def _every_total_is_the_same(page: Page, address: str) -> None:
    """Wall, list, search, recap and export count the same placements about the leadership."""
    today = timezone.localdate()
    wall = _number(page.locator("#board").inner_text(), r"([\d.]+) pemuatan")
    assert wall == _total_of(page, address, today)
    assert _total_of(page, address, today - timedelta(days=1)) > 0
    searched = f"{_selection(today - timedelta(days=1))}&cari=gubernur"
    assert 0 < _listed(page, address, searched) == _exported(page, address, searched)


def _total_of(page: Page, address: str, day: date) -> int:
    """Return what list, recap and export all count on one day."""
    listed = _listed(page, address, _selection(day))
    page.goto(f"{address}/rekap/{day}/harian")
    recap = _number(page.locator(".recap-words").inner_text(), r"([\d.]+) pemuatan")
    assert listed == recap == _exported(page, address, _selection(day))
    return listed


def _selection(day: date) -> str:
    return f"hari={day}&tentang=pimpinan"


def _listed(page: Page, address: str, selection: str) -> int:
    page.goto(f"{address}/berita?{selection}")
    return _number(page.locator(".totals-words").first.inner_text(), r"([\d.]+) pemuatan")


def _exported(page: Page, address: str, selection: str) -> int:
    return _rows(page.request.get(f"{address}/berita/unduh?{selection}").body())


def _number(text: str, pattern: str) -> int:
    found = re.search(pattern, " ".join(text.split()))
    return int(found[1].replace(".", "")) if found else 0


def _rows(workbook: bytes) -> int:
    """Count the rows of the first sheet that carry a number."""
    sheet = ElementTree.fromstring(ZipFile(BytesIO(workbook)).read("xl/worksheets/sheet1.xml"))
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    first = [row.find("x:c/x:v", space) for row in sheet.iterfind(".//x:row", space)]
    kinds = [row.find("x:c", space) for row in sheet.iterfind(".//x:row", space)]
    pairs = zip(first, kinds, strict=True)
    return sum(v is not None and c is not None and c.get("t") is None for v, c in pairs)
