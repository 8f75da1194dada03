"""The further pages of long articles: fetched in the lane of their host, joined to one text."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import tzinfo

from django.conf import settings
from django.utils import timezone

from monitoring.door import robots
from monitoring.door.http import Answer, Failure, Request
from monitoring.models import Outlet
from monitoring.pages.extract import Extraction
from monitoring.pages.pager import PAGES_MAX, joined
from monitoring.pipeline.page_reading import Page, readers
from monitoring.pipeline.politeness import clock_of, prolong
from monitoring.pipeline.visits import visit

TEMPORARY = frozenset({"timeout", "unreachable", "server_error", "blocked"})
# A form with all pages that is no longer than the first page has nothing to add.
_LONGER = 1.1
_UNREACHED = Failure("timeout", "Belum semua halaman artikel terambil; akan dicoba lagi.")
_FORBIDDEN = Failure("refused", "robots.txt media melarang halaman ini.")


@dataclass
class Part:
    """One further page of an article; `clock` is the host's (politeness.clock_of)."""

    page: Page
    url: str
    clock: Outlet
    failure: Failure = _UNREACHED
    reading: Future[Extraction] | None = None


def goes_on(page: Page) -> bool:
    """Say whether the article has further pages."""
    return page.won is not None and bool(page.won.body) and bool(page.won.parts)


def with_further_pages(pages: Sequence[Page], zone: tzinfo) -> Iterator[Page]:
    """Fetch the rest of these articles, politely; yield each page with its joined text."""
    parts = [part for page in pages for part in _parts(page)]
    lanes: dict[int, list[Part]] = {}
    for part in parts:
        if _may_fetch(part):
            lanes.setdefault(part.clock.pk, []).append(part)
        else:
            part.failure = _FORBIDDEN
    for lane in lanes.values():
        prolong(lane[0].clock, len(lane), timezone.now())
    walk = [[(part, Request(part.url, "page")) for part in lane] for lane in lanes.values()]
    for part, take in visit(walk, again=True):
        _arrived(part, take(), zone)
    for page in pages:
        yield _joined(page, [part for part in parts if part.page is page])


def _parts(page: Page) -> list[Part]:
    won = page.won
    addresses = () if won is None else (won.whole,) if won.whole else won.parts
    return [Part(page, address, clock_of(page.item)) for address in addresses]


def _may_fetch(part: Part) -> bool:
    rules = part.page.item.outlet.robots if part.page.item.outlet else ""
    return robots.allowed(rules, part.url, settings.FETCH_USER_AGENT)


def _arrived(part: Part, answer: Answer | Failure, zone: tzinfo) -> None:
    if isinstance(answer, Failure):
        part.failure = answer
    elif part.page.won is not None:
        part.reading = readers().read(answer, part.page.item, zone, part.page.won.body[:2000])


def _joined(page: Page, parts: Sequence[Part]) -> Page:
    """Return the page with the texts of its parts behind its own, and what is missing in words."""
    won = page.won
    if won is None:
        return page
    texts, notes = [won.body], [won.rung_note] if won.rung_note else []
    failed = [part for part in parts if part.reading is None]
    texts += [part.reading.result().body for part in parts if part.reading is not None]
    if won.whole and not failed:
        texts = [max(texts, key=len)] if len(texts[-1]) > _LONGER * len(texts[0]) else texts[:1]
    notes += [f"halaman lanjutan tidak terambil: {part.failure.note}" for part in failed[:1]]
    if won.cut and not won.whole:
        notes.append(f"{won.cut} halaman lagi tidak diambil (batas {PAGES_MAX})")
    again = next((part.failure for part in failed if part.failure.outcome in TEMPORARY), None)
    text = joined(texts) if len(texts) > 1 else texts[0]
    return replace(page, won=replace(won, body=text, rung_note="; ".join(notes)), again=again)
