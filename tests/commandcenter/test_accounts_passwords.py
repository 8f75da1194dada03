"""Changing a password, and a new one by a link of an administrator."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.models import PasswordLink, Role, User
from tests.build import make_user

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "cukup-panjang-sekali", "perahu-lontar-senja"
FORM = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def bayu() -> User:
    """Make an account with a password."""
    return User.objects.create_user("bayu", PASSWORD, name="Bayu Saputra", role=Role.VIEWER)


@pytest.fixture
def admin() -> Client:
    """Log in an administrator."""
    client = Client()
    client.force_login(make_user("Rahma", Role.ADMINISTRATOR))
    return client


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link(admin: Client, user: User) -> str:
    """Make a password link as an administrator; return its address."""
    page = admin.post(f"/akses/pengguna/{user.pk}/sandi").content.decode()
    return page.split('value="http://testserver')[1].split('"')[0]


# -- Changing -----------------------------------------------------------------------------------


def test_a_changed_password_ends_every_other_session(bayu: User):
    here, there = browser(bayu), browser(bayu)
    assert here.post("/akun/sandi", FORM).headers["Location"] == "/akun"
    assert here.get("/akun").status_code == 200
    assert there.get("/akun").headers["Location"].startswith("/masuk")
    bayu.refresh_from_db()
    assert bayu.check_password(NEW)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("pendek-9x", "setidaknya 10 karakter"),
        ("9081726354", "angka"),
        ("basketball", "umum"),
        ("bayusaputra1", "mirip"),
        ("", "tidak boleh kosong"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(bayu: User, password: str, words: str):
    weak = FORM | {"new_password1": password, "new_password2": password}
    answer = browser(bayu).post("/akun/sandi", weak)
    errors = str(answer.context["form"].errors)
    assert answer.status_code == 422 and words in errors
    bayu.refresh_from_db()
    assert bayu.check_password(PASSWORD)


def test_the_rules_are_told_before_anybody_breaks_them(bayu: User):
    assert "Sedikitnya 10 karakter" in browser(bayu).get("/akun/sandi").content.decode()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"old_password": "salah-sekali"}, "Kata sandi lama tidak cocok"),
        ({"new_password2": "perahu-lontar-pagi"}, "tidak sama"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(bayu: User, wrong: dict[str, str], words: str):
    answer = browser(bayu).post("/akun/sandi", FORM | wrong)
    assert answer.status_code == 422 and words in answer.content.decode()


def test_no_password_is_shown_again(bayu: User):
    page = browser(bayu).post("/akun/sandi", FORM | {"new_password2": "lain"}).content.decode()
    assert PASSWORD not in page and NEW not in page


def test_the_old_password_cannot_be_guessed_at_an_open_desk(bayu: User):
    desk = browser(bayu)
    wrong = FORM | {"old_password": "tebakan-saja"}
    assert [desk.post("/akun/sandi", wrong).status_code for _ in range(5)] == [422] * 5
    answer = desk.post("/akun/sandi", FORM)
    assert answer.status_code == 429 and "Mohon tunggu 15 menit" in answer.content.decode()
    bayu.refresh_from_db()
    assert bayu.check_password(PASSWORD)


# -- By link ------------------------------------------------------------------------------------


def test_a_link_sets_one_new_password_and_ends_all_sessions(admin: Client, bayu: User):
    before, phone = browser(bayu), Client()
    address = link(admin, bayu)
    form = {"new_password1": NEW, "new_password2": NEW}
    assert "Bayu Saputra" in phone.get(address).content.decode()
    assert phone.post(address, form).headers["Location"] == "/"
    bayu.refresh_from_db()
    assert bayu.check_password(NEW)
    assert phone.get("/akun").status_code == 200
    assert before.get("/akun").status_code == 302
    for again in (Client().get(address), Client().post(address, form)):
        assert again.status_code == 410 and "minta tautan baru" in again.content.decode()


def test_the_link_is_shown_once_and_only_its_digest_is_kept(admin: Client, bayu: User):
    secret = link(admin, bayu).split("/")[-1]
    assert secret not in admin.get(f"/akses/pengguna/{bayu.pk}").content.decode()
    assert secret not in repr(list(PasswordLink.objects.values_list()))


def test_a_second_link_ends_the_first(admin: Client, bayu: User):
    first, second = link(admin, bayu), link(admin, bayu)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_link_ends_after_a_day(bayu: User):
    at = timezone.now() - PasswordLink.LASTS
    assert timedelta(hours=24) == PasswordLink.LASTS
    assert Client().get(f"/sandi/{PasswordLink.issue(bayu, bayu, at)}").status_code == 410


def test_a_link_does_not_open_an_account_that_was_switched_off(admin: Client, bayu: User):
    address = link(admin, bayu)
    User.objects.filter(pk=bayu.pk).update(is_active=False)
    assert Client().get(address).status_code == 410
    assert admin.post(f"/akses/pengguna/{bayu.pk}/sandi").status_code == 302
    assert PasswordLink.objects.count() == 1


def test_a_wrong_form_keeps_the_link(admin: Client, bayu: User):
    address = link(admin, bayu)
    weak = {"new_password1": "pendek", "new_password2": "pendek"}
    assert Client().post(address, weak).status_code == 422
    assert Client().get(address).status_code == 200


@pytest.mark.parametrize("secret", ["tebakan", "%00", "a" * 500])
def test_a_guessed_link_is_gone(secret: str):
    assert Client().get(f"/sandi/{secret}").status_code == 410


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.ADMINISTRATOR])
def test_only_administrators_make_links(bayu: User, role: str):
    assert browser(make_user(role=role)).post(f"/akses/pengguna/{bayu.pk}/sandi").status_code == 403
    assert not PasswordLink.objects.exists()


def test_the_login_says_what_to_do_with_a_forgotten_password():
    page = Client().get("/masuk").content.decode()
    assert "Minta tautan kata sandi baru kepada administrator" in page
