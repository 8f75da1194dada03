"""Alive and ready: the failing part is named."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from monitoring.models import Item, ItemText
from tests.build import make_feed, make_fetch, make_item, make_outlet

pytestmark = pytest.mark.django_db


def parts(client: Client) -> dict[str, str]:
    return client.get("/readyz").json()["parts"]


def test_it_is_alive_without_asking_anybody(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_fresh_installation_has_nothing_to_be_late_with(client: Client):
    assert parts(client)["fetch"].startswith("ok")


def test_it_tells_the_age_of_the_newest_fetch(client: Client):
    make_fetch(make_feed(make_outlet()), ended_at=timezone.now() - timedelta(seconds=12))
    assert parts(client)["fetch"] in {"ok, 12 detik lalu", "ok, 13 detik lalu"}


def test_it_is_not_ready_when_collecting_stopped(client: Client):
    make_fetch(make_feed(make_outlet()), ended_at=timezone.now() - timedelta(hours=2))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "fetch" in answer.json()["failing"]
    assert "terakhir 120 menit lalu" in parts(client)["fetch"]


def test_what_is_set_aside_is_named_and_can_be_read_again(client: Client):
    item = make_item(stage=Item.Stage.QUARANTINE)
    ItemText.objects.create(item=item, body="Naskah.", rung="standard", extracted_at=timezone.now())
    assert parts(client)["reading"] == "ok, 1 berita di karantina (manage.py requeue)"
    call_command("requeue")
    assert "karantina" not in parts(client)["reading"]
    assert Item.objects.for_reading().due().count() == 1


def test_a_link_whose_page_could_not_be_read_is_fetched_again():
    make_item(stage=Item.Stage.QUARANTINE, url="https://kabar.test/1")
    call_command("requeue")
    assert Item.objects.for_pages().due().count() == 1


def test_items_of_blocked_outlets_stay_aside(client: Client):
    make_item(stage=Item.Stage.QUARANTINE, outlet=make_outlet(blocked=True))
    assert "karantina" not in parts(client)["reading"]
    call_command("requeue")
    assert Item.objects.get().stage == Item.Stage.QUARANTINE


def test_a_stage_tells_how_long_its_oldest_row_waits(client: Client):
    late = timezone.now() - timedelta(minutes=12)
    make_item(stage=Item.Stage.PAGE, due_at=late, lease_until=late)
    words = "ok, halaman: 1 menunggu, yang tertua 12 menit, 1 sewa habis sebelum selesai"
    assert parts(client)["pages"] == words


def test_a_stage_that_stands_still_is_named(client: Client):
    make_item(stage=Item.Stage.READ, due_at=timezone.now() - timedelta(hours=3))
    answer = client.get("/readyz").json()
    assert "reading" in answer["failing"]
    assert answer["parts"]["reading"].startswith("macet; periksa worker dan beat")


def test_a_broker_that_is_gone_is_named(client: Client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz").json()
    assert "broker" in answer["failing"]
    assert "Valkey tidak terjangkau" in answer["parts"]["broker"]
