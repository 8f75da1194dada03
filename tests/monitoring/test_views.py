"""The sources page: trouble first, with words, and a pull that only hints."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from monitoring.models import Entry, Feed, HealthChange
from monitoring.sources.advice import WORDS
from monitoring.sources.health import Advice
from monitoring.sources.listed import TROUBLE, counts
from tests.build import make_feed, make_fetch, make_item, make_outlet, make_region, make_user

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody of the rapid-response team in the home province."""
    make_region()
    client.force_login(make_user())
    return client


def text(client: Client, address: str, **headers: str) -> str:
    return " ".join(client.get(address, headers=headers).content.decode().split())


def good(name: str, **values: object) -> Feed:
    at = timezone.now()
    given = {"outcome": "new", "fetched_at": at, "good_at": at, "outcome_since": at}
    given |= {"health": "sehat", "health_since": at}
    return make_feed(make_outlet(name), **given | values)


def broken(name: str, **values: object) -> Feed:
    at = timezone.now()
    given = {"outcome": "not_a_feed", "outcome_since": at, "fetched_at": at}
    given |= {"health": "bukan-umpan", "health_since": at, "health_reason": "jawaban berupa HTML"}
    return make_feed(make_outlet(name), **given | values)


def test_trouble_comes_first_and_switched_off_last(desk: Client):
    make_feed(make_outlet("Mati Suri"), enabled=False, health="mati")
    good("Antar Pulau")
    make_feed(make_outlet("Baru Lahir"))
    broken("Warta Pinisi")
    page = text(desk, "/sumber")
    names = ["Warta Pinisi", "Baru Lahir", "Antar Pulau", "Mati Suri"]
    assert sorted(names, key=page.index) == names


def test_a_broken_source_says_what_since_when_and_what_to_do(desk: Client):
    broken("Warta Pinisi", health_since=timezone.now() - timedelta(days=3))
    page = text(desk, "/sumber")
    for words in ("Bukan umpan", "sejak", "<bdi>Jawaban berupa HTML</bdi>."):
        assert words in page
    assert str(WORDS[Advice.FIND_FEED]) in page
    assert "belum pernah berhasil" in page


def test_a_source_never_tried_shows_no_zero(desk: Client):
    make_feed(make_outlet("Baru Lahir"))
    page = text(desk, "/sumber")
    assert "Belum ditarik" in page and "belum ada data" in page
    assert ">0</td>" not in page


def test_a_feed_is_unverified_until_it_was_read_once(desk: Client):
    good("Antar Pulau")
    assert "belum diverifikasi" not in text(desk, "/sumber")
    broken("Warta Pinisi")
    make_feed(make_outlet("Baru Lahir"))
    assert text(desk, "/sumber").count("belum diverifikasi") == 2


def test_entries_of_today_are_counted_from_local_midnight(desk: Client):
    feed = good("Antar Pulau")
    today = timezone.now()
    for number, seen_at in enumerate([today, today - timedelta(days=2)]):
        Entry.objects.create(feed=feed, guid_hash=str(number), seen_at=seen_at)
    assert ">1</td>" in text(desk, "/sumber")


def test_counts_are_what_the_tabs_list(desk: Client):
    good("A"), broken("B"), make_feed(make_outlet("C")), good("D", health="senyap")
    found = counts()
    assert (found.total, found.troubled) == (4, 2)
    for health, number in [*found.by_health, ("bermasalah", found.troubled)]:
        assert text(desk, f"/sumber?keadaan={health}").count('<tr class="source') == number


def test_every_health_but_three_is_trouble():
    assert set(Feed.Health) - set(TROUBLE) == {"sehat", "belum", "mati"}


def test_the_list_can_be_searched_and_narrowed(desk: Client):
    good("Antar Pulau"), broken("Warta Pinisi"), broken("Radar Serunai")
    page = text(desk, "/sumber?keadaan=bermasalah&cari=pinisi")
    assert "Warta Pinisi" in page
    assert "Radar Serunai" not in page and "Antar Pulau" not in page


@pytest.mark.parametrize("words", ["keadaan=xx", "cari=%00", "cari=%25'", "cari=" + "a" * 3000])
def test_any_address_of_the_list_is_answered(desk: Client, words: str):
    assert desk.get(f"/sumber?{words}").status_code == 200


def test_htmx_gets_the_list_alone(desk: Client):
    response = desk.get("/sumber", headers=HX)
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_the_list_asks_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    broken("Warta Pinisi")
    desk.get("/sumber")
    for number in range(8):
        good(f"Media {number}")
    with django_assert_num_queries(12):
        desk.get("/sumber")


def test_pulling_makes_the_feed_due_now_and_wakes_the_collectors(
    desk: Client, django_capture_on_commit_callbacks
):
    feed = good("Antar Pulau", due_at=timezone.now() + timedelta(hours=1))
    sending = patch("monitoring.nudge.current_app.send_task")
    with sending as send, django_capture_on_commit_callbacks(execute=True):
        response = desk.post(f"/sumber/{feed.pk}/tarik")
    feed.refresh_from_db()
    assert response.headers["Location"] == "/sumber"
    assert feed.due_at <= timezone.now()
    assert send.call_args.args == ("monitoring.collect_feeds",)


def test_with_htmx_pulling_answers_with_the_row(desk: Client):
    feed = good("Antar Pulau")
    page = desk.post(f"/sumber/{feed.pk}/tarik", headers=HX).content.decode()
    assert page.startswith("<tr") and "segera ditarik" in page


