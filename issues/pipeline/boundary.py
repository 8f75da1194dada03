"""The boundary of reading: the one place where whatever a text makes its readers raise ends."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError
from django.db.models.functions import Now

from monitoring.claims import LeaseLost
from monitoring.clean import clean
from monitoring.models import Item

log = logging.getLogger(__name__)

T = TypeVar("T")

# After each failed try but the last: soon, because most failures are ours and get repaired.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)
TRIES = len(WAITS) + 1
# How an item begins to say that it could not be read.
UNREAD = "Belum terbaca"
_WORDS_OF_ERROR = 120


@dataclass(frozen=True)
class Unread:
    """What a reader broke on, in few words."""

    words: str


def within_bounds(work: Callable[[], T]) -> T | Unread:
    """Return what the work returns, or what it broke on.

    The only place of the product that catches everything: a text comes from anywhere and no list
    of errors is complete, and one that breaks its reader must cost neither its neighbours nor the
    batch. A database that does not answer is no text's fault and goes on to the caller.
    """
    try:
        return work()
    except (LeaseLost, OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("pembaca berhenti pada sebuah naskah")
        return Unread(clean(f"{type(error).__name__}: {error}", _WORDS_OF_ERROR))


def put_off(item: Item, unread: Unread) -> None:
    """Leave an item unread with the reason, to be tried again later, after TRIES by a person."""
    if item.attempts >= TRIES:
        set_aside(item, f"pembaca berhenti pada {unread.words}")
        return
    wait = WAITS[item.attempts - 1]
    tried = f"{UNREAD} (percobaan {item.attempts} dari {TRIES})"
    note = f"{tried}: pembaca berhenti pada {unread.words}. Dicoba lagi otomatis."
    item.release(due_at=Now() + wait, stage_note=note)
    log.warning("berita %s ditunda %s: %s", item.pk, wait, unread.words)


def set_aside(item: Item, why: str) -> None:
    """Put an item that ended every try into quarantine, where people see it."""
    note = f"pembacaan gagal {TRIES} kali: {why}; perlu diperiksa administrator"
    item.release(stage=Item.Stage.QUARANTINE, due_at=None, stage_note=note)
    log.error("berita %s masuk karantina: %s", item.pk, note)
