"""Puts the material where the product finds it: pages behind loopback feeds, texts as items."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, time
from email.utils import format_datetime
from ipaddress import ip_network
from itertools import groupby
from xml.sax.saxutils import escape

from django.test import override_settings
from django.utils import timezone

from monitoring.home import home_zone
from monitoring.models import Feed, Item, ItemText, Outlet
from tests.monitoring.loopback import Loopback, loopback
from tests.real_input.material import Page, Pasted

# This outlet's feed has no dates, as many have none: they must come from its pages.
UNDATED = "kompas"
LOOPBACK = [ip_network("127.0.0.0/8")]


@contextmanager
def outlets_of(pages: Sequence[Page]) -> Iterator[dict[str, Page]]:
    """Open a web site per outlet with its feed, due now; gives the pages by address."""
    by_outlet = groupby(sorted(pages, key=lambda p: p.outlet), lambda p: p.outlet)
    with ExitStack() as opened, override_settings(FETCH_ALLOW_NETWORKS=LOOPBACK):
        served: dict[str, Page] = {}
        for name, own in by_outlet:
            site = opened.enter_context(loopback())
            mine = {_serve(site, page): page for page in own}
            feed = site.says("/rss", rss(name, mine).encode(), Content_Type="application/rss+xml")
            _watch(name, site.url(), feed)
            served |= mine
        yield served


def rss(name: str, pages: dict[str, Page]) -> str:
    """Return an RSS 2.0 feed of the pages, by address."""
    items = "".join(_rss_item(url, page) for url, page in pages.items())
    head = f"<title>{escape(name)}</title><link>http://{name}.test/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def paste(texts: Sequence[Pasted]) -> list[Item]:
    """Store texts as a person who pastes them does: given, and waiting for a reader."""
    at = timezone.now()
    return [_item(text, at) for text in texts]


def _serve(site: Loopback, page: Page) -> str:
    return site.says(page.path, page.html, Content_Type="text/html; charset=utf-8")


def _rss_item(url: str, page: Page) -> str:
    when = f"<pubDate>{format_datetime(page.published)}</pubDate>"
    date = "" if page.outlet == UNDATED else when
    return f"<item><title>{escape(page.title)}</title><link>{escape(url)}</link>{date}</item>"


def _watch(name: str, home: str, feed: str) -> None:
    """Make the outlet and its feed, due now."""
    outlet = Outlet.objects.create(key=f"asli-{name}", name=name, home=home, gap_seconds=0)
    Feed.objects.create(key=f"asli-{name}", outlet=outlet, url=feed, due_at=timezone.now())


def _item(text: Pasted, at: datetime) -> Item:
    published = text.published and datetime.combine(text.published, time(12), home_zone())
    item = Item.objects.create(
        title=text.title,
        published_at=published,
        published_from=Item.PublishedFrom.PERSON if published else Item.PublishedFrom.UNKNOWN,
        seen_at=at,
        listed_at=(published or at).astimezone(UTC),
        stage=Item.Stage.READ,
        due_at=at,
    )
    ItemText.objects.create(item=item, body=text.body, rung=ItemText.Rung.GIVEN, extracted_at=at)
    return item
