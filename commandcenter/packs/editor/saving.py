"""Act: what the editor writes. Nobody overwrites a colleague unread, and no worker is disturbed."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from commandcenter.packs.editor.forms import RecordForm
from commandcenter.packs.editor.kinds import Kind
from commandcenter.packs.models import PackRecord
from commandcenter.trace.models import Change


class ChangedMeanwhile(Exception):
    """The record was changed after the page was opened; nothing was written."""


class StillUsed(Exception):
    """Other rows refer to the record, or the pack would bring it back; it was not deleted."""


def edition(row: models.Model) -> int:
    """Return the number of the record's newest change: what a page was looking at."""
    return Change.objects.of(row).newest()


def record_of(kind: Kind, row: models.Model) -> PackRecord | None:
    """Return what the pack last said of a row; None for what people made here."""
    return PackRecord.objects.filter(kind=kind.pack, row=str(row.pk)).first()


@transaction.atomic
def save(form: RecordForm, seen: int, at: datetime) -> Any:
    """Write a valid form: a new row whole, of a standing one only the columns that changed.

    Raises ChangedMeanwhile when the row is no longer the edition that was seen.
    """
    row = form.instance
    if form.new:
        form.complete(at)
        row = form.save()
        form.follow(at)
        return row
    form._meta.model._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    if edition(row) != seen:
        raise ChangedMeanwhile(row)
    lists = {field.name for field in row._meta.many_to_many}
    columns = [name for name in form.changed_data if name not in lists]
    row.save(update_fields=[*columns, *form.complete(at)])
    for name in lists & set(form.changed_data):
        getattr(row, name).set(form.cleaned_data[name])
    form.follow(at)
    return row


@transaction.atomic
def check(kind: Kind, row: Any, said: dict[str, Any], at: datetime) -> None:
    """Note that somebody held the record against the world today, and whether it stood."""
    verdict = {"origin": said["origin"], "verified": said["verified"]}
    day = {"checked": timezone.localtime(at).date()}
    PackRecord.objects.filter(kind=kind.pack, row=str(row.pk)).update(**verdict, **day)
    if hasattr(row, "verified"):
        type(row)._default_manager.filter(pk=row.pk).update(**verdict)


@transaction.atomic
def delete(kind: Kind, row: Any) -> None:
    """Delete a record that people made here and on which nothing hangs.

    Raises StillUsed otherwise: such a record is switched off or ended instead.
    """
    if record_of(kind, row) is not None or _is_used(row):
        raise StillUsed(row)
    row.delete()


def deletable(kind: Kind, row: Any, record: PackRecord | None) -> bool:
    """Say whether `delete` would do it."""
    return record is None and kind.pack != "issue" and not _is_used(row)


def _is_used(row: Any) -> bool:
    """Say whether any row refers to this one."""
    return any(
        related.related_model._base_manager.filter(**{related.field.name: row}).exists()
        for related in row._meta.related_objects
    )
