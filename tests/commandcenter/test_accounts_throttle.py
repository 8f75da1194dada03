"""Too many failed logins shut a door for a while, and only that door."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings as product
from django.test import Client, RequestFactory
from django.utils import timezone

from commandcenter.accounts.address import client_address, subscriber
from commandcenter.accounts.models import Session, Tries, User
from commandcenter.accounts.throttle import (
    KEPT,
    SHUT,
    TRIES_PER_ADDRESS,
    TRIES_PER_PERSON,
    WINDOW,
    knock,
    login_doors,
    passed,
)
from tests.build import NOW

pytestmark = pytest.mark.django_db

PASSWORD = "cukup-panjang-sekali"
HERE, THERE = "192.0.2.7", "192.0.2.8"


@pytest.fixture
def bayu() -> User:
    """Make an account that can log in."""
    return User.objects.create_user("bayu", PASSWORD, name="Bayu")


def login(username: str = "bayu", password: str = "salah-sekali", address: str = HERE, **meta: str):
    form = {"username": username, "password": password}
    return Client().post("/masuk", form, REMOTE_ADDR=address, **meta)


def fail(times: int, at: datetime = NOW, username: str = "bayu", address: str = HERE):
    return [knock(*login_doors(username, address), at=at) for _ in range(times)][-1]


# -- At the door --------------------------------------------------------------------------------


def test_after_five_failures_even_the_right_password_must_wait(bayu: User):
    assert [login().status_code for _ in range(5)] == [422] * 5
    answer = login(password=PASSWORD)
    assert answer.status_code == 429
    assert "Mohon tunggu 15 menit" in answer.content.decode()
    assert 0 < int(answer.headers["Retry-After"]) <= SHUT.total_seconds()
    assert not Session.objects.exists()


def test_a_stranger_who_guesses_does_not_shut_the_owner_out(bayu: User):
    for _ in range(7):
        login(address=HERE)
    assert login(address=HERE, password=PASSWORD).status_code == 429
    assert login(address=THERE, password=PASSWORD).status_code == 302


def test_a_right_password_forgets_what_failed_before(bayu: User):
    for _ in range(3):
        assert [login().status_code for _ in range(4)] == [422] * 4
        assert login(password=PASSWORD).status_code == 302


@pytest.mark.parametrize("spelling", [" bayu ", "BAYU", "\uff42\uff41\uff59\uff55", "bayu\u00a0"])
def test_another_spelling_of_the_name_is_the_same_door(bayu: User, spelling: str):
    fail(5, timezone.now())
    assert login(spelling, PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "username", ["", "\x00", "a" * 200_000, "\ud800", "\u0600" * 900, "' OR 1=1"]
)
def test_a_name_that_is_none_gets_the_common_answer(bayu: User, username: str):
    body = urlencode({"username": username, "password": "x"}, errors="surrogatepass")
    answer = Client().post("/masuk", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


def test_neither_name_nor_password_is_kept_of_a_failure(bayu: User):
    login(username="rahasia-di-kolom-salah", password="rahasia-juga")
    kept = repr(list(Tries.objects.values_list()))
    assert "rahasia" not in kept and HERE not in kept


def test_the_proxy_says_who_comes_only_where_there_is_one(settings: product):
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}
    )
    settings.HTTPS = False
    assert client_address(request) == "10.0.0.1"
    settings.HTTPS = True
    assert client_address(request) == "192.0.2.7"


@pytest.mark.parametrize("forwarded", ["", "tidak ada", "192.0.2.7, ", "<script>", "9" * 5000])
def test_a_wrong_header_falls_back_to_the_connection(settings: product, forwarded: str):
    settings.HTTPS = True
    meta = {"REMOTE_ADDR": "::ffff:10.0.0.1", "headers": {"X-Forwarded-For": forwarded}}
    assert client_address(RequestFactory().get("/", **meta)) == "10.0.0.1"


def test_half_an_ipv6_address_is_one_subscriber():
    assert subscriber("2001:db8::1") == subscriber("2001:db8::ffff:1")
    assert subscriber("2001:db8::1") != subscriber("2001:db8:0:1::1")
    assert subscriber(HERE) != subscriber(THERE)


# -- Counting -----------------------------------------------------------------------------------


def test_waiting_is_enough_and_knocking_meanwhile_does_not_prolong_it():
    assert fail(TRIES_PER_PERSON) is None
    assert fail(1, NOW + timedelta(minutes=5)) == timedelta(minutes=10)
    assert fail(1, NOW + timedelta(minutes=14)) == timedelta(minutes=1)
    assert fail(1, NOW + SHUT) is None
    assert Tries.objects.filter(count=1).exists()


def test_failures_of_an_earlier_window_do_not_count():
    fail(TRIES_PER_PERSON - 1)
    assert fail(TRIES_PER_PERSON - 1, NOW + WINDOW) is None
    assert fail(1, NOW + WINDOW) is None


def test_an_address_that_tries_many_names_is_shut_out():
    for number in range(TRIES_PER_ADDRESS):
        assert fail(1, username=f"orang{number}") is None
    assert fail(1, username="orang-lain") == SHUT
    assert fail(1, username="orang-lain", address=THERE) is None


def test_an_office_that_logs_in_behind_one_address_is_not_shut_out():
    for number in range(2 * TRIES_PER_ADDRESS):
        doors = login_doors(f"orang{number}", HERE)
        assert knock(*doors, at=NOW) is None
        passed(*doors, at=NOW)


def test_the_own_account_of_a_guesser_does_not_reset_the_address():
    for number in range(TRIES_PER_ADDRESS):
        fail(1, username=f"orang{number}")
    doors = login_doors("sendiri", HERE)
    passed(*doors, at=NOW)
    assert fail(1, username="orang-baru") is None
    assert fail(1, username="orang-lain") == SHUT


def test_old_failures_are_forgotten_when_somebody_logs_in(bayu: User):
    fail(1, timezone.now() - KEPT - timedelta(minutes=1), username="lama")
    login(password=PASSWORD, address=THERE)
    assert Tries.objects.count() == 2


def test_expired_sessions_are_deleted_when_somebody_logs_in(bayu: User):
    Client().force_login(bayu)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    login(password=PASSWORD)
    assert Session.objects.count() == 1


def test_the_shut_page_leads_back_to_the_login():
    page = [login() for _ in range(6)][-1].content.decode()
    assert re.search(r'href="/masuk"', page)
