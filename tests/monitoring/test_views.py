"""The sources page: trouble first, with words, and a pull that only hints."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role
from monitoring.models import Entry, Feed, Fetch
from monitoring.sources.listed import ADVICE, Health, counts, listed
from tests.build import make_feed, make_outlet, make_region, make_user

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
    return make_feed(make_outlet(name), **given | values)


def broken(name: str, **values: object) -> Feed:
    at = timezone.now()
    note = "jawaban berupa halaman HTML"
    given = {"outcome": "not_a_feed", "note_now": note, "outcome_since": at, "fetched_at": at}
    return make_feed(make_outlet(name), **given | values)


def test_trouble_comes_first_and_switched_off_last(desk: Client):
    make_feed(make_outlet("Mati Suri"), enabled=False)
    good("Antar Pulau")
    make_feed(make_outlet("Baru Lahir"))
    broken("Warta Pinisi")
    page = text(desk, "/sumber")
    names = ["Warta Pinisi", "Baru Lahir", "Antar Pulau", "Mati Suri"]
    assert sorted(names, key=page.index) == names


def test_a_broken_source_says_what_since_when_and_what_to_do(desk: Client):
    broken("Warta Pinisi", outcome_since=timezone.now() - timedelta(days=3))
    page = text(desk, "/sumber")
    for words in ("Bermasalah", "bukan umpan", "sejak", "Jawaban berupa halaman HTML."):
        assert words in page
    assert str(ADVICE[Fetch.Outcome.NOT_A_FEED]) in page
    assert "belum pernah berhasil" in page


def test_every_bad_outcome_has_advice():
    assert set(ADVICE) == set(Fetch.Outcome) - set(Fetch.GOOD)


def test_a_source_never_tried_shows_no_zero(desk: Client):
    make_feed(make_outlet("Baru Lahir"))
    page = text(desk, "/sumber")
    assert "Belum pernah ditarik" in page and "belum ada data" in page
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


def test_counts_by_health_add_up_to_all_feeds():
    good("A"), broken("B"), make_feed(make_outlet("C"))
    make_feed(make_outlet("D", enabled=False), outcome="new")
    assert dict(counts()) == dict.fromkeys(Health, 1)


def test_every_feed_has_exactly_one_health():
    good("A"), broken("B"), make_feed(make_outlet("C"), enabled=False)
    assert all(feed.health for feed in listed(timezone.now()))


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
    with django_assert_num_queries(4):
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
    broken("<script>alert(1)</script>", note_now="<img src=x onerror=alert(1)>")
    page = text(desk, "/sumber")
    assert "<script>alert" not in page and "<img src=x" not in page
