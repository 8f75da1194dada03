"""The desk in a real browser: by keyboard, by eye, by axe, by day and by night, small and large."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from commandcenter.accounts.models import Display, Invitation, Role, User
from issues.models import CoverageRegion, CoverageTopic, Mention, Topic
from monitoring.models import Entry, Item, ItemText
from tests import build
from tests.browser.conftest import AXE, OVERFLOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PASSWORD = "cukup-panjang-sekali"
TITLE = "Mahasiswa di luar negeri keluhkan beasiswa yang belum cair"
BODY = (
    "Sejumlah mahasiswa penerima beasiswa mengeluhkan dana yang belum cair sejak September.\n\n"
    "Gubernur Arya Wirasena meminta BPSDM memberi kepastian pekan ini."
)
HIDDEN_BY = """() => {
  const active = document.activeElement, box = active.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return active.contains(top) || top.contains(active) ? "" : top.outerHTML.slice(0, 80);
}"""
Pages = dict[str, str]


@pytest.fixture
def admin(db: None) -> User:
    """Make the one who sees every page."""
    cache.clear()
    values = {"name": "Rahma Administrator", "role": Role.ADMINISTRATOR}
    return User.objects.create_user("rahma", PASSWORD, **values)


@pytest.fixture
def desk(admin: User, live_server) -> Pages:
    """Fill the desk and return the address of every page and of its special states."""
    at = timezone.now()
    build.make_region(phrases={"sample": True})
    item, issue = printed(), watched(admin)
    pages = {
        "berita": "/berita",
        "disaring": "/berita?tone=neg&tentang=pimpinan&cari=beasiswa",
        "nihil": "/berita?tone=pos",
        "belum ada data": "/berita?hari=2020-01-01",
        "satu berita": f"/berita/{item.pk}",
        "belum dibaca": f"/berita/{build.make_item(stage=Item.Stage.PAGE, published_at=None).pk}",
        "cerita": f"/cerita/{item.coverage.story_id}",
        "isu": "/isu",
        "satu isu": f"/isu/{issue}",
        "buka isu": "/isu/buka",
        "sumber": "/sumber",
        "akses": "/akses",
        "undangan": f"/undangan/{Invitation.issue(Role.VIEWER, at)}",
        "undangan lewat": "/undangan/tebakan",
        "tidak ada": "/tidak-ada",
        "keliru": "/berita?tone=xx",
    }
    Display.pair("Ruang tengah", at)
    return {name: live_server.url + address for name, address in pages.items()}


def printed() -> Item:
    """Make an item with everything its page can show."""
    at = timezone.now()
    outlet, topic = (
        build.make_outlet("Kabar Kelana"),
        Topic.objects.create(code="PEND", name="Pendidikan"),
    )
    item = build.make_item(
        TITLE, at, outlet=outlet, url="https://kabar-kelana.test/1", author="Nuraini"
    )
    ItemText.objects.create(item=item, body=BODY, rung=ItemText.Rung.STANDARD, extracted_at=at)
    copy = build.make_item("Salinannya", at, outlet=build.make_outlet("Antar Pulau"), copy_of=item)
    why = {"value": "neg", "confidence": 0.88, "reason": "“mengeluhkan”", "version": "uji-1"}
    reasons = {"tone": why | {"spans": [[len(TITLE) + 32, len(TITLE) + 43]]}}
    tones = {"tone": "neg", "headline_tone": "neg", "body_tone": "neu", "topic": topic}
    coverage = build.make_coverage(item, at, reasons=reasons, **tones)
    build.make_coverage(copy, at, story=coverage.story, tone="unsure")
    build.make_coverage(build.make_item("Kata DPRD", at), at, story=coverage.story, tone="na")
    CoverageTopic.objects.create(
        coverage=coverage, topic=topic, rank=1, confidence=1, words=["beasiswa"]
    )
    home = build.Region.objects.home()
    CoverageRegion.objects.create(coverage=coverage, region=home, confidence=1)
    tenure = build.make_tenure(build.make_office())
    Mention.objects.create(
        coverage=coverage,
        office=tenure.office,
        person=tenure.person,
        tenure=tenure,
        tone="neg",
        role="subjek",
        spans=[[len(TITLE) + 90, len(TITLE) + 112]],
        confidence=1,
        reason="disebut",
    )
    feed = build.make_feed(
        outlet, outcome="blocked", outcome_since=at, fetched_at=at, note_now="HTTP 403"
    )
    Entry.objects.create(feed=feed, guid_hash="a", item=item, seen_at=at)
    build.make_fetch(feed, at)
    build.make_feed(build.make_outlet("Baru Lahir"))
    return item


def watched(holder: User) -> int:
    """Make an issue with everything its page can show; return its key."""
    at = timezone.now()
    issue = build.make_issue(
        at=at,
        risk=62,
        level="tinggi",
        risk_version="risiko-1",
        risk_parts=[["tone negatif", 62]],
        state="berkembang",
        statement="Biaya hidup belum cair.",
        agency=build.make_agency(),
        holder=holder,
        next_step="menyiapkan data",
        deadline=at + timedelta(minutes=42),
    )
    build.Coverage.objects.update(issue=issue)
    issue.changes.create(at=at, field="state", after="berkembang", reason="dua kali", by=holder)
    build.make_response(issue=issue, due_at=at - timedelta(minutes=8))
    return issue.pk


@pytest.fixture
def opened(browser: Browser, admin: User, client) -> Iterator[Callable[..., Page]]:
    """Open pages as the administrator; nothing may complain, least of all about the policy."""
    client.force_login(admin)
    session = client.cookies["sessionid"].value
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def new_page(address: str, width: int = 1440, height: int = 900, **options: object) -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale="id-ID", **options)
        contexts.append(context)
        if "undangan" not in address and "masuk" not in address:
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(f"{message.type} {message.text}"))
        page.goto(address)
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert [
        text for text in said if "Failed to load resource" not in text and "[DOM]" not in text
    ] == []


# -- By keyboard --------------------------------------------------------------------------------


def test_the_day_begins_without_a_mouse(opened: Callable[..., Page], desk: Pages, live_server):
    page = opened(live_server.url + "/masuk")
    page.keyboard.type("rahma")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja")
    page.keyboard.press("/")
    expect(page.locator("#temukan")).to_be_focused()
    page.keyboard.type("keluhkan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita?cari=keluhkan")
    link = page.get_by_role("link", name=TITLE)
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/berita/*")
    assert page.get_by_role("heading", name=TITLE).is_visible()


@pytest.mark.parametrize("name", ["berita", "satu berita", "satu isu", "sumber", "akses"])
def test_the_first_key_leads_past_the_navigation(
    opened: Callable[..., Page], desk: Pages, name: str
):
    page = opened(desk[name])
    page.keyboard.press("Tab")
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize(
    "name", ["berita", "satu berita", "satu isu", "buka isu", "sumber", "akses"]
)
def test_focus_is_visible_and_never_covered(opened: Callable[..., Page], desk: Pages, name: str):
    page = opened(desk[name])
    for _ in range(25):
        page.keyboard.press("Tab")
        style = "getComputedStyle(document.activeElement).outlineStyle"
        if page.evaluate("document.activeElement === document.body"):
            break
        assert page.evaluate(style) != "none", page.evaluate("document.activeElement.outerHTML")
        assert page.evaluate(HIDDEN_BY) == ""


# -- By axe and by measure ----------------------------------------------------------------------

# The first two are for strangers.
NAMES = [
    *("undangan", "undangan lewat"),
    *("berita", "disaring", "nihil", "belum ada data", "satu berita", "belum dibaca", "cerita"),
    *("isu", "satu isu", "buka isu", "sumber", "akses", "tidak ada", "keliru"),
]


def faults(page: Page) -> list[str]:
    """Return what axe finds, best practices included."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]


