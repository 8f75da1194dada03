"""Stage 2: the pages of new items are fetched politely, their text won, copies recognised.

Every item leaves this stage with a text: the page's, or after the last try the one its feed gave,
with the reason in words.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from monitoring.canonical import same_site
from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.door import robots
from monitoring.door.http import Answer, Failure, Request
from monitoring.home import home_zone
from monitoring.models import Item
from monitoring.nudge import nudge
from monitoring.pages.extract import Extraction
from monitoring.pages.identity import is_front
from monitoring.pages.kinds import CHALLENGE
from monitoring.pipeline.page_parts import TEMPORARY, goes_on, with_further_pages
from monitoring.pipeline.page_reading import Page, read_side_by_side, readers
from monitoring.pipeline.page_settling import settle, try_again
from monitoring.pipeline.politeness import lanes
from monitoring.pipeline.robots import refresh_robots
from monitoring.pipeline.visits import visit

log = logging.getLogger(__name__)

BATCH = 40
# Readers are woken while a long batch is still running, but not for every single page.
NUDGE_EVERY = 10
# Waits between the tries at one page; after the last, the feed's text has to do.
WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
# A page that ended the worker or its reader as often as this is not tried again.
TRIES_AT_MOST = len(WAITS) + 2


def collect_pages(limit: int = BATCH) -> Counter[str]:
    """Fetch and extract one batch of pages; return how many texts were won by which rung."""
    items = Item.objects.for_pages().claim(limit, settings.LEASE, related=["outlet"])
    rungs: Counter[str] = Counter()
    if not items:
        readers().rest()
        return rungs
    with untouched_go_back(items) as begun:
        for page in _pages(items, begun):
            rungs[_finish(page)] += 1
            if rungs.total() % NUDGE_EVERY == 1:
                nudge("read")
    if rungs:
        nudge("read")
        log.info("halaman: %s", ", ".join(f"{count} {rung}" for rung, count in rungs.items()))
    return rungs


def _pages(items: Sequence[Item], begun: set[int]) -> Iterator[Page]:
    """Yield each item in its turn with its page read; articles of several pages come last."""
    unfinished: list[Page] = []
    zone = home_zone()
    for page in read_side_by_side(_turns(items, begun), zone):
        if goes_on(page):
            unfinished.append(page)
        else:
            yield page
    if unfinished:
        yield from with_further_pages(unfinished, zone)


def _turns(
    items: Sequence[Item], begun: set[int]
) -> Iterator[tuple[Item, Answer | Failure | None]]:
    """Yield each item whose attempt was counted, with its page; None where none is fetched."""
    at = timezone.now()
    walk = lanes(items, at)
    refresh_robots([lane[0].outlet for lane in walk], at)
    barred = [item for lane in walk for item in lane if not _may_fetch(item)]
    for item in barred:
        if _begins(item, begun):
            yield item, None
    asked = [[(i, Request(i.url, "page")) for i in lane if i not in barred] for lane in walk]
    for item, answer in visit(asked):
        if _begins(item, begun):
            yield item, answer() if item.attempts <= TRIES_AT_MOST else None


def _begins(item: Item, begun: set[int]) -> bool:
    """Count the item's attempt; False when somebody else has it by now."""
    begun.add(item.pk)
    try:
        item.begin()
    except LeaseLost:
        _log_lost(item)
        return False
    return True


def _finish(page: Page) -> str:
    """Write what came of one item; return the rung its text was won by, or what else became."""
    try:
        return _outcome(page)
    except LeaseLost:
        _log_lost(page.item)
        return "lease_lost"


def _outcome(page: Page) -> str:
    item, answer = page.item, page.answer
    if failure := _worth_a_try(page):
        return try_again(item, failure, WAITS[item.attempts - 1])
    if isinstance(answer, Failure):
        return settle(item, _summary(answer.note))
    if page.won is None or answer is None:
        return settle(item, _summary(_barred(item)))
    if item.unresolved and same_site(answer.url, item.url):
        return settle(
            item, _summary("tautan pendek atau mesin pencari tidak menunjukkan alamat beritanya")
        )
    if is_front(answer.url) and not is_front(item.url):
        return settle(item, _summary("alamat berita dialihkan ke halaman depan; mungkin dihapus"))
    return settle(item, page.won, answer)


def _worth_a_try(page: Page) -> Failure | None:
    """Return why the page is asked for again later; None when what there is has to do."""
    if page.item.attempts > len(WAITS):
        return None
    if isinstance(page.answer, Failure):
        return page.answer if page.answer.outcome in TEMPORARY else None
    if page.won is not None and page.won.kind == CHALLENGE:
        return Failure("blocked", f"Situs menjawab dengan {page.won.kind_note}; akan dicoba lagi.")
    return page.again


def _may_fetch(item: Item) -> bool:
    """Say whether there is a page to fetch and the outlet's robots.txt lets us."""
    return bool(item.url) and robots.allowed(
        item.outlet.robots, item.url, settings.FETCH_USER_AGENT
    )


def _barred(item: Item) -> str:
    if item.attempts > TRIES_AT_MOST:
        return f"halaman gagal dibaca {TRIES_AT_MOST} kali"
    return "robots.txt media melarang halaman ini" if item.url else "entri umpan tanpa tautan"


def _summary(words: str) -> Extraction:
    """Return the feed's text in place of the page's, with the reason."""
    return Extraction(body="", rung="summary", rung_note=words)


def _log_lost(item: Item) -> None:
    log.warning("berita %s: sewa habis sebelum selesai, hasil dibuang", item.pk)
