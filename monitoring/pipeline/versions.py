"""A new wording of a known item: the old one is kept as a version, the item is read again.

The item stays where it is in every list: when it was seen and listed does not change. What people
decided wins over the new reading as over every other (issues/settling.py).
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from monitoring.clean import clean
from monitoring.copies import bands
from monitoring.models import Item, ItemText, ItemVersion
from monitoring.nudge import nudge
from monitoring.pages.extract import VERSION
from monitoring.pipeline.corrections import notice_in
from monitoring.pipeline.page_copies import first_with_same_text
from monitoring.versions import Wording, difference

# A page that says something else at every look is not edited by anybody; the desk is spared.
VERSIONS_A_DAY = 6
DAY = timedelta(days=1)
TITLE_MOST, NOTE_MOST = 500, 300


def take_in_new_wording(
    item: Item, title: str, body: str, rung: str, at: datetime
) -> ItemVersion | None:
    """Keep what the item said as a version and write the new wording; one transaction.

    Returns None where nothing was written: the wordings say the same, the item has no text yet,
    or VERSIONS_A_DAY are used up (`full_until` says until when). `rung` is an ItemText.Rung.
    """
    with transaction.atomic():
        held = _locked(item)
        if held is None or full_until(held, at):
            return None
        new = Wording(clean(title, TITLE_MOST) or held.title, body)
        found = difference(Wording(held.title, held.text.body), new)
        if not found.kind:
            return None
        version = _keep(held, found.kind, found.note, at)
        _write(held, new, rung, at)
    return version


def take_in_better_reading(item: Item, body: str, rung: str, at: datetime) -> bool:
    """Replace a text won by a lower rung or older rules; the newsroom need have changed nothing.

    No version is kept. False where the item has no text yet or people gave it theirs.
    """
    with transaction.atomic():
        held = _locked(item)
        if held is None or held.text.rung == ItemText.Rung.GIVEN:
            return False
        _write(held, Wording(held.title, body), rung, at)
        first = first_with_same_text(held, body, bands(body))
        if first is not None and held.copy_of_id is None:
            Item.objects.filter(pk=held.pk).update(copy_of=first)
    return True


def full_until(item: Item, at: datetime) -> datetime | None:
    """Return until when no further version of this item is kept; None while there is room."""
    recent = item.versions.filter(replaced_at__gt=at - DAY).order_by("-replaced_at")
    times = list(recent.values_list("replaced_at", flat=True)[:VERSIONS_A_DAY])
    return times[-1] + DAY if len(times) == VERSIONS_A_DAY else None


def _locked(item: Item) -> Item | None:
    """Return the item as it is now, locked; None before its first text is settled."""
    rows = Item.objects.select_related("text").select_for_update(no_key=True, of=("self",))
    held: Item | None = rows.exclude(stage=Item.Stage.PAGE).filter(pk=item.pk).first()
    return held if held is not None and hasattr(held, "text") else None


def _keep(held: Item, kind: str, note: str, at: datetime) -> ItemVersion:
    """Write what the item said until now as its next version."""
    last = held.versions.order_by("-number").first()
    return ItemVersion.objects.create(
        item=held,
        number=last.number + 1 if last else 1,
        title=held.title,
        body=held.text.body,
        seen_at=last.replaced_at if last else held.seen_at,
        replaced_at=at,
        change=kind,
        note=note[:NOTE_MOST],
    )


def _write(held: Item, new: Wording, rung: str, at: datetime) -> None:
    """Write the wording and hand the item to its readers; a reader at work finds its lease lost."""
    ItemText.objects.filter(pk=held.pk).update(
        body=new.body,
        rung=rung,
        rung_note="",
        bands=bands(new.body),
        extracted_at=at,
        version=VERSION,
    )
    Item.objects.filter(pk=held.pk).update(
        title=new.title,
        stage=Item.Stage.READ,
        stage_note="",
        due_at=at,
        attempts=0,
        lease_until=None,
        lease_token=F("lease_token") + 1,
    )
    notice_in(held, new.title, new.body, at)
    transaction.on_commit(lambda: nudge("read"))
