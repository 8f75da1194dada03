"""Queries: the acts of people that stand, as learning and agreement see them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import merge
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from issues.learning.labels import Label, Seen, labels
from issues.models import Act, Decision, Office
from issues.settling import Decided

# What people decided earlier speaks of other leaders and of another machine.
WINDOW = timedelta(days=365)
# Read from the database at a time.
_CHUNK = 2000
_TEXT = Coalesce("item__copy_of", "item")
_DECIDED = ("field", "value", "office__key", "office__region_id")


def decided_labels(since: datetime | None = None) -> list[Label]:
    """Return the labels of every text people acted on, since then if said.

    What came to a text by spreading, or by its story being put into an issue, was not looked at
    there; whoever looks at the text afterwards judges it. An older act counts with a newer one of
    its text, if it is not older by more than WINDOW.
    """
    acts = Act.objects.filter(undoes=None, undone_by=None)
    if since is not None:
        acts = acts.filter(at__gte=since - WINDOW)
    seen = merge(_acted(acts), _spread(), key=lambda one: (one.text, one.at))
    found = labels(seen, leaders())
    return [label for label in found if since is None or label.at >= since]


def leaders() -> frozenset[str]:
    """Return the offices whose tone is the tone towards us."""
    return frozenset(office.identity for office in Office.objects.filter(leader=True))


def _acted(acts: QuerySet[Act]) -> Iterator[Seen]:
    """Yield the acts by text, oldest first, each with what it decided itself."""
    said = _decisions()
    columns = ("pk", "text", "at", "item__outlet__name", "machine", "looked")
    rows = acts.annotate(text=_TEXT).order_by("text", "at", "pk").values_list(*columns)
    for pk, text, at, outlet, machine, looked in rows.iterator(chunk_size=_CHUNK):
        yield Seen(text, at, outlet or "", machine, tuple(said.get(pk, ())), looked)


def _spread() -> Iterator[Seen]:
    """Yield what came to texts by spreading, in the same order."""
    rows = Decision.objects.filter(spread=True, act__undone_by=None).annotate(text=_TEXT)
    ordered = rows.order_by("text", "act__at", "pk").values_list("text", "act__at", *_DECIDED)
    for text, at, *decided in ordered.iterator(chunk_size=_CHUNK):
        yield Seen(text, at, "", {}, (_decided(*decided),), looked=False)


def _decisions() -> dict[int, list[Decided]]:
    """Return what each act set on its own text, in the order it was set.

    All are read: to ask for those of the acts takes the database longer than to send them.
    """
    rows = Decision.objects.filter(spread=False).order_by("pk").values_list("act_id", *_DECIDED)
    said: dict[int, list[Decided]] = defaultdict(list)
    for act, *decided in rows.iterator(chunk_size=_CHUNK):
        said[act].append(_decided(*decided))
    return said


def _decided(field: str, value: Any, key: str | None, region: str | None) -> Decided:
    return Decided(field, value, f"{key}@{region}" if key else None)
