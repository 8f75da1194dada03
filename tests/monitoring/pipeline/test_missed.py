"""Questions about missed articles are rows: answered from the records, taken in by one button."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from monitoring.canonical import url_hash
from monitoring.models import Address, Item, Missed
from monitoring.pipeline.missed import ASKED_MOST, ask, reasons, recall_by_week
from tests.build import make_feed, make_fetch, make_item, make_missed, make_outlet, make_user

pytestmark = pytest.mark.django_db
HOME = "https://suara.test"


@pytest.fixture
def bayu() -> User:
    return make_user("Bayu", Role.RAPID_RESPONSE)


def answer(url: str, by: User) -> Missed:
    ((one,), _cut) = ask(url, by, timezone.now())
    return one.row


def test_an_article_that_is_here_is_named_and_not_missed(bayu: User):
    item = make_item("Pasar dibuka", url=f"{HOME}/a/1", url_hash=url_hash(f"{HOME}/a/1"))
    row = answer(f"{HOME}/a/1?utm_source=wa", bayu)
    assert (row.item, row.missed) == (item, False)
    assert "Pasar dibuka" in row.note


def test_what_retention_deleted_is_told_from_what_was_missed(bayu: User):
    gone = url_hash(f"{HOME}/a/2")
    Address.objects.create(url_hash=gone, reason=Address.Reason.DELETED, at=timezone.now())
    assert answer(f"{HOME}/a/2", bayu).reason == Missed.Reason.DELETED


def test_an_outlet_nobody_knew_is_the_reason_and_is_not_made(bayu: User):
    row = answer("https://baru.test/berita/9", bayu)
    assert (row.reason, row.outlet, row.missed) == (Missed.Reason.UNKNOWN_OUTLET, None, True)


def test_a_feed_that_failed_on_the_day_of_the_article_is_the_reason(bayu: User):
    outlet = make_outlet(home=HOME)
    feed, day = make_feed(outlet), timezone.now() - timedelta(days=3)
    make_fetch(feed, day, "server_error")
    make_fetch(feed, timezone.now())
    row = answer(f"{HOME}/{day:%Y/%m/%d}/pasar-dibuka", bayu)
    assert row.reason == Missed.Reason.FEED_SICK


def test_a_healthy_feed_that_did_not_show_it_is_named(bayu: User):
    feed = make_feed(make_outlet(home=HOME), key="suara-utama")
    make_fetch(feed, timezone.now() - timedelta(hours=1))
    row = answer(f"{HOME}/olahraga/123/juara", bayu)
    assert row.reason == Missed.Reason.NOT_IN_FEED
    assert "suara-utama" in row.note


def test_robots_that_forbid_the_page_are_the_reason(bayu: User):
    outlet = make_outlet(home=HOME, robots="User-agent: *\nDisallow: /tertutup/")
    make_fetch(make_feed(outlet), timezone.now() - timedelta(hours=1))
    assert answer(f"{HOME}/tertutup/5", bayu).reason == Missed.Reason.ROBOTS


def test_more_addresses_than_one_may_ask_are_counted(bayu: User):
    text = "\n".join(f"{HOME}/berita/{n}" for n in range(ASKED_MOST + 3))
    answered, cut = ask(text, bayu, timezone.now())
    assert (len(answered), cut) == (ASKED_MOST, 3)


def test_one_button_takes_it_in_and_the_question_keeps_the_item(client: Client, bayu: User):
    make_outlet(home=HOME)
    row = answer(f"{HOME}/berita/7", bayu)
    client.force_login(bayu)
    client.post(f"/terlewat/{row.pk}/ambil")
    row.refresh_from_db()
    assert row.item == Item.objects.get(url=f"{HOME}/berita/7")
    assert row.taken_at and not row.takeable


def test_an_outlet_on_a_host_without_a_public_name_is_answered_for(bayu: User):
    outlet = make_outlet(home="http://127.77.0.3:8191")
    url = "http://127.77.0.3:8191/berita/7"
    make_item(outlet=outlet, url=url, url_hash=url_hash(url))
    assert answer(url, bayu).reason == Missed.Reason.HAVE
    assert answer("http://127.77.0.3:8191/", bayu).reason == Missed.Reason.NOT_AN_ADDRESS


def test_what_is_no_address_is_not_taken_in(client: Client, bayu: User):
    row = make_missed("bukan alamat", reason=Missed.Reason.NOT_AN_ADDRESS)
    client.force_login(bayu)
    assert client.post(f"/terlewat/{row.pk}/ambil").status_code == 302
    assert not Item.objects.exists()


def test_recall_counts_what_feeds_brought_against_what_people_brought(bayu: User):
    at, press = timezone.now(), make_outlet()
    for _number in range(3):
        make_item(at=at, outlet=press)
    make_item(at=at, outlet=press, entered_by=bayu, url_hash="f" * 64)
    make_item(at=at, outlet=make_outlet(official=True))
    make_missed(asked_at=at)
    make_missed(asked_at=at)
    week = recall_by_week(at, timezone.get_default_timezone())[0]
    assert (week.collected, week.missed, week.percent) == (3, 2, 60)


def test_a_week_without_articles_has_no_recall():
    weeks = recall_by_week(timezone.now(), timezone.get_default_timezone())
    assert len(weeks) == 8 and {week.percent for week in weeks} == {None}


def test_reasons_are_counted_once_for_each_address():
    make_missed(asked_at=timezone.now())
    make_missed(asked_at=timezone.now())
    assert [count for _words, count in reasons(timezone.now() - timedelta(days=1))] == [1]


def test_the_page_answers_and_remembers(client: Client, bayu: User):
    client.force_login(bayu)
    page = client.post("/terlewat", {"text": "https://baru.test/berita/9"}).content.decode()
    assert "Media belum dikenal" in page and "Ambil sekarang" in page
    assert "baru.test" in client.get("/terlewat").content.decode()
