"""What a page was read into is written, in one transaction per item, and handed to the readers."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from monitoring.canonical import url_hash
from monitoring.copies import bands
from monitoring.door.http import Answer, Failure
from monitoring.models import Address, Item, ItemText, Outlet
from monitoring.pages.extract import VERSION, Extraction
from monitoring.pages.identity import own_address
from monitoring.pages.kinds import PHOTO, VIDEO
from monitoring.pages.ladder import with_feed_text
from monitoring.pages.titles import alike
from monitoring.pipeline.page_addresses import ALIKE, take_address
from monitoring.pipeline.page_copies import first_with_same_text
from monitoring.pipeline.page_reading import untitled
from monitoring.sources.attribution import Attribution
from monitoring.sources.unknown import ASIDE

NOTE = 300


def settle(item: Item, won: Extraction, answer: Answer | None = None) -> str:
    """Store the text and hand the item to its readers; return the rung, or "merged".

    `answer` is the page's, whose address may correct the item's. Raises LeaseLost.
    """
    if untitled(item) and not (won.body or item.summary or _shown(won)):
        return _unread(item, won.rung_note)
    at, title = timezone.now(), _title(item, won)
    won = with_feed_text(won, item.summary)
    body = won.body or title
    mine = bands(body)
    own, reason = _own_address(item, won, answer)
    owner = _owner(item, own)
    with transaction.atomic():
        taken = take_address(item, own, won.title, at, reason=reason)
        if taken.gone:
            return "merged"
        _write_text(item, body, mine, won, at)
        copy_of = taken.copy_of or first_with_same_text(item, body, mine)
        values = _stated(item, won) | _publication(item, won) | _next(owner, won.rung_note, at)
        item.release(title=title, copy_of=copy_of, attempts=0, **values)
    return won.rung


def _title(item: Item, won: Extraction) -> str:
    """Return the page's title for an item that came without one, or under a line of chat."""
    told = untitled(item) or (item.entered_by_id and alike(won.title, item.title) < ALIKE)
    return won.title if told and ((won.body and won.title) or _shown(won)) else item.title


def _next(owner: Outlet | None, note: str, at: datetime) -> dict[str, object]:
    """Return where the item waits now: for its reader, or aside while its outlet is blocked."""
    belongs = {"outlet": owner} if owner else {}
    if owner and owner.blocked:
        words = f"{ASIDE}: {owner.block_note}"[:NOTE]
        return belongs | {"stage": Item.Stage.QUARANTINE, "due_at": None, "stage_note": words}
    return belongs | {"stage": Item.Stage.READ, "due_at": at, "stage_note": note[:NOTE]}


def _shown(won: Extraction) -> str:
    """Return the title of a page that shows pictures and has no text of its own."""
    return won.title if won.kind in {PHOTO, VIDEO} else ""


def try_again(item: Item, failure: Failure, wait: timedelta) -> str:
    """Give the item back for another try, with the reason so far."""
    wait = max(wait, failure.retry_after or timedelta())
    item.release(due_at=timezone.now() + wait, stage_note=failure.note[:NOTE])
    return "retry"


def _unread(item: Item, note: str) -> str:
    """Set aside a bare link whose page could not be read: there is nothing to judge."""
    words = f"halaman tidak dapat dibaca: {note}"
    item.release(stage=Item.Stage.QUARANTINE, due_at=None, stage_note=words[:NOTE])
    return "unread"


def _own_address(item: Item, won: Extraction, answer: Answer | None) -> tuple[str, str]:
    """Return the address the page calls its own ("" for the item's), and how it is known."""
    if answer is None or not won.title:
        return "", Address.Reason.CANONICAL
    own = own_address(item.url, answer.url, won.addresses, anywhere=item.unresolved)
    moved = own and url_hash(own) == url_hash(answer.url)
    return own, Address.Reason.REDIRECT if moved else Address.Reason.CANONICAL


def _owner(item: Item, own: str) -> Outlet | None:
    """Return the outlet whose article it is, where a link of somebody else led to it.

    A search engine names the outlet itself, which stays where nobody knows the host; a short link
    names nobody.
    """
    if not item.unresolved or not own:
        return None
    outlets = Attribution.load()
    known = outlets.find(own)
    if known is None and item.entered_by_id:
        known = outlets.outlet_of(own)
    return known


def _write_text(item: Item, body: str, mine: list[int], won: Extraction, at: datetime) -> None:
    """Write the text satellite of an item."""
    values = {
        "body": body,
        "rung": won.rung,
        "rung_note": won.rung_note[:NOTE],
        "bands": mine,
        "extracted_at": at,
        "version": VERSION,
    }
    ItemText.objects.update_or_create(item=item, defaults=values)


def _stated(item: Item, won: Extraction) -> dict[str, object]:
    """Return what the page states besides its text; what only the feed says is kept."""
    return {
        "author": (won.author or item.author)[:200],
        "section": item.section or won.section,
        "image": won.image or item.image,
        "language": won.language or item.language,
        "page_kind": won.kind or item.page_kind,
        "page_note": won.kind_note if won.kind else item.page_note,
    }


def _publication(item: Item, won: Extraction) -> dict[str, object]:
    """Return the publication time the page adds when the feed gave none."""
    if item.published_at or won.published is None or won.published > item.seen_at:
        return {}
    return {
        "published_at": won.published,
        "listed_at": won.published,
        "published_from": won.published_from or Item.PublishedFrom.PAGE,
    }
