"""Stage 2: the pages of new items are fetched politely, their text won, copies recognised.

Every item leaves this stage with a text: the page's, or after the last try the summary its feed
gave, with the reason in words.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.copies import SAME, bands, same_text
from monitoring.door import robots
from monitoring.door.http import Answer, Failure, Request
from monitoring.home import home_zone
from monitoring.models import Item, ItemText
from monitoring.nudge import nudge
from monitoring.pages.extract import Extraction, Extractor
from monitoring.pipeline.politeness import lanes
from monitoring.pipeline.robots import refresh_robots
from monitoring.pipeline.visits import visit

log = logging.getLogger(__name__)

BATCH = 40
# Readers are woken while a long batch is still running, but not for every single page.
NUDGE_EVERY = 10
# Waits between the tries at one page; after the last, the feed's summary has to do.
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
# A page that ended the worker or its reader as often as this is not tried again.
TRIES_AT_MOST = len(WAITS) + 2
# Copies are printed within days of the original; older texts are other news in the same words.
COPY_WINDOW = timedelta(days=10)
# One text at a time looks for its copies, so that two copies read at once still find each other.
COPIES_LOCK = 7_201_001
TEMPORARY = {"timeout", "unreachable", "server_error", "blocked"}


def collect_pages(limit: int = BATCH) -> Counter[str]:
    """Fetch and extract one batch of pages; return how many texts were won by which rung."""
    items = Item.objects.for_pages().claim(limit, settings.LEASE, related=["outlet"])
    rungs: Counter[str] = Counter()
    with untouched_go_back(items) as begun, Extractor() as extractor:
        for item, answer in _arrivals(items):
            begun.add(item.pk)
            rungs[_take(item, answer, extractor)] += 1
            if rungs.total() % NUDGE_EVERY == 1:
                nudge("read")
    if rungs:
        nudge("read")
        log.info("halaman: %s", ", ".join(f"{count} {rung}" for rung, count in rungs.items()))
    return rungs


def _arrivals(items: list[Item]) -> Iterator[tuple[Item, Callable[[], Answer | Failure] | None]]:
    """Yield each item whose turn it is with its page; None for a page that is not ours to fetch."""
    at = timezone.now()
    walk = lanes(items, at)
    refresh_robots([lane[0].outlet for lane in walk], at)
    barred = [item for lane in walk for item in lane if not _may_fetch(item)]
    yield from ((item, None) for item in barred)
    yield from visit([[(i, Request(i.url, "page")) for i in ln if i not in barred] for ln in walk])


def _take(item: Item, answer: Callable[[], Answer | Failure] | None, extractor: Extractor) -> str:
    """Work on one item in its turn; return the rung its text was won by, or "retry"."""
    try:
        item.begin()
        if item.attempts > TRIES_AT_MOST:
            return _settle(item, _summary(f"halaman gagal dibaca {TRIES_AT_MOST} kali"))
        if answer is None:
            return _settle(item, _summary(_barred(item)))
        return _read_page(item, answer(), extractor)
    except LeaseLost:
        log.warning("berita %s: sewa habis sebelum selesai, hasil dibuang", item.pk)
        return "lease_lost"


def _may_fetch(item: Item) -> bool:
    """Say whether there is a page to fetch and the outlet's robots.txt lets us."""
    return bool(item.url) and robots.allowed(
        item.outlet.robots, item.url, settings.FETCH_USER_AGENT
    )


def _barred(item: Item) -> str:
    return "robots.txt media melarang halaman ini" if item.url else "entri umpan tanpa tautan"


def _summary(words: str) -> Extraction:
    """Return the feed's summary in place of a text, with the reason."""
    return Extraction(body="", rung="summary", rung_note=words)


def _read_page(item: Item, answer: Answer | Failure, extractor: Extractor) -> str:
    """Win the text of one fetched page, or wait for another try."""
    if isinstance(answer, Failure):
        if answer.outcome in TEMPORARY and item.attempts <= len(WAITS):
            return _try_again(item, answer)
        return _settle(item, _summary(answer.note))
    won = extractor.extract(
        answer.body,
        answer.url,
        answer.charset,
        "" if _untitled(item) else item.title,
        item.summary,
        need_date=item.published_at is None,
        zone=home_zone(),
    )
    return _settle(item, won)


def _try_again(item: Item, failure: Failure) -> str:
    """Give the item back for another try, with the reason so far."""
    wait = max(WAITS[item.attempts - 1], failure.retry_after or timedelta())
    item.release(due_at=timezone.now() + wait, stage_note=failure.note[:300])
    return "retry"


def _settle(item: Item, won: Extraction) -> str:
    """Store the text and hand the item to its readers, in one transaction."""
    if _untitled(item) and not (won.body or item.summary):
        return _unread(item, won.rung_note)
    at = timezone.now()
    body = won.body or item.summary or item.title
    mine = bands(body)
    with transaction.atomic():
        _write_text(item, body, mine, won, at)
        item.release(
            stage=Item.Stage.READ,
            due_at=at,
            attempts=0,
            stage_note=won.rung_note[:300],
            author=(won.author or item.author)[:200],
            title=won.title if _untitled(item) and won.title else item.title,
            copy_of=first_with_same_text(item, body, mine),
            **_publication(item, won),
        )
    return won.rung


def _unread(item: Item, note: str) -> str:
    """Set aside a bare link whose page could not be read: there is nothing to judge."""
    words = f"halaman tidak dapat dibaca: {note}"
    item.release(stage=Item.Stage.QUARANTINE, due_at=None, stage_note=words[:300])
    return "unread"


def _untitled(item: Item) -> bool:
    """Say whether the item came as a bare link, whose title only its page knows."""
    return item.title == item.url[:500]


def _write_text(item: Item, body: str, mine: list[int], won: Extraction, at: datetime) -> None:
    """Write the text satellite of an item."""
    values = {
        "body": body,
        "rung": won.rung,
        "rung_note": won.rung_note[:300],
        "bands": mine,
        "extracted_at": at,
    }
    ItemText.objects.update_or_create(item=item, defaults=values)


def _publication(item: Item, won: Extraction) -> dict[str, object]:
    """Return the publication time the page adds when the feed gave none."""
    if item.published_at or won.published is None or won.published > item.seen_at:
        return {}
    return {
        "published_at": won.published,
        "listed_at": won.published,
        "published_from": Item.PublishedFrom.PAGE,
    }


def first_with_same_text(item: Item, body: str, mine: list[int]) -> Item | None:
    """Return the first item with this text, whose bands are `mine`; None when it is this one.

    When this item was published before the first one known, the group is hung on this one.
    """
    if not mine:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COPIES_LOCK])
    near = (
        ItemText.objects.select_related("item__copy_of")
        .exclude(item=item)
        .filter(
            bands__overlap=mine,
            item__listed_at__gte=item.listed_at - COPY_WINDOW,
            item__listed_at__lte=item.listed_at + COPY_WINDOW,
        )
    )
    same = [text.item for text in near if same_text(text.body, body) >= SAME]
    if not same:
        return None
    first = min((one.copy_of or one for one in same), key=lambda one: (one.listed_at, one.pk))
    if (first.listed_at, first.pk) <= (item.listed_at, item.pk):
        return first
    group = Q(pk=first.pk) | Q(copy_of=first)
    Item.objects.filter(group).exclude(pk=item.pk).update(copy_of=item)
    return None
