"""Values of labels as staff say them: tones, topics, regions, natures, issues."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import Coverage, Decision, Issue, Tone, Topic
from monitoring.models import Region

# What people and machine are compared by, in the order of the page.
TARGETS = {
    Decision.Field.TONE: gettext_lazy("Tone"),
    Decision.Field.OFFICIAL: gettext_lazy("Pejabat"),
    Decision.Field.TOPIC: gettext_lazy("Topik utama"),
    Decision.Field.REGION: gettext_lazy("Wilayah"),
    Decision.Field.NATURE: gettext_lazy("Sifat"),
    Decision.Field.ISSUE: gettext_lazy("Isu"),
}
_NOTHING = {
    Decision.Field.OFFICIAL: gettext_lazy("tidak disebut"),
    Decision.Field.TOPIC: gettext_lazy("tanpa topik"),
    Decision.Field.REGION: gettext_lazy("di luar daerah"),
    Decision.Field.ISSUE: gettext_lazy("tanpa isu"),
}


def names_of(target: str, values: Iterable[str]) -> dict[str, str]:
    """Return the words of these values, in one query at most; "" means that there is none."""
    wanted = set(values)
    known = _known(target, wanted)
    return {value: _name(target, value, known) for value in wanted}


def _known(target: str, wanted: set[str]) -> dict[str, str]:
    if target in (Decision.Field.TONE, Decision.Field.OFFICIAL):
        return {value: str(words) for value, words in Tone.choices}
    if target == Decision.Field.NATURE:
        return {value: str(words) for value, words in Coverage.Nature.choices}
    if target == Decision.Field.ISSUE:
        return _rows(Issue.objects.filter(pk__in=[int(v) for v in wanted if v.isdecimal()]))
    if target == Decision.Field.TOPIC:
        return _rows(Topic.objects.filter(pk__in=wanted))
    codes = {code for value in wanted for code in value.split(", ") if code}
    return {region.pk: region.short for region in Region.objects.filter(pk__in=codes)}


def _rows(found: QuerySet[Any]) -> dict[str, str]:
    return {str(row.pk): str(row) for row in found}


def _name(target: str, value: str, known: dict[str, str]) -> str:
    if not value:
        return str(_NOTHING.get(target, _("kosong")))
    if target == Decision.Field.REGION:
        return ", ".join(known.get(code, code) for code in value.split(", "))
    return known.get(value, _("tidak dikenal lagi (%(value)s)") % {"value": value})
