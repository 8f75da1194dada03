"""Act: articles that people bring: links they paste, and clippings of what has no feed.

They join the flow like everything else: a link waits for its page, a clipping for its reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from monitoring.canonical import canonical, url_hash
from monitoring.copies import bands
from monitoring.files.attachments import Accepted, attach, stored
from monitoring.known import items_at
from monitoring.links import Link, links_in
from monitoring.models import Item, ItemText, Outlet
from monitoring.nudge import nudge
from monitoring.pipeline.page_copies import first_with_same_text
from monitoring.sources.attribution import Attribution, outlet_named
from monitoring.sources.hosts import host_of, is_shortener

_KIND_OF = {
    Item.Medium.PRINT: Outlet.Kind.DAILY,
    Item.Medium.TELEVISION: Outlet.Kind.TELEVISION,
    Item.Medium.RADIO: Outlet.Kind.RADIO,
    Item.Medium.RELEASE: Outlet.Kind.OFFICIAL,
}


class Fate(StrEnum):
    """What became of a pasted link."""

    NEW = "baru"
    KNOWN = "sudah-ada"
    REFUSED = "bukan-berita"
    BLOCKED = "media-ditolak"
    DELETED = "dihapus"


@dataclass(frozen=True)
class HandedIn:
    """One pasted link, what became of it, and its item.

    `unknown` is an outlet nobody knew; `note` says why the outlet is turned away.
    """

    link: Link
    fate: Fate
    item: Item | None = None
    unknown: bool = False
    note: str = ""


@dataclass(frozen=True)
class Clipping:
    """What a person fills in about something printed, broadcast, posted or released.

    `outlet` is a known outlet or the name of a new one; `key` makes a second sending harmless.
    """

    key: UUID
    medium: str
    outlet: str
    title: str
    published_at: datetime
    body: str = ""
    locator: str = ""
    url: str = ""
    files: Sequence[Accepted] = ()


def hand_in(text: str, by: AbstractBaseUser, at: datetime) -> tuple[list[HandedIn], int]:
    """Take in every link of a pasted text; return what became of each, and how many were cut.

    Pasting the same text again changes nothing. Each link is written on its own: what goes wrong
    with one leaves the others in.
    """
    links = links_in(text)
    outlets = Attribution.load()
    results = [_hand_in(link, outlets, by, at) for link in links.found]
    if any(result.fate == Fate.NEW for result in results):
        nudge("page")
    return results, links.cut


def handed_in_by(user: AbstractBaseUser) -> QuerySet[Item]:
    """Return the links somebody handed in, newest first, to see what became of each."""
    links = Item.objects.filter(entered_by=user, medium=Item.Medium.ONLINE)
    return links.filter(kind=Item.Kind.ARTICLE).select_related("outlet").order_by("-seen_at", "-pk")


def clip(new: Clipping, by: AbstractBaseUser, at: datetime) -> tuple[Item, bool]:
    """Take in a clipping; return the item, and False when it was already here.

    It is here already when its form was sent before, when its address is known, or when the same
    outlet has the same title at that time; files that came with it are kept all the same.
    """
    with stored(new.files) as files, transaction.atomic():
        item, created = _item_of(new, by, at)
        if created:
            _write_text(item, new.body or new.title, at)
            transaction.on_commit(lambda: nudge("read"))
        for file in files:
            attach(item, file, at)
    return item, created


def _hand_in(link: Link, outlets: Attribution, by: AbstractBaseUser, at: datetime) -> HandedIn:
    if not link.address:
        return HandedIn(link, Fate.REFUSED)
    address = url_hash(link.address)
    with transaction.atomic():
        known = items_at([address])
        if address in known:
            item = known[address]
            return HandedIn(link, Fate.KNOWN if item else Fate.DELETED, item)
        outlet = outlets.outlet_of(link.address)
        if outlet.blocked:
            return HandedIn(link, Fate.BLOCKED, note=outlet.block_note)
        values = {
            "url": link.address,
            # The page says its own title, unless the message did.
            "title": link.title or link.address[:500],
            "outlet": outlet,
            "seen_at": at,
            "listed_at": at,
            "due_at": at,
            "entered_by": by,
            "unresolved": is_shortener(host_of(link.address)),
        }
        item, created = Item.objects.get_or_create(url_hash=address, defaults=values)
    return HandedIn(link, Fate.NEW if created else Fate.KNOWN, item, not outlet.known)


def _item_of(new: Clipping, by: AbstractBaseUser, at: datetime) -> tuple[Item, bool]:
    """Return the item of a clipping, and whether it was made now; two at once make one."""
    outlet = outlet_named(new.outlet, _KIND_OF.get(new.medium, Outlet.Kind.ONLINE))
    known = _known_clipping(new, outlet)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            values = _values(new, outlet, at) | {"entered_by": by, "entry_key": new.key}
            return Item.objects.create(**values), True
    except IntegrityError:
        found = _known_clipping(new, outlet)
        if found is None:
            raise
        return found, False


def _values(new: Clipping, outlet: Outlet, at: datetime) -> dict[str, object]:
    """Return the columns of a clipping; a time in the future is clamped and marked."""
    origin, future = Item.PublishedFrom, new.published_at > at
    return {
        "medium": new.medium,
        "locator": new.locator,
        "outlet": outlet,
        "url": canonical(new.url),
        "url_hash": url_hash(new.url) if canonical(new.url) else "",
        "title": new.title,
        "published_at": min(new.published_at, at),
        "published_from": origin.CLAMPED if future else origin.PERSON,
        "listed_at": min(new.published_at, at),
        "seen_at": at,
        "stage": Item.Stage.READ,
        "due_at": at,
    }


def _known_clipping(new: Clipping, outlet: Outlet) -> Item | None:
    """Return the item that this clipping is, if it is here."""
    sent = Item.objects.filter(entry_key=new.key).first()
    if sent is None and canonical(new.url):
        sent = Item.objects.filter(url_hash=url_hash(new.url)).first()
    same = {"outlet": outlet, "title__iexact": new.title, "published_at": new.published_at}
    return sent or Item.objects.filter(**same).first()


def _write_text(item: Item, body: str, at: datetime) -> None:
    """Write what the person typed as the item's text, and recognise it as a print of another."""
    mine = bands(body)
    ItemText.objects.create(
        item=item, body=body, rung=ItemText.Rung.GIVEN, bands=mine, extracted_at=at
    )
    Item.objects.filter(pk=item.pk).update(copy_of=first_with_same_text(item, body, mine))
