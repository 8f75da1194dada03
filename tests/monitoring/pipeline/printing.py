"""Feeds of a fictional site for the tests of collecting, and what is needed to collect them."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from monitoring.models import Feed, Outlet
from monitoring.pipeline import collect_feeds
from tests.build import make_feed, make_outlet
from tests.monitoring.loopback import Loopback

SITE = "https://suaraseroja.test"


def rss(numbers: Iterable[int], head: str = "") -> bytes:
    """Print a feed with an article for each number, in this order; `head` goes into its channel."""
    items = "".join(
        f"<item><title>Berita nomor {n}</title><link>{SITE}/berita-{n}</link>"
        f"<guid>{SITE}/?p={n}</guid><description>Isi berita {n}.</description></item>"
        for n in numbers
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
        f"<channel><title>Suara Seroja</title><link>{SITE}</link>{head}{items}</channel></rss>"
    ).encode()


def sitemap(numbers: Iterable[int]) -> bytes:
    """Print a sitemap with one article for each number."""
    urls = "".join(f"<url><loc>{SITE}/berita-{n}</loc></url>" for n in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def sitemap_index(addresses: Iterable[str], changed: Mapping[str, str] | None = None) -> bytes:
    """Print an index of sitemaps; `changed` has the `lastmod` of addresses."""
    dates = {address: f"<lastmod>{text}</lastmod>" for address, text in (changed or {}).items()}
    maps = "".join(f"<sitemap><loc>{a}</loc>{dates.get(a, '')}</sitemap>" for a in addresses)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<sitemapindex xmlns="{space}">{maps}</sitemapindex>'.encode()


def a_feed(site: Loopback, path: str = "/feed", **values: Any) -> Feed:
    """Make a feed of an outlet at the site that wants no gap, due now."""
    outlet = values.pop("outlet", None) or an_outlet(site)
    given = {"url": site.url(path), "due_at": timezone.now() - timedelta(seconds=1)}
    return make_feed(outlet, **given | values)


def an_outlet(site: Loopback, **values: Any) -> Outlet:
    """Make an outlet at the site that wants no gap."""
    return make_outlet(**{"home": site.url(), "gap_seconds": 0} | values)


def visited(feed: Feed, suspects: bool = False) -> Feed:
    """Collect the feed once more, due or not, and read it afresh."""
    due = {"due_at": timezone.now() - timedelta(seconds=1)}
    Feed.objects.filter(pk=feed.pk).update(**due)
    Outlet.objects.update(next_request_at=None)
    collect_feeds(suspects=suspects)
    feed.refresh_from_db()
    return feed
