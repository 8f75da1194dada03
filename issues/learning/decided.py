"""Queries: the acts of people that stand, as learning and agreement see them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from issues.learning.labels import Label, Seen, labels
from issues.models import Act, Decision, Office
from issues.settling import Decided

# What people decided earlier speaks of other leaders and of another machine.
WINDOW = timedelta(days=365)
# Read from the database at a time.
_CHUNK = 2000


def decided_labels(since: datetime | None = None) -> list[Label]:
    """Return the labels of every text people acted on, since then if said.

    What came to a text by spreading was not looked at there and is no label. An older act counts
    with a newer one of its text, if it is not older by more than WINDOW.
    """
    acts = Act.objects.filter(undoes=None, undone_by=None)
    if since is not None:
        acts = acts.filter(at__gte=since - WINDOW)
    found = labels(_seen(acts), leaders())
    return [label for label in found if since is None or label.at >= since]


def leaders() -> frozenset[str]:
    """Return the offices whose tone is the tone towards us."""
    return frozenset(office.identity for office in Office.objects.filter(leader=True))


def _seen(acts: QuerySet[Act]) -> Iterator[Seen]:
    """Yield the acts by text, oldest first, each with what it decided itself."""
    said = _decisions()
    columns = ("pk", "text", "at", "item__outlet__name", "machine")
    rows = acts.annotate(text=Coalesce("item__copy_of", "item")).order_by("text", "at", "pk")
    for pk, text, at, outlet, machine in rows.values_list(*columns).iterator(chunk_size=_CHUNK):
        yield Seen(text, at, outlet or "", machine, tuple(said.get(pk, ())))


def _decisions() -> dict[int, list[Decided]]:
    """Return what each act set on its own text, in the order it was set.

    All are read: to ask for those of the acts takes the database longer than to send them.
    """
    columns = ("act_id", "field", "value", "office__key", "office__region_id")
    rows = Decision.objects.filter(spread=False).order_by("pk").values_list(*columns)
    said: dict[int, list[Decided]] = defaultdict(list)
    for act, field, value, key, region in rows.iterator(chunk_size=_CHUNK):
        said[act].append(Decided(field, value, f"{key}@{region}" if key else None))
    return said
