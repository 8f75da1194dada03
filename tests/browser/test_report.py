"""Reporting from the field in a real browser: no signal, lost answers, shared phones."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from commandcenter.accounts.models import Role, User
from monitoring.models import FieldReport, Region
from tests.browser.conftest import AXE, OVERFLOW
from tests.build import make_region, make_user

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
# Controls on a phone that are smaller than a thumb; links in running text are text.
SMALL = """() => [...document.querySelectorAll("main :is(button, .button, select, textarea, "
  + "input:not([type=hidden]):not([type=radio]):not([type=checkbox]), .report-choice, .check)")]
  .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
  .map((e) => e.outerHTML.slice(0, 90))"""
CONTROLLED = """() => navigator.serviceWorker.controller ? true : new Promise((done) =>
  navigator.serviceWorker.addEventListener("controllerchange", () => done(true), { once: true }))"""
# What is said after "Mengirim…": the background may be faster than the words for waiting.
TOLD = re.compile("Menunggu sinyal|Nomor LL-")
WHAT = "Jembatan gantung di Muara Teduh putus diterjang banjir"
Phone = Callable[..., Page]


@pytest.fixture
def phone(browser: Browser, live_server) -> Iterator[BrowserContext]:
    """Return a phone whose pages may complain about nothing but a missing signal."""
    size = {"width": 390, "height": 844}
    context = browser.new_context(viewport=size, locale="id-ID", has_touch=True)
    said: list[str] = []
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("console", lambda message: said.append(message.text))
    yield context
    context.close()
    assert [text for text in said if not text.startswith("Failed to load resource")] == []


def log_in(phone: BrowserContext, user: User, address: str) -> None:
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    phone.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def ready(page: Page) -> Page:
    """Wait until the form listens and the phone keeps what it needs."""
    page.wait_for_selector("#lapor[data-ready]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def opened(phone: BrowserContext, user: User, live_server) -> Page:
    log_in(phone, user, live_server.url)
    page = phone.new_page()
    page.goto(live_server.url + "/lapor")
    ready(page)
    # The worker takes the page over; only then does a reload need no signal.
    page.evaluate(CONTROLLED)
    return page


def photo(side: int = 2400) -> bytes:
    """Return a photo with metadata, far above what a weak signal carries."""
    file, exif = BytesIO(), Image.Exif()
    exif[0x010F] = "Pabrik rahasia"
    picture = Image.effect_noise((side, side), 80).convert("RGB")
    picture.save(file, "JPEG", quality=95, exif=exif)
    return file.getvalue()


def write(page: Page, what: str = WHAT) -> None:
    page.fill("[name=what]", what)
    page.select_option("[name=district]", label="Muara Teduh")
    page.select_option("[name=village]", label="Desa Limau Ayu")
    page.get_by_label("Melihat sendiri").check()
    page.get_by_label("Mendesak").check()


def kept(page: Page) -> None:
    expect(page.locator("#draf")).to_have_text("Draf tersimpan di ponsel ini.")
    page.wait_for_timeout(500)


# -- Without a signal ---------------------------------------------------------------------------


def test_a_report_written_without_a_signal_arrives_exactly_once(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    phone.set_offline(True)
    page.reload()
    ready(page)
    expect(page.locator("#wilayah-akun")).to_contain_text("Kabupaten Serunai")
    write(page)
    page.set_input_files(
        "[name=photos]", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo()}]
    )
    expect(page.locator("#foto-daftar li")).to_have_count(1)
    kept(page)

    page.reload()
    ready(page)
    expect(page.locator("[name=what]")).to_have_value(WHAT)
    expect(page.locator("[name=village]")).to_have_value("99.04.01.2001")
    expect(page.get_by_label("Mendesak")).to_be_checked()
    expect(page.locator("#foto-daftar li")).to_have_count(1)

    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar h2")).to_have_text("Menunggu sinyal (1)")
    expect(page.locator("#kabar")).to_contain_text("Menunggu sinyal")
    expect(page.locator("[name=what]")).to_have_value("")
    assert not FieldReport.objects.exists()

    page.reload()
    ready(page)
    expect(page.locator("#keluar li strong")).to_have_text(WHAT)
    phone.set_offline(False)
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")
    report = FieldReport.objects.get()
    assert report.number in page.locator("#keluar li").inner_text()
    assert (report.item.title, report.village_id, report.urgency) == (
        *(WHAT, "99.04.01.2001", "mendesak"),
    )
    picture = report.item.attachments.get()
    assert picture.size <= 400_000 and b"rahasia" not in picture.file.read()
    page.goto(live_server.url + "/lapor/saya")
    expect(page.locator("main")).to_contain_text("Diterima")
    assert FieldReport.objects.count() == 1


def test_a_lost_answer_does_not_make_two_reports(phone: BrowserContext, dewi: User, live_server):
    page = opened(phone, dewi, live_server)
    write(page)

    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/lapor", lose)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#kabar")).to_contain_text(TOLD)
    page.unroute("**/lapor")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")
    expect(page.locator("#kabar")).to_contain_text("Nomor LL-")
    assert lost[0] == 201 and FieldReport.objects.count() == 1


def test_two_tabs_with_the_same_draft_send_one_report(
    phone: BrowserContext, dewi: User, live_server
):
    first = opened(phone, dewi, live_server)
    write(first)
    kept(first)
    second = phone.new_page()
    second.goto(live_server.url + "/lapor")
    ready(second)
    expect(second.locator("[name=what]")).to_have_value(WHAT)
    for page in (first, second):
        page.get_by_role("button", name="Kirim", exact=True).click()
    expect(first.locator("#kabar")).to_contain_text("Nomor LL-")
    expect(second.locator("#kabar")).to_contain_text("sudah dikirim dari tab lain")
    expect(second.locator("[name=what]")).to_have_value(WHAT)
    assert FieldReport.objects.count() == 1


def test_a_hotel_page_instead_of_an_answer_loses_nothing(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    write(page)
    portal, asked = "<html>Selamat datang di WiFi kami</html>", []

    def welcome(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=200, body=portal)

    page.route("**/lapor", welcome)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#kabar")).to_contain_text(TOLD)
    page.unroute("**/lapor")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")
    assert asked == ["POST"] and FieldReport.objects.count() == 1


# -- Sessions and shared phones -----------------------------------------------------------------


def test_when_the_session_has_ended_the_report_waits_for_the_login(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    write(page)
    phone.clear_cookies()
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("Masuk lagi untuk mengirim")
    expect(page.get_by_role("link", name="Masuk lagi")).to_be_visible()
    assert not FieldReport.objects.exists()
    log_in(phone, dewi, live_server.url)
    page.goto(live_server.url + "/lapor")
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")
    assert FieldReport.objects.count() == 1


def test_another_account_on_the_phone_neither_sees_nor_sends_what_waits(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    write(page)
    kept(page)
    phone.set_offline(True)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar h2")).to_have_text("Menunggu sinyal (1)")
    write(page, "Draf kedua milik Dewi")
    kept(page)
    phone.clear_cookies()
    phone.set_offline(False)
    other = make_user("Komang Jaya", Role.CONTRIBUTOR, region=dewi.region)
    page = opened(phone, other, live_server)
    expect(page.locator("#keluar")).to_contain_text("dari akun lain")
    assert WHAT not in page.content() and "Draf kedua" not in page.content()
    expect(page.locator("[name=what]")).to_have_value("")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1000)
    assert not FieldReport.objects.filter(item__entered_by=other).exists()


def test_after_logging_out_the_kept_form_shows_nothing_of_anybody(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    write(page)
    kept(page)
    page.locator(".menu-me summary").click()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk**")
    phone.set_offline(True)
    page.goto(live_server.url + "/lapor")
    expect(page.locator("#tanpa-akun")).to_be_visible()
    expect(page.locator("#lapor")).to_be_hidden()
    assert WHAT not in page.content() and "Dewi" not in page.content()
    phone.set_offline(False)
    page = opened(phone, dewi, live_server)
    expect(page.locator("[name=what]")).to_have_value(WHAT)


# -- By hand and by eye -------------------------------------------------------------------------


def test_what_is_no_photo_is_said_at_once_and_the_fifth_is_not_taken(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    good = {"mimeType": "image/jpeg", "buffer": photo(60)}
    wrong = {"name": "surat.jpg", "mimeType": "image/jpeg", "buffer": b"%PDF-1.4"}
    files = [wrong, *({"name": f"{n}.jpg"} | good for n in range(5))]
    page.set_input_files("[name=photos]", files)
    expect(page.locator("#foto-daftar li")).to_have_count(4)
    words = page.locator("#foto-salah")
    expect(words).to_contain_text("“surat.jpg” bukan foto yang dapat dibaca")
    expect(words).to_contain_text("“4.jpg” tidak disertakan")
    page.get_by_role("button", name="Hapus foto 1").click()
    expect(page.locator("#foto-daftar li")).to_have_count(3)


def test_what_the_server_refuses_comes_back_to_be_mended(
    phone: BrowserContext, dewi: User, live_server
):
    page = opened(phone, dewi, live_server)
    write(page)
    page.fill("[name=happened_at]", "2020-01-01T10:00")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("lebih dari setahun lalu")
    page.get_by_role("button", name="Perbaiki").click()
    expect(page.locator("[name=what]")).to_have_value(WHAT)
    expect(page.locator("#keluar")).to_be_hidden()
    page.fill("[name=happened_at]", page.evaluate("new Date().toISOString().slice(0, 16)"))
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")


def test_the_province_changes_the_regency_and_keeps_what_was_written(
    phone: BrowserContext, serunai: Region, live_server
):
    make_region("99.05", "Kabupaten Kelana")
    page = opened(phone, make_user(role=Role.RAPID_RESPONSE), live_server)
    page.fill("[name=what]", WHAT)
    page.select_option("[name=region]", "99.04")
    page.wait_for_url("**/lapor?wilayah=99.04")
    ready(page)
    expect(page.locator("[name=what]")).to_have_value(WHAT)
    page.select_option("[name=district]", label="Bukit Serai")
    page.select_option("[name=village]", label="Desa Dano")
    page.get_by_label("Warga", exact=True).check()
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("Terkirim. Nomor LL-")
    assert FieldReport.objects.get().village_id == "99.04.02.2001"


def test_a_position_is_sent_only_when_ticked(phone: BrowserContext, dewi: User, live_server):
    phone.grant_permissions(["geolocation"], origin=live_server.url)
    phone.set_geolocation({"latitude": -8.58341, "longitude": 116.11678})
    page = opened(phone, dewi, live_server)
    write(page)
    page.get_by_label("Sertakan posisi saya").check()
    expect(page.locator("#posisi-kata")).to_contain_text("100 meter")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("Terkirim")
    report = FieldReport.objects.get()
    assert (report.latitude, report.longitude) == (-8.583, 116.117)


def test_without_javascript_the_form_works(browser: Browser, dewi: User, live_server):
    context = browser.new_context(java_script_enabled=False)
    log_in(context, dewi, live_server.url)
    page = context.new_page()
    page.goto(live_server.url + "/lapor")
    write(page)
    page.get_by_role("button", name="Kirim", exact=True).click()
    assert "Laporan diterima dengan nomor LL-" in page.get_by_role("status").first.inner_text()
    context.close()
    assert FieldReport.objects.get().village_id == "99.04.01.2001"


def test_where_a_browser_keeps_nothing_the_form_is_posted_as_any_other(
    phone: BrowserContext, dewi: User, live_server
):
    phone.add_init_script("IDBFactory.prototype.open = () => { throw new Error('private') }")
    log_in(phone, dewi, live_server.url)
    page = phone.new_page()
    page.goto(live_server.url + "/lapor")
    write(page)
    page.set_input_files(
        "[name=photos]", [{"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(60)}]
    )
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Laporan diterima dengan nomor LL-")
    assert FieldReport.objects.get().item.attachments.count() == 1


def test_a_full_phone_is_told_and_the_form_stays(phone: BrowserContext, dewi: User, live_server):
    page = opened(phone, dewi, live_server)
    write(page)
    kept(page)
    page.evaluate(
        "() => { IDBObjectStore.prototype.add = IDBObjectStore.prototype.put ="
        " () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#kabar")).to_contain_text("Penyimpanan ponsel ini penuh")
    expect(page.locator("[name=what]")).to_have_value(WHAT)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_are_sound_by_axe_by_thumb_and_by_width(
    phone: BrowserContext, dewi: User, live_server, theme: str
):
    page = opened(phone, dewi, live_server)
    page.emulate_media(color_scheme=theme)
    write(page, "W" * 400)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("#keluar li")).to_contain_text("Terkirim")
    write(page)
    wrong: dict[str, object] = {}
    desk = make_user(role=Role.RAPID_RESPONSE)
    pages = [("/lapor", dewi), ("/lapor/saya", dewi), ("/lapor/luring", dewi), ("/laporan", desk)]
    for address, user in pages:
        log_in(phone, user, live_server.url)
        page.goto(live_server.url + address)
        for width in (390, 360, 320, 1440):
            page.set_viewport_size({"width": width, "height": 700})
            if (by := page.evaluate(OVERFLOW)) > 0:
                wrong[f"{address} {width} wide"] = by
        page.set_viewport_size({"width": 360, "height": 640})
        wrong |= {f"{address} small": found for found in page.evaluate(SMALL)}
        found = Axe().run(page, options=AXE).response["violations"]
        wrong |= {f"{address} {f['id']}": f["nodes"][0]["html"][:160] for f in found}
    assert wrong == {}
