"""What all tests share: messages stay in memory, and a newsroom of the sample province."""

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.conf import settings as product
from django.core.cache import cache
from django.utils import timezone

from commandcenter.accounts.models import Role, User
from commandcenter.celery import app
from commandcenter.newsroom.server import Newsroom, start
from commandcenter.packs.install import find_pack
from commandcenter.packs.loader import load_pack
from commandcenter.packs.reader import Pack
from commandcenter.packs.sample import NEWSROOM
from monitoring.home import home_zone
from monitoring.models import Feed, Region
from tests.build import make_region, make_user

# No test needs a worker, and none may leave messages for the workers of a developer.
app.conf.broker_url = "memory://"
# A hash that takes half a second is right for the door and wrong for a thousand tests.
product.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def contoh() -> Pack:
    """Read the fictional pack once, as of today."""
    return find_pack("contoh", timezone.now())


@pytest.fixture(autouse=True)
def media(settings: product, tmp_path: Path) -> Path:
    """Keep files of tests out of the data; return where they lie."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def serunai(db: None) -> Region:
    """Make the home province and a regency with two districts and a village in each."""
    cache.clear()
    regency = make_region("99.04", "Kabupaten Serunai", parent=make_region())
    for code, name, village in [("01", "Muara Teduh", "Limau Ayu"), ("02", "Bukit Serai", "Dano")]:
        district = make_region(f"99.04.{code}", name, level="kecamatan", parent=regency)
        make_region(f"99.04.{code}.2001", f"Desa {village}", level="desa", parent=district)
    return regency


@pytest.fixture
def dewi(serunai: Region) -> User:
    """Make a contributor of the regency."""
    return make_user("Dewi Anjani", Role.CONTRIBUTOR, region=serunai)


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