def tour(opened: Callable[..., Page], desk: Pages, **options: object) -> Iterator[tuple[str, Page]]:
    """Open every page one after the other, those for strangers without a session."""
    assert set(NAMES) == set(desk)
    for names in (NAMES[:2], NAMES[2:]):
        page = opened(desk[names[0]], **options)
        for name in names:
            page.goto(desk[name])
            yield name, page


def overflow(opened: Callable[..., Page], desk: Pages, widths: list[int]) -> dict[str, int]:
    """Return the pages that need scrolling sideways, with by how much."""
    wide = {}
    for name, page in tour(opened, desk):
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            wide[f"{name} {width}"] = page.evaluate(OVERFLOW)
    return {name: by for name, by in wide.items() if by > 0}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_reports_nothing(
    opened: Callable[..., Page], desk: Pages, width: int, height: int, theme: str
):
    size = {"width": width, "height": height, "color_scheme": theme}
    wrong = {name: faults(page) for name, page in tour(opened, desk, **size)}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_reports_nothing_where_a_form_was_wrong(
    opened: Callable[..., Page], desk: Pages, theme: str
):
    page = opened(desk["buka isu"], color_scheme=theme)
    page.fill("[name=title]", "Gubernur gagal!")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Buka isu").click()
    expect(page.locator("[name=title]")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []


def test_nothing_needs_scrolling_sideways(opened: Callable[..., Page], desk: Pages):
    # 720 is a desktop at 200 % zoom, 320 one at 400 % (WCAG 1.4.10).
    assert overflow(opened, desk, [1440, 1024, 720, 390, 320]) == {}


def test_words_without_end_break_nothing(opened: Callable[..., Page], desk: Pages):
    Item.objects.update(title="W" * 500)
    build.Story.objects.update(headline="W" * 500)
    build.Issue.objects.update(title="W" * 120, statement="W" * 400, next_step="W" * 160)
    build.Outlet.objects.update(name="W" * 120)
    build.Feed.objects.update(note_now="W" * 300)
    User.objects.update(name="W" * 120)
    assert overflow(opened, desk, [1440, 390]) == {}


# -- With and without JavaScript ----------------------------------------------------------------


def test_the_filter_changes_the_list_and_the_address(opened: Callable[..., Page], desk: Pages):
    page = opened(desk["berita"])
    page.focus("[name=tone]")
    page.select_option("[name=tone]", "na")
    page.wait_for_url("**/berita?tone=na")
    expect(page.locator(".row")).to_have_count(1)
    assert page.locator("#jumlah").inner_text() == "1 cerita, 1 pemuatan"
    expect(page.locator("[name=tone]")).to_be_focused()
    page.go_back()
    expect(page.locator(".row")).to_have_count(3)


def test_pulling_swaps_the_row_and_keeps_the_focus(opened: Callable[..., Page], desk: Pages):
    page = opened(desk["sumber"])
    button = page.get_by_role("button", name="Tarik sekarang Baru Lahir")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("segera ditarik")).to_be_visible()
    expect(button).to_be_focused()


