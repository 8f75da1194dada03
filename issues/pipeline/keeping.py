"""Which items may be forgotten: those that turned out to be about somebody else, after their time.

A statement goes with the last quotation of it, however that went.

Everything a person touched, and everything that hangs together with something about us, stays.
Counts of the press "tidak terkait" shrink for periods beyond RETENTION_UNRELATED, and no others.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from issues.models import Coverage, Statement, Tone
from monitoring.locks import Lock
from monitoring.models import Item
from monitoring.pipeline.housekeeping import delete_items

log = logging.getLogger(__name__)

# Items deleted in one transaction, and at one call: as many as come in within an hour, and more.
BATCH, MOST = 500, 10_000


def forget_unrelated(at: datetime) -> int:
    """Delete the oldest items nobody tied to anything, MOST at a call; return how many."""
    keys = list(unrelated(at - settings.RETENTION_UNRELATED)[:MOST])
    if len(keys) == MOST:
        log.info("berita tak terkait melebihi %d sekali hapus; sisanya jam berikutnya", MOST)
    batches = (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))
    gone = sum(delete_items(batch, at) for batch in batches)
    forget_statements()
    return gone


@transaction.atomic
def forget_statements() -> int:
    """Delete the statements nobody is quoted with any more, MOST at a call; return how many.

    Waits for others who write quotations: they may be about to join one of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.STATEMENTS.value])
    keys = list(
        Statement.objects.filter(quotes=None).order_by("pk").values_list("pk", flat=True)[:MOST]
    )
    Statement.objects.filter(pk__in=keys).delete()
    if keys:
        log.info("pernyataan tanpa kutipan dihapus: %d", len(keys))
    if len(keys) == MOST:
        log.info("pernyataan tanpa kutipan melebihi %d sekali hapus; sisanya jam berikutnya", MOST)
    return len(keys)


def unrelated(before: datetime) -> QuerySet[int]:
    """Return the keys of items from before then that are about somebody else, oldest first."""
    found = Coverage.objects.filter(
        at__lt=before,
        tone=Tone.UNRELATED,
        report=False,
        issue=None,
        story__issue=None,
        handled_at=None,
        mentions=None,
    )
    # What people brought, decided, asked about, or what changed while an issue lived.
    for name in ("acts", "decisions", "attachments", "versions", "asked_about", "hold"):
        found = found.filter(**{f"item__{name}": None})
    found = found.filter(item__entered_by=None, item__correction="")
    printed = Exists(Item.objects.filter(copy_of=OuterRef("pk")))
    return found.exclude(printed).order_by("at", "pk").values_list("pk", flat=True)
