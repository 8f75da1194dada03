"""/metrics: who may read it, and that its figures are those of the database."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from monitoring.models import Entry, Item
from tests.build import make_feed, make_fetch, make_item, make_outlet, make_region

pytestmark = pytest.mark.django_db
TOKEN = "rahasia-uji"


@pytest.fixture
def token(settings: object) -> dict[str, str]:
    settings.METRICS_TOKEN = TOKEN
    return {"Authorization": f"Bearer {TOKEN}"}


def figures(client: Client, token: dict[str, str]) -> dict[tuple[str, ...], float]:
    """Return every figure by its name and label."""
    text = client.get("/metrics", headers=token).content.decode()
    samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
    return {(s.name.removeprefix("commandcenter_"), *s.labels.values()): s.value for s in samples}


def test_without_the_setting_there_is_no_such_page(client: Client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer salah", TOKEN, "Basic x", "Bearer é"])
def test_without_the_token_nothing_is_told(client: Client, token: dict, given: str):
    answer = client.get("/metrics", headers={"Authorization": given})
    assert (answer.status_code, answer.content) == (401, b"")


def test_feeds_are_counted_by_health(client: Client, token: dict):
    make_feed(make_outlet(), health="senyap")
    found = figures(client, token)
    assert (found["feeds", "senyap"], found["feeds", "sehat"]) == (1, 0)


def test_the_last_hour_is_counted_with_its_bounds(client: Client, token: dict):
    feed, at = make_feed(make_outlet()), timezone.now()
    make_fetch(feed, at - timedelta(minutes=5))
    make_fetch(feed, at - timedelta(hours=3))
    feed.fetches.update(new=4, cut=2, skipped=1, gap=True)
    item = make_item(at=at)
    Entry.objects.create(feed=feed, item=item, guid_hash="1", seen_at=at)
    found = figures(client, token)
    assert (found["fetches_last_hour", "new"], found["entries_last_hour",]) == (1, 4)
    assert (found["entries_cut_last_hour",], found["entries_skipped_last_hour",]) == (2, 1)
    assert (found["gaps_last_hour",], found["items_last_hour",]) == (1, 1)
    assert 299 < found["newest_good_fetch_age_seconds",] < 360


def test_what_waits_is_counted_by_stage_with_its_age(client: Client, token: dict):
    at = timezone.now()
    make_feed(make_outlet(), due_at=at - timedelta(minutes=10))
    make_item(stage=Item.Stage.PAGE, due_at=at - timedelta(minutes=20), lease_until=at)
    make_item(stage=Item.Stage.QUARANTINE)
    found = figures(client, token)
    assert (found["due", "feeds"], found["due", "pages"], found["due", "reading"]) == (1, 1, 0)
    assert 599 < found["oldest_due_age_seconds", "feeds"] < 660
    assert (found["expired_leases", "pages"], found["quarantined_items",]) == (1, 1)
    assert found["database_bytes",] > 0


def test_a_scrape_asks_a_fixed_number_of_questions(
    client: Client, token: dict, django_assert_num_queries
):
    cache.clear()
    make_region()
    client.get("/metrics", headers=token)
    for _ in range(5):
        make_fetch(make_feed(make_outlet(), due_at=timezone.now()), timezone.now())
    with django_assert_num_queries(11):
        client.get("/metrics", headers=token)
