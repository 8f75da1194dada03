"""Who works on what: a hold is taken when a text is opened, and lapses by itself."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from issues.models import Hold
from monitoring.models import Item

# A person who went away holds nothing longer than this.
HOLD_FOR = timedelta(minutes=10)


@transaction.atomic
def take(item: Item, by: AbstractBaseUser, at: datetime, *, over: bool = False) -> Hold:
    """Take or renew a hold and return whoever holds now: a colleague, unless taken `over`."""
    # The item is locked, not the hold, which may not exist yet.
    Item.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=item.pk)
    held = holder(item, at)
    if held and held.by_id != by.pk and not over:
        return held
    # In one step, because whoever lets go at this moment does not wait for the lock.
    written = {"unique_fields": ["item"], "update_fields": ["by", "until"]}
    hold = Hold(item=item, by=by, until=at + HOLD_FOR)
    Hold.objects.bulk_create([hold], update_conflicts=True, **written)
    return hold


def release(item: Item, by: AbstractBaseUser) -> None:
    """Let go of a text; what a colleague holds stays held."""
    Hold.objects.filter(item=item, by=by).delete()


def holder(item: Item, at: datetime) -> Hold | None:
    """Return who holds a text now."""
    return Hold.objects.select_related("by").filter(item=item, until__gt=at).first()
