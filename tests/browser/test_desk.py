"""The desk by keyboard alone, by axe and by eye: saving, stepping, taking back, two at one text."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from commandcenter.accounts.models import User
from issues.models import Act, Coverage, Hold, Tone
from tests import build
from tests.browser.conftest import AXE, OVERFLOW, REPORTED
from tests.issues import desk_days

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
Opened = Callable[..., Page]


@pytest.fixture
def morning(db: None) -> list[Coverage]:
    """Fill the desk."""
    cache.clear()
    return desk_days.morning(timezone.now())


@pytest.fixture
def opened(browser: Browser, live_server, morning: list[Coverage]) -> Iterator[Opened]:
    """Open addresses of the desk as somebody; no page may complain."""
    contexts, said = [], []

    def new_page(address: str, user: User, width: int = 1440, height: int = 900, **how) -> Page:
        client = Client()
        client.force_login(user)
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, locale="id-ID", **how)
        contexts.append(context)
        context.add_cookies([session | {"url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.goto(live_server.url + address)
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert [text for text in said if not text.startswith(REPORTED)] == []


@pytest.fixture
def bayu(db: None) -> User:
    """Make the one at the keyboard."""
    return build.make_user("Bayu Saputra")


def title(page: Page) -> str:
    return page.locator("#judul").inner_text()


def settled(page: Page, coverage: Coverage) -> None:
    """Wait until this text is open, and past the moment in which a second press is ignored."""
    expect(page.locator(f'#penandaan[data-item="{coverage.pk}"]')).to_be_attached()
    page.wait_for_timeout(350)


def test_twenty_texts_are_worked_by_keyboard_alone(opened: Opened, bayu: User):
    at = timezone.now()
    Coverage.objects.all().delete()
    tones = [Tone.POSITIVE, Tone.NEUTRAL, Tone.NEGATIVE]
    rows = [
        desk_days.waiting(f"Berita nomor {n:02}", at + timedelta(seconds=n), tones[n % 3])
        for n in range(20)
    ]
    page, pressed, began = opened("/meja", bayu), 0, time.monotonic()
    for number, row in enumerate(rows):
        settled(page, row)
        # Every third is judged anew, the fifth is not about us, the others are accepted.
        keys = ["x"] if number == 4 else ["1", "Enter"] if number % 3 == 2 else ["Enter"]
        for key in keys:
            page.keyboard.press(key)
        pressed += len(keys)
    expect(page.get_by_role("heading", name="Antrean kosong")).to_be_visible()
    print(f"\n20 naskah: {pressed} ketukan, {time.monotonic() - began:.1f} detik")
    assert Act.objects.count() == 20 and pressed <= 30
    assert Coverage.objects.get(pk=rows[4].pk).tone == Tone.UNRELATED
    assert Coverage.objects.get(pk=rows[5].pk).tone == Tone.POSITIVE


def test_j_and_k_walk_the_queue_and_the_address_follows(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.keyboard.press("j")
    settled(page, morning[1])
    assert page.url.endswith(f"/meja/{morning[1].pk}") and "2 dari 7" in page.content()
    expect(page.locator("#judul")).to_be_focused()
    page.keyboard.press("k")
    settled(page, morning[0])
    page.go_back()
    settled(page, morning[1])
    assert not Act.objects.exists()


def test_what_was_saved_can_be_undone_after_a_reload(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    settled(page, morning[1])
    toast = page.locator("#kabar")
    expect(toast).to_contain_text("7 pemuatan ditandai Positif terhadap Gubernur oleh Anda")
    page.reload()
    settled(page, morning[1])
    page.keyboard.press("z")
    settled(page, morning[0])
    expect(toast).to_contain_text("Diurungkan: 7 pemuatan ditandai Positif")
    assert Coverage.objects.get(pk=morning[0].pk).tone == Tone.NEGATIVE


def test_a_double_press_saves_one_text_and_leaves_the_next_unread(
    opened: Opened, bayu: User, morning
):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    settled(page, morning[1])
    assert Act.objects.count() == 1


def test_two_people_at_one_text_do_not_overwrite_each_other(opened: Opened, bayu: User, morning):
    sari = build.make_user("Sari Dewi")
    address = f"/meja/{morning[0].pk}"
    mine = opened(address, bayu)
    expect(mine.get_by_text("Anda pegang sampai")).to_be_visible()
    hers = opened(address, sari)
    expect(hers.get_by_text("Dipegang Bayu sampai")).to_be_visible()
    hers.keyboard.press("Enter")
    expect(hers.get_by_role("alert")).to_contain_text("Bayu sedang memegang berita ini")
    hers.get_by_role("button", name="Ambil alih").click()
    expect(hers.get_by_text("Anda pegang sampai")).to_be_visible()
    settled(hers, morning[0])
    hers.locator("#judul").focus()
    hers.keyboard.press("2")
    hers.keyboard.press("Enter")
    expect(hers.locator("#kabar")).to_contain_text("ditandai Netral")
    mine.locator("#judul").focus()
    mine.keyboard.press("1")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("alert")).to_contain_text("baru saja ditandai orang lain")
    settled(mine, morning[0])
    expect(mine.locator(".towards[data-chosen] input[value=pos]")).to_be_checked()
    expect(mine.get_by_text("ditetapkan Sari")).to_be_visible()
    assert Coverage.objects.get(pk=morning[0].pk).tone == Tone.NEUTRAL
    mine.keyboard.press("Enter")
    # The second text is hers by now.
    settled(mine, morning[2])
    assert Coverage.objects.get(pk=morning[0].pk).tone == Tone.POSITIVE


def test_lists_are_searched_by_typing_and_keys_do_nothing_meanwhile(
    opened: Opened, bayu: User, morning
):
    page = opened(f"/meja/{morning[1].pk}", bayu)
    settled(page, morning[1])
    page.keyboard.press("i")
    page.keyboard.type("jalan x1")
    expect(page.get_by_text("Tidak ada yang cocok.")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=issue] .card")).to_contain_text("Jalan rusak di Pelita")
    page.keyboard.press("t")
    page.keyboard.type("kes")
    page.keyboard.press("Enter")
    page.keyboard.press("o")
    page.keyboard.type("bpsdm")
    page.keyboard.press("Enter")
    page.keyboard.press("w")
    page.keyboard.press("Escape")
    expect(page.locator(".chooser")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("#judul")).to_be_focused()
    page.keyboard.press("Enter")
    settled(page, morning[2])
    saved = Coverage.objects.get(pk=morning[1].pk)
    assert (saved.issue.title, saved.topic_id) == ("Jalan rusak di Pelita", "KES")
    assert saved.mentions.filter(office__key="kepala-bpsdm", tone="neu").exists()


def test_the_list_of_keys_opens_by_its_key(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Daftar tombol")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_leaving_a_text_lets_go_of_it(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    expect(page.get_by_text("Anda pegang sampai")).to_be_visible()
    page.keyboard.press("j")
    settled(page, morning[1])
    expect(page.get_by_text("Anda pegang sampai")).to_be_visible()
    page.wait_for_timeout(300)
    assert list(Hold.objects.values_list("item_id", flat=True)) == [morning[1].pk]


def test_without_an_answer_nothing_is_lost(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.route("**/simpan*", lambda route: route.abort())
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#kabar")).to_contain_text("Server tidak menjawab. Belum tersimpan")
    expect(page.locator(".towards[data-chosen] input[value=pos]")).to_be_checked()
    page.unroute("**/simpan*")
    page.keyboard.press("Enter")
    settled(page, morning[1])


def test_a_lost_session_does_not_take_the_answers_along(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu)
    settled(page, morning[0])
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    expect(page.locator("#kabar")).to_contain_text("Sesi berakhir")
    expect(page.locator(".towards[data-chosen] input[value=pos]")).to_be_checked()


def test_everything_works_without_javascript(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu, java_script_enabled=False)
    page.locator("select[name=topik_baru]").select_option("KES")
    page.locator("select[name=isu]").select_option(label="Jalan rusak di Pelita")
    page.get_by_role("button", name="Simpan, berikutnya").click()
    assert title(page) == morning[1].item.title
    saved = Coverage.objects.get(pk=morning[0].pk)
    assert saved.issue.title == "Jalan rusak di Pelita" and saved.topics.count() == 2
    page.get_by_role("button", name="Urungkan").click()
    assert "Diurungkan" in page.get_by_role("status").first.inner_text()
    page.get_by_role("button", name="Pegang", exact=True).click()
    assert page.get_by_text("Anda pegang sampai").is_visible()


def test_on_a_phone_queue_and_text_are_two_views(opened: Opened, bayu: User, morning):
    page = opened("/meja", bayu, 390, 844)
    assert not page.locator("#judul").is_visible() and not Hold.objects.exists()
    page.get_by_role("link", name="DPRD minta data").click()
    expect(page.locator("#judul")).to_be_visible()
    assert not page.locator(".waiting").is_visible()
    page.get_by_role("link", name="Antrean", exact=True).click()
    expect(page.locator(".waiting")).to_be_visible()


# -- By axe and by measure ----------------------------------------------------------------------


def addresses(morning: list[Coverage]) -> list[str]:
    first = f"/meja/{morning[0].pk}"
    return ["/meja", first, "/meja?lihat=saya", "/meja?tone=neg&saring=1"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_axe_reports_nothing(
    opened: Opened, bayu: User, morning, width: int, height: int, theme: str
):
    for address in addresses(morning):
        page = opened(address, bayu, width, height, color_scheme=theme)
        page.wait_for_timeout(300)
        found = Axe().run(page, options=AXE).response["violations"]
        faults = [f"{fault['id']}: {n['html'][:140]}" for fault in found for n in fault["nodes"]]
        assert faults == [], address


@pytest.mark.parametrize("width", [3840, 1920, 1440, 1366, 1024, 720, 390, 320])
def test_nothing_needs_scrolling_sideways(opened: Opened, bayu: User, morning, width: int):
    morning[0].item.outlet.name = morning[0].item.title = "W" * 120
    morning[0].item.outlet.save()
    morning[0].item.save()
    for address in addresses(morning):
        page = opened(address, bayu, width, 900)
        page.wait_for_timeout(200)
        assert page.evaluate(OVERFLOW) <= 0, address
