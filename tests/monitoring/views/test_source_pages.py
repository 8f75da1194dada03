"""The pages through which sources come in: without JavaScript, and nothing before it is said."""

from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commandcenter.accounts.models import Role
from monitoring.models import Feed, Outlet
from tests.build import NOW, make_feed, make_item, make_outlet, make_region, make_user
from tests.monitoring.loopback import Loopback, loopback

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(client: Client) -> Client:
    make_region()
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    return client


@pytest.fixture
def site(settings: Any) -> Iterator[Loopback]:
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    with loopback() as opened:
        link = '<link rel="alternate" type="application/rss+xml" href="/feed/">'
        page = f"<html><head>{link}</head><body>Beranda</body></html>"
        opened.says("/", page.encode(), Content_Type="text/html")
        item = "<item><title>Panen &lt;b&gt; raya</title><link>https://suara.test/1</link></item>"
        feed = f"<rss version='2.0'><channel><title>Suara Seroja</title>{item}</channel></rss>"
        opened.says("/feed/", feed.encode())
        yield opened


def looked(worker: Client, site: Loopback) -> Any:
    return worker.post(reverse("add_source"), {"address": site.url("/")})


def filled(page: Any, **values: Any) -> dict[str, Any]:
    """Return what a browser sends for a preview: the first candidate, described."""
    given = {"name": "Suara Seroja", "kind": "online", "tier": 3, "chosen": "0"}
    return given | {"seen": page.context["seen"]} | values


# -- Adding -------------------------------------------------------------------------------------


def test_a_preview_shows_what_would_be_watched_and_writes_nothing(worker: Client, site: Loopback):
    page = looked(worker, site).content.decode()
    assert "Panen" in page and "tanpa tanggal" in page and "1 entri" in page
    assert "<b> raya" not in page
    assert not Feed.objects.exists() and not Outlet.objects.exists()


def test_the_form_asks_with_the_name_of_the_feed(worker: Client, site: Loopback):
    assert looked(worker, site).context["form"].initial["name"] == "Suara Seroja"


def test_what_was_chosen_is_watched_without_a_second_fetch(worker: Client, site: Loopback):
    data = filled(looked(worker, site))
    asked = len(site.asked)
    assert worker.post(reverse("save_source"), data).status_code == 302
    feed = Feed.objects.get()
    assert (feed.url, feed.kind, feed.outlet.known) == (site.url("/feed/"), "rss", True)
    assert feed.due_at is not None and len(site.asked) == asked


def test_a_form_sent_twice_makes_one_feed(worker: Client, site: Loopback):
    data = filled(looked(worker, site))
    for _time in range(2):
        worker.post(reverse("save_source"), data)
    assert Feed.objects.count() == 1 and Outlet.objects.count() == 1


def test_what_was_not_previewed_cannot_be_saved(worker: Client, site: Loopback):
    data = filled(looked(worker, site))
    data["seen"] = data["seen"][:-2] + "xx"
    page = worker.post(reverse("save_source"), data, follow=True).content.decode()
    assert "kedaluwarsa" in page and not Feed.objects.exists()


def test_nothing_chosen_is_asked_for_with_the_preview_as_it_was(worker: Client, site: Loopback):
    data = filled(looked(worker, site), chosen="7", name="")
    answer = worker.post(reverse("save_source"), data)
    page = answer.content.decode()
    assert answer.status_code == 422 and "paling sedikit satu" in page and "Panen" in page
    assert worker.post(reverse("save_source"), filled(answer)).status_code == 302


def test_an_outlet_recognised_by_its_host_is_chosen_already(worker: Client, site: Loopback):
    suara = make_outlet(home=site.url("/"))
    page = looked(worker, site)
    assert page.context["form"].initial["existing"] == suara
    worker.post(reverse("save_source"), filled(page, existing=suara.pk, name=""))
    assert Feed.objects.get().outlet == suara


def test_another_domain_of_an_outlet_becomes_one_of_its_hosts(worker: Client, site: Loopback):
    suara = make_outlet(home="https://suara.test/")
    worker.post(reverse("save_source"), filled(looked(worker, site), existing=suara.pk))
    suara.refresh_from_db()
    assert suara.hosts == ["127.0.0.1"]


def test_a_blocked_outlet_is_not_added_by_the_back_door(worker: Client, site: Loopback):
    make_outlet(home=site.url("/"), blocked=True)
    answer = worker.post(reverse("save_source"), filled(looked(worker, site)))
    assert "ditolak" in answer.content.decode() and not Feed.objects.exists()


def test_an_address_that_is_watched_cannot_be_chosen_again(worker: Client, site: Loopback):
    make_feed(make_outlet("Pelita"), url=site.url("/feed/"))
    page = looked(worker, site).content.decode()
    assert "Sudah dipantau untuk <bdi>Pelita</bdi>" in page and " disabled" in page


def test_an_address_that_is_refused_says_why_on_the_form(worker: Client):
    answer = worker.post(reverse("add_source"), {"address": "http://10.1.2.3/"})
    assert answer.status_code == 422 and "jaringan dalam" in answer.content.decode()


# -- Importing ----------------------------------------------------------------------------------


