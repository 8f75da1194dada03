"""A site on loopback that the network door may enter."""

from collections.abc import Iterator
from ipaddress import ip_network

import pytest
from django.conf import settings as product
from django.core.cache import cache

from tests.monitoring.loopback import Loopback, loopback


@pytest.fixture
def site(settings: product) -> Iterator[Loopback]:
    """Open a site that answers on every loopback address."""
    cache.clear()
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    with loopback("0.0.0.0") as served:
        yield served
