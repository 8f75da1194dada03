"""Act: what people decide about a text, and taking it back. Each act is a row with its words.

A decision names one item and holds for every print of the same text. Issue, topic and region may
be spread to the other texts of the story, except where a person decided otherwise; tone never is.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext as _

from issues import wording
from issues.learning.labels import as_read
from issues.models import (
    Act,
    Coverage,
    CoverageRegion,
    CoverageTopic,
    Decision,
    Hold,
    Issue,
    Mention,
    Story,
)
from issues.pipeline.settle import settle_items
from issues.pipeline.storing import BY_STORY
from monitoring.models import Item
from monitoring.nudge import nudge

SPREADABLE = frozenset({Decision.Field.ISSUE, Decision.Field.TOPIC, Decision.Field.REGION})
# What was done before the last shift is undone on the page of the item, not by one key.
UNDO_WITHIN = timedelta(hours=12)


class ChangedMeanwhile(Exception):
    """Somebody changed this text or issue after the page was opened; nothing was written."""


class CannotUndo(Exception):
    """The act was undone already, or is an undo itself; the message says which."""


@dataclass(frozen=True)
class Choice:
    """What a person chose: a Decision.Field, its value as models.Decision documents it.

    `office` is the primary key of the official's office for OFFICIAL; `spread` also gives the
    value to the other texts of the story.
    """

    field: str
    value: Any
    office: int | None = None
    spread: bool = False


@transaction.atomic
def decide(
    item: Item,
    choices: Sequence[Choice],
    by: AbstractBaseUser,
    at: datetime,
    seen: str,
    key: UUID,
    looked: bool = True,
) -> Act:
    """Write one act with its decisions, settle every print, and return the act.

    No choices means that the reading was looked at and let stand. `looked` is False where nobody
    judged the text: it stays in the queue, and whoever works on it goes on. The same `key` twice
    is one act. Raises ChangedMeanwhile when the text is no longer the edition that was seen.
    """
    same = _locked(item)
    done = Act.objects.filter(key=key).first()
    if done is not None:
        return done
    if seen != _edition(same):
        raise ChangedMeanwhile(_("Berita ini baru saja ditandai orang lain."))
    # A field report is no placement.
    own = 0 if item.kind == Item.Kind.FIELD_REPORT else len(same)
    act = Act.objects.create(by=by, at=at, item=item, placements=own, key=key, looked=looked)
    rows = list(_rows(act, item, choices))
    spread = list(_spread(act, item, choices))
    Decision.objects.bulk_create(rows + spread)
    if looked:
        Hold.objects.filter(item__in=same).delete()
    elsewhere = _prints_of(row.item_id for row in spread)
    others = _settle([*same, *elsewhere], rows) - set(same)
    act.words = wording.of_act(rows, own, len(others))[:300]
    act.machine = _machine(item) if looked else {}
    act.save(update_fields=["words", "machine"])
    return act


@transaction.atomic
def undo(act: Act, by: AbstractBaseUser, at: datetime, key: UUID) -> Act:
    """Take an act back by an act of its own; every text it touched is settled anew.

    The same `key` twice is one act. Raises CannotUndo with words.
    """
    same = _locked(act.item)
    done = Act.objects.filter(key=key).first()
    if done is not None:
        return done
    if act.undoes_id:
        raise CannotUndo(_("Urungan tidak dapat diurungkan; tandai lagi beritanya."))
    if Act.objects.filter(undoes=act).exists():
        raise CannotUndo(_("Tindakan ini sudah diurungkan."))
    words = wording.of_undo(act)[:300]
    undone = Act.objects.create(by=by, at=at, item=act.item, key=key, undoes=act, words=words)
    rows = list(act.decisions.all())
    followers = _story_takes_back(act, rows)
    elsewhere = _prints_of(row.item_id for row in rows if row.spread)
    undone.placements = len(_settle([*same, *elsewhere, *followers], rows))
    undone.save(update_fields=["placements"])
    return undone


def last_undoable(by: AbstractBaseUser, at: datetime) -> Act | None:
    """Return this person's newest act that still holds, of the last UNDO_WITHIN."""
    mine = Act.objects.filter(by=by, undoes=None, undone_by=None, at__gte=at - UNDO_WITHIN)
    return mine.select_related("item").first()


def edition(item: Item) -> str:
    """Return a short name for what people have decided on this text so far."""
    return _edition(prints(item).values("pk"))


def prints(item: Item) -> QuerySet[Item]:
    """Return every item that prints the same text, this one included."""
    first = item.copy_of_id or item.pk
    return Item.objects.filter(Q(pk=first) | Q(copy_of=first))


def exceptions(item: Item, field: str) -> QuerySet[Item]:
    """Return texts of the story on which somebody decided this field: spreading leaves them."""
    return Item.objects.filter(pk__in=_decided_roots(item, field)).order_by("listed_at")


def _edition(same: Sequence[int] | QuerySet[Any]) -> str:
    acts = Act.objects.filter(item__in=same).order_by().values_list(Value("act"), "pk")
    standing = Decision.objects.standing().filter(item__in=same).order_by()
    parts = sorted(acts.union(standing.values_list(Value("decision"), "pk"), all=True))
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:16]


