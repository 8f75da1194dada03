"""Act: what people decide about a text, and taking it back. Each act is a row with its words.

A decision names one item and holds for every print of the same text. Issue, topic and region may
be spread to the other texts of the story, except where a person decided otherwise; tone never is.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from issues import wording
from issues.models import Act, Coverage, Decision, Hold, Issue, Story
from issues.pipeline.settle import settle_items
from monitoring.models import Item
from monitoring.nudge import nudge

SPREADABLE = frozenset({Decision.Field.ISSUE, Decision.Field.TOPIC, Decision.Field.REGION})
# What was done before the last shift is undone on the page of the item, not by one key.
UNDO_WITHIN = timedelta(hours=12)


class ChangedMeanwhile(Exception):
    """Somebody decided on this text after the page was opened; nothing was written."""


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
    item: Item, choices: Sequence[Choice], by: AbstractBaseUser, at: datetime, seen: str, key: UUID
) -> Act:
    """Write one act with its decisions, settle every print, and return the act.

    No choices means that the reading was looked at and let stand. The same `key` twice is one
    act. Raises ChangedMeanwhile when the text is no longer the edition that was seen.
    """
    prints = list(_locked(item))
    done = Act.objects.filter(key=key).first()
    if done is not None:
        return done
    if seen != edition(item):
        raise ChangedMeanwhile(_("Berita ini baru saja ditandai orang lain."))
    act = Act.objects.create(by=by, at=at, item=item, placements=len(prints), key=key)
    rows = list(_rows(act, item, choices))
    spread = list(_spread(act, item, choices))
    Decision.objects.bulk_create(rows + spread)
    Hold.objects.filter(item__in=prints).delete()
    others = _settle([*prints, *_prints_of(row.item_id for row in spread)]) - len(prints)
    act.words = wording.of_act(rows, len(prints), others)[:300]
    act.save(update_fields=["words"])
    return act


@transaction.atomic
def undo(act: Act, by: AbstractBaseUser, at: datetime, key: UUID) -> Act:
    """Take an act back by an act of its own; every text it touched is settled anew.

    The same `key` twice is one act. Raises CannotUndo with words.
    """
    prints = list(_locked(act.item))
    done = Act.objects.filter(key=key).first()
    if done is not None:
        return done
    if act.undoes_id:
        raise CannotUndo(_("Urungan tidak dapat diurungkan; tandai lagi beritanya."))
    if Act.objects.filter(undoes=act).exists():
        raise CannotUndo(_("Tindakan ini sudah diurungkan."))
    words = wording.of_undo(act)[:300]
    undone = Act.objects.create(by=by, at=at, item=act.item, key=key, undoes=act, words=words)
    _story_takes_back(act)
    elsewhere = act.decisions.filter(spread=True).values_list("item_id", flat=True)
    undone.placements = _settle([*prints, *_prints_of(elsewhere)])
    undone.save(update_fields=["placements"])
    return undone


def last_undoable(by: AbstractBaseUser, at: datetime) -> Act | None:
    """Return this person's newest act that still holds, of the last UNDO_WITHIN."""
    mine = Act.objects.filter(by=by, undoes=None, undone_by=None, at__gte=at - UNDO_WITHIN)
    return mine.select_related("item").first()


def edition(item: Item) -> str:
    """Return a short name for what people have decided on this text so far."""
    acts = Act.objects.filter(item__in=prints(item)).order_by("pk").values_list("pk", flat=True)
    standing = Decision.objects.standing().filter(item__in=prints(item))
    parts = [*acts, "/", *standing.values_list("pk", flat=True)]
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:16]


def prints(item: Item) -> QuerySet[Item]:
    """Return every item that prints the same text, this one included."""
    first = item.copy_of_id or item.pk
    return Item.objects.filter(Q(pk=first) | Q(copy_of=first))


def exceptions(item: Item, field: str) -> QuerySet[Item]:
    """Return texts of the story on which somebody decided this field: spreading leaves them."""
    return Item.objects.filter(pk__in=_decided_roots(item, field)).order_by("listed_at")


def _locked(item: Item) -> Iterable[int]:
    """Lock the first print, so that two people on one text come one after the other."""
    Item.objects.select_for_update(of=("self",)).get(pk=item.copy_of_id or item.pk)
    return prints(item).values_list("pk", flat=True)


def _rows(act: Act, item: Item, choices: Sequence[Choice]) -> Iterable[Decision]:
    """Yield the decisions on the text itself; the tone of the whole comes after officials."""
    before = _effective(item)
    for choice in sorted(choices, key=lambda choice: choice.field == Decision.Field.TONE):
        yield Decision(
            act=act,
            item=item,
            field=choice.field,
            office_id=choice.office,
            before=before.get((choice.field, choice.office)),
            value=choice.value,
        )


def _effective(item: Item) -> dict[tuple[str, int | None], Any]:
    """Return what holds now, by field and office; nothing for an item that was not read."""
    coverage = Coverage.objects.filter(pk=item.pk).first()
    if coverage is None:
        return {}
    field = Decision.Field
    officials = coverage.mentions.values_list("office_id", "tone")
    return {
        (field.TONE, None): coverage.tone,
        (field.NATURE, None): coverage.nature,
        (field.ISSUE, None): coverage.issue_id,
        (field.TOPIC, None): list(coverage.topics.values_list("topic_id", flat=True)),
        (field.REGION, None): list(coverage.regions.values_list("region_id", flat=True)),
        **{(field.OFFICIAL, office): tone for office, tone in officials},
    }


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


def _story_takes_back(act: Act) -> None:
    """Give a story back the issue it had before this act spread another one."""
    spread = act.decisions.filter(field=Decision.Field.ISSUE, spread=True).exists()
    own = act.decisions.filter(field=Decision.Field.ISSUE, spread=False).first()
    if spread and own:
        earlier = Issue.objects.filter(pk=own.before).first()
        _stories(act.item).filter(issue=own.value).update(issue=earlier)


def _prints_of(items: Iterable[int]) -> list[int]:
    """Return the keys of every print of these texts."""
    roots = set(items)
    same = Item.objects.filter(Q(pk__in=roots) | Q(copy_of__in=roots))
    return list(same.values_list("pk", flat=True))


def _settle(items: Sequence[int]) -> int:
    """Settle these items, let their issues be weighed soon, and return how many they are."""
    touched = settle_items(items)
    if touched:
        transaction.on_commit(lambda: nudge("weigh"))
    return Coverage.objects.filter(pk__in=set(items)).count()
