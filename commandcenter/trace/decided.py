"""What acts decided, before and after in words; spread decisions repeat one of them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from commandcenter.trace.lines import NOTHING, Line, Names, joined
from issues.models import Coverage, Decision, Issue, Tone, Topic
from monitoring.models import Region

Field = Decision.Field
CHOICES = {
    Field.TONE: dict(Tone.choices),
    Field.OFFICIAL: dict(Tone.choices),
    Field.NATURE: dict(Coverage.Nature.choices),
}
TARGETS: dict[str, type[models.Model]] = {
    Field.TOPIC: Topic,
    Field.REGION: Region,
    Field.ISSUE: Issue,
}


def lines(acts: Iterable[Any]) -> dict[str, list[Line]]:
    """Return what each of these acts decided, by its primary key as text, in five queries."""
    own = Decision.objects.filter(act__in=acts, spread=False).select_related("office")
    found = list(own)
    names = Names(
        (TARGETS[one.field], pk)
        for one in found
        if one.field in TARGETS
        for pk in (*_keys(one.before), *_keys(one.value))
    )
    told: dict[str, list[Line]] = defaultdict(list)
    for one in found:
        before, after = _words(one, one.before, names), _words(one, one.value, names)
        told[str(one.act_id)].append(Line(_label(one), before, after))
    return told


def _label(one: Decision) -> str:
    if one.office:
        return _("Tone terhadap %(office)s") % {"office": one.office}
    return str(one.get_field_display())


def _keys(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _words(one: Decision, value: Any, names: Names) -> str:
    if one.field in TARGETS:
        return joined(names.words(TARGETS[one.field], pk) for pk in _keys(value))
    if one.field == Field.OFFICIAL and value == "":
        return _("tidak disebut")
    return str(CHOICES[one.field].get(value, value or NOTHING))
