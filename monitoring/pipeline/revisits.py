"""Items that are watched are looked at again: same door, same manners as for their first page.

Whatever is seen, the text we have stays until a better or a newer one was won.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from monitoring.claims import LeaseLost, untouched_go_back
from monitoring.corrections import correction_in
from monitoring.door import robots
from monitoring.door.http import Answer, Failure, Request
from monitoring.home import home_zone
from monitoring.models import Item, ItemText, Revisit
from monitoring.pages.extract import LARGEST, VERSION, Extraction
from monitoring.pages.identity import is_front
from monitoring.pages.kinds import CHALLENGE, PAYWALL
from monitoring.pipeline.corrections import search_links
from monitoring.pipeline.page_parts import goes_on, with_further_pages
from monitoring.pipeline.page_reading import Page, readers
from monitoring.pipeline.politeness import lanes
from monitoring.pipeline.robots import refresh_robots
from monitoring.pipeline.versions import (
    VERSIONS_A_DAY,
    full_until,
    take_in_better_reading,
    take_in_new_wording,
)
from monitoring.pipeline.visits import visit
from monitoring.revisits import STEPS, next_visit
from monitoring.versions import Wording, cut_short, difference, readable, same_headline

log = logging.getLogger(__name__)

BATCH = 20
NOT_MODIFIED = 304
# A page that ended its worker as often as this is not looked at any more.
TRIES = 5
# The better ways to win a text stand first; texts of different ways are not compared.
RUNGS = [str(rung) for rung in ItemText.Rung if rung != ItemText.Rung.GIVEN]
LINKS_MOST = 500
GONE = "halaman sudah tidak ada"
GONE_ONCE = "halaman tidak ditemukan; ditengok sekali lagi sebelum dianggap hilang"
BARRED = "robots.txt media melarang halaman ini"
TURNED_AWAY = "medianya ditolak; halamannya tidak ditengok"
BROKEN = f"pemeriksaan terhenti {TRIES} kali; tidak ditengok lagi"
FULL = f"sudah {VERSIONS_A_DAY} versi dalam sehari; perubahan berikutnya ditunda, tidak dibuang"
_LINK = re.compile(rb"""<a\s[^>]{0,500}?href\s*=\s*["']?([^"'\s>]{8,2048})""", re.IGNORECASE)


def collect_revisits(limit: int = BATCH) -> Counter[str]:
    """Look at one batch of watched pages; return how many of each outcome."""
    rows = Revisit.objects.claim(limit, settings.LEASE, related=["item__outlet", "item__text"])
    outcomes: Counter[str] = Counter()
    with untouched_go_back(rows) as begun:
        for row, page in _pages(rows, begun):
            outcomes[_finish(row, page)] += 1
    if outcomes:
        told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
        log.info("tengok ulang: %s", told)
    return outcomes


def _pages(rows: Sequence[Revisit], begun: set[int]) -> Iterator[tuple[Revisit, Page]]:
    """Yield each row in its turn with its page read; articles of several pages come last."""
    zone = home_zone()
    unfinished: list[tuple[Revisit, Page]] = []
    for row, take in _arrivals(rows):
        begun.add(row.pk)
        if not _begins(row):
            continue
        page = _read(row, take, zone)
        if goes_on(page):
            unfinished.append((row, page))
        else:
            yield row, page
    if unfinished:
        whole = with_further_pages([page for _row, page in unfinished], zone)
        yield from zip((row for row, _page in unfinished), whole, strict=True)


def _begins(row: Revisit) -> bool:
    """Count the row's attempt; False when somebody else has it by now."""
    try:
        row.begin()
    except LeaseLost:
        _log_lost(row)
        return False
    return True


def _read(row: Revisit, take: Callable[[], Answer | Failure] | None, zone: tzinfo) -> Page:
    """Return what came of one page; nothing is read that ended its worker too often."""
    answer = take() if take and row.attempts <= TRIES else None
    if not isinstance(answer, Answer) or answer.status == NOT_MODIFIED:
        return Page(row.item, answer)
    return Page(row.item, answer, readers().read(answer, row.item, zone).result())


def _arrivals(
    rows: Sequence[Revisit],
) -> Iterator[tuple[Revisit, Callable[[], Answer | Failure] | None]]:
    """Yield each row whose turn it is with its page; None for a page that is not ours to fetch."""
    at = timezone.now()
    for row in rows:
        # Lanes are agreed upon by outlet and host.
        row.outlet, row.outlet_id = row.item.outlet, row.item.outlet_id
        row.url = row.item.url
    walk = lanes(rows, at)
    refresh_robots([lane[0].outlet for lane in walk], at)
    barred = [row for lane in walk for row in lane if _barred(row)]
    yield from ((row, None) for row in barred)
    yield from visit([[(r, _request(r)) for r in lane if r not in barred] for lane in walk])


def _barred(row: Revisit) -> str:
    """Return why a page is not ours to fetch; "" where it is."""
    outlet = row.item.outlet
    if outlet.blocked:
        return TURNED_AWAY
    allowed = robots.allowed(outlet.robots, row.item.url, settings.FETCH_USER_AGENT)
    return "" if allowed else BARRED


def _request(row: Revisit) -> Request:
    return Request(row.item.url, "page", etag=row.etag, last_modified=row.last_modified)


def _finish(row: Revisit, page: Page) -> str:
    """Write what came of one look; return what was seen."""
    at = timezone.now()
    try:
        if row.attempts > TRIES:
            row.release(due_at=None, note=BROKEN)
            return "broken"
        return _tell(row, page, at)
    except LeaseLost:
        _log_lost(row)
        return "lease_lost"


def _tell(row: Revisit, page: Page, at: datetime) -> str:
    """Tell what the answer means for the item."""
    answer = page.answer
    if answer is None:
        return _not_seen(row, _barred(row) or BARRED, at)
    if isinstance(answer, Failure):
        if answer.outcome == "gone":
            return _missing(row, at)
        return _not_seen(row, answer.note, at, answer.retry_after)
    # Many sites lead the address of a removed article to their front page.
    if is_front(answer.url) and not is_front(row.item.url):
        return _missing(row, at)
    if page.won is None:
        return _seen(row, at)
    search_links(row.item, _links(answer))
    if problem := _problem(page, page.won):
        return _not_seen(row, problem, at)
    return _compare(row, page.won, answer, at)


def _compare(row: Revisit, won: Extraction, answer: Answer, at: datetime) -> str:
    """Compare what the page says with what the item says; write the row, then what is new.

    The row is released first, in the same transaction: whoever lost it writes nothing.
    """
    item, key = row.item, _key(won.title) + _key(readable(won.body))
    same_text = key[32:] == row.body_hash[32:]
    new = Wording(_title(row, won), item.text.body if same_text else won.body)
    changed = difference(Wording(item.title, item.text.body), new).kind
    ours = _read_otherwise(item, won)
    if changed and not ours and (full := full_until(item, at)):
        row.release(due_at=full, attempts=0, note=FULL, seen_at=at)
        return "postponed"
    with transaction.atomic():
        marks = {"etag": answer.etag, "last_modified": answer.last_modified}
        _seen(row, at, body_hash=key, **marks)
        if changed and ours:
            take_in_better_reading(item, won.body, won.rung, at)
        elif changed:
            take_in_new_wording(item, new.title, new.body, won.rung, at)
    return ("better" if ours else "changed") if changed else "unchanged"


def _read_otherwise(item: Item, won: Extraction) -> bool:
    """Say whether another text is our doing: a better rung, or newer rules of extraction."""
    newer: bool = item.text.version != VERSION
    return newer or RUNGS.index(won.rung) < RUNGS.index(item.text.rung)


def _problem(page: Page, won: Extraction) -> str:
    """Return why this look cannot be compared with the text we have; "" where it can."""
    known: ItemText = page.item.text
    if known.rung == ItemText.Rung.GIVEN:
        return "naskahnya ditempel petugas, sehingga tidak dibandingkan"
    if won.kind == CHALLENGE or (won.kind == PAYWALL != page.item.page_kind):
        return f"halaman kali ini tertutup ({won.kind_note}); naskah lama dipertahankan"
    if page.again is not None:
        return page.again.note
    if not won.body or won.rung == ItemText.Rung.SUMMARY:
        return f"halaman tidak terbaca sebagai berita: {won.rung_note}"
    if RUNGS.index(won.rung) > RUNGS.index(known.rung):
        return "halaman kali ini terbaca lebih buruk; naskah lama dipertahankan"
    if cut_short(known.body, won.body):
        return "halaman hanya menampilkan awal naskah; naskah lama dipertahankan"
    return ""


def _title(row: Revisit, won: Extraction) -> str:
    """Return the item's title, or the page's where the newsroom changed it.

    Some pages are headed otherwise than their feed says from the beginning: what counts is that
    the page says something else than at the last look, or at the first something else altogether.
    """
    title: str = row.item.title
    if not won.title:
        return title
    if row.body_hash:
        changed = _key(won.title) != row.body_hash[:32]
    else:
        marked = correction_in(won.title, "") is not None and correction_in(title, "") is None
        changed = marked or not same_headline(title, won.title)
    return won.title if changed else title


def _missing(row: Revisit, at: datetime) -> str:
    """Note a page that is not there; only the second look in a row calls it gone."""
    if row.note != GONE_ONCE and row.gone_at is None:
        row.release(due_at=at + STEPS[0], attempts=0, note=GONE_ONCE)
        return "missing"
    row.release(**_after(row, at), gone_at=row.gone_at or at, seen_at=at, note=GONE)
    return "gone"


def _not_seen(row: Revisit, note: str, at: datetime, wait: timedelta | None = None) -> str:
    """Note why a look failed; the next one comes in its turn, without validators."""
    after = _after(row, at)
    if wait and after["due_at"]:
        after["due_at"] = max(after["due_at"], at + wait)
    row.release(**after, note=note[:300], etag="", last_modified="")
    return "not_seen"


def _seen(row: Revisit, at: datetime, **values: Any) -> str:
    """Note a look that succeeded: whatever was wrong with the page before is over."""
    row.release(**_after(row, at), seen_at=at, gone_at=None, note="", **values)
    return "unchanged"


def _after(row: Revisit, at: datetime) -> dict[str, Any]:
    """Return when the row is looked at next; never again once its time is over."""
    due = next_visit(row.visits + 1, at, row.pk)
    return {
        "visits": row.visits + 1,
        "attempts": 0,
        "due_at": due if due <= row.until else None,
    }


def _links(answer: Answer) -> list[str]:
    """Return the first LINKS_MOST addresses that the page links to."""
    written = _LINK.findall(answer.body[:LARGEST])[:LINKS_MOST]
    found = []
    for one in written:
        try:
            found.append(urljoin(answer.url, one.decode("utf-8", "replace")))
        except ValueError:
            continue
    return found


def _key(text: str) -> str:
    """Return half a fingerprint: a title's and a text's stand side by side in one column."""
    return sha256(text.encode()).hexdigest()[:32]


def _log_lost(row: Revisit) -> None:
    log.warning("tengok ulang %s: sewa habis sebelum selesai, hasil dibuang", row.pk)