def _locked(item: Item) -> list[int]:
    """Lock the first print, so that two people on one text come one after the other.

    Returns the keys of every print.
    """
    locked = Item.objects.select_for_update(of=("self",), no_key=True)
    locked.only("pk").get(pk=item.copy_of_id or item.pk)
    return list(prints(item).values_list("pk", flat=True))


def _rows(act: Act, item: Item, choices: Sequence[Choice]) -> Iterable[Decision]:
    """Yield the decisions on the text itself; the tone of the whole comes after officials."""
    before = _effective(item, {choice.field for choice in choices})
    for choice in sorted(choices, key=lambda choice: choice.field == Decision.Field.TONE):
        yield Decision(
            act=act,
            item=item,
            field=choice.field,
            office_id=choice.office,
            before=before.get((choice.field, choice.office)),
            value=choice.value,
        )


def _effective(item: Item, fields: Collection[str]) -> dict[tuple[str, int | None], Any]:
    """Return what holds of these fields now, by field and office."""
    found: dict[tuple[str, int | None], Any] = {}
    for name in (Decision.Field.TONE, Decision.Field.NATURE, Decision.Field.ISSUE):
        if name in fields:
            rows = Coverage.objects.filter(pk=item.pk)
            found[name, None] = rows.values_list(name, flat=True).first()
    for name, model in (
        (Decision.Field.TOPIC, CoverageTopic),
        (Decision.Field.REGION, CoverageRegion),
    ):
        if name in fields:
            codes = model.objects.filter(coverage=item.pk).values_list(f"{name}_id", flat=True)
            found[name, None] = list(codes)
    if Decision.Field.OFFICIAL in fields:
        for mention in Mention.objects.filter(coverage=item.pk).order_by():
            found[Decision.Field.OFFICIAL, mention.office_id] = mention.tone
    return found


def _spread(act: Act, item: Item, choices: Sequence[Choice]) -> Iterable[Decision]:
    """Yield the decisions that carry a choice to the other texts of the story."""
    for choice in choices:
        if choice.spread and choice.field in SPREADABLE:
            if choice.field == Decision.Field.ISSUE:
                _stories(item).update(issue=choice.value)
            for other in _texts(item) - _decided_roots(item, choice.field):
                yield Decision(
                    act=act, item_id=other, field=choice.field, value=choice.value, spread=True
                )


def _stories(item: Item) -> QuerySet[Story]:
    return Story.objects.filter(coverage__item=item)


def _texts(item: Item) -> set[int]:
    """Return the first prints of the other texts of the story."""
    fellows = Item.objects.filter(coverage__story__in=_stories(item))
    roots = {first or pk for pk, first in fellows.values_list("pk", "copy_of_id")}
    return roots - {item.copy_of_id or item.pk}


def _decided_roots(item: Item, field: str) -> set[int]:
    """Return those of the story's other texts on which a person decided this field directly."""
    texts = _texts(item)
    own = Decision.objects.standing().filter(
        Q(item__in=texts) | Q(item__copy_of__in=texts), field=field, spread=False
    )
    return {first or pk for pk, first in own.values_list("item_id", "item__copy_of_id")}


def _machine(item: Item) -> dict[str, Any]:
    """Return what the machine has read of this text, whatever people decided on it."""
    read = Coverage.objects.filter(pk=item.pk).values_list("reasons", "version").first()
    return as_read(*read) if read else {}


def _story_takes_back(act: Act, rows: Sequence[Decision]) -> list[int]:
    """Give a story back the issue it has without this act; return what had only followed it.

    What was read meanwhile and came to the issue with the story leaves it with the story.
    """
    own = next((r for r in rows if r.field == Decision.Field.ISSUE and not r.spread), None)
    story = _stories(act.item).first() if own else None
    if own is None or story is None or story.issue_id != own.value:
        return []
    value = issue_of_story(story)
    if value == own.value:
        return []
    Story.objects.filter(pk=story.pk).update(issue=value)
    came = Coverage.objects.filter(story=story, reasons__issue__reason=BY_STORY)
    followers = list(came.filter(reasons__issue__value=own.value).order_by("pk"))
    for row in followers:
        row.reasons["issue"] |= {"value": value}
    Coverage.objects.bulk_update(followers, ["reasons"])
    return [row.pk for row in followers]


def issue_of_story(story: Story) -> int | None:
    """Return the issue of a story: what people spread last, else what its first text names."""
    told = Decision.objects.standing().filter(item__coverage__story=story, spread=True)
    spread = told.filter(field=Decision.Field.ISSUE).last()
    named = Coverage.objects.filter(story=story, reasons__issue__value__isnull=False)
    first = named.exclude(reasons__issue__reason=BY_STORY).order_by("at", "pk").first()
    value = spread.value if spread else first and first.reasons["issue"]["value"]
    # It may have been deleted since.
    return value if Issue.objects.filter(pk=value).exists() else None


def _prints_of(items: Iterable[int]) -> list[int]:
    """Return the keys of every print of these texts."""
    roots = set(items)
    if not roots:
        return []
    same = Item.objects.filter(Q(pk__in=roots) | Q(copy_of__in=roots))
    return list(same.values_list("pk", flat=True))


def _settle(items: Sequence[int], rows: Sequence[Decision]) -> set[int]:
    """Settle items on which these fields were decided; return those that are placements.

    Their issues are weighed soon.
    """
    touched = settle_items(items, details={row.field for row in rows})
    if touched.issues:
        transaction.on_commit(lambda: nudge("weigh"))
    return touched.placements
