"""The account decides the language; browsers, strangers and walls do not."""

import pytest
from django.conf import settings as product
from django.test import Client
from django.utils import timezone, translation

from commandcenter.accounts.models import Display, Language, User
from tests.build import make_region, make_user

pytestmark = pytest.mark.django_db

ENGLISH = {"Accept-Language": "en-GB,en"}


@pytest.fixture
def bayu() -> User:
    """Make a user who reads English."""
    return make_user(language=Language.ENGLISH)


def browser(user: User | None = None) -> Client:
    client = Client(headers=ENGLISH)
    if user:
        client.force_login(user)
    return client


def language(page: bytes) -> str:
    """Return what a page says about its language."""
    return page.split(b'<html lang="')[1].split(b'"')[0].decode()


def test_a_person_chooses_a_language_and_the_next_page_speaks_it():
    client = browser(make_user())
    assert language(client.get("/akun").content) == "id"
    assert client.post("/akun/bahasa", {"language": "en"}).headers["Location"] == "/akun"
    assert language(client.get("/akun").content) == "en"
    assert "This field is required." in client.post("/akun/token", {"name": ""}).content.decode()


def test_the_same_error_is_indonesian_for_everybody_else(bayu: User):
    browser(bayu).get("/akun")
    page = browser(make_user()).post("/akun/token", {"name": ""}).content.decode()
    assert "Bidang ini tidak boleh kosong" in page


def test_a_browser_set_to_english_does_not_decide():
    assert language(Client(headers=ENGLISH).get("/masuk").content) == "id"


def test_a_wall_display_stays_indonesian(bayu: User):
    make_region()
    secret = Display.pair("Ruang rapat", timezone.now())
    for client in (browser(), browser(bayu)):
        assert language(client.get(f"/dinding/{secret}").content) == "id"


@pytest.mark.parametrize("wrong", ["", "fr", "\x00", "e" * 5000])
def test_an_unknown_language_changes_nothing(bayu: User, wrong: str):
    browser(bayu).post("/akun/bahasa", {"language": wrong})
    bayu.refresh_from_db()
    assert bayu.language == Language.ENGLISH


def test_every_language_of_the_accounts_is_one_of_the_product():
    assert set(Language.values) == set(dict(product.LANGUAGES))


def test_no_language_is_left_behind_for_the_next_request(bayu: User):
    browser(bayu).get("/akun")
    assert translation.get_language() == product.LANGUAGE_CODE


def test_the_catalogue_of_the_product_translates_our_own_words(bayu: User):
    assert "Devices that are logged in" in browser(bayu).get("/akun").content.decode()
