"""Saved filters: kept by name and person, validated, and never lost or doubled."""

import pytest
from django.test import Client

from issues import saved
from issues.models import SavedSelection
from tests.build import make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody of the rapid-response team in the home province."""
    make_region()
    client.force_login(make_user())
    return client


def keep(desk: Client, name: str = "Banjir negatif", address: str = "tone=neg&cari=banjir", **more):
    return desk.post("/berita/simpan", {"name": name, "address": address} | more)


def test_a_kept_filter_stands_on_the_page_and_opens_its_list(desk: Client):
    answer = keep(desk)
    assert answer.headers["Location"] == "/berita?tone=neg&cari=banjir"
    page = desk.get("/berita").content.decode()
    assert 'href="/berita?tone=neg&amp;cari=banjir"' in page and "Banjir negatif" in page


def test_the_same_name_twice_is_one_filter_with_the_later_address(desk: Client):
    keep(desk)
    keep(desk, address="tone=pos")
    assert [one.address for one in SavedSelection.objects.all()] == ["tone=pos"]


def test_only_what_a_selection_understands_is_kept(desk: Client):
    keep(desk, address="tone=neg&halaman=3&next=//evil.test&cari=")
    assert SavedSelection.objects.get().address == "tone=neg"


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("", "tone=neg", "Mohon beri nama"),
        ("\x00 \u202e", "tone=neg", "Mohon beri nama"),
        ("Semua", "", "Belum ada saringan"),
        ("Salah", "tone=xx", "tidak dapat dibaca"),
        ("Panjang", f"cari={'😀' * 300}", "terlalu panjang"),
    ],
)
def test_what_cannot_be_kept_is_answered_in_words(
    desk: Client, name: str, address: str, words: str
):
    answer = desk.post("/berita/simpan", {"name": name, "address": address}, follow=True)
    assert words in answer.content.decode()
    assert not SavedSelection.objects.exists()


def test_there_is_an_end_to_saved_filters(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(saved, "SAVED_MAX", 1)
    keep(desk, "Satu")
    keep(desk, "Dua")
    keep(desk, "Satu", "tone=pos")
    assert [one.address for one in SavedSelection.objects.all()] == ["tone=pos"]


def test_deleting_twice_is_harmless_and_leads_back_to_the_page(desk: Client):
    keep(desk)
    address = f"/berita/tersimpan/{SavedSelection.objects.get().pk}/hapus"
    for _ in range(2):
        assert desk.post(address, {"page": "desk"}).headers["Location"] == "/meja"
    assert not SavedSelection.objects.exists()


def test_nobody_sees_or_deletes_the_filters_of_others(desk: Client):
    other = saved.save(make_user("Sari Kusuma"), "Rahasia", "tone=neg")
    assert "Rahasia" not in desk.get("/berita").content.decode()
    desk.post(f"/berita/tersimpan/{other.pk}/hapus")
    assert SavedSelection.objects.filter(pk=other.pk).exists()


def test_looking_changes_nothing(desk: Client):
    assert desk.get("/berita/simpan").status_code == 405
    assert desk.get("/berita/tersimpan/1/hapus").status_code == 405


def test_a_form_leads_nowhere_else(desk: Client):
    answer = keep(desk, page="https://evil.test")
    assert answer.headers["Location"].startswith("/berita?")
