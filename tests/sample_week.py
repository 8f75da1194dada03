"""The sample week in the database, read and weighed but not fetched: for tests of the whole."""

from datetime import datetime

from commandcenter.newsroom import articles
from commandcenter.newsroom.outlets import OUTLETS
from commandcenter.newsroom.schedule import Placement, plan
from commandcenter.packs.sample import NEWSROOM
from issues.pipeline import read_items, weigh_issues
from monitoring.canonical import url_hash
from monitoring.copies import bands
from monitoring.home import home_zone
from monitoring.models import Item, ItemText, Outlet


def fill(at: datetime) -> int:
    """Store what the sample newsroom has published by `at`, read and weigh it; return how much.

    The sample pack must be loaded.
    """
    bases = {outlet.key: f"https://{outlet.key}.test" for outlet in OUTLETS}
    schedule = plan(articles.load(NEWSROOM), at, home_zone(), bases)
    outlets = {outlet.key: outlet for outlet in Outlet.objects.all()}
    first: dict[str, Item] = {}
    out = schedule.published(at)[::-1]
    for one in out:
        item = _store(one, outlets[one.outlet.key], first.get(one.article.key), at)
        first.setdefault(one.article.key, item)
    while read_items():
        pass
    weigh_issues(at)
    return len(out)


def _store(one: Placement, outlet: Outlet, original: Item | None, at: datetime) -> Item:
    item = Item.objects.create(
        outlet=outlet,
        url=one.url,
        url_hash=url_hash(one.url),
        title=one.title,
        published_at=one.published_at,
        published_from=Item.PublishedFrom.FEED,
        seen_at=one.published_at,
        listed_at=one.published_at,
        stage=Item.Stage.READ,
        due_at=at,
        copy_of=original,
    )
    body = "\n".join(one.paragraphs)
    ItemText.objects.create(
        item=item, body=body, rung=ItemText.Rung.STANDARD, bands=bands(body), extracted_at=at
    )
    return item
