"""What is kept of a site's robots.txt after each kind of answer."""

import pytest
from django.utils import timezone

from monitoring.models import Outlet
from monitoring.pipeline.robots import refresh_robots
from tests.monitoring.loopback import Loopback
from tests.monitoring.pipeline.printing import an_outlet

pytestmark = pytest.mark.django_db(transaction=True)
KNOWN = "User-agent: *\nCrawl-delay: 9\n"


def kept(site: Loopback, status: int, body: bytes = b"") -> str:
    site.says("/robots.txt", body, status)
    refresh_robots([an_outlet(site, robots=KNOWN)], timezone.now())
    return Outlet.objects.get().robots


def test_a_site_without_rules_allows_everything(site: Loopback):
    assert kept(site, 404) == ""


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_wants_peace_keeps_its_rules(site: Loopback, status: int):
    assert kept(site, status) == KNOWN


def test_new_rules_take_the_place_of_old_ones(site: Loopback):
    assert kept(site, 200, b"User-agent: *\nDisallow: /") == "User-agent: *\nDisallow: /"
