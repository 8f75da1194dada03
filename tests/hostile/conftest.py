"""What hostile inputs are tried in: a site with good neighbours, and a record of who was called."""

import socket
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.conf import settings as product
from django.core.cache import cache
from django.utils import timezone

from monitoring.door import addresses
from monitoring.door.http import Door, Limits
from monitoring.models import Feed, Fetch, Outlet
from monitoring.pipeline import collect_feeds, visits
from tests.build import make_feed, make_outlet
from tests.monitoring.loopback import Loopback, Reply, loopback
from tests.monitoring.pipeline.printing import rss

# The only addresses the door may enter here; every other one on loopback is "inside".
HOST, OTHER = "127.9.9.9", "127.9.9.10"
ALLOWED = ip_network("127.9.9.0/24")
# PostgreSQL's clock stands still inside a test's transaction.
LONG_DUE = timedelta(hours=2)


@dataclass
class Traces:
    """What this process did since the test began: hosts it connected to, files it opened."""

    called: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Keep what an audit event says (PEP 578)."""
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            self.called.append(str(arguments[1][0]))
        elif event == "open":
            self.opened.append(str(arguments[0]))


_watching: list[Traces] = []


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    for traces in _watching:
        traces.note(event, arguments)


# A hook stays until the process ends; without a test that watches it does nothing.
sys.addaudithook(_audit)


@pytest.fixture
def traces() -> Iterator[Traces]:
    """Watch the process for as long as the test runs."""
    _watching.append(traces := Traces())
    yield traces
    _watching.remove(traces)


@dataclass
class Town:
    """A site that may be bad, its good neighbours, and the collector that visits them together."""

    site: Loopback
    traces: Traces
    limits: Limits = field(default_factory=Limits)
    names: dict[str, Sequence[str]] = field(default_factory=dict)

    def url(self, path: str = "/", host: str = HOST) -> str:
        return self.site.url(path, host)

    def says(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer `path` in an orderly way; return its address."""
        self.site.says(path, body, status, **headers)
        return self.url(path)

    def sends(self, path: str, raw: bytes) -> str:
        """Answer `path` with these bytes and close; return its address."""
        self.site.sends(path, raw)
        return self.url(path)

    def does(self, path: str, reply: Reply) -> str:
        """Answer `path` by whatever `reply` does; return its address."""
        self.site.does(path, reply)
        return self.url(path)

    def moves(self, path: str, location: str, status: int = 302) -> str:
        """Redirect `path`; return its address."""
        return self.says(path, status=status, Location=location)

    def lookup(self, host: str) -> Sequence[str]:
        """Resolve the names of this town; there are no others."""
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return self.names[host]

    def watch(self, url: str, **values: Any) -> Feed:
        """Make a feed of an outlet of its own."""
        outlet = values.pop("outlet", None) or make_outlet(gap_seconds=0)
        return make_feed(outlet, **{"url": url} | values)

    def collect(self, *feeds: Feed, suspects: bool = False) -> None:
        """Collect these feeds in one batch with a good neighbour, whom nothing may disturb."""
        self.says("/tetangga", rss(range(3)))
        good = self.watch(self.url(f"/tetangga#{Feed.objects.count()}"))
        mine = Feed.objects.filter(pk__in=[good.pk, *(feed.pk for feed in feeds)])
        mine.update(due_at=timezone.now() - LONG_DUE)
        Outlet.objects.update(next_request_at=None)
        collect_feeds(suspects=False)
        if suspects:
            collect_feeds(suspects=True)
        for feed in (good, *feeds):
            feed.refresh_from_db()
            assert feed.lease_until is None
        assert good.outcome in Fetch.GOOD

    def visited(self, url: str, **values: Any) -> Feed:
        """Watch an address and collect it once."""
        self.collect(feed := self.watch(url, **values))
        return feed

    def failed(self, url: str, **values: Any) -> Feed:
        """Collect an address that must fail: in words, stored, marked, without an article."""
        return self._failed(self.visited(url, **values))

    def refused(self, *urls: str) -> list[str]:
        """Collect addresses that must be refused with no packet sent; return the words of each."""
        feeds = [self.watch(url) for url in urls]
        self.collect(*feeds)
        refused = {feed.url: feed.outcome for feed in map(self._failed, feeds)}
        assert refused == dict.fromkeys(urls, Fetch.Outcome.REFUSED)
        assert set(self.traces.called) <= {HOST, OTHER}
        return [feed.note_now for feed in feeds]

    def _failed(self, feed: Feed) -> Feed:
        fetch = feed.fetches.first()
        assert fetch is not None and feed.outcome == fetch.outcome
        assert feed.outcome not in Fetch.GOOD and not feed.entries.exists()
        assert fetch.note.endswith(".") and feed.note_now == fetch.note
        assert feed.failures > 0 and feed.good_at is None and feed.due_at > timezone.now()
        return feed


@pytest.fixture
def town(
    db: None, settings: product, traces: Traces, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    """Open the site on all of loopback, of which the door may enter ALLOWED only.

    Its port counts as one of the web, so that nothing but the address decides.
    """
    cache.clear()
    settings.FETCH_ALLOW_NETWORKS = [ALLOWED]
    with loopback("0.0.0.0") as site:
        monkeypatch.setattr(addresses, "PORTS", addresses.PORTS | {site.port})
        made = Town(site, traces)
        agent = settings.FETCH_USER_AGENT
        monkeypatch.setattr(
            visits, "door", lambda: Door([ALLOWED], agent, made.limits, made.lookup)
        )
        yield made