def test_everything_works_without_javascript(opened: Callable[..., Page], desk: Pages):
    page = opened(desk["berita"], java_script_enabled=False)
    page.select_option("[name=tone]", "na")
    page.get_by_role("button", name="Tampilkan").click()
    assert page.locator(".row").count() == 1
    page.goto(desk["sumber"])
    page.get_by_role("button", name="Tarik sekarang Baru Lahir").click()
    assert "akan segera ditarik" in page.get_by_role("status").first.inner_text()
    page.goto(desk["satu isu"])
    page.fill("[name=next_step]", "rapat sore")
    page.get_by_role("button", name="Simpan").click()
    assert "Perubahan disimpan." in page.get_by_role("status").first.inner_text()


def test_on_a_phone_the_filter_waits_behind_its_word(opened: Callable[..., Page], desk: Pages):
    page = opened(desk["berita"], 390, 844, java_script_enabled=False)
    assert not page.locator("#saring").is_visible()
    page.get_by_role("link", name="Saring").click()
    assert page.locator("#saring").is_visible()


def test_pages_ask_nobody_else(opened: Callable[..., Page], desk: Pages, live_server):
    page, asked = opened(desk["berita"]), []
    page.on("request", lambda request: asked.append(request.url))
    for name in NAMES:
        page.goto(desk[name])
    assert asked and all(url.startswith(live_server.url) for url in asked)
