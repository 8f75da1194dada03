"""Queries: the acts of people that stand, as learning and agreement see them."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from issues.learning.labels import Label, Seen, labels
from issues.models import Act, Decision, Office
from issues.settling import Decided

# What people decided earlier speaks of other leaders and of another machine.
WINDOW = timedelta(days=365)
# Read from the database at a time.
_CHUNK = 2000


def decided_labels(since: datetime | None = None, texts: Q | None = None) -> list[Label]:
    """Return the labels of every text people acted on, since then and on which, if said.

    What came to a text by spreading was not looked at there and is no label.
    """
    acts = _standing(since)
    if texts is not None:
        acts = acts.filter(texts)
    return labels(_seen(acts), leaders())


def leaders() -> frozenset[str]:
    """Return the offices whose tone is the tone towards us."""
    return frozenset(office.identity for office in Office.objects.filter(leader=True))


def _standing(since: datetime | None) -> QuerySet[Act]:
    """Return acts nobody took back; one within the time brings the older ones of its text."""
    acts = Act.objects.filter(undoes=None, undone_by=None)
    acts = acts.annotate(text=Coalesce("item__copy_of", "item"))
    if since is None:
        return acts
    recent = acts.filter(at__gte=since).order_by()
    return acts.filter(text__in=recent.values("text"))


def _seen(acts: QuerySet[Act]) -> Iterator[Seen]:
    """Yield the acts by text, oldest first, each with what it decided itself."""
    said = _decisions(acts)
    columns = ("pk", "text", "at", "item__outlet__name", "machine")
    rows = acts.order_by("text", "at", "pk").values_list(*columns)
    for pk, text, at, outlet, machine in rows.iterator(chunk_size=_CHUNK):
        yield Seen(text, at, outlet or "", machine, tuple(said.get(pk, ())))


def _decisions(acts: QuerySet[Act]) -> dict[int, list[Decided]]:
    """Return what each act set on its own text, in the order it was set."""
    rows = Decision.objects.filter(act__in=acts.order_by().values("pk"), spread=False)
    columns = ("act_id", "field", "value", "office__key", "office__region_id")
    said: dict[int, list[Decided]] = defaultdict(list)
    for act, field, value, key, region in rows.order_by("pk").values_list(*columns):
        said[act].append(Decided(field, value, f"{key}@{region}" if key else None))
    return said
