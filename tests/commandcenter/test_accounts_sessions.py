"""Where one is logged in: seen, named, and ended."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from commandcenter.accounts.devices import device_words
from commandcenter.accounts.models import Session, User
from commandcenter.accounts.sessions import SEEN_EVERY

pytestmark = pytest.mark.django_db

PASSWORD = "cukup-panjang-sekali"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0"


@pytest.fixture
def bayu() -> User:
    """Make an account that can log in."""
    return User.objects.create_user("bayu", PASSWORD, name="Bayu")


def browser(agent: str, address: str = "192.0.2.7") -> Client:
    """Log in with a browser of that name, from that address."""
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    assert client.post("/masuk", {"username": "bayu", "password": PASSWORD}).status_code == 302
    return client


def names(client: Client) -> list[str]:
    """Return by what the page calls the sessions that it offers to end."""
    page = client.get("/akun").content.decode()
    return re.findall(r'name="name" value="(\w{64})"', page)


def test_both_browsers_are_listed_with_device_and_address(bayu: User):
    office, phone = browser(OFFICE), browser(PHONE, "192.0.2.8")
    page = office.get("/akun").content.decode()
    for words in ("Firefox di Windows", "Chrome di Android", "192.0.2.7", "192.0.2.8"):
        assert words in page
    assert page.count("sesi ini") == 1
    for client in (office, phone):
        assert client.session.session_key not in page


def test_a_browser_can_be_put_out_from_another(bayu: User):
    office, phone = browser(OFFICE), browser(PHONE)
    (name,) = names(office)
    for _ in range(2):
        office.post("/akun/sesi/keluarkan", {"name": name})
    assert phone.get("/akun").headers["Location"].startswith("/masuk")
    assert office.get("/akun").status_code == 200


def test_all_others_can_be_put_out_at_once(bayu: User):
    office, others = browser(OFFICE), [browser(PHONE) for _ in range(3)]
    answer = office.post("/akun/sesi/keluarkan-lain", follow=True)
    assert "3 perangkat dikeluarkan" in answer.content.decode()
    assert [client.get("/akun").status_code for client in others] == [302] * 3


@pytest.mark.parametrize("name", ["", "tebakan", "\x00", "a" * 64])
def test_a_guessed_name_ends_nothing(bayu: User, name: str):
    office, phone = browser(OFFICE), browser(PHONE)
    office.post("/akun/sesi/keluarkan", {"name": name})
    assert phone.get("/akun").status_code == 200


def test_nobody_ends_the_session_of_somebody_else(bayu: User):
    office = browser(OFFICE)
    other = Client()
    other.force_login(User.objects.create_user("sari", name="Sari"))
    browser(PHONE)
    for name in names(office):
        other.post("/akun/sesi/keluarkan", {"name": name})
    other.post("/akun/sesi/keluarkan-lain")
    assert Session.objects.filter(user=bayu).count() == 2


def test_logging_out_takes_the_session_off_the_list(bayu: User):
    office, phone = browser(OFFICE), browser(PHONE)
    phone.post("/keluar")
    assert names(office) == []


def test_a_session_is_seen_every_few_minutes_and_keeps_its_beginning(bayu: User):
    office = browser(OFFICE)
    began = timezone.now() - timedelta(hours=3)
    Session.objects.update(started_at=began, seen_at=began)
    office.get("/akun", REMOTE_ADDR="192.0.2.99")
    session = Session.objects.get()
    assert session.seen_at > began and session.started_at == began
    assert session.address == "192.0.2.99"


def test_a_page_within_those_minutes_writes_nothing(bayu: User):
    office = browser(OFFICE)
    almost = timezone.now() - SEEN_EVERY + timedelta(minutes=1)
    Session.objects.update(seen_at=almost)
    office.get("/akun")
    assert Session.objects.get().seen_at == almost


def test_a_changed_password_keeps_the_beginning_of_this_session(bayu: User):
    office = browser(OFFICE)
    began = timezone.now() - timedelta(hours=3)
    Session.objects.update(started_at=began)
    new = "perahu-lontar-senja"
    form = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    office.post("/akun/sandi", form)
    session = Session.objects.get()
    assert (session.started_at, device_words(session.agent)) == (began, "Firefox di Windows")


def test_hostile_words_of_a_browser_are_shortened_and_escaped(bayu: User):
    office = browser("<script>alert(1)</script>\x00" + "a" * 9000)
    page = office.get("/akun").content.decode()
    assert "<script>alert" not in page and "Perangkat tidak dikenal" in page
    assert len(Session.objects.get().agent) <= 200


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di Android"),
        (OFFICE, "Firefox di Windows"),
        (PHONE + " EdgA/130.0", "Edge di Android"),
        ("(Linux; Android 13) SamsungBrowser/25.0 Chrome/121", "Samsung Internet di Android"),
        ("(iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari di iPhone"),
        ("(Macintosh; Intel Mac OS X 10_15_7) Chrome/128 Safari/537 OPR/114.0", "Opera di Mac"),
        ("curl/8.5.0", "Perangkat tidak dikenal"),
        ("", "Perangkat tidak dikenal"),
    ],
)  # fmt: skip
def test_a_device_is_called_as_people_call_it(agent: str, words: str):
    assert device_words(agent) == words


def test_the_account_page_asks_few_questions(bayu: User, django_assert_max_num_queries):
    office = browser(OFFICE)
    for _ in range(4):
        browser(PHONE)
    office.get("/akun")
    with django_assert_max_num_queries(7):
        office.get("/akun")
