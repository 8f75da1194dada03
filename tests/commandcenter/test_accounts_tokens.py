"""API tokens: shown once, sent by a program, revoked."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from commandcenter.accounts.models import Role, Token, User
from commandcenter.accounts.tokens import (
    PRESSED_TWICE,
    TOKENS_PER_USER,
    Refused,
    bearer,
    make_token,
)
from tests.build import NOW, make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari() -> User:
    """Make a contributor."""
    return make_user("Sari", Role.CONTRIBUTOR, region=make_region("99.01", "Seroja Utara"))


@pytest.fixture
def phone(sari: User) -> Client:
    """Log her in."""
    client = Client()
    client.force_login(sari)
    return client


def test_a_token_is_shown_once_and_opens_the_door(phone: Client, sari: User):
    page = phone.post("/akun/token", {"name": "Ponsel"}).content.decode()
    secret = re.search(r'id="token"[^>]*value="([^"]+)"', page)[1]
    assert secret not in phone.get("/akun").content.decode()
    assert secret not in repr(list(Token.objects.values_list()))
    assert bearer(secret, NOW) == sari
    phone.post(f"/akun/token/{Token.objects.get().pk}/cabut")
    assert bearer(secret, NOW) is None


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpw",
        "Bearer tebakan",
        "Bearer \xff",
        "Bearer " + "a" * 999,
    ],
)
def test_anything_else_opens_nothing(sari: User, header: str):
    make_token(sari, "Ponsel", NOW)
    answer = Client().get("/api/v1/reports", headers={"Authorization": header})
    assert answer.status_code == 401


def test_the_token_of_a_switched_off_account_opens_nothing(sari: User):
    secret = make_token(sari, "Ponsel", NOW)
    User.objects.update(is_active=False)
    assert bearer(secret, NOW) is None


def test_its_use_is_noted_at_most_once_a_minute(sari: User):
    secret = make_token(sari, "Ponsel", NOW)
    noted = []
    for seconds in (0, 59, 60):
        bearer(secret, NOW + timedelta(seconds=seconds))
        noted.append((Token.objects.get().last_used_at - NOW).seconds)
    assert noted == [0, 0, 60]


def test_a_double_press_makes_one_token_whose_secret_is_the_last_shown(sari: User):
    first = make_token(sari, "Ponsel", NOW)
    second = make_token(sari, "Ponsel", NOW + timedelta(seconds=1))
    assert Token.objects.count() == 1
    assert bearer(first, NOW) is None
    assert bearer(second, NOW) == sari


def test_a_name_is_taken_until_its_token_is_revoked(sari: User):
    make_token(sari, "Ponsel", NOW)
    later = NOW + PRESSED_TWICE
    with pytest.raises(Refused, match="nama itu"):
        make_token(sari, "Ponsel", later)
    Token.objects.update(revoked_at=later)
    assert make_token(sari, "Ponsel", later)


def test_there_is_a_limit_with_words(sari: User):
    for number in range(TOKENS_PER_USER):
        make_token(sari, f"Ponsel {number}", NOW)
    with pytest.raises(Refused, match="20 token"):
        make_token(sari, "Satu lagi", NOW)


@pytest.mark.parametrize("name", ["", " ", "a\x00", "a" * 81])
def test_a_token_needs_a_name(phone: Client, name: str):
    answer = phone.post("/akun/token", {"name": name})
    assert answer.status_code == 422 and 'role="alert"' in answer.content.decode()
    assert not Token.objects.exists()


def test_a_token_is_for_those_who_send_reports(client: Client):
    client.force_login(make_user(role=Role.VIEWER))
    assert client.post("/akun/token", {"name": "Ponsel"}).status_code == 403
    assert "Token API" not in client.get("/akun").content.decode()


def test_nobody_revokes_the_token_of_somebody_else(client: Client, sari: User):
    make_token(sari, "Ponsel", NOW)
    client.force_login(make_user())
    assert client.post(f"/akun/token/{Token.objects.get().pk}/cabut").status_code == 404
    assert Token.objects.get().revoked_at is None