def upload(worker: Client, body: bytes, name: str = "../../x.py") -> Any:
    file = SimpleUploadedFile(name, body)
    return worker.post(reverse("import_sources"), {"file": file})


def test_p4_an_import_is_judged_by_what_it_holds_and_writes_nothing(worker: Client):
    answer = upload(
        worker, b"umpan\nhttps://suara.test/rss\nfile:///etc/passwd", "a.csv\u202etxt.exe"
    )
    page = answer.content.decode()
    assert "1 baru, 0 sudah ada, 1 ditolak" in page and not Feed.objects.exists()


def test_what_was_judged_is_taken_in_and_counted(worker: Client):
    seen = upload(worker, b"umpan;media\nhttps://suara.test/rss;Suara").context["seen"]
    page = worker.post(reverse("save_imported"), {"seen": seen}).content.decode()
    assert "Selesai diimpor" in page and Feed.objects.get().outlet.name == "Suara"
    again = worker.post(reverse("save_imported"), {"seen": seen}).content.decode()
    assert "1 baru" not in again and Feed.objects.count() == 1


def test_a_report_that_is_not_ours_is_not_taken_in(worker: Client):
    answer = worker.post(reverse("save_imported"), {"seen": "palsu"}, follow=True)
    assert "kedaluwarsa" in answer.content.decode()


@pytest.mark.parametrize("body", [b"x", b"\x1f\x8b\x08", b"<opml/>"])
def test_a_file_that_is_no_list_says_so_on_the_form(worker: Client, body: bytes):
    answer = upload(worker, body)
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("name", ["export_opml", "export_csv"])
def test_sources_are_exported_as_a_file(worker: Client, name: str):
    make_feed(make_outlet(home="https://suara.test/"), url="https://suara.test/rss")
    answer = worker.get(reverse(name))
    assert (
        "attachment" in answer["Content-Disposition"]
        and b"https://suara.test/rss" in answer.content
    )


# -- Outlets nobody described -------------------------------------------------------------------


@pytest.fixture
def kabar(db: None) -> Outlet:
    outlet = make_outlet("kabar.test", home="https://kabar.test/", known=False)
    address = "https://kabar.test/1"
    make_item("Panen raya <i>", outlet=outlet, stage="page", due_at=NOW, url=address)
    return outlet


def test_the_list_names_what_waits(worker: Client, kabar: Outlet):
    page = worker.get(reverse("unknown_outlets")).content.decode()
    assert "kabar.test" in page and "Panen raya &lt;i&gt;" in page


def test_the_page_of_an_outlet_asks_everything_that_can_be_decided(worker: Client, kabar: Outlet):
    page = worker.get(reverse("unknown_outlet", args=[kabar.pk])).content.decode()
    assert [
        name for name in ("name", "into", "reason", "note") if f'name="{name}"' not in page
    ] == []


def test_an_outlet_is_described(worker: Client, kabar: Outlet):
    data = {"name": "Kabar Pulau", "kind": "radio", "tier": 2}
    worker.post(reverse("describe_outlet", args=[kabar.pk]), data)
    kabar.refresh_from_db()
    assert (kabar.name, kabar.kind, kabar.tier, kabar.known) == ("Kabar Pulau", "radio", 2, True)


def test_a_description_without_a_name_is_asked_for_again(worker: Client, kabar: Outlet):
    assert worker.post(reverse("describe_outlet", args=[kabar.pk]), {}).status_code == 422


def test_an_outlet_is_merged_and_a_second_click_says_so(worker: Client, kabar: Outlet):
    suara = make_outlet(home="https://suara.test/")
    address = reverse("merge_outlet", args=[kabar.pk])
    assert worker.post(address, {"into": suara.pk}).status_code == 302
    assert suara.items.count() == 1
    assert "sebelumnya" in worker.post(address, {"into": suara.pk}, follow=True).content.decode()


def test_an_outlet_is_blocked_listed_and_taken_in_again(worker: Client, kabar: Outlet):
    worker.post(reverse("block_outlet", args=[kabar.pk]), {"reason": "spam", "note": "iklan"})
    page = worker.get(reverse("unknown_outlets") + "?keadaan=ditolak").content.decode()
    assert "Spam: iklan" in page and "1 berita, 1 disisihkan" in page
    worker.post(reverse("unblock_outlet", args=[kabar.pk]))
    assert kabar.items.get().stage == "page"


def test_a_link_of_a_blocked_outlet_is_refused_in_words(worker: Client, kabar: Outlet):
    Outlet.objects.update(blocked=True, block_note="Tiruan media lain")
    page = worker.post(reverse("hand_in_links"), {"text": "https://kabar.test/9"}).content.decode()
    assert "media ini ditolak: Tiruan media lain" in page
    assert not kabar.items.filter(url__endswith="/9").exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.LEADERSHIP, Role.HIGHLIGHT, Role.CONTRIBUTOR])
@pytest.mark.parametrize("name", ["add_source", "import_sources", "unknown_outlets", "export_csv"])
def test_only_those_who_keep_the_sources_get_in(client: Client, role: str, name: str):
    client.force_login(make_user(role=role))
    assert client.get(reverse(name)).status_code == 403