def test_a_pulled_row_looks_again_until_the_answer_is_in(desk: Client):
    feed = good("Antar Pulau")
    page = desk.post(f"/sumber/{feed.pk}/tarik", headers=HX).content.decode()
    assert f"/sumber/{feed.pk}?ke=2" in page
    page = desk.get(f"/sumber/{feed.pk}?ke=2", headers=HX).content.decode()
    assert "segera ditarik" in page and "ke=3" in page
    Feed.objects.update(due_at=timezone.now() + timedelta(minutes=5))
    page = desk.get(f"/sumber/{feed.pk}?ke=3", headers=HX).content.decode()
    assert "segera ditarik" not in page and "ke=" not in page


@pytest.mark.parametrize("look", ["10", "11", "-1", "x", "9" * 40, ""])
def test_a_row_does_not_look_for_ever(desk: Client, look: str):
    feed = good("Antar Pulau", due_at=timezone.now() - timedelta(minutes=1))
    page = desk.get(f"/sumber/{feed.pk}?ke={look}", headers=HX).content.decode()
    assert page.startswith("<tr") and "ke=" not in page


def test_a_feed_that_is_off_stays_off(desk: Client):
    feed = make_feed(make_outlet(), enabled=False)
    response = desk.post(f"/sumber/{feed.pk}/tarik", follow=True)
    feed.refresh_from_db()
    assert feed.due_at is None
    assert "sedang dimatikan" in response.content.decode()


def test_who_may_only_read_sees_no_button_and_is_refused(client: Client):
    feed = good("Antar Pulau")
    client.force_login(make_user(role=Role.VIEWER))
    assert "Tarik sekarang" not in text(client, "/sumber")
    assert client.post(f"/sumber/{feed.pk}/tarik").status_code == 403


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AGENCY])
def test_sources_are_closed_to_those_who_only_report(client: Client, role: str):
    client.force_login(make_user(role=role))
    assert client.get("/sumber").status_code == 403


def test_foreign_text_stays_text(desk: Client):
    broken("<script>alert(1)</script>", health_reason="<img src=x onerror=alert(1)>")
    page = text(desk, "/sumber")
    assert "<script>alert" not in page and "<img src=x" not in page


def test_a_long_list_has_pages(desk: Client):
    for number in range(60):
        good(f"Media {number}")
    first, second = text(desk, "/sumber?cari=media"), text(desk, "/sumber?cari=media&halaman=2")
    assert first.count('<tr class="source') == 50 and second.count('<tr class="source') == 10
    assert "?cari=media&amp;halaman=2" in first


def test_a_pulled_row_says_at_once_how_the_feed_does(desk: Client):
    feed = good("Antar Pulau", outcome="gone", note_now="jawaban 404")
    page = desk.get(f"/sumber/{feed.pk}", headers=HX).content.decode()
    assert "Hilang" in page and "Jawaban 404" in page


def test_a_feed_has_a_page_with_its_history_and_its_last_attempts(desk: Client):
    feed = good(
        "Antar Pulau", interval=timedelta(minutes=20), interval_reason="Mengikuti kebiasaan"
    )
    make_fetch(feed, timezone.now())
    feed.fetches.update(seen=30, new=2, cut=5, skipped=1, page=3, gap=True)
    at = timezone.now() - timedelta(days=1)
    HealthChange.objects.create(feed=feed, at=at, before="galat", after="sehat")
    page = text(desk, f"/sumber/{feed.pk}")
    for words in ("30 entri, 2 baru", "5 melebihi batas", "arsip halaman 3", "1 ditolak"):
        assert words in page
    for words in ("mungkin ada yang terlewat", "Galat →", "20 mnt", "Mengikuti kebiasaan"):
        assert words in page


def test_a_feeds_page_asks_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    feed = good("Antar Pulau")
    make_fetch(feed)
    desk.get("/sumber")
    with django_assert_num_queries(12):
        desk.get(f"/sumber/{feed.pk}")


def test_a_day_has_a_bar_for_its_articles(desk: Client):
    feed = good("Antar Pulau")
    for number in range(3):
        item = make_item(at=timezone.now())
        Entry.objects.create(feed=feed, item=item, guid_hash=f"{number}", seen_at=timezone.now())
    page = text(desk, f"/sumber/{feed.pk}")
    assert "3 berita dalam 28 hari, paling banyak 3 sehari." in page
    assert page.count('class="strip-bar"') == 28


@pytest.mark.parametrize(("deed", "enabled"), [("matikan", False), ("nyalakan", True), ("x", True)])
def test_a_feed_is_switched_off_and_on(desk: Client, deed: str, enabled: bool):
    feed = good("Antar Pulau")
    assert desk.post(f"/sumber/{feed.pk}/ubah", {"aksi": deed}).status_code == 302
    feed.refresh_from_db()
    assert feed.enabled is enabled
    assert (feed.health == "mati") is not enabled


def test_the_archive_is_asked_for(desk: Client):
    feed = good("Antar Pulau")
    desk.post(f"/sumber/{feed.pk}/ubah", {"aksi": "arsip"})
    feed.refresh_from_db()
    assert feed.page == 2 and feed.due_at <= timezone.now()


def test_a_move_is_followed_once_somebody_agrees(desk: Client):
    feed = good("Antar Pulau", moved_to="https://antar.test/umpan", health="pindah")
    assert "Pakai alamat baru" in text(desk, f"/sumber/{feed.pk}")
    desk.post(f"/sumber/{feed.pk}/ubah", {"aksi": "pakai-alamat-baru"})
    feed.refresh_from_db()
    assert (feed.url, feed.moved_to) == ("https://antar.test/umpan", "")


def test_only_who_manages_sources_changes_a_feed(client: Client):
    feed = good("Antar Pulau")
    client.force_login(make_user(role=Role.VIEWER))
    assert client.post(f"/sumber/{feed.pk}/ubah", {"aksi": "matikan"}).status_code == 403
    assert "Matikan" not in text(client, f"/sumber/{feed.pk}")
