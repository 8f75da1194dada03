"""What all tests share: messages stay in memory, and a newsroom of the sample province."""

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
from django.conf import settings as product
from django.core.cache import cache
from django.utils import timezone

from commandcenter.celery import app
from commandcenter.newsroom.server import Newsroom, start
from commandcenter.packs.install import find_pack
from commandcenter.packs.loader import load_pack
from commandcenter.packs.reader import Pack
from commandcenter.packs.sample import NEWSROOM
from monitoring.home import home_zone
from monitoring.models import Feed

# No test needs a worker, and none may leave messages for the workers of a developer.
app.conf.broker_url = "memory://"


@pytest.fixture(scope="session")
def contoh() -> Pack:
    """Read the fictional pack once, as of today."""
    return find_pack("contoh", timezone.now())


@pytest.fixture
def province(contoh: Pack, db: None) -> Pack:
    """Load the fictional province into the database; no feed is due yet."""
    load_pack(contoh, timezone.now())
    cache.clear()
    Feed.objects.update(due_at=datetime(2100, 1, 1, tzinfo=UTC))
    yield contoh
    cache.clear()


@pytest.fixture
def newsroom(province: Pack, settings: product) -> Iterator[Newsroom]:
    """Open the sample newsroom on loopback and point every feed of the province at it, due now."""
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    with start(NEWSROOM, timezone.now(), home_zone()) as opened:
        for feed in Feed.objects.select_related("outlet"):
            outlet = feed.outlet
            feed.url = feed.url.replace(outlet.home, opened.base(outlet.key))
            feed.due_at = timezone.now()
            feed.save()
            outlet.home = opened.base(outlet.key)
            outlet.save()
        yield opened
