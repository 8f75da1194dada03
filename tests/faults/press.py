"""What the sample newsroom has published by a moment: the truth that collecting is held against."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from commandcenter.newsroom import addresses, articles
from commandcenter.newsroom.outlets import BY_KEY, Outlet
from commandcenter.newsroom.schedule import Placement, Schedule, plan
from commandcenter.newsroom.site import Site
from monitoring.canonical import url_hash

NEWSROOM = Path(__file__).resolve().parents[2] / "commandcenter/packs/contoh/newsroom"
# The zone of the sample province: its addresses hold local dates.
ZONE = ZoneInfo("Asia/Makassar")


class Press:
    """The schedule of a newsroom that opened at a moment and listens on a port."""

    def __init__(self, opened: datetime, port: int) -> None:
        bases = {key: f"http://{addresses.host(one)}:{port}" for key, one in BY_KEY.items()}
        self._schedule: Schedule = plan(articles.load(NEWSROOM), opened, ZONE, bases)
        self._bases: Mapping[str, str] = bases

    @cached_property
    def _main(self) -> dict[str, Outlet]:
        """Return the outlets by the address of their main feed."""
        sites = (Site(one, self._bases[key], self._schedule) for key, one in BY_KEY.items())
        return {site.feed_url: site.outlet for site in sites}

    def shown(self, feed: str, at: datetime) -> frozenset[str]:
        """Return the address hashes a feed lists at the moment; none for a section feed."""
        outlet = self._main.get(feed)
        return _hashes(self._out(outlet, at)[: outlet.depth]) if outlet else frozenset()

    def out(self, host: str, at: datetime) -> frozenset[str]:
        """Return the address hashes of everything that came out at this base address so far."""
        key = next(key for key, base in self._bases.items() if base == host.rstrip("/"))
        return _hashes(self._out(BY_KEY[key], at))

    def _out(self, outlet: Outlet, at: datetime) -> tuple[Placement, ...]:
        return self._schedule.of(outlet).published(at)


def opened_at(data_dir: Path) -> datetime:
    """Return when the newsroom of this DATA_DIR opened."""
    return datetime.fromisoformat((data_dir / "newsroom-opened-at").read_text())


def _hashes(placements: tuple[Placement, ...]) -> frozenset[str]:
    return frozenset(url_hash(one.url) for one in placements)
