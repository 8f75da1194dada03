"""What people bring joins the flow like everything else, and never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role
from monitoring.intake import Clipping, Fate, clip, hand_in
from monitoring.models import Item, ItemText, Outlet
from monitoring.pages.extract import Extraction
from monitoring.pipeline.page_settling import settle
from tests.build import NOW, a_photo, make_outlet, make_region, make_user

pytestmark = pytest.mark.django_db

LINK = "https://kabar-kelana.test/2026/banjir"


def a_clipping(**values) -> Clipping:
    given = {
        "key": uuid4(),
        "medium": "cetak",
        "outlet": "Harian Pelita",
        "title": "Warga blokade jalan rusak",
        "published_at": NOW - timedelta(hours=5),
        "locator": "hal. 3",
    }
    return Clipping(**given | values)


@pytest.fixture
def clerk(client: Client) -> Client:
    make_region()
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    return client


def test_a_pasted_link_waits_for_its_page_under_the_outlet_of_its_host():
    outlet = make_outlet("Kabar Kelana", home="https://www.kabar-kelana.test/")

    (result,), cut = hand_in(LINK, make_user(), NOW)

    assert (result.fate, result.item.outlet, cut) == (Fate.NEW, outlet, 0)
    assert result.item.stage == Item.Stage.PAGE


def test_a_short_link_is_marked_as_one_that_leads_on():
    (short, usual), _cut = hand_in(f"https://s.id/banjir {LINK}", make_user(), NOW)
    assert (short.item.unresolved, usual.item.unresolved) == (True, False)


def test_an_unknown_host_becomes_an_outlet_that_waits_to_be_described():
    (result,), _cut = hand_in(LINK, make_user(), NOW)

    assert result.unknown
    assert (result.item.outlet.name, result.item.outlet.known) == ("kabar-kelana.test", False)


def test_pasting_twice_changes_nothing():
    hand_in(LINK, make_user(), NOW)

    (again,), _cut = hand_in(f"{LINK}?utm_source=wa", make_user(), NOW)

    assert again.fate == Fate.KNOWN
    assert Item.objects.count() == 1


def test_a_bare_link_takes_the_title_of_its_page():
    (result,), _cut = hand_in(LINK, make_user(), NOW)
    item = Item.objects.for_pages().claim(1, timedelta(minutes=1))[0]
    won = Extraction("Air naik " * 40, "standard", "", title="Banjir di Kelana")

    settle(item, won)

    result.item.refresh_from_db()
    assert result.item.title == "Banjir di Kelana"


def test_a_link_whose_page_cannot_be_read_is_set_aside_and_not_judged(clerk: Client):
    clerk.post(reverse("hand_in_links"), {"text": LINK})
    item = Item.objects.for_pages().claim(1, timedelta(minutes=1))[0]

    settle(item, Extraction("", "summary", "halaman menjawab 404"))

    item.refresh_from_db()
    assert item.stage == Item.Stage.QUARANTINE
    page = clerk.get(reverse("hand_in_links")).content.decode()
    assert "halaman tidak dapat dibaca: halaman menjawab 404" in page


def test_a_clipping_is_read_like_the_rest():
    item, created = clip(a_clipping(body="Jalan rusak parah."), make_user(), NOW)

    assert created
    assert (item.medium, item.locator, item.stage) == ("cetak", "hal. 3", Item.Stage.READ)
    assert item.text.rung == ItemText.Rung.GIVEN
    assert Outlet.objects.get().kind == Outlet.Kind.DAILY


def test_a_clipping_sent_twice_is_one():
    new = a_clipping()

    first, _ = clip(new, make_user(), NOW)
    again, created = clip(new, make_user(), NOW)
    same, created_too = clip(a_clipping(outlet="harian pelita"), make_user(), NOW)

    assert (first, first) == (again, same)
    assert not created
    assert not created_too


def test_a_clipping_of_an_address_we_have_is_that_item():
    (handed_in,), _cut = hand_in(LINK, make_user(), NOW)

    assert clip(a_clipping(url=LINK), make_user(), NOW) == (handed_in.item, False)


def test_a_time_in_the_future_is_cut_and_marked():
    item, _ = clip(a_clipping(published_at=NOW + timedelta(days=3)), make_user(), NOW)

    assert (item.published_at, item.published_from) == (NOW, Item.PublishedFrom.CLAMPED)


def test_a_clipping_that_prints_a_known_text_is_its_copy():
    words = " ".join(f"kata{n}" for n in range(60))
    first, _ = clip(a_clipping(body=words), make_user(), NOW)
    second, _ = clip(a_clipping(title="Judul lain", body=words), make_user(), NOW)

    second.refresh_from_db()
    assert second.copy_of == first


def test_the_page_says_what_became_of_each_link(clerk: Client):
    answer = clerk.post(reverse("hand_in_links"), {"text": f"{LINK}\nhttps://a.test/"})

    page = answer.content.decode()
    assert "1 baru, 0 sudah ada, 1 bukan tautan berita" in page
    assert "media belum dikenal" in page


def test_a_list_without_links_gets_an_answer(clerk: Client):
    page = clerk.post(reverse("hand_in_links"), {"text": "halo semua"}).content.decode()

    assert "Tidak ada tautan di teks itu" in page


def test_nothing_pasted_is_said_at_the_field(clerk: Client):
    answer = clerk.post(reverse("hand_in_links"), {"text": ""})

    assert answer.status_code == 422
    assert "paling sedikit satu tautan" in answer.content.decode()


def form(**values) -> dict[str, object]:
    given = {"medium": "cetak", "outlet": "Harian Pelita", "title": "Warga blokade jalan rusak"}
    return given | {"day": f"{timezone.localdate()}", "key": str(uuid4())} | values


def test_a_clipping_with_a_photo_is_kept_without_its_metadata(clerk: Client):
    answer = clerk.post(reverse("clipping"), form(files=[a_photo()]), follow=True)

    assert "masuk dan segera dibaca" in answer.content.decode()
    assert Item.objects.get().attachments.get().kind == "foto"


def test_a_pdf_named_jpg_is_a_pdf_and_a_text_named_jpg_is_refused(clerk: Client):
    pdf = SimpleUploadedFile("foto.jpg", b"%PDF-1.7 isi", "image/jpeg")
    text = SimpleUploadedFile("foto.jpg", b"bukan foto sama sekali", "image/jpeg")

    clerk.post(reverse("clipping"), form(files=[pdf]))
    refused = clerk.post(reverse("clipping"), form(title="Lain", files=[text]))

    assert Item.objects.get().attachments.get().kind == "pdf"
    assert refused.status_code == 422
    assert "bukan foto yang dapat dibaca" in refused.content.decode()


def test_a_photo_of_a_clipping_that_is_known_is_kept(clerk: Client):
    clerk.post(reverse("clipping"), form())

    clerk.post(reverse("clipping"), form(files=[a_photo()]))

    assert Item.objects.get().attachments.count() == 1


def test_five_files_are_too_many_and_nothing_else_is_lost(clerk: Client):
    answer = clerk.post(reverse("clipping"), form(files=[a_photo() for _ in range(5)]))

    assert "Paling banyak 4 berkas" in answer.content.decode()
    assert "Warga blokade jalan rusak" in answer.content.decode()


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", "🔥 مرحبا", "x" * 500], ids=["markup", "rtl", "long"]
)
def test_any_title_is_kept_as_it_was_written(clerk: Client, title: str):
    clerk.post(reverse("clipping"), form(title=title))

    assert Item.objects.get().title == title


def test_a_title_of_5000_letters_is_refused_with_words(clerk: Client):
    answer = clerk.post(reverse("clipping"), form(title="x" * 5000))

    assert answer.status_code == 422
    assert not Item.objects.exists()


def test_a_viewer_cannot_bring_anything(client: Client):
    client.force_login(make_user(role=Role.VIEWER))

    assert client.get(reverse("hand_in_links")).status_code == 403
    assert client.post(reverse("clipping"), form()).status_code == 403


@pytest.mark.parametrize("day", ["0001-01-01", "1900-05-05", "9999-12-31"])
def test_a_year_that_is_a_typing_error_is_refused_in_words(clerk: Client, day: str):
    sent = {"key": uuid4(), "medium": "cetak", "outlet": "Harian Pelita", "title": "Warga"}
    response = clerk.post(reverse("clipping"), sent | {"day": day})
    assert response.status_code == 422 and "tahunnya" in response.content.decode()
    assert not Item.objects.exists()


def test_many_links_read_the_outlets_once():
    by = make_user()
    text = "\n".join(f"https://kabar-kelana.test/2026/berita-{n}" for n in range(30))
    with CaptureQueriesContext(connection) as asked:
        results, _cut = hand_in(text, by, NOW)
    assert {result.item.outlet.name for result in results} == {"kabar-kelana.test"}
    # All of them at the start, and the new one by its key.
    assert sum('FROM "monitoring_outlet"' in one["sql"] for one in asked) == 2
