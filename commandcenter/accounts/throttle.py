"""Failed passwords are counted, and too many of them shut a door for a while.

A door is a name from one address (a stranger who guesses cannot shut a leader out elsewhere), an
address as a whole, or the form in which a logged-in person types the old password. A try is
counted before the password is looked at, so that many at once get no more tries than one by one.
Only digests are kept: people type passwords into the wrong field.
"""

import logging
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from commandcenter.accounts.address import subscriber
from commandcenter.accounts.models import Tries, User, digest

log = logging.getLogger(__name__)

# The window begins with the first failure; then the door stays shut this long.
WINDOW = timedelta(minutes=15)
SHUT = timedelta(minutes=15)
# A person mistypes a few times; an office of many people may share one address.
TRIES_PER_PERSON = 5
TRIES_PER_ADDRESS = 50
# Longer names exist nowhere (User.username); more of them need not be read.
NAME_READ = 200
KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Door:
    """What is guarded together, and how many failures it bears."""

    key: str
    limit: int


def login_doors(username: str, address: str) -> tuple[Door, Door]:
    """Return the doors of a login: this name from this address, and this address."""
    place = subscriber(address)
    return (
        Door(digest(f"pair {_plain(username)}\n{place}"), TRIES_PER_PERSON),
        Door(digest(f"address {place}"), TRIES_PER_ADDRESS),
    )


def password_door(user: User) -> Door:
    """Return the door of a logged-in user who types the old password."""
    return Door(digest(f"password {user.pk}"), TRIES_PER_PERSON)


def knock(*doors: Door, at: datetime) -> timedelta | None:
    """Count a try at every door; if one is shut count nothing and return how long it stays so."""
    limits = {door.key: door.limit for door in doors}
    fresh = [Tries(key=key, since=at) for key in limits]
    Tries.objects.bulk_create(fresh, ignore_conflicts=True)
    with transaction.atomic():
        # In one order, so that two who knock at the same doors never wait for each other.
        rows = list(Tries.objects.select_for_update().filter(key__in=limits).order_by("key"))
        waits = [row.shut_until - at for row in rows if row.shut_until and row.shut_until > at]
        if waits:
            return max(waits)
        for row in rows:
            _count(row, limits[row.key], at)
    return None


def passed(person: Door, *others: Door, at: datetime) -> None:
    """Forget the person's failures after a right password; other doors get this one try back."""
    Tries.objects.filter(key=person.key).update(count=0, shut_until=None)
    for door in others:
        mine = Tries.objects.filter(key=door.key, count__gt=0)
        mine.update(count=F("count") - 1, shut_until=None)
    Tries.objects.filter(since__lt=at - KEPT).delete()


def _count(row: Tries, limit: int, at: datetime) -> None:
    if row.shut_until or at - row.since >= WINDOW:
        row.count, row.since, row.shut_until = 0, at, None
    row.count += 1
    if row.count >= limit:
        row.shut_until = at + SHUT
        log.info("pintu masuk ditahan sampai %s bila percobaan ini gagal", row.shut_until)
    row.save()


def _plain(username: str) -> str:
    """Return one spelling of all that the login form reads as the same name."""
    return unicodedata.normalize("NFKC", username.strip()[:NAME_READ]).strip().casefold()
